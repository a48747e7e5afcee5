"""Outstanding suspects: circulated, sought, kept in custody, on bail and released; the register that follows from it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.investigation.custody import (
    DecisionTaken,
    decide_detention,
    extend_bail,
    look_at_bail,
    note_custody,
    review_release,
)
from constabulary.casework.investigation.outstanding import circulate_suspect, note_attempt, note_intelligence
from constabulary.casework.investigation.reading import open_investigation
from constabulary.casework.investigation.register_reading import open_my_suspects, open_register
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome, reopen_crime
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.victims.contact import update_victim
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.investigation.detention import CustodyDetails, DetentionAct
from constabulary.policing.investigation.register import CLOCKS, Why, place_of
from constabulary.policing.investigation.reviews import Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.victims.contact import Occasion as VictimOccasion
from constabulary.records.models import (
    Crime,
    CustodyRecord,
    DetentionDecision,
    Duty,
    JournalEntry,
    Suspect,
    SuspectEvent,
    VictimUpdate,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.supervision import Scope
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import (
    allocated,
    considered,
    identified,
    planned,
    recorded,
    the_suspect,
    told_of,
    update_of,
    withdraws,
)
from tests.factories.outcomes import filled
from tests.factories.protection import add_officer
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = timedelta(hours=5)
S = SuspectStatus


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def moved(suspect, status, at, *, moment=None, by=Role.DETECTIVE) -> None:
    move_suspect(
        suspect=suspect.pk, to_status=status, words="As it was.", moment=moment, reference="ZZ/1", by=asking(by), at=at
    )


def open_duties_of(suspect) -> dict[str, Duty]:
    return {one.kind: one for one in Duty.objects.filter(subject_row=suspect.pk, state="open")}


def on_register(at, **asked):
    return open_register(scope=Scope(), why=None, purpose="Looking", by=asking(Role.SUPERVISOR), at=at, **asked)


def whys(at) -> dict[str, int]:
    found = on_register(at)
    return {one.value: many for one in Why if (many := found.count(why=one))}


def kept(crime, at, **changes):
    """The suspect of a crime arrested an hour ago and detained, by the custody record."""
    suspect = the_suspect(crime)
    moved(suspect, S.ARRESTED_IN_CUSTODY, at)
    details = CustodyDetails(
        **{
            "reference": "ZZ/100/26", "arrested_at": at - HOUR, "arrived_at": at - HOUR / 2, "authorised_at": at,
            "indictable": True, **changes,
        }
    )  # fmt: skip
    note_custody(suspect=suspect.pk, details=details, by=asking(Role.DETECTIVE), at=at + HOUR / 2)
    return suspect


def test_nobody_leaves_the_register_by_a_word_and_the_reference_is_kept(officer, at):
    suspect = the_suspect(planned(at))
    with pytest.raises(NotAllowed) as refused:
        move_suspect(
            suspect=suspect.pk, to_status=S.ARRESTED_IN_CUSTODY, words="Arrested.", reference=" ",
            by=officer(Role.DETECTIVE), at=at + LATER,
        )  # fmt: skip
    assert codes(refused) == {"arrest-reference-missing"}
    assert refused.value.reasons[0].field == "reference"
    moved(suspect, S.ARRESTED_IN_CUSTODY, at + LATER)
    assert SuspectEvent.objects.filter(suspect=suspect).latest("id").reference == "ZZ/1"


def test_a_circulation_has_its_reference_and_day_and_is_journalled(officer, at):
    crime = planned(at)
    suspect = the_suspect(crime)
    given = {"suspect": suspect.pk, "by": officer(Role.DETECTIVE), "at": at + LATER, "words": "Not at home."}
    with pytest.raises(NotAllowed) as refused:
        circulate_suspect(**given, reference="", moment=None)
    assert codes(refused) == {"moment-missing", "circulation-missing"}
    circulate_suspect(**given, reference="26/0WANTED/1", moment=at + 4 * HOUR)
    suspect.refresh_from_db()
    assert suspect.state == "wanted_circulated"
    assert JournalEntry.objects.filter(kind="suspect_moved", journey_row=crime.journey_id).exists()
    (line,) = on_register(at + DAY).lines
    assert (line.circulated_as, line.why) == ("26/0WANTED/1", Why.WANTED)
    with pytest.raises(NotPermitted):
        circulate_suspect(**{**given, "by": officer(Role.CONTACT_HANDLER)}, reference="x", moment=at)


def test_an_attempt_meets_the_review_and_the_next_is_due_four_weeks_on(officer, at):
    crime = planned(at)
    suspect = the_suspect(crime)
    first = open_duties_of(suspect)["review_suspect"]
    given = {"suspect": suspect.pk, "by": officer(Role.DETECTIVE), "at": at + 6 * DAY}
    with pytest.raises(NotAllowed) as refused:
        note_attempt(**given, result="", words="", moment=at + 9 * DAY)
    assert codes(refused) == {"result-needed", "what-was-done", "not-yet"}
    note_attempt(**given, result="not_there", words="PC 1 and PC 2 at his mother's.", moment=None)
    first.refresh_from_db()
    assert first.state == "met"
    assert (open_duties_of(suspect)["review_suspect"].due_at - at).days == 34
    (line,) = on_register(at + 7 * DAY).lines
    assert (line.attempts, line.last_result, line.last_attempt_at) == (1, "not_there", at + 6 * DAY)
    assert JournalEntry.objects.filter(kind="suspect_sought", journey_row=crime.journey_id).exists()


def test_of_an_attempt_on_a_crime_of_nobody_nothing_is_due_and_only_a_supervisor_notes_it(officer, at):
    suspect = the_suspect(recorded(at))
    given = {"suspect": suspect.pk, "result": "no_answer", "words": "Knocked.", "moment": None, "at": at + LATER}
    with pytest.raises(NotPermitted):
        note_attempt(**given, by=officer(Role.DETECTIVE))
    note_attempt(**given, by=officer(Role.SUPERVISOR))
    assert set(open_duties_of(suspect)) == {"find_abuse_suspect"}, "that clock is of the call, not of the attempt"


def test_intelligence_is_its_reference_and_nothing_of_what_it_says(officer, at):
    crime = planned(at)
    suspect = the_suspect(crime)
    given = {"suspect": suspect.pk, "by": officer(Role.DETECTIVE), "at": at + LATER}
    with pytest.raises(NotAllowed) as refused:
        note_intelligence(**given, reference="")
    assert codes(refused) == {"reference-needed"}
    note_intelligence(**given, reference="INT/26/77")
    event = SuspectEvent.objects.filter(suspect=suspect).latest("id")
    assert (event.kind, event.reference, event.words) == ("intelligence", "INT/26/77", "")
    assert on_register(at + DAY).lines[0].intelligence == 1


def test_a_review_that_looks_at_suspects_sets_the_next_look(officer, at):
    crime = planned(at)
    suspect = the_suspect(crime)
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(Examined.SUSPECTS,),
        findings="He has been seen at his mother's.", no_direction_because="An attempt is planned for tonight.",
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=review, by=officer(Role.SUPERVISOR), at=at + 6 * DAY)
    assert (open_duties_of(suspect)["review_suspect"].due_at - at).days == 34


@pytest.mark.source("PACE 1984 s40-42")
def test_from_the_custody_record_reviews_and_the_limit_are_due(officer, at):
    crime = planned(at)
    suspect = kept(crime, at + LATER)
    due = open_duties_of(suspect)
    assert due["review_detention"].due_at == at + LATER + 6 * HOUR
    assert due["end_detention"].due_at == at + LATER - HOUR / 2 + 24 * HOUR
    assert (due["review_detention"].desk, due["end_detention"].desk) == ("inspectors", "superintendents")
    clocks = open_investigation(
        reference=crime.reference, purpose="x", by=officer(Role.DETECTIVE), at=at + 6 * HOUR
    ).clocks[suspect.pk]  # fmt: skip
    assert [one.at - (at + LATER) for one in clocks] == [6 * HOUR, 23.5 * HOUR, 95.5 * HOUR]
    assert clocks[1].words == "Detention ends, unless a superintendent allows more"
    assert whys(at + 6 * HOUR) == {"detained": 1}
    assert on_register(at + 6 * HOUR).outstanding == 0
    assert on_register(at + 6 * HOUR).lines[0].custody == "ZZ/100/26"


def test_what_a_custody_record_lacks_is_refused_and_one_noted_wrongly_is_noted_anew(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        note_custody(
            suspect=the_suspect(crime).pk, by=officer(Role.DETECTIVE), at=at + LATER,
            details=CustodyDetails(
                reference="", arrested_at=at, arrived_at=at, authorised_at=at, indictable=False
            ),
        )  # fmt: skip
    assert codes(refused) == {"not-detained", "reference-missing"}
    suspect = kept(crime, at + LATER)
    again = CustodyDetails(
        reference="ZZ/101/26", arrested_at=at, arrived_at=at + HOUR, authorised_at=at + 2 * HOUR, indictable=True
    )
    note_custody(suspect=suspect.pk, details=again, by=officer(Role.DETECTIVE), at=at + 6 * HOUR)
    assert CustodyRecord.objects.filter(suspect=suspect).count() == 2
    assert open_duties_of(suspect)["review_detention"].due_at == at + 8 * HOUR


def superintendent(at) -> str:
    return add_officer("S901", Role.INSPECTOR, at, rank=Rank.SUPERINTENDENT).collar_number


@pytest.mark.source("PACE 1984 s40-44")
def test_reviews_are_an_inspectors_the_extension_a_superintendents_and_the_warrant_a_courts(officer, at):
    crime = planned(at)
    start = at + LATER
    suspect = kept(crime, start)
    inspector = OfficerRow.objects.get(pk=officer(Role.INSPECTOR).id).collar_number
    given = {"suspect": suspect.pk, "by": officer(Role.DETECTIVE)}

    def take(act, after, **more):
        moment = start + after * HOUR
        decide_detention(**given, taken=DecisionTaken(act=act, moment=moment, **more), at=moment + HOUR / 4)

    for wrong in ("", "NOBODY", OfficerRow.objects.get(pk=crime.officer_id).collar_number):
        with pytest.raises(NotAllowed) as refused:
            take(DetentionAct.REVIEW, 5, decider=wrong)
        assert codes(refused) == {"not-a-reviewer"}
    take(DetentionAct.REVIEW, 5, decider=inspector.lower(), words="Evidence to be secured.")
    assert open_duties_of(suspect)["review_detention"].due_at == start + 14 * HOUR
    assert Duty.objects.filter(subject_row=suspect.pk, kind="review_detention", state="met").count() == 1
    with pytest.raises(NotAllowed) as refused:
        take(DetentionAct.EXTENSION, 13, decider=inspector, diligent=True, needed=True)
    assert codes(refused) == {"not-an-extender", "before-second-review"}
    take(DetentionAct.REVIEW, 13, decider=inspector)
    take(DetentionAct.EXTENSION, 20, decider=superintendent(at), diligent=True, needed=True)
    assert open_duties_of(suspect)["end_detention"].due_at == start - HOUR / 2 + 36 * HOUR
    take(DetentionAct.WARRANT, 30, hours=36, reference="W/77")
    assert open_duties_of(suspect)["end_detention"].due_at == start - HOUR / 2 + 72 * HOUR
    warrant = DetentionDecision.objects.get(act="warrant")
    assert (warrant.officer_id, warrant.authority, warrant.hours) == (None, "court", 36)
    moved(suspect, S.CHARGED_REMANDED, start + 50 * HOUR, moment=start + 60 * HOUR)
    assert open_duties_of(suspect).keys() <= {"tell_victim_of_change"}
    assert Duty.objects.filter(subject_row=suspect.pk, kind="end_detention", state="met").count() == 3


def test_a_decision_on_detention_takes_a_custody_record(officer, at):
    crime = planned(at)
    suspect = the_suspect(crime)
    taken = DecisionTaken(act=DetentionAct.REVIEW, moment=at + LATER, decider="D10")
    given = {"suspect": suspect.pk, "taken": taken, "by": officer(Role.DETECTIVE), "at": at + LATER}
    with pytest.raises(NotAllowed) as refused:
        decide_detention(**given)
    assert codes(refused) == {"no-custody-record"}
    moved(suspect, S.ARRESTED_IN_CUSTODY, at + HOUR * 4)
    with pytest.raises(NotAllowed) as refused:
        decide_detention(**given)
    assert codes(refused) == {"no-custody-record"}


@pytest.mark.source("PCSC Act 2022 s45")
def test_bail_is_given_for_three_months_at_most_and_extended_by_the_right_rank_or_a_court(officer, at):
    crime = planned(at)
    start = at + LATER
    suspect = kept(crime, start)
    with pytest.raises(NotAllowed) as refused:
        moved(suspect, S.BAILED_PRE_CHARGE, start + 9 * HOUR, moment=start + 100 * DAY)
    assert codes(refused) == {"bail-too-long"}
    ends = start + 60 * DAY
    moved(suspect, S.BAILED_PRE_CHARGE, start + 9 * HOUR, moment=ends)
    assert open_duties_of(suspect)["decide_bail"].due_at == ends
    number = superintendent(at)
    given = {
        "suspect": suspect.pk,
        "words": "Telephones are examined.",
        "by": officer(Role.DETECTIVE),
        "at": start + 59 * DAY,
    }
    until = start + 200 * DAY
    with pytest.raises(NotAllowed) as refused:
        extend_bail(**given, until=until, authority="inspector", decider=number, reference="B/1")
    assert codes(refused) == {"bail-too-long"}
    with pytest.raises(NotAllowed) as refused:
        extend_bail(**given, until=until, authority="superintendent", decider="", reference="")
    assert codes(refused) == {"not-a-bail-decider", "reference-missing"}
    extend_bail(**given, until=until, authority="superintendent", decider=number, reference="B/1")
    suspect.refresh_from_db()
    assert (suspect.until, open_duties_of(suspect)["decide_bail"].due_at) == (until, until)
    late = {**given, "at": start + 190 * DAY}
    extend_bail(**late, until=start + 400 * DAY, authority="court", decider="", reference="MC/9")
    assert whys(start + 10 * DAY) == {"bailed": 1}
    moved(suspect, S.NO_FURTHER_ACTION, start + 191 * DAY)
    assert whys(start + 192 * DAY) == {}


def looks(suspect) -> dict[int, Duty]:
    found = Duty.objects.filter(subject_row=suspect.pk, kind="look_at_bail")
    return {(suspect.until - one.due_at).days + 1: one for one in found}


def bailed(at):
    """A suspect bailed for sixty days; when that was."""
    suspect = kept(planned(at), at + LATER)
    moved(suspect, S.BAILED_PRE_CHARGE, at + LATER + HOUR, moment=at + LATER + 60 * DAY)
    suspect.refresh_from_db()
    return suspect


def test_before_bail_ends_the_officer_looks_then_the_sergeant_then_an_inspector(officer, at):
    suspect = bailed(at)
    in_charge = suspect.crime.officer_id
    found = {days: (one.state, one.desk, one.owner_id == in_charge) for days, one in looks(suspect).items()}
    assert found == {
        28: ("open", "investigation", True), 14: ("open", "investigation", True), 7: ("open", "supervision", False),
        2: ("open", "inspectors", False),
    }  # fmt: skip
    given = {"suspect": suspect.pk, "words": "Two telephones are still examined; ask for more."}
    with pytest.raises(NotAllowed) as refused:
        look_at_bail(suspect=suspect.pk, words=" ", by=officer(Role.DETECTIVE), at=at + 20 * DAY)
    assert codes(refused) == {"look-words-missing"}
    with pytest.raises(NotPermitted):
        look_at_bail(**given, by=officer(Role.CONTACT_HANDLER), at=at + 20 * DAY)

    def states():
        return {days: one.state for days, one in looks(suspect).items()}

    look_at_bail(**given, by=officer(Role.DETECTIVE), at=at + 20 * DAY)
    assert states() == {28: "met", 14: "open", 7: "open", 2: "open"}
    look_at_bail(**given, by=officer(Role.SUPERVISOR), at=at + 52 * DAY)
    assert states() == {28: "met", 14: "met", 7: "met", 2: "open"}
    look_at_bail(**given, by=officer(Role.SUPERVISOR), at=at + 59 * DAY)
    assert states()[2] == "open"
    look_at_bail(**given, by=officer(Role.INSPECTOR), at=at + 59 * DAY)
    assert states()[2] == "met"
    assert JournalEntry.objects.filter(kind="bail_looked_at", journey_row=suspect.journey_id).count() == 4
    assert open_duties_of(suspect)["decide_bail"].due_at == suspect.until


def test_where_a_superintendent_decides_next_the_last_look_is_a_superintendents(officer, at):
    suspect = bailed(at)
    extend_bail(
        suspect=suspect.pk, until=at + 170 * DAY, authority="inspector", decider=superintendent(at), reference="B/2",
        words="Telephones.", by=officer(Role.DETECTIVE), at=at + 40 * DAY,
    )  # fmt: skip
    suspect.refresh_from_db()
    given = {"suspect": suspect.pk, "words": "A superintendent is asked."}
    last = looks(suspect)[2]
    assert (last.desk, last.rule, last.edition) == ("superintendents", "bail.regime", "Pre-charge bail 2022")
    assert "superintendent" in title_of_duty(DutyKind(last.kind), last.rule)
    look_at_bail(**given, by=officer(Role.INSPECTOR), at=at + 169 * DAY)
    assert [days for days, one in looks(suspect).items() if one.state == "open"] == [2]
    above = replace(officer(Role.INSPECTOR), rank=Rank.SUPERINTENDENT)
    look_at_bail(**given, by=above, at=at + 169 * DAY)
    assert looks(suspect)[2].state == "met"


def test_bail_extended_does_every_look_and_new_ones_are_due_before_the_new_end(officer, at):
    suspect = bailed(at)
    before = looks(suspect)
    extend_bail(
        suspect=suspect.pk, until=at + 120 * DAY, authority="inspector", decider=superintendent(at), reference="B/2",
        words="Telephones.", by=officer(Role.DETECTIVE), at=at + 40 * DAY,
    )  # fmt: skip
    suspect.refresh_from_db()
    assert {Duty.objects.get(pk=one.pk).state for one in before.values()} == {"met"}
    assert [days for days, one in looks(suspect).items() if one.state == "open"] == [28, 14, 7, 2]


@pytest.mark.parametrize("then", [S.UNDER_INVESTIGATION, S.CHARGED, S.ARRESTED_IN_CUSTODY, S.NO_FURTHER_ACTION])
def test_a_step_off_bail_leaves_no_look_open(then, at):
    suspect = bailed(at)
    moved(suspect, then, at + 30 * DAY)
    assert {one.state for one in looks(suspect).values()} == {"superseded"}
    with pytest.raises(NotAllowed) as refused:
        look_at_bail(suspect=suspect.pk, words="Late.", by=asking(Role.DETECTIVE), at=at + 31 * DAY)
    assert codes(refused) == {"not-on-bail"}


def test_only_bail_is_extended_and_only_a_release_is_reviewed(officer, at):
    suspect = the_suspect(planned(at))
    with pytest.raises(NotAllowed) as refused:
        extend_bail(
            suspect=suspect.pk, until=at + 9 * DAY, authority="court", decider="", reference="x", words="x",
            by=officer(Role.DETECTIVE), at=at + LATER,
        )  # fmt: skip
    assert codes(refused) == {"not-on-bail"}
    with pytest.raises(NotAllowed) as refused:
        review_release(suspect=suspect.pk, words=" ", by=officer(Role.SUPERVISOR), at=at + LATER)
    assert codes(refused) == {"not-released", "words-missing"}


def test_a_release_under_investigation_is_reviewed_by_the_rank_that_the_standard_asks_for(officer, at):
    crime = planned(at)
    suspect = kept(crime, at + LATER)
    moved(suspect, S.UNDER_INVESTIGATION, at + 9 * HOUR)
    first = open_duties_of(suspect)["review_release"]
    assert (first.desk, (first.due_at - at).days) == ("supervision", 28)
    with pytest.raises(NotPermitted):
        review_release(suspect=suspect.pk, words="x", by=officer(Role.DETECTIVE), at=at + 20 * DAY)
    review_release(suspect=suspect.pk, words="Examined by June.", by=officer(Role.SUPERVISOR), at=at + 20 * DAY)
    second = open_duties_of(suspect)["review_release"]
    assert (second.desk, (second.due_at - at).days) == ("inspectors", 92)
    with pytest.raises(NotPermitted):
        review_release(suspect=suspect.pk, words="Again.", by=officer(Role.SUPERVISOR), at=at + 80 * DAY)
    review_release(suspect=suspect.pk, words="Again.", by=officer(Role.INSPECTOR), at=at + 80 * DAY)
    assert whys(at + 81 * DAY) == {"released": 1}


@pytest.fixture
def settled(officer, at):
    """A crime with outcome 16 about its suspect, who was released under investigation."""
    crime = planned(at)
    identified(crime, at + LATER)
    suspect = kept(crime, at + LATER)
    moved(suspect, S.UNDER_INVESTIGATION, at + 9 * HOUR)
    withdraws(crime, at + 10 * HOUR)
    considered(crime, at + 11 * HOUR)
    end(crime, suspect, at + DAY)
    suspect.refresh_from_db()
    return crime, suspect


def end(crime, suspect, at) -> None:
    worked(crime, at)
    number = propose_outcome(
        crime=crime.pk, outcome_type="16", suspect=suspect.pk, rationale="Nothing but her account shows it.",
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=at,
    )  # fmt: skip
    told_of(crime, "16", at + HOUR)
    principles = filled(tuple(one.heading for one in RULES["16"].by_approver))
    approve_outcome(outcome=number, approver_stated=principles, by=asking(Role.SUPERVISOR), at=at + 2 * HOUR)


def test_an_outcome_about_somebody_disposes_of_them_and_reopening_puts_them_back(officer, at, settled):
    crime, suspect = settled
    assert whys(at + 9 * DAY) == {}
    assert suspect.settled_with_id is not None
    assert (suspect.state, suspect.until, suspect.since) == ("no_further_action", None, suspect.settled_with.decided_at)
    step = SuspectEvent.objects.filter(suspect=suspect).latest("id")
    assert (step.from_state, step.to_state, step.reference) == (
        "under_investigation",
        "no_further_action",
        "Outcome 16",
    )
    assert "review_release" not in open_duties_of(suspect)
    reopen_crime(crime=crime.pk, words="A witness came.", by=officer(Role.SUPERVISOR), at=at + 10 * DAY)
    suspect.refresh_from_db()
    assert suspect.settled_with_id is None
    assert suspect.state == "under_investigation"
    assert whys(at + 11 * DAY) == {"released": 1}
    assert "review_release" in open_duties_of(suspect)


def test_somebody_settled_who_is_arrested_again_is_on_the_register_again(officer, at, settled):
    _, suspect = settled
    moved(suspect, S.ARRESTED_IN_CUSTODY, at + 9 * DAY)
    suspect.refresh_from_db()
    assert suspect.settled_with_id is None
    assert whys(at + 10 * DAY) == {"detained": 1}


def test_who_is_wanted_or_whom_a_charge_is_not_about_stays_with_their_clocks(officer, at):
    crime = planned(at)
    charged = identified(crime, at + LATER)
    by = officer(Role.DETECTIVE)
    first, other = (
        Suspect.objects.get(
            pk=add_suspect(
                crime=crime.pk,
                words="Drove him.",
                person=PersonDetails(given="Lee", family=family),
                by=by,
                at=at + LATER,
            )
        )
        for family in ("Moss", "Vale")
    )
    circulate_suspect(suspect=first.pk, reference="W/1", moment=at, words="Gone.", by=by, at=at + 6 * HOUR)
    moved(charged, S.ARRESTED_IN_CUSTODY, at + 7 * HOUR)
    moved(charged, S.CHARGED_BAIL, at + 9 * HOUR, moment=at + 20 * DAY)
    stated = {**filled(tuple(one.heading for one in RULES["1"].stated)), "court_on": "2026-12-20", "charged_by": "cps"}
    number = propose_outcome(
        crime=crime.pk, outcome_type="1", suspect=charged.pk, rationale="Charged.", stated=stated, by=by, at=at + DAY
    )
    told_of(crime, "1", at + DAY)
    approve_outcome(outcome=number, by=officer(Role.SUPERVISOR), at=at + DAY)
    assert whys(at + 2 * DAY) == {"named": 1, "wanted": 1}
    assert "review_suspect" in open_duties_of(first)
    assert "review_suspect" in open_duties_of(other)
    note_attempt(suspect=other.pk, result="no_answer", words="Knocked.", moment=None, by=by, at=at + 3 * DAY)
    assert (open_duties_of(other)["review_suspect"].due_at - at).days == 31
    assert all(one.crime_state == "finalised" for one in on_register(at + 4 * DAY).lines)


def test_a_cancelled_crime_has_nobody_on_the_register(officer, at):
    crime = allocated(at)
    asked = CancellationDetails(
        code="C1", outside_force=True, receiving_force="Northmoor Constabulary", receiving_reference="NM/1",
        victim_told_at=at + LATER,
    )  # fmt: skip
    number = ask_cancellation(crime=crime.pk, asked=asked, by=officer(Role.DETECTIVE), at=at + 6 * HOUR)
    assert whys(at + DAY) == {"named": 1}
    cancel_crime(cancellation=number, words="Taken over.", by=officer(Role.CRIME_REGISTRAR), at=at + 7 * HOUR)
    assert whys(at + DAY) == {}


def test_the_order_of_the_register_is_that_of_the_rule(officer, at):
    crimes = [planned(at + n * HOUR) for n in range(6)]
    for number, (field, said) in enumerate(
        [("high_risk_abuse", True), ("domestic_abuse", False), ("high_harm", True), ("hate", True)]
    ):
        with writing(by=officer(Role.SUPERVISOR), at=at, purpose="Setting up") as w:
            row = w.lock(type(crimes[0]), crimes[number].pk)
            w.entry(EntryKind.CRIME_FLAGGED, subject=row)
            w.update(row, **{field: said})
    by = officer(Role.DETECTIVE)
    moved(the_suspect(crimes[5]), S.ARRESTED_IN_CUSTODY, at + 12 * HOUR)
    number = add_suspect(
        crime=crimes[1].pk, words="Helped.", by=by, at=at + 12 * HOUR, description="The taller of the two.",
        person=PersonDetails(reference=the_suspect(crimes[2]).person.reference),
    )  # fmt: skip
    assert Suspect.objects.get(pk=number).person_id == the_suspect(crimes[2]).person_id
    for days in (1, 8, 40):
        moment = at + days * DAY
        lines = on_register(moment).lines
        assert len(lines) == 7
        ranked = sorted(lines, key=lambda one: (*place_of(one.facts, one.since, moment), one.id))
        assert [one.id for one in lines] == [one.id for one in ranked]
    assert {one.facts.elsewhere for one in lines if one.person_id == the_suspect(crimes[2]).person_id} == {1}
    first = on_register(at + DAY, most=2)
    assert (len(first.lines), first.has_more) == (2, True)
    rest = on_register(at + DAY, most=9, skip=2)
    assert ([one.id for one in first.lines] + [one.id for one in rest.lines]) == [
        one.id for one in on_register(at + DAY).lines
    ]


def test_counts_are_a_plain_recount_by_why_age_and_clock(officer, at):
    for number in range(4):
        planned(at + number * 8 * DAY)
    circulate_suspect(
        suspect=Suspect.objects.earliest("id").pk, reference="W/1", moment=at, words="Gone.",
        by=officer(Role.DETECTIVE), at=at + DAY,
    )  # fmt: skip
    moment = at + 30 * DAY
    found = on_register(moment)
    rows = list(Suspect.objects.all())
    ages = [sum(moment - row.since >= days * DAY for days in (7, 28, 90)) for row in rows]
    assert [found.count(age=band) for band in range(4)] == [ages.count(band) for band in range(4)]
    due = {row.pk: min(one.due_at for one in open_duties_of(row).values() if one.kind in CLOCKS) for row in rows}
    assert found.count(clock="late") == sum(one < moment for one in due.values())
    assert sum(found.count(clock=band) for band in ("late", "day", "week", "later", "none")) == len(rows)
    assert found.outstanding == 4
    assert (found.count(why=Why.NAMED), found.count(why=Why.WANTED)) == (3, 1)
    assert sum(found.count(unit=(number,)) for number, _ in found.units) == 4


def test_other_crimes_against_the_same_victim_are_counted_through_every_record_of_the_suspect(officer, at):
    first = planned(at)
    suspect = the_suspect(first)
    second = planned(at + DAY)
    with writing(by=officer(Role.SUPERVISOR), at=at, purpose="Setting up") as w:
        row = w.lock(type(second), second.pk)
        w.entry(EntryKind.CRIME_FLAGGED, subject=row)
        w.update(row, victim_id=first.victim_id)
    lines = {one.crime_id: one for one in on_register(at + 2 * DAY).lines}
    other = the_suspect(second)
    same = suspect.person_id == other.person_id
    assert lines[first.pk].facts.same_victim == int(same)
    if not same:
        merge_people(
            survivor=suspect.person_id, other=other.person.reference, reason="The same man.",
            by=officer(Role.DETECTIVE), at=at + DAY,
        )  # fmt: skip
        lines = {one.crime_id: one for one in on_register(at + 2 * DAY).lines}
    assert [lines[one.pk].facts.same_victim for one in (first, second)] == [1, 1]
    assert [lines[one.pk].facts.elsewhere for one in (first, second)] == [1, 1]


def test_ones_own_part_is_ones_own_and_what_is_shown_is_journalled(officer, at):
    crime = planned(at)
    allocated(at + HOUR, to=Role.INVESTIGATOR)
    given = {"why": None, "purpose": "Looking", "at": at + DAY}
    mine = open_my_suspects(**given, by=officer(Role.DETECTIVE))
    assert [one.crime_id for one in mine.lines] == [crime.pk]
    entry = JournalEntry.objects.filter(kind="read_suspects").latest("id")
    assert set(entry.rows) == {crime.pk, the_suspect(crime).person_id}
    assert len(on_register(at + DAY).lines) == 2
    assert open_my_suspects(**{**given, "why": Why.WANTED}, by=officer(Role.DETECTIVE)).lines == ()
    with pytest.raises(NotPermitted):
        open_register(scope=Scope(), **given, by=officer(Role.DETECTIVE))
    with pytest.raises(NotPermitted):
        open_my_suspects(**given, by=officer(Role.PLANNER))


def test_a_restricted_crime_is_neither_counted_nor_listed_for_those_who_may_not_see_it(officer, at):
    crime = planned(at)
    planned(at + HOUR)
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="An officer's family.",
        by=officer(Role.DETECTIVE), at=at + LATER,
    )  # fmt: skip
    say_who_asks(officer(Role.SUPERVISOR))
    found = on_register(at + DAY)
    assert (found.outstanding, len(found.lines)) == (1, 1)


def test_of_one_who_changes_twice_the_victim_is_told_once_by_when_the_first_change_was_due(at):
    suspect = kept(planned(at), at + LATER)
    changes = Duty.objects.filter(subject_row=suspect.pk, kind="tell_victim_of_change")
    first = changes.get(state="open")
    moved(suspect, S.UNDER_INVESTIGATION, at + 3 * DAY)
    second = changes.get(state="open")
    assert second.pk != first.pk
    assert second.due_at == first.due_at
    first.refresh_from_db()
    assert first.state == "superseded"


def to_tell(crime) -> tuple[int, ...]:
    asking(Role.DETECTIVE)
    waiting = Duty.objects.filter(crime=crime, kind="tell_victim_of_change", state="open")
    return tuple(waiting.values_list("id", flat=True))


def same_people(first, second) -> None:
    """Two crimes against the same victim by the same person."""
    by = system_officer()
    say_who_asks(by)
    with writing(by=by, at=second.recorded_at, purpose="One case, two crimes") as w:
        crime = w.lock(Crime, second.pk)
        w.entry(EntryKind.SUSPECT_MOVED, subject=crime, journey=crime.journey_id)
        w.update(crime, victim_id=first.victim_id)
        w.update(w.lock(Suspect, the_suspect(second).pk), person_id=the_suspect(first).person_id)


def test_one_telling_does_for_every_crime_of_hers_in_which_the_same_has_changed(at):
    first, second = planned(at), planned(at + HOUR)
    same_people(first, second)
    for one in (first, second):
        moved(the_suspect(one), S.ARRESTED_IN_CUSTODY, at + DAY)
    update = update_of(at + DAY + HOUR, by_safe_route=True, occasion=VictimOccasion.CHANGE, changes=to_tell(first))
    update_victim(crime=first.pk, update=update, by=asking(Role.DETECTIVE), at=at + DAY + HOUR)
    asking(Role.SUPERVISOR)
    found = Duty.objects.filter(kind="tell_victim_of_change", crime__in=[first.pk, second.pk]).values_list(
        "crime_id", "state"
    )
    assert dict(found) == {first.pk: "met", second.pk: "met"}


@pytest.mark.parametrize(
    ("first_step", "second_step", "known", "met"),
    [
        pytest.param((S.ARRESTED_IN_CUSTODY, "ZZ/1"), (S.ARRESTED_IN_CUSTODY, "ZZ/1"), True, True, id="one arrest"),
        pytest.param((S.ARRESTED_IN_CUSTODY, "ZZ/1"), (S.ARRESTED_IN_CUSTODY, "ZZ/2"), True, False, id="two arrests"),
        pytest.param((S.NO_FURTHER_ACTION, "ZZ/1"), (S.NO_FURTHER_ACTION, "ZZ/1"), True, False, id="decided by crime"),
        pytest.param((S.ARRESTED_IN_CUSTODY, "ZZ/1"), (S.NO_FURTHER_ACTION, "ZZ/1"), True, False, id="another step"),
        pytest.param(
            (S.ARRESTED_IN_CUSTODY, "ZZ/1"), (S.ARRESTED_IN_CUSTODY, "ZZ/1"), False, False, id="not one person"
        ),
    ],
)
def test_one_telling_does_for_another_crime_only_where_one_event_changed_both(at, first_step, second_step, known, met):
    first, second = planned(at), planned(at + HOUR)
    if known:
        same_people(first, second)
    for crime, (status, reference) in ((first, first_step), (second, second_step)):
        move_suspect(
            suspect=the_suspect(crime).pk, to_status=status, words="As it was.", reference=reference,
            by=asking(Role.DETECTIVE), at=at + DAY,
        )  # fmt: skip
    update = update_of(at + DAY + HOUR, by_safe_route=True, occasion=VictimOccasion.CHANGE, changes=to_tell(first))
    update_victim(crime=first.pk, update=update, by=asking(Role.DETECTIVE), at=at + DAY + HOUR)
    asking(Role.SUPERVISOR)
    found = dict(Duty.objects.filter(kind="tell_victim_of_change").values_list("crime_id", "state"))
    assert found == {first.pk: "met", second.pk: "met" if met else "open"}
    noted = VictimUpdate.objects.filter(crime=second, occasion="change")
    assert [one.said for one in noted] == ([update.said] if met else []), (
        "what was said stands with the crime it was said of"
    )


@pytest.mark.parametrize(
    ("other_is", "by_route", "met"),
    [
        pytest.param({"domestic_abuse": True, "stalking": False}, False, False, id="the other is domestic abuse"),
        pytest.param({"domestic_abuse": False, "stalking": True}, False, False, id="the other is stalking"),
        pytest.param({"domestic_abuse": False, "stalking": False}, False, True, id="the other asks for no route"),
        pytest.param({"domestic_abuse": True, "stalking": True}, True, True, id="told by the safe route"),
    ],
)
def test_what_was_told_outside_the_safe_route_does_nothing_for_a_crime_that_asks_for_it(at, other_is, by_route, met):
    first, second = planned(at), planned(at + HOUR)
    same_people(first, second)
    by = system_officer()
    say_who_asks(by)
    with writing(by=by, at=second.recorded_at, purpose="What the other crime is") as w:
        crime = w.lock(Crime, second.pk)
        w.entry(EntryKind.SUSPECT_MOVED, subject=crime, journey=crime.journey_id)
        w.update(crime, **other_is)
    for one in (first, second):
        moved(the_suspect(one), S.ARRESTED_IN_CUSTODY, at + DAY)
    outside = {} if by_route else {"outside_route": "She rang us."}
    update = update_of(
        at + DAY + HOUR, by_safe_route=by_route, occasion=VictimOccasion.CHANGE, changes=to_tell(first), **outside
    )
    update_victim(crime=first.pk, update=update, by=asking(Role.DETECTIVE), at=at + DAY + HOUR)
    asking(Role.SUPERVISOR)
    found = dict(Duty.objects.filter(kind="tell_victim_of_change").values_list("crime_id", "state"))
    assert found == {first.pk: "met", second.pk: "met" if met else "open"}
    assert VictimUpdate.objects.filter(crime=second, occasion="change").exists() is met


@pytest.mark.parametrize(("is_restricted", "met"), [(True, False), (False, True)], ids=["restricted", "open to both"])
def test_what_is_told_in_a_restricted_journey_is_not_written_into_one_that_others_read(at, is_restricted, met):
    first, second = planned(at), planned(at + HOUR)
    same_people(first, second)
    for one in (first, second):
        moved(the_suspect(one), S.ARRESTED_IN_CUSTODY, at + DAY)
    by = asking(Role.DETECTIVE)
    if is_restricted:
        restrict_journey(
            journey=first.journey_id, kind=RestrictionKind.REFUGE, reason="She is in a refuge.", by=by, at=at + DAY
        )
    update = update_of(at + DAY + HOUR, by_safe_route=True, occasion=VictimOccasion.CHANGE, changes=to_tell(first))
    update_victim(crime=first.pk, update=update, by=by, at=at + DAY + HOUR)
    found = dict(Duty.objects.filter(kind="tell_victim_of_change").values_list("crime_id", "state"))
    assert found == {first.pk: "met", second.pk: "met" if met else "open"}
    assert VictimUpdate.objects.filter(crime=second, occasion="change").exists() is met
