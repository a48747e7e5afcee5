"""Second decisions by their verbs: drawn, given, decided blind, left, settled; figures of no officer."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.outcomes.deciding import reopen_crime
from constabulary.casework.people import PersonDetails
from constabulary.casework.reading import NoSuchRecord, open_crime
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.second_reviews import (
    choices_for,
    decide_again,
    draw_closures,
    draw_weekly_closures,
    leave_to_others,
    settle_difference,
)
from constabulary.casework.second_reviews_reading import (
    OfTeam,
    OfWay,
    SecondFigures,
    find_second_figures,
    open_both,
    open_closure,
    open_reviews,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.supervision.second_review import Closing, Settled
from constabulary.records.models import (
    ClosureSample,
    Crime,
    Duty,
    JournalEntry,
    Outcome,
    SampledClosure,
    SecondReview,
)
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.records.queries.second_reviews import closed_between
from constabulary.records.writing import writing
from constabulary.standards.offences import offences
from tests.casework.test_cancellation import INFORMATION
from tests.factories.crimes import planned, recorded, reported
from tests.factories.incidents import quarrel
from tests.factories.protection import add_officer, add_team
from tests.factories.second_reviews import closed_as_16, decided_again, draw_every_closure, drawn_closure, reviewer

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def test_a_sample_is_kept_with_its_seed_and_can_be_drawn_again_and_nothing_is_drawn_twice(officer, at):
    crime = closed_as_16(at)
    assert draw_every_closure(at + 2 * DAY) == 1
    sample = ClosureSample.objects.get()
    assert (sample.seed, sample.population, sample.size) == (1, 1, 1)
    drawn = SampledClosure.objects.get()
    assert (drawn.closing, drawn.way, drawn.crime_id, drawn.authority) == ("outcome", "16", crime.pk, "supervisor")
    assert "domestic abuse" in drawn.stratum
    (shown,) = open_reviews(by=officer(Role.INSPECTOR), at=at + 2 * DAY).samples
    assert shown.sample.population == 1
    assert closed_between(from_at=at - DAY, until_at=at + 3 * DAY, watched=("16",)) == []
    assert draw_every_closure(at + 3 * DAY) == 0


def test_the_clock_draws_each_finished_week_once_and_makes_up_at_most_four(system, at):
    draw_weekly_closures(by=system, at=at)
    assert list(ClosureSample.objects.values_list("from_on", "until_on")) == [(date(2026, 10, 26), date(2026, 11, 1))]
    draw_weekly_closures(by=system, at=at + DAY)
    assert ClosureSample.objects.count() == 1
    draw_weekly_closures(by=system, at=at + 70 * DAY)
    assert ClosureSample.objects.count() == 5


def test_a_drawn_crime_is_given_to_somebody_of_authority_another_team_and_no_part_in_it(officer, at):
    far = reviewer(at)
    add_officer("F1", Role.INVESTIGATOR, at, team=far.team_id, rank=1)
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    duty = Duty.objects.get(kind="decide_again_blind")
    assert (duty.subject_row, duty.desk, duty.due_at) == (drawn.pk, "supervision", at + 9 * DAY)
    assert duty.owner_id == far.id


def test_with_nobody_independent_it_waits_for_anybody_at_the_desk(officer, at):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    duty = Duty.objects.get(kind="decide_again_blind")
    assert (duty.subject_row, duty.owner_id, duty.desk) == (drawn.pk, None, "supervision")
    (line,) = open_reviews(by=reviewer(at), at=at + 2 * DAY).waiting
    assert (line.number, line.is_own) == (drawn.pk, False)


def test_the_second_reviewer_sees_the_facts_and_neither_decision_nor_decider_nor_their_words(officer, at):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    shown = open_closure(number=drawn.pk, by=reviewer(at), at=at + 2 * DAY)
    told = repr(shown.facts)
    assert shown.facts.groups
    assert "Secure the neighbour's doorbell footage" in told
    assert "Is not able to support it" in told
    for hidden in ("SECRET", "Nothing but her account shows who did it", "cannot_go_on"):
        assert hidden not in told
    entry = JournalEntry.objects.filter(kind="read_second_look").latest("id")
    assert entry.journey_row == drawn.journey_id
    with pytest.raises(NoSuchRecord):
        open_both(number=drawn.pk, by=officer(Role.INSPECTOR), at=at + 2 * DAY)


def test_whatever_happened_after_the_decision_is_not_among_the_facts(officer, at):
    crime = closed_as_16(at)
    drawn = drawn_closure(crime, at + 2 * DAY)
    reopen_crime(crime=crime.pk, words="AFTERWARDS.", by=officer(Role.SUPERVISOR), at=at + 3 * DAY)
    shown = open_closure(number=drawn.pk, by=reviewer(at), at=at + 4 * DAY)
    assert "AFTERWARDS" not in repr(shown.facts)
    assert shown.facts.as_at == at + DAY


def test_whoever_had_a_part_or_has_opened_it_is_shown_why_and_nothing_of_it(officer, at):
    crime = closed_as_16(at)
    drawn = drawn_closure(crime, at + 2 * DAY)
    opener = reviewer(at)
    open_crime(reference=crime.reference, purpose="Looking", by=opener, at=at + 2 * DAY)
    for by, code in ((officer(Role.SUPERVISOR), "own"), (reviewer(at), "has-opened")):
        opened = open_closure(number=drawn.pk, by=by, at=at + 3 * DAY)
        assert opened.facts is None
        with pytest.raises(NotAllowed) as refused:
            decide_again(sampled=drawn.pk, choice="go_on", words="Why.", by=by, at=at + 3 * DAY)
        assert f"second_review.{code}" in codes(refused)
    assert not SecondReview.objects.exists()


def test_a_second_decision_that_differs_is_put_before_an_inspector_and_one_alike_is_not(officer, at):
    differing, alike = (drawn_closure(closed_as_16(at + number * HOUR), at + 2 * DAY) for number in range(2))
    decided_again(differing, at + 3 * DAY)
    decided_again(alike, at + 3 * DAY, choice="16")
    assert set(Duty.objects.filter(kind="decide_again_blind").values_list("state", flat=True)) == {"met"}
    duty = Duty.objects.get(kind="settle_difference")
    assert (duty.subject_row, duty.desk, duty.due_at) == (differing.pk, "inspectors", at + 6 * DAY)
    assert list(SecondReview.objects.order_by("id").values_list("choice", "differs")) == [
        ("go_on", True),
        ("16", False),
    ]
    with pytest.raises(NotAllowed) as refused:
        decided_again(alike, at + 4 * DAY)
    assert "second_review.reviewed" in codes(refused)


@pytest.mark.parametrize(("choice", "words", "field"), [("99", "Why.", "choice"), ("16", " ", "words")])
def test_a_second_decision_without_a_choice_or_why_is_refused_beside_it(officer, at, choice, words, field):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    with pytest.raises(NotAllowed) as refused:
        decide_again(sampled=drawn.pk, choice=choice, words=words, by=reviewer(at), at=at + 3 * DAY)
    assert [one.field for one in refused.value.reasons] == [field]


def test_the_registrar_reopens_the_crime_and_what_stood_is_kept(officer, at):
    crime = closed_as_16(at)
    drawn = drawn_closure(crime, at + 2 * DAY)
    decided_again(drawn, at + 3 * DAY)
    both = open_both(number=drawn.pk, by=officer(Role.CRIME_REGISTRAR), at=at + 4 * DAY)
    assert (both.code, both.choice, both.first_words) == ("16", "go_on", "SECRET of the proposer.")
    settle_difference(
        sampled=drawn.pk, conclusion=Settled.REOPENED, words="Ask for the video.", by=officer(Role.CRIME_REGISTRAR),
        at=at + 4 * DAY,
    )  # fmt: skip
    crime.refresh_from_db()
    assert (crime.state, crime.outcome) == ("investigating", "")
    kept = Outcome.objects.get()
    assert (kept.state, kept.overtaken_because, kept.rationale) == (
        "overtaken", "Ask for the video.", "SECRET of the proposer.",
    )  # fmt: skip
    assert Duty.objects.get(kind="settle_difference").state == "met"
    review = SecondReview.objects.get()
    assert (review.settled, review.settled_words) == ("reopened", "Ask for the video.")
    with pytest.raises(NotAllowed) as refused:
        settle_difference(
            sampled=drawn.pk, conclusion=Settled.STANDS, words="No.", by=officer(Role.CRIME_REGISTRAR), at=at + 5 * DAY
        )
    assert codes(refused) == {"second_review.settled"}


def test_the_first_decision_may_stand_and_nobody_settles_between_their_own_and_anothers(officer, at):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    given = {"sampled": drawn.pk, "conclusion": Settled.STANDS, "words": "The video is gone."}
    with pytest.raises(NotAllowed) as refused:
        settle_difference(**given, by=officer(Role.CRIME_REGISTRAR), at=at + 3 * DAY)
    assert codes(refused) == {"second_review.not-reviewed"}
    decided_again(drawn, at + 3 * DAY)
    with pytest.raises(NotAllowed) as refused:
        settle_difference(**given, by=reviewer(at), at=at + 4 * DAY)
    assert codes(refused) == {"second_review.not-theirs"}
    with pytest.raises(NotPermitted):
        settle_difference(**given, by=officer(Role.SUPERVISOR), at=at + 4 * DAY)
    settle_difference(**given, by=officer(Role.CRIME_REGISTRAR), at=at + 4 * DAY)
    assert Crime.objects.get(pk=drawn.crime_id).state == "finalised"


def test_what_was_reopened_before_the_second_decision_opens_no_duty_to_settle(officer, at):
    crime = closed_as_16(at)
    drawn = drawn_closure(crime, at + 2 * DAY)
    reopen_crime(crime=crime.pk, words="New evidence.", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    decided_again(drawn, at + 3 * DAY)
    assert not Duty.objects.filter(kind="settle_difference").exists()


def test_a_second_decision_can_be_left_to_the_others_at_the_desk(officer, at):
    by = reviewer(at)
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    leave_to_others(sampled=drawn.pk, by=reviewer(at), at=at + 3 * DAY)
    duty = Duty.objects.get(kind="decide_again_blind")
    assert (duty.owner_id, duty.state, duty.desk) == (None, "open", "supervision")
    with pytest.raises(NotAllowed) as refused:
        leave_to_others(sampled=drawn.pk, by=by, at=at + 3 * DAY)
    assert codes(refused) == {"second_review.not-yours"}


def test_who_may_not_decide_outcomes_draws_opens_and_decides_nothing(officer, at):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    by = officer(Role.DETECTIVE)
    for act in (
        lambda: draw_closures(from_on=at.date(), until_on=at.date(), by=by, at=at),
        lambda: decide_again(sampled=drawn.pk, choice="16", words="Why.", by=by, at=at),
        lambda: leave_to_others(sampled=drawn.pk, by=by, at=at),
        lambda: open_reviews(by=by, at=at),
        lambda: open_closure(number=drawn.pk, by=by, at=at),
        lambda: open_both(number=drawn.pk, by=by, at=at),
        lambda: find_second_figures(by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_report_of_rape_is_decided_again_by_whether_it_is_recorded_and_nothing_else_is_offered(at):
    assert choices_for(Closing.RECORDING, at) == ("record", "n100")
    assert {"go_on", "14", "16", "18", "C2"} <= set(choices_for(Closing.OUTCOME, at))
    assert choices_for(Closing.OUTCOME, at) == choices_for(Closing.CANCELLATION, at)


def test_figures_say_nothing_of_few_and_name_no_officer(officer, at):
    drawn = drawn_closure(closed_as_16(at), at + 2 * DAY)
    decided_again(drawn, at + 3 * DAY)
    found = find_second_figures(by=officer(Role.INSPECTION_LEAD), at=at + 4 * DAY)
    (way,) = found.ways
    assert (way.way, way.too_few, way.kappa) == ("16", True, None)
    assert found.together.too_few
    assert all(one.too_few for one in found.teams)
    named = {one.name for kind in (SecondFigures, OfWay, OfTeam) for one in fields(kind)}
    assert not named & {"officer", "decider", "reviewer", "by", "person"}


def test_a_victim_again_within_ninety_days_is_counted_once_the_time_has_passed(officer, at):
    again, _ = closed_as_16(at), closed_as_16(at + HOUR)
    for days in (20, 25, 100):
        incident = quarrel(at + days * DAY)
        involve_person(
            incident=incident.pk, person=PersonDetails(reference=again.victim.reference), role="victim",
            by=officer(Role.CONTACT_HANDLER), at=at + days * DAY,
        )  # fmt: skip
    assert find_second_figures(by=officer(Role.INSPECTION_LEAD), at=at + 30 * DAY).safety == ()
    (one,) = find_second_figures(by=officer(Role.INSPECTION_LEAD), at=at + 120 * DAY).safety
    assert (one.conclusion, one.again.numerator, one.again.denominator, one.too_few) == ("cannot_go_on", 1, 2, True)


def stand_in(at):
    """A designated decision maker of another team."""
    found = officer_by_number("R8") or add_officer("R8", Role.DESIGNATED_DECISION_MAKER, at, team=add_team("Other", at))
    say_who_asks(found)
    return found


def test_a_cancellation_is_decided_again_at_the_registrars_desk_and_put_back_to_be_recorded_anew(officer, at):
    crime = planned(at)
    asked = CancellationDetails(code="C2", information=INFORMATION, victim_told_at=at + 5 * HOUR)
    number = ask_cancellation(crime=crime.pk, asked=asked, by=officer(Role.DETECTIVE), at=at + 5 * HOUR)
    cancel_crime(cancellation=number, words="SECRET.", by=officer(Role.CRIME_REGISTRAR), at=at + 6 * HOUR)
    drawn = drawn_closure(crime, at + DAY)
    assert Duty.objects.get(kind="decide_again_blind").desk == "registrar"
    opened = open_closure(number=drawn.pk, by=stand_in(at), at=at + DAY)
    assert "Hail did it." in repr(opened.facts)
    assert "SECRET" not in repr(opened.facts)
    decide_again(sampled=drawn.pk, choice="go_on", words="Hail breaks no lock.", by=stand_in(at), at=at + DAY)
    given = {"sampled": drawn.pk, "words": "Hail breaks no lock.", "by": reviewer(at), "at": at + 2 * DAY}
    with pytest.raises(NotAllowed) as refused:
        settle_difference(**given, conclusion=Settled.REOPENED)
    assert codes(refused) == {"second_review.no-such-way"}
    settle_difference(**given, conclusion=Settled.DECIDE_AGAIN)
    crime.refresh_from_db()
    assert crime.state == "cancelled"
    duty = Duty.objects.filter(kind="decide_recording", incident=crime.incident).latest("id")
    assert (duty.state, duty.opened_at) == ("open", at + 2 * DAY)


def test_a_report_of_rape_that_was_not_recorded_is_drawn_beside_one_that_was(officer, at):
    report = reported(at)
    decide_recording(
        incident=report.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="SECRET."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
        by=officer(Role.IMU_ASSESSOR), at=at + HOUR,
    )  # fmt: skip
    rape = next(one for one in offences() if one.category == "19C")
    recorded(at, code=rape.code, category="19C")
    assert draw_every_closure(at + DAY) == 2
    assert set(SampledClosure.objects.values_list("way", "closing", "crime_id")) == {
        ("n100", "recording", None), ("record", "recording", None),
    }  # fmt: skip
    drawn = SampledClosure.objects.get(way="n100")
    opened = open_closure(number=drawn.pk, by=stand_in(at), at=at + DAY)
    assert opened.choices == ("record", "n100")
    assert "SECRET" not in repr(opened.facts)
    decide_again(sampled=drawn.pk, choice="record", words="She said it happened.", by=stand_in(at), at=at + DAY)
    duty = Duty.objects.get(kind="settle_difference")
    assert (duty.desk, duty.incident_id) == ("registrar", report.pk)
    assert open_both(number=drawn.pk, by=stand_in(at), at=at + DAY).code == "100/01"


def many_decided(officer, at, *, alike: int, other: int) -> None:
    """Copies of one crime closed as 16 by different people, decided again alike or otherwise."""
    crime = closed_as_16(at)
    drawn = drawn_closure(crime, at + 2 * DAY)
    decided_again(drawn, at + 3 * DAY, choice="16" if alike else "go_on")
    system = system_officer()
    deciders = [add_officer(f"M{number}", Role.SUPERVISOR, at, rank=2).id for number in range(4)]
    first, row, review = Outcome.objects.get(), SampledClosure.objects.get(), SecondReview.objects.get()
    say_who_asks(system)
    for number in range(alike + other - 1):
        with writing(by=system, at=at + 3 * DAY, purpose="Setting up") as w:
            w.entry(EntryKind.SAMPLE_DRAWN, subject=row.sample)
            made = w.insert(copied(w, first, state="overtaken", overtaken_at=at + 3 * DAY, overtaken_by_id=system.id,
                                   overtaken_because="x", decided_by_id=deciders[number % 4]))  # fmt: skip
            other_row = w.insert(copied(w, row, outcome_id=made.id))
            same = number + 1 < alike
            w.insert(copied(w, review, sampled_id=other_row.id, choice="16" if same else "15", differs=not same))


def copied(w, row, **changes):
    """Another row like this one."""
    fields_of = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    return type(row)(**{**fields_of, "id": w.new_id(), **changes})


def test_of_enough_the_share_and_kappa_are_told_with_their_intervals_by_way_and_team(officer, at):
    many_decided(officer, at, alike=16, other=6)
    found = find_second_figures(by=officer(Role.INSPECTION_LEAD), at=at + 4 * DAY)
    (way,) = found.ways
    assert (way.too_few, way.same.numerator, way.same.denominator) == (False, 16, 22)
    assert way.same.low < way.same.estimate < way.same.high
    # Everything that was drawn went one way: chance alone would agree as often, and kappa is nought.
    assert way.kappa.estimate == pytest.approx(0.0)
    assert (found.together.numerator, found.together.denominator) == (16, 22)
    (team,) = found.teams
    assert (team.too_few, team.same.denominator) == (False, 22)


def test_many_decisions_of_few_people_say_nothing(officer, at, monkeypatch):
    many_decided(officer, at, alike=16, other=6)
    monkeypatch.setattr("constabulary.casework.second_reviews_reading._people", lambda pairs: 3)
    found = find_second_figures(by=officer(Role.INSPECTION_LEAD), at=at + 4 * DAY)
    assert found.ways[0].too_few
    assert found.teams[0].too_few
    assert found.together.too_few
