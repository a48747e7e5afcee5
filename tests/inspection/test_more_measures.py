"""The measures of investigation, victims, suspects and agreement, each against a plain recount, as at now and then."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import deploy_unit
from constabulary.casework.inspection import (
    break_down,
    compute_measures,
    compute_nightly,
    digest_of_evidence,
    end_of_day,
    measure_as_at,
    window_before,
)
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.reading import open_evidence
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.inspection.measures.definition import Definition, NotDefined, Window, compute
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.incidents.blocks import Block, find_missing_blocks
from constabulary.policing.incidents.thrive import Element, find_missing_answers
from constabulary.policing.inspection.agreement import weighted_kappa
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod, Reached
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.models import (
    Crime,
    Duty,
    EvidenceLedDecision,
    Incident,
    MeasureResult,
    Outcome,
    SecondScore,
    Suspect,
    SuspectEvent,
    ThriveAssessment,
)
from constabulary.records.payload import plain_answers
from constabulary.records.queries.improvements import result_of_day, stored_results
from constabulary.records.writing import writing
from constabulary.standards.rulebook import on
from tests.conftest import asking
from tests.factories.calls import thrive
from tests.factories.crimes import considered, planned, update_of
from tests.factories.incidents import at_once, finish, opened, quarrel
from tests.factories.scoring import drawn_of, scored

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def window(at: datetime) -> Window:
    return Window(from_on=date(2026, 8, 1), until_on=date(2026, 12, 31), as_at=at)


def seen(code: str, at: datetime):
    return measure_as_at(measure=code, window=window(at), by=asking(Role.INSPECTION_LEAD), at=at)


def split(found) -> tuple[set[int], set[int]]:
    return set(found.counted.met), set(found.counted.not_met)


def finalise(crime: Crime, at: datetime, outcome_type: str = "16") -> Outcome:
    """An outcome as an older system would have left it: approved whatever was decided before."""
    proposer, approver = asking(Role.DETECTIVE), asking(Role.SUPERVISOR)
    with writing(by=approver, at=at, purpose="Taken over") as w:
        w.entry(EntryKind.OUTCOME_APPROVED, subject=w.lock(Crime, crime.pk), journey=crime.journey_id)
        return w.insert(
            Outcome(
                journey_id=crime.journey_id, crime_id=crime.pk, outcome_type=outcome_type, state="approved",
                edition="", rationale="As it was.", proposed_at=at, proposed_by_id=proposer.id, decided_at=at,
                decided_by_id=approver.id,
            )
        )  # fmt: skip


def recount_evidence_led(at: datetime) -> tuple[set[int], set[int]]:
    """Plainly: each crime ended so by then, and whether a decision stood before every such end."""
    ended: dict[int, list[datetime]] = {}
    for outcome in Outcome.objects.all():
        if outcome.outcome_type in {"14", "16"} and outcome.decided_at is not None and outcome.decided_at <= at:
            ended.setdefault(outcome.crime_id, []).append(outcome.decided_at)
    met = set()
    for crime, ends in ended.items():
        decided = [one.decided_at for one in EvidenceLedDecision.objects.filter(crime_id=crime)]
        if all(any(moment < end for moment in decided) for end in ends):
            met.add(crime)
    return met, set(ended) - met


@pytest.mark.parametrize("days", [4, 6, 8, 30], ids=lambda days: f"as at {days} days on")
def test_evidence_led_before_outcome_equals_a_plain_recount(officer, at, days):
    before, after, never, other = (planned(at + n * HOUR) for n in range(4))
    considered(before, at + 2 * DAY)
    for crime in (before, after, never):
        finalise(crime, at + (5 if crime == before else 7) * DAY)
    finalise(other, at + 5 * DAY, "15")
    with writing(by=asking(Role.SUPERVISOR), at=at + 9 * DAY, purpose="Too late") as w:
        w.entry(EntryKind.EVIDENCE_LED_DECIDED, subject=w.lock(Crime, after.pk), journey=after.journey_id)
    moment = at + days * DAY
    assert split(seen("evidence_led_before_outcome", moment)) == recount_evidence_led(moment)
    if days == 30:
        assert split(seen("evidence_led_before_outcome", moment)) == ({before.pk}, {after.pk, never.pk})


def test_the_records_behind_it_are_dated_by_the_day_that_puts_them_in_the_window(officer, at):
    crime = planned(at)
    finalise(crime, at + 5 * DAY)
    moment, by = at + 30 * DAY, officer(Role.INSPECTION_LEAD)
    found = seen("evidence_led_before_outcome", moment)
    (line,) = open_evidence(measured=found, purpose="Looking", by=by, at=moment).lines
    assert (line.at, found.definition.dated_is) == (at + 5 * DAY, "Finalised")


def test_the_records_behind_a_past_figure_are_dated_by_what_had_happened_by_then(officer, at):
    crime = planned(at)
    first = finalise(crime, at + 5 * DAY)
    with writing(by=asking(Role.SUPERVISOR), at=at + 6 * DAY, purpose="Taken over") as w:
        w.entry(EntryKind.CRIME_REOPENED, subject=w.lock(Crime, crime.pk), journey=crime.journey_id)
        w.update(
            w.lock(Outcome, first.pk), state="overtaken", overtaken_because="New footage.", overtaken_at=w.at,
            overtaken_by_id=w.by.id,
        )  # fmt: skip
    finalise(crime, at + 8 * DAY)
    then = replace(window(at + 30 * DAY), as_at=at + 7 * DAY)
    by = officer(Role.INSPECTION_LEAD)
    for as_at, ended in ((then, at + 5 * DAY), (window(at + 30 * DAY), at + 8 * DAY)):
        found = measure_as_at(measure="evidence_led_before_outcome", window=as_at, by=by, at=at + 30 * DAY)
        (line,) = open_evidence(measured=found, purpose="Looking", by=by, at=at + 30 * DAY).lines
        assert line.at == ended


def test_the_records_behind_it_stand_the_newest_first_by_the_day_that_is_shown(officer, at):
    first, second = planned(at), planned(at + HOUR)
    finalise(first, at + 9 * DAY)
    finalise(second, at + 5 * DAY)
    moment, by = at + 30 * DAY, officer(Role.INSPECTION_LEAD)
    found = seen("evidence_led_before_outcome", moment)
    lines = open_evidence(measured=found, purpose="Looking", by=by, at=moment).lines
    assert [one.reference for one in lines] == [first.reference, second.reference]


def test_the_records_are_named_by_which_the_figure_differs_from_the_one_kept(officer, at):
    crime, other = planned(at), planned(at + HOUR)
    finalise(crime, at + 5 * DAY)
    moment, by = at + 30 * DAY, officer(Role.INSPECTION_LEAD)
    found = seen("evidence_led_before_outcome", moment)
    opened = open_evidence(measured=found, purpose="Looking", by=by, at=moment, kept_short=(other.pk,))
    assert [one.reference for one in opened.only_now] == [crime.reference]
    assert [one.reference for one in opened.only_kept] == [other.reference]
    same = open_evidence(measured=found, purpose="Looking", by=by, at=moment, kept_short=(crime.pk,))
    assert (same.only_now, same.only_kept) == ((), ())


def recount_updated(at: datetime) -> tuple[set[int], set[int]]:
    """Plainly: each crime with a day agreed that came, and whether the victim was reached by each of them."""
    came: dict[int, list[bool]] = {}
    for duty in Duty.objects.filter(kind="update_victim", due_at__lte=at, opened_at__lte=at):
        in_time = duty.ended_at is not None and duty.ended_at <= duty.due_at
        if in_time and duty.state == "superseded":
            continue
        came.setdefault(duty.crime_id, []).append(in_time and duty.state == "met")
    met = {crime for crime, each in came.items() if all(each)}
    return met, set(came) - met


def test_victims_updated_as_agreed_equals_a_plain_recount_and_an_attempt_does_not_count(officer, at):
    in_time, late, tried, moved = (planned(at + n * HOUR) for n in range(4))
    agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=7)
    by = officer(Role.DETECTIVE)
    for crime in (in_time, late, tried, moved):
        agree_contact(crime=crime.pk, agreed=agreed, by=by, at=at + 5 * HOUR)
    update_victim(crime=in_time.pk, update=update_of(at + 6 * DAY), by=by, at=at + 6 * DAY)
    update_victim(crime=late.pk, update=update_of(at + 9 * DAY), by=by, at=at + 9 * DAY)
    missed = update_of(at + 6 * DAY, reached=Reached.NO_REPLY, next_on=None)
    update_victim(crime=tried.pk, update=missed, by=by, at=at + 6 * DAY)
    agree_contact(crime=moved.pk, agreed=replace(agreed, every_days=60), by=by, at=at + 3 * DAY)
    for days in (5, 8, 10, 12):
        moment = at + days * DAY
        assert split(seen("victim_updated_as_agreed", moment)) == recount_updated(moment)
    assert split(seen("victim_updated_as_agreed", at + 10 * DAY)) == ({in_time.pk}, {late.pk, tried.pk})


WAITING = {"named_not_located", "named_not_arrested", "wanted_circulated"}


def recount_outstanding(at: datetime) -> tuple[set[int], set[int]]:
    """Plainly: walk through what was noted of each suspect, keep when the run of waiting began."""
    long, short = set(), set()
    for suspect in Suspect.objects.all():
        began, state, day = None, "", None
        for event in SuspectEvent.objects.filter(suspect=suspect).order_by("noted_at", "pk"):
            if not event.to_state or event.noted_at > at:
                continue
            state, day = event.to_state, event.moment
            waits = state in WAITING or state == "voluntary_attendance_arranged"
            began = (began or event.noted_at) if waits else None
        is_out = state in WAITING or (state == "voluntary_attendance_arranged" and day < at)
        # By the first definition the end of the crime ended it; since, only an outcome about the suspect does.
        outcomes = Outcome.objects.filter(crime=suspect.crime, decided_at__lte=at)
        ended = (outcomes if at.date() < date(2026, 11, 30) else outcomes.filter(suspect=suspect)).exists()
        if is_out and not ended:
            (long if at - began > timedelta(days=28) else short).add(suspect.pk)
    return long, short


def test_suspects_long_outstanding_equal_a_plain_walk_through_what_was_noted(officer, at):
    named, found, came_not, ended = (planned(at + n * HOUR) for n in range(4))
    by = officer(Role.DETECTIVE)
    suspects = {name: Suspect.objects.get(crime=crime) for name, crime in
                {"named": named, "found": found, "came_not": came_not, "ended": ended}.items()}  # fmt: skip
    move = {"words": "As noted.", "reference": "ZZ/1", "by": by}
    move_suspect(suspect=suspects["found"].pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, at=at + 10 * DAY, **move)
    move_suspect(
        suspect=suspects["came_not"].pk, to_status=SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED,
        moment=at + 25 * DAY, at=at + 20 * DAY, **move,
    )  # fmt: skip
    finalise(ended, at + 25 * DAY)
    for days in (1, 9, 11, 22, 26, 27, 29, 31, 60):
        moment = at + days * DAY
        assert split(seen("suspects_long_outstanding", moment)) == recount_outstanding(moment), days
    long, short = split(seen("suspects_long_outstanding", at + 40 * DAY))
    assert long == {suspects["named"].pk, suspects["came_not"].pk, suspects["ended"].pk}
    assert not short


def test_of_suspects_those_over_the_time_fall_short_and_open_their_crime(officer, at):
    crime = planned(at)
    found = seen("suspects_long_outstanding", at + 40 * DAY)
    assert found.falls_short == found.counted.met
    by = officer(Role.INSPECTION_LEAD)
    (line,) = open_evidence(measured=found, purpose="Looking", by=by, at=at + 40 * DAY).lines
    assert (line.page, line.reference, line.falls_short) == ("crime", crime.reference, True)
    assert MEASURES["suspects_long_outstanding"].is_met(0.1, 0.2)
    assert not MEASURES["suspects_long_outstanding"].is_met(0.1, 0.3)


def test_agreement_equals_kappa_over_the_pairs_and_says_nothing_of_few(officer, at):
    for minutes in range(6):
        incident = quarrel(at - timedelta(minutes=minutes))
        scored(drawn_of(incident, at), at + DAY, grade="G5" if minutes % 3 else "G3")
    found = seen("second_scorers_agree", at + 2 * DAY)
    pairs = [
        (int(one.sampled.assessment.grade[1]) - 1, int(one.grade[1]) - 1)
        for one in SecondScore.objects.filter(scored_at__lte=at + 2 * DAY).order_by("pk")
    ]
    assert list(found.counted.pairs) == pairs
    assert (found.rate.numerator, found.rate.denominator) == (4, 6)
    assert found.rate.too_few
    assert found.rate.estimate is None
    assert seen("second_scorers_agree", at).rate.denominator == 0
    assert weighted_kappa([*pairs, (0, 0)], categories=5).estimate is not None
    lines = open_evidence(measured=found, purpose="Looking", by=officer(Role.INSPECTION_LEAD), at=at + 2 * DAY).lines
    assert {line.page for line in lines} == {"incident"}
    assert break_down(found).by_team == ()


SIX = [one.value for one in Element]


def is_thrive(assessment: ThriveAssessment) -> bool:
    """Plainly, by the very rules that the desk is held to."""
    answers = thrive_answers(assessment.answers)
    wanted = tuple(Block(one) for one in answers.question_set.split("+")[1:])
    in_words = frozenset(Element(one) for one in assessment.in_words)
    return not find_missing_answers(answers, in_words=in_words) and not find_missing_blocks(answers.blocks, wanted)


@pytest.mark.parametrize(
    ("parts", "question_set", "in_words"),
    [
        ({"threat": {"rationale": ""}}, "", ["engagement"]), ({"engagement": {"rationale": ""}}, "", ["engagement"]),
        ({one: {"rationale": ""} for one in Element}, "", []),
        ({}, "", SIX), ({"engagement": {"rationale": " "}}, "", SIX), ({"threat": {"capability": 7}}, "", SIX),
        ({"threat": {"intent": -1}}, "", SIX), ({"vulnerability": {"household_asked": False}}, "", SIX),
        ({"vulnerability": {"household_asked": False, "household_not_asked_because": "She rang off."}}, "", SIX),
        ({}, "THRIVE-2026.2+prevention", SIX),
    ],
    ids=[
        "words only where asked", "words missing where asked", "no words at all", "whole", "a rationale is blank", "capability not said", "intent not said", "household not asked",
        "household could not be asked", "a block that the force asks is missing",
    ],
)  # fmt: skip
def test_thrive_recorded_asks_for_every_mandatory_question_as_the_rules_do(officer, at, parts, question_set, in_words):
    incident = opened(at)
    row = ThriveAssessment.objects.get(incident=incident)
    answers = thrive(**parts)
    answers = replace(answers, question_set=question_set or answers.question_set)
    with writing(by=officer(Role.CONTACT_HANDLER), at=at, purpose="Taken over") as w:
        w.entry(EntryKind.INCIDENT_GRADED, subject=w.lock(Incident, incident.pk), journey=incident.journey_id)
        w.update(w.lock(ThriveAssessment, row.pk), answers=plain_answers(answers), in_words=in_words)
    row.refresh_from_db()
    met, _ = split(seen("thrive_recorded", at + DAY))
    assert (incident.pk in met) == is_thrive(row)


@pytest.mark.parametrize(
    ("finished", "before", "after"),
    [(9, True, True), (40, False, False), (None, False, False)],
    ids=["finished within the time allowed", "finished late", "never finished"],
)
def test_one_opened_before_thrive_is_recorded_only_once_it_is_finished_in_time(officer, at, finished, before, after):
    taken = at_once(at)
    assert split(seen("thrive_recorded", at + HOUR)) == (set(), {taken.pk})
    if finished is not None:
        finish(taken, at + finished * MINUTE)
    for minutes, met in ((20, before), (60, after)):
        counted, short = split(seen("thrive_recorded", at + minutes * MINUTE))
        assert ((taken.pk in counted), (taken.pk in short)) == (met, not met)


def test_one_opened_before_thrive_and_finished_before_the_first_unit_goes_is_recorded_however_late(officer, at):
    taken = at_once(at)
    finish(taken, at + 40 * MINUTE)
    deploy_unit(incident=taken.pk, unit="KD21", by=officer(Role.DISPATCHER), at=at + 50 * MINUTE)
    assert split(seen("thrive_recorded", at + HOUR)) == ({taken.pk}, set())
    assert split(seen("thrive_recorded", at + 30 * MINUTE)) == (set(), {taken.pk})


def test_a_crime_cancelled_later_was_a_crime_then(officer, at):
    crime = planned(at)
    with writing(by=officer(Role.CRIME_REGISTRAR), at=at + 10 * DAY, purpose="Taken over") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.CRIME_CANCELLED, subject=row, journey=row.journey_id)
        w.update(
            row, state="cancelled", cancellation_code="C1", cancelled_at=at + 10 * DAY,
            cancelled_by_id=w.by.id,
        )  # fmt: skip
    assert crime.pk in split(seen("allocated_within_48_hours", at + 9 * DAY))[0]
    assert seen("allocated_within_48_hours", at + 11 * DAY).rate.denominator == 0


def test_the_definition_then_in_force_is_used_and_before_the_first_there_is_none(officer, at):
    usual = MEASURES["thrive_recorded"]
    (old,) = usual.definitions
    new = Definition(
        code="2027.1", valid_from=date(2026, 11, 10), numerator=old.numerator, denominator=old.denominator,
        count=lambda window, rulebook: replace(old.count(window, rulebook), met=()), edition_of=old.edition_of,
    )  # fmt: skip
    changed = replace(usual, definitions=(old, new))
    opened(at)
    then, later = (compute(changed, window(at + days * DAY), on(at)) for days in (2, 9))
    assert (then.definition.code, len(then.counted.met)) == ("2026.1", 1)
    assert (later.definition.code, len(later.counted.met)) == ("2027.1", 0)
    with pytest.raises(NotDefined):
        usual.definition_on(date(2017, 12, 31))


def test_every_night_is_computed_once_as_at_its_own_day_and_missed_nights_are_made_up(system, at):
    opened(at - 3 * DAY)
    assert compute_nightly(by=system, at=at) == len(MEASURES)
    assert compute_nightly(by=system, at=at + HOUR) == 0
    assert compute_nightly(by=system, at=at + 3 * DAY) == 3 * len(MEASURES)
    assert compute_nightly(by=system, at=at + 60 * DAY) == 14 * len(MEASURES)
    days = set(MeasureResult.objects.values_list("until_on", flat=True))
    assert date(2026, 11, 4) in days
    kept = result_of_day("thrive_recorded", date(2026, 11, 3))
    again = measure_as_at(
        measure="thrive_recorded", window=window_before(end_of_day(date(2026, 11, 3))), by=system, at=at + 60 * DAY
    )
    assert bytes(kept["digest"]) == digest_of_evidence(again)
    assert kept["estimate"] == 1
    assert result_of_day("thrive_recorded", date(2020, 1, 1)) is None


def test_of_each_month_the_last_result_is_shown(system, at):
    for days in (0, 1, 40):
        compute_measures(window=window_before(at + days * DAY), by=system, at=at + days * DAY)
    shown = stored_results(("thrive_recorded",))
    assert [one["until_on"] for one in shown] == [date(2026, 12, 12), date(2026, 11, 3)]
