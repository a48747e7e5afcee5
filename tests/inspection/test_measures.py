"""Each measure against a plain recount, as at now and as at a past moment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.contact import open_at_once, take_call
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.incidents.corrections import Correction, correct_incident
from constabulary.casework.incidents.dispatch import deploy_unit
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.casework.inspection import compute_measures, measure_as_at, window_before
from constabulary.casework.recording.decision import decide_recording
from constabulary.inspection.measures.definition import Window
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.incidents.triggers import Trigger
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.records.models import Incident, MeasureResult, RecordingDecision, ThriveAssessment
from constabulary.standards.rulebook import on
from tests.factories.calls import former_partner_damage, shoplifting, thrive

NOT_A_CRIME = (StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A misunderstanding."),)
FACTS = RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False)


@pytest.fixture
def history(officer, at):
    """Ten reports of crime over ten days: decided after 1, 6, 11, ... hours, the last three not at all."""
    handler, assessor = officer(Role.CONTACT_HANDLER), officer(Role.IMU_ASSESSOR)
    for day in range(10):
        taken_at = at - timedelta(days=10 - day)
        taken = take_call(call=shoplifting(taken_at), by=handler, at=taken_at)
        if day < 7:
            decide_recording(
                incident=taken.incident_id, answers=NOT_A_CRIME, facts=FACTS, closing_category="asb-nuisance",
                late_rationale="The shop could not be reached.", by=assessor, at=taken_at + timedelta(hours=1 + 5 * day),
            )  # fmt: skip
    return at


def window(at) -> Window:
    return Window(from_on=date(2026, 10, 1), until_on=date(2026, 11, 2), as_at=at)


def recount_recorded(at) -> tuple[set[int], set[int]]:
    met, counted = set(), set()
    for incident in Incident.objects.all():
        if not incident.crime_reported or incident.reported_at + timedelta(hours=24) > at:
            continue
        counted.add(incident.id)
        moments = [
            one.decided_at for one in RecordingDecision.objects.filter(incident=incident) if one.decided_at <= at
        ]
        if moments and min(moments) <= incident.reported_at + timedelta(hours=24):
            met.add(incident.id)
    return met, counted


@pytest.mark.parametrize("days_ago", [0, 2, 5, 9], ids=lambda days: f"as at {days} days ago")
def test_recorded_in_time_equals_a_plain_recount_as_at_any_day(history, officer, days_ago):
    moment = history - timedelta(days=days_ago)
    seen = measure_as_at(
        measure="recorded_within_24_hours", window=window(moment), by=officer(Role.INSPECTION_LEAD), at=history
    )
    met, counted = recount_recorded(moment)
    assert set(seen.counted.met) == met
    assert set(seen.counted.met) | set(seen.counted.not_met) == counted
    assert (seen.rate.numerator, seen.rate.denominator) == (len(met), len(counted))


def test_whether_a_crime_was_reported_is_read_as_it_stood_on_the_day(history, officer):
    named = {"measure": "recorded_within_24_hours", "by": officer(Role.INSPECTION_LEAD)}
    then = history - timedelta(days=3)
    before = measure_as_at(window=window(then), at=history, **named)
    supervisor = officer(Role.CONTROL_ROOM_SUPERVISOR)
    first = Incident.objects.order_by("id").first()
    correct_incident(
        incident=first.id, correction=Correction(crime_reported=False, category="test-training"), reason="It was a drill.", by=supervisor,
        at=history - timedelta(hours=2),
    )  # fmt: skip
    after = measure_as_at(window=window(then), at=history, **named)
    assert (after.counted.met, after.counted.not_met) == (before.counted.met, before.counted.not_met)
    assert first.id in before.counted.met
    now = measure_as_at(window=window(history), at=history, **named)
    assert first.id not in {*now.counted.met, *now.counted.not_met}


@pytest.mark.parametrize(
    ("days", "definition", "met", "short", "due_from"),
    [
        pytest.param(40, "2026.2", {"apart"}, {"second", "late", "master"}, "first", id="by the definition of today"),
        # The one closed as a duplicate in time and undecided fell short by itself; the others by their own reports.
        pytest.param(
            0,
            "2026.1",
            {"apart", "second"},
            {"first", "third", "late", "master"},
            "second",
            id="by the one in force before",
        ),
    ],
)
def test_reports_of_one_event_are_counted_once_and_from_the_first_of_them(
    officer, at, days, definition, met, short, due_from
):
    at = at + timedelta(days=days)
    handler, by = officer(Role.CONTACT_HANDLER), officer(Role.DISPATCHER)
    began, decided = (
        at - timedelta(days=3),
        {"answers": NOT_A_CRIME, "facts": FACTS, "closing_category": "asb-nuisance"},
    )
    first, second, third, late, master, decided_apart = (
        take_call(call=shoplifting(moment), by=handler, at=moment).incident_id
        for moment in (began + timedelta(hours=hours) for hours in (0, 2, 4, 0, 2, 0))
    )
    reference = {one.id: one.reference for one in Incident.objects.all()}
    # The first is a duplicate of the second, and so is the third: all are decided at once, in the time of the first or not.
    merge = {"useful": "", "by": by}
    close_as_duplicate(incident=first, master=reference[second], at=began + timedelta(hours=3), **merge)
    close_as_duplicate(incident=third, master=reference[second], at=began + timedelta(hours=5), **merge)
    seen = {"measure": "recorded_within_24_hours", "by": officer(Role.INSPECTION_LEAD), "at": at}
    decide_recording(
        incident=second, **decided, late_rationale="The shop could not be reached.", by=officer(Role.IMU_ASSESSOR),
        at=began + timedelta(hours=25),
    )  # fmt: skip
    # Nobody escapes the measure by calling a report a duplicate once its time is up, or after it was decided on.
    close_as_duplicate(incident=late, master=reference[master], at=began + timedelta(hours=24), **merge)
    decide_recording(
        incident=decided_apart, **decided, by=officer(Role.IMU_ASSESSOR), at=began + timedelta(hours=1),
    )  # fmt: skip
    named = dict(
        zip(
            (first, second, third, late, master, decided_apart),
            ("first", "second", "third", "late", "master", "apart"),
            strict=True,
        )
    )
    weeks = Window(from_on=date(2026, 10, 1), until_on=date(2027, 1, 31), as_at=at)
    found = measure_as_at(window=weeks, **seen)
    assert found.definition.code == definition
    assert ({named[one] for one in found.counted.met}, {named[one] for one in found.counted.not_met}) == (met, short)
    # As at an hour before it was merged, the first was a report of its own; its time was not up.
    then = measure_as_at(window=replace(weeks, as_at=began + timedelta(hours=2)), **seen).counted
    assert then.denominator == 0
    reported = {named[one.id]: one.reported_at for one in Incident.objects.all()}
    assert found.definition.taken is not None
    assert found.definition.taken([second], weeks, on(at))[second].due_at == reported[due_from] + timedelta(hours=24)


def test_a_report_nobody_has_decided_on_counts_against_once_its_time_is_up(history, officer):
    seen = measure_as_at(
        measure="recorded_within_24_hours", window=window(history), by=officer(Role.INSPECTION_LEAD), at=history
    )
    decided = RecordingDecision.objects.values_list("incident_id", flat=True)
    undecided = set(Incident.objects.exclude(id__in=decided).values_list("id", flat=True))
    assert len(undecided & set(seen.counted.not_met)) == 3


def test_an_assessment_without_one_rationale_is_not_thrive_recorded(history, officer):
    seen = measure_as_at(
        measure="thrive_recorded", window=window(history), by=officer(Role.INSPECTION_LEAD), at=history
    )
    assert seen.rate.estimate == 1
    assert seen.rate.denominator == 10
    assert ThriveAssessment.objects.count() == 10


def test_a_unit_that_is_sent_later_does_not_change_what_was_recorded_of_thrive_by_then(officer, at):
    handler, began = officer(Role.CONTACT_HANDLER), at - timedelta(hours=5)
    call = former_partner_damage(began)
    opened = open_at_once(call=call, grade="G2", by=handler, at=began).incident_id
    grade_incident(
        incident=opened, answers=call.answers, grade="G2", asking=Asking(), by=handler, at=began + timedelta(minutes=40)
    )
    seen = {"measure": "thrive_recorded", "by": officer(Role.INSPECTION_LEAD), "at": at}
    then = window(began + timedelta(hours=1))
    assert measure_as_at(window=then, **seen).counted.not_met == (opened,)
    deploy_unit(incident=opened, unit="AB12", by=officer(Role.DISPATCHER), at=began + timedelta(hours=2))
    assert measure_as_at(window=then, **seen).counted.not_met == (opened,)
    # As at now it was asked in full before the first unit was sent.
    assert measure_as_at(window=window(at), **seen).counted.met == (opened,)


def test_thrive_reviewed_in_time_needs_every_duty_of_the_incident_met_in_time(officer, at):
    handler = officer(Role.CONTACT_HANDLER)
    began = at - timedelta(hours=20)
    prompt = take_call(call=shoplifting(began), by=handler, at=began)
    late = take_call(call=shoplifting(began), by=handler, at=began)
    for taken, hours in ((prompt, 3), (prompt, 6), (late, 3), (late, 9)):
        grade_incident(
            incident=taken.incident_id, answers=thrive(), grade="G5", asking=Asking(trigger=Trigger.CLOCK), by=handler,
            at=began + timedelta(hours=hours),
        )  # fmt: skip
    # Closed before it was due: nobody asked it, and it never fell due. Closed after it was due: it was missed.
    closed, too_late, master = (take_call(call=shoplifting(began), by=handler, at=began) for _ in range(3))
    for taken, hours in ((closed, 2), (too_late, 5)):
        close_as_duplicate(
            incident=taken.incident_id, master=master.incident, useful="", by=officer(Role.DISPATCHER),
            at=began + timedelta(hours=hours),
        )  # fmt: skip
    seen = measure_as_at(
        measure="thrive_reviewed_in_time",
        window=window(began + timedelta(hours=9)),
        by=officer(Role.INSPECTION_LEAD),
        at=at,
    )
    assert seen.counted.met == (prompt.incident_id,)
    assert set(seen.counted.not_met) == {late.incident_id, too_late.incident_id, master.incident_id}


def test_results_are_kept_with_definition_interval_and_a_digest_that_repeats(history, officer):
    lead = officer(Role.INSPECTION_LEAD)
    compute_measures(window=window_before(history), by=lead, at=history)
    compute_measures(window=window_before(history), by=lead, at=history)
    kept = MeasureResult.objects.filter(measure="recorded_within_24_hours")
    first, second = kept
    assert bytes(first.digest) == bytes(second.digest)
    assert first.low < first.numerator / first.denominator < first.high
    assert set(MeasureResult.objects.values_list("measure", flat=True)) == set(MEASURES)
