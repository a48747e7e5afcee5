"""What was recorded late is late, whatever was decided before; what the registrar found wrong was not decided."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.inspection import measure_as_at
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.oversight import oversee_decision
from constabulary.inspection.measures.definition import Window
from constabulary.inspection.measures.recorded_within_24_hours import MEASURE
from constabulary.policing.recording.decision import Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.records.models import RecordingDecision
from constabulary.standards.rulebook import on
from tests.conftest import asking
from tests.factories.crimes import PLAIN, record, reported

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGAN = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATE = "Her sister was not to be reached before."


def no_crime(incident, at, **more) -> int:
    decide_recording(
        incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A mistake."),),
        facts=PLAIN, closing_category="contact-record", by=asking(Role.IMU_ASSESSOR), at=at, **more,
    )  # fmt: skip
    return RecordingDecision.objects.filter(incident=incident).latest("id").pk


def found_wrong(decision: int, at) -> None:
    oversee_decision(
        decision=decision, finding=Finding.WRONG, words="He took it.", by=asking(Role.CRIME_REGISTRAR), at=at
    )


def counted(at, *, until=date(2026, 12, 1)):
    window = Window(from_on=date(2026, 12, 1), until_on=until, as_at=at)
    seen = measure_as_at(measure=MEASURE.code, window=window, by=asking(Role.INSPECTION_LEAD), at=at)
    return set(seen.counted.met), set(seen.counted.not_met), window


def test_what_is_recorded_at_last_counts_by_when_it_was_and_what_is_found_wrong_by_nothing():
    at_last, wrong, stands, twice = (reported(BEGAN + n * HOUR) for n in range(4))
    for incident in (at_last, wrong, stands):
        no_crime(incident, BEGAN + 5 * HOUR)
    record(twice, BEGAN + 5 * HOUR)
    for incident in (at_last, wrong):
        decision = RecordingDecision.objects.get(incident=incident).pk
        found_wrong(decision, BEGAN + 3 * DAY)
    before, _, _ = counted(BEGAN + 2 * DAY)
    assert before == {at_last.pk, wrong.pk, stands.pk, twice.pk}
    record(at_last, BEGAN + 9 * DAY, late_rationale=LATE)
    record(
        twice, BEGAN + 9 * DAY, code="105/01", category="105A", late_rationale=LATE,
        another_because="later_offending",
    )  # fmt: skip
    met, short, window = counted(BEGAN + 10 * DAY)
    assert (met, short) == ({stands.pk, twice.pk}, {at_last.pk, wrong.pk})
    taken = MEASURE.definition_on(date(2026, 12, 11)).taken([at_last.pk, wrong.pk, stands.pk], window, on(BEGAN))
    done = {number: one.done_at for number, one in taken.items()}
    assert done == {at_last.pk: BEGAN + 9 * DAY, wrong.pk: None, stands.pk: BEGAN + 5 * HOUR}


def test_the_definition_before_counts_the_first_decision():
    assert MEASURE.definition_on(date(2026, 11, 29)).code == "2026.1"
    assert MEASURE.definition_on(date(2026, 11, 30)).code == "2026.2"
