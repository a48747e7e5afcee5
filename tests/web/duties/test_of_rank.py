"""What waits for a superintendent's decision is found from their own work, whatever their role, and by nobody below."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.duties import open_duties
from constabulary.casework.investigation.custody import (
    DecisionTaken,
    decide_detention,
    designate_case,
    extend_bail,
    look_at_bail,
    note_custody,
    review_release,
)
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.reading import open_worklist
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.detention import CustodyDetails, DetentionAct
from constabulary.policing.investigation.duties import review_on_event_due
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import Crime, Duty, JournalEntry, Officer, Suspect
from constabulary.records.queries.investigation import suspects_of_crime
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from constabulary.standards.rulebook import on
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned, the_suspect

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HEADING = "What only your rank may decide"
S = SuspectStatus


def promoted(role: Role, rank: Rank, at):
    """The officer of a role, of another rank from now on."""
    with writing(by=system_officer(), at=at, purpose="Promoting") as w:
        w.entry(EntryKind.OFFICER_MOVED, subject=w.find(Officer)[0])
        row = w.lock(Officer, asking(role).id)
        w.update(row, rank=rank.value)
    return asking(role)


def under(at, status: SuspectStatus, *, until=None) -> Suspect:
    """Somebody arrested a day after a plan was set, then as they stand."""
    suspect = the_suspect(planned(at))
    for to, moment in ((S.ARRESTED_IN_CUSTODY, None), (status, until)):
        move_suspect(
            suspect=suspect.pk, to_status=to, words="As custody says.", moment=moment, reference="ZZ/1",
            by=asking(Role.DETECTIVE), at=at + DAY,
        )  # fmt: skip
    return suspect


@pytest.fixture
def looked_for():
    """Bail that an inspector extended to six months and that ends in a day: a superintendent looks last."""
    at = timezone.now() - 150 * DAY
    suspect = under(at, S.BAILED_PRE_CHARGE, until=at + 80 * DAY)
    inspector = asking(Role.INSPECTOR)
    extend_bail(
        suspect=suspect.pk, until=at + 151 * DAY, authority="inspector", decider=inspector.collar_number,
        reference="B/2", words="Telephones.", by=asking(Role.DETECTIVE), at=at + 70 * DAY,
    )  # fmt: skip
    return suspect


def test_a_superintendent_finds_what_waits_for_them_and_meets_it_and_an_inspector_is_not_asked(looked_for):
    waiting = Duty.objects.get(desk=Desk.SUPERINTENDENTS.value, state="open")
    assert waiting.kind == DutyKind.LOOK_AT_BAIL.value
    reference = looked_for.crime.reference
    below = words_of(signed_in(Role.INSPECTOR).get("/"))
    assert HEADING not in below
    assert "a superintendent looks at what is still to do" not in below
    above = promoted(Role.INSPECTOR, Rank.SUPERINTENDENT, timezone.now())
    page = words_of(signed_in(Role.INSPECTOR).get("/"))
    assert "Inspectors, Supervision and Superintendents" in page
    section = page.split(HEADING, 1)[1].split("All that is due")[0]
    assert "a superintendent looks at what is still to do" in section
    assert reference in section
    opened = open_worklist(purpose="Working the list", by=above, at=timezone.now())
    assert [one.id for one in opened.of_rank] == [waiting.pk]
    assert looked_for.crime_id in JournalEntry.objects.filter(kind="read_worklist").latest("id").rows
    look_at_bail(suspect=looked_for.pk, words="A court is asked.", by=above, at=timezone.now())
    assert open_worklist(purpose="Working the list", by=above, at=timezone.now()).of_rank == ()


@pytest.mark.parametrize(
    ("role", "finds"),
    [
        pytest.param(Role.DETECTIVE, False, id="who decides nothing"),
        pytest.param(Role.CRIME_REGISTRAR, True, id="who decides outcomes, but may not look at bail"),
    ],
)
def test_a_rank_alone_gives_nobody_the_work_of_a_role(looked_for, role, finds):
    above = promoted(role, Rank.CHIEF_SUPERINTENDENT, timezone.now())
    assert (Desk.SUPERINTENDENTS in above.desks) is finds
    assert open_worklist(purpose="Working the list", by=above, at=timezone.now()).of_rank == ()


def test_the_third_review_of_a_release_waits_at_the_desk_and_on_no_supervisors_list():
    at = timezone.now() - 100 * DAY
    suspect = under(at, S.UNDER_INVESTIGATION)
    for role, days in ((Role.SUPERVISOR, 20), (Role.INSPECTOR, 80)):
        review_release(suspect=suspect.pk, words="Examined by June.", by=asking(role), at=at + days * DAY)
    due = Duty.objects.get(kind="review_release", state="open")
    assert (due.desk, due.owner_id) == ("superintendents", None)
    above = promoted(Role.INSPECTOR, Rank.SUPERINTENDENT, timezone.now())
    assert [one.id for one in open_worklist(purpose="Working the list", by=above, at=timezone.now()).of_rank] == [
        due.pk
    ]


def test_the_end_of_a_detention_is_found_and_met_by_a_superintendent_and_by_no_rank_below():
    at = timezone.now() - 20 * HOUR
    suspect = the_suspect(planned(at - 2 * DAY))
    detective = asking(Role.DETECTIVE)
    move_suspect(
        suspect=suspect.pk, to_status=S.ARRESTED_IN_CUSTODY, words="Arrested.", reference="ZZ/1", by=detective, at=at
    )
    details = CustodyDetails(
        reference="ZZ/100/26", arrested_at=at, arrived_at=at, authorised_at=at + HOUR / 2, indictable=True
    )
    note_custody(suspect=suspect.pk, details=details, by=detective, at=at + HOUR)
    end = Duty.objects.get(kind="end_detention", state="open")
    assert (end.desk, end.due_at) == ("superintendents", at + 24 * HOUR)
    assert "a superintendent extends it" not in words_of(signed_in(Role.INSPECTOR).get("/"))
    inspector = asking(Role.INSPECTOR)
    for hours in (6, 15):
        review = DecisionTaken(act=DetentionAct.REVIEW, moment=at + hours * HOUR, decider=inspector.collar_number)
        decide_detention(suspect=suspect.pk, taken=review, by=inspector, at=at + hours * HOUR)
    above = promoted(Role.INSPECTOR, Rank.SUPERINTENDENT, timezone.now())
    (end,) = Duty.objects.filter(kind="end_detention", state="open")
    page = words_of(signed_in(Role.INSPECTOR).get("/"))
    assert "a superintendent extends it" in page.split(HEADING, 1)[1].split("All that is due")[0]
    extended = DecisionTaken(
        act=DetentionAct.EXTENSION, moment=timezone.now(), decider=above.collar_number, diligent=True, needed=True,
        words="Two more to interview.",
    )  # fmt: skip
    decide_detention(suspect=suspect.pk, taken=extended, by=above, at=timezone.now())
    assert Duty.objects.get(pk=end.pk).state == "met"
    (after,) = Duty.objects.filter(kind="end_detention", state="open")
    assert (after.desk, after.rule, after.due_at) == ("superintendents", "custody.warrants", at + 36 * HOUR)


@pytest.fixture
def nine_months():
    """Bail that a superintendent extended to nine months and that ends in a day, and that superintendent's row."""
    at = timezone.now() - 240 * DAY
    suspect = under(at, S.BAILED_PRE_CHARGE, until=at + 80 * DAY)
    for rank, role, days, now in (
        ("inspector", Role.INSPECTOR, 170, 70),
        ("superintendent", Role.SUPERVISOR, 241, 160),
    ):
        above = asking(role) if rank == "inspector" else promoted(role, Rank.SUPERINTENDENT, at)
        extend_bail(
            suspect=suspect.pk, until=at + days * DAY, authority=rank, decider=above.collar_number, reference="B/2",
            words="Telephones.", by=asking(Role.DETECTIVE), at=at + now * DAY,
        )  # fmt: skip
    return suspect


def test_an_exceptionally_complex_case_is_designated_looked_at_and_extended_by_a_chief_officer(nine_months):
    path = f"/crimes/{nine_months.crime.reference}/suspects"
    assert "Exceptionally complex" not in words_of(signed_in(Role.DETECTIVE).get(path))
    with pytest.raises(NotPermitted):
        designate_case(
            suspect=nine_months.pk,
            reference="DPP/1",
            words="Six countries.",
            by=asking(Role.INSPECTOR),
            at=timezone.now(),
        )
    chief = signed_in(Role.CHIEF_OFFICER)
    assert "a chief officer looks" not in words_of(chief.get("/")), "of a case that is not designated"
    assert "chief_officer" not in chief.get(f"{path}/{nine_months.pk}/bail").content.decode()

    superintendent = signed_in(Role.SUPERVISOR)
    form = f"{path}/{nine_months.pk}/designation"
    assert "Say what makes the case exceptionally complex." in words_of(
        superintendent.post(form, {"reference": "DPP/1"})
    )
    told = words_of(superintendent.post(form, {"reference": "DPP/1", "words": "Six countries."}, follow=True))
    assert "by designation: a chief officer may extend bail" in told
    assert "designated already" in words_of(
        superintendent.post(form, {"reference": "DPP/1", "words": "Six countries."})
    )
    assert "a chief officer looks" not in words_of(superintendent.get("/")), "it takes a higher rank"
    open_looks = Duty.objects.filter(kind="look_at_bail", state="open")
    (due,) = open_looks.filter(rule="bail.designation")
    assert (due.desk, due.due_at < timezone.now()) == ("chief_officers", True), "it was late before, and still is"
    assert not open_looks.filter(desk="superintendents").exists()
    assert open_looks.exclude(pk=due.pk).exists(), "what others are to look at stays with them"

    by = asking(Role.CHIEF_OFFICER)
    section = words_of(chief.get("/")).split(HEADING, 1)[1].split("All that is due")[0]
    assert "a chief officer looks at what is still to do" in section
    assert f'href="{path}/{nine_months.pk}/bail-ends"' in chief.get("/").content.decode(), "their work leads to it"
    words_of(
        chief.post(f"{path}/{nine_months.pk}/bail-ends", {"words": "The last country answers in May."}, follow=True)
    )
    assert Duty.objects.get(pk=due.pk).state == "met"
    extended = {
        "until": timezone.now() + 80 * DAY, "authority": "chief_officer", "reference": "B/3", "words": "Six countries.",
        "suspect": nine_months.pk, "at": timezone.now(),
    }  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        extend_bail(**extended, decider=asking(Role.SUPERVISOR).collar_number, by=asking(Role.DETECTIVE))
    assert [one.code for one in refused.value.reasons] == ["detention.not-a-bail-decider"]
    extend_bail(**extended, decider=by.collar_number, by=asking(Role.CHIEF_OFFICER))
    looks = Duty.objects.filter(kind="look_at_bail", state="open").order_by("due_at")
    assert looks.last().desk == "superintendents", (
        "after a chief officer a court: a superintendent sees that it is asked"
    )
    assert JournalEntry.objects.filter(kind="case_designated", journey_row=nine_months.journey_id).count() == 1


def test_a_designation_ends_with_the_arrest_that_it_was_made_after(nine_months):
    superintendent = asking(Role.SUPERVISOR)
    designate_case(
        suspect=nine_months.pk, reference="DPP/1", words="Six countries.", by=superintendent, at=timezone.now()
    )
    later = timezone.now() + HOUR
    for to, until in ((S.ARRESTED_IN_CUSTODY, None), (S.BAILED_PRE_CHARGE, later + 80 * DAY)):
        move_suspect(
            suspect=nine_months.pk, to_status=to, words="As custody says.", moment=until, reference="ZZ/2",
            by=asking(Role.DETECTIVE), at=later,
        )  # fmt: skip
    (one,) = suspects_of_crime(nine_months.crime_id)
    assert not one.exceptionally_complex


def test_what_is_due_from_a_superintendent_by_name_is_not_among_what_only_the_rank_may_decide(looked_for):
    waiting = Duty.objects.get(desk=Desk.SUPERINTENDENTS.value, state="open")
    above = promoted(Role.INSPECTOR, Rank.SUPERINTENDENT, timezone.now())
    review = review_on_event_due(crime_at_work(looked_for.crime), on(timezone.now()), at=timezone.now())
    with writing(by=system_officer(), at=timezone.now(), purpose="Reviewing") as w:
        w.entry(EntryKind.SAMPLE_DRAWN, subject=w.lock(Crime, looked_for.crime_id), journey=looked_for.journey_id)
        (own,) = open_duties(w, [review], about=looked_for.crime, owner_id=above.id)
    asking(Role.INSPECTOR)
    opened = open_worklist(purpose="Working the list", by=above, at=timezone.now())
    assert own.id in [one.id for one in opened.lines], "it is due from them"
    assert [one.id for one in opened.of_rank] == [waiting.pk]


def test_more_than_ten_are_ten_and_it_says_that_more_waits():
    at = timezone.now() - 100 * DAY
    for _ in range(11):
        suspect = under(at, S.UNDER_INVESTIGATION)
        for role, days in ((Role.SUPERVISOR, 20), (Role.INSPECTOR, 80)):
            review_release(suspect=suspect.pk, words="Examined by June.", by=asking(role), at=at + days * DAY)
    above = promoted(Role.INSPECTOR, Rank.SUPERINTENDENT, timezone.now())
    opened = open_worklist(purpose="Working the list", by=above, at=timezone.now())
    assert (len(opened.of_rank), opened.has_more_of_rank) == (10, True)
    assert "More waits than stands here; the others are in the list below." in words_of(
        signed_in(Role.INSPECTOR).get("/")
    )
    assert open_worklist(purpose="Working the list", by=above, at=timezone.now(), skip=25).of_rank == ()
