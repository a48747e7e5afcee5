"""Several reports of one event: the recording decision that each owes is made once, and in the time of the first."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.recording.decision import decide_recording
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.records.models import RecordingDecision
from tests.factories.calls import shoplifting
from tests.factories.crimes import record
from tests.factories.incidents import due, opened

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.mark.source("HOCR-26 p10")
def test_a_duplicate_of_what_was_found_no_crime_is_decided_on_again_with_it(officer, at):
    master = opened(at, shoplifting(at))
    decide_recording(
        incident=master.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid."),),
        facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        closing_category="civil-dispute", finishing=Finishing(is_finished=False), by=officer(Role.IMU_ASSESSOR),
        at=at + MINUTE,
    )  # fmt: skip
    second = opened(at + 9 * MINUTE, shoplifting(at + 9 * MINUTE, account="He hit me and took it."))
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=second.pk, master=master.reference, useful="", by=by, at=at + 10 * MINUTE)
    assert due(second) == {}
    assert due(master)["decide_recording"] == second.reported_at + timedelta(hours=24)


@pytest.mark.source("HOCR-26 p10")
def test_a_duplicate_of_a_recorded_crime_asks_for_no_second_decision(officer, at):
    master = opened(at, shoplifting(at))
    record(master, at + MINUTE, code="046/00", category="46", finishing=Finishing(is_finished=False))
    second = opened(at + 9 * MINUTE, shoplifting(at + 9 * MINUTE))
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=second.pk, master=master.reference, useful="", by=by, at=at + 10 * MINUTE)
    assert "decide_recording" not in {**due(second), **due(master)}


@pytest.mark.source("HOCR-26 p10")
def test_the_day_to_decide_begins_with_the_first_report_whichever_of_the_two_is_worked(officer, at):
    first, second = opened(at, shoplifting(at)), opened(at + 9 * MINUTE, shoplifting(at + 9 * MINUTE))
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=first.pk, master=second.reference, useful="", by=by, at=at + 10 * MINUTE)
    assert due(second)["decide_recording"] == first.reported_at + timedelta(hours=24)
    third = opened(at + 20 * MINUTE, shoplifting(at + 20 * MINUTE))
    close_as_duplicate(incident=third.pk, master=second.reference, useful="", by=by, at=at + 21 * MINUTE)
    assert due(second)["decide_recording"] == first.reported_at + timedelta(hours=24)


@pytest.mark.source("HOCR-26 p10")
def test_a_decision_is_late_by_the_first_report_of_those_that_are_one(officer, at):
    first, second = opened(at, shoplifting(at)), opened(at + 9 * MINUTE, shoplifting(at + 9 * MINUTE))
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=first.pk, master=second.reference, useful="", by=by, at=at + 10 * MINUTE)
    with pytest.raises(NotAllowed) as refused:
        record(second, first.reported_at + timedelta(hours=24, minutes=1), code="046/00", category="46")
    assert [one.field for one in refused.value.reasons] == ["late_rationale"]
    record(second, first.reported_at + timedelta(hours=24), code="046/00", category="46")
    assert not RecordingDecision.objects.get(incident=second).is_late


@pytest.mark.source("NSIR 2011 1.5")
def test_a_duplicate_is_not_decided_on_any_more_and_leads_to_the_one_that_is(officer, at):
    master, second = opened(at, shoplifting(at)), opened(at + MINUTE, shoplifting(at + MINUTE))
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=second.pk, master=master.reference, useful="", by=by, at=at + 2 * MINUTE)
    with pytest.raises(NotAllowed) as refused:
        record(second, at + 3 * MINUTE, code="046/00", category="46")
    assert [one.code for one in refused.value.reasons] == ["recording.decided-on-master"]
    record(master, at + 4 * MINUTE, code="046/00", category="46")
    assert [one.incident_id for one in RecordingDecision.objects.all()] == [master.pk]


@pytest.mark.source("HOCR-26 p10")
def test_a_duplicate_that_was_decided_on_before_keeps_its_decision_and_is_decided_on_again(officer, at):
    master, second = opened(at, shoplifting(at)), opened(at + MINUTE, shoplifting(at + MINUTE))
    not_recorded = {
        "answers": (StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="He had paid."),),
        "facts": RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
        "closing_category": "civil-dispute", "finishing": Finishing(is_finished=False),
    }  # fmt: skip
    decide_recording(incident=second.pk, **not_recorded, by=officer(Role.IMU_ASSESSOR), at=at + 2 * MINUTE)
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=second.pk, master=master.reference, useful="", by=by, at=at + 3 * MINUTE)
    record(second, at + 4 * MINUTE, code="046/00", category="46")
    assert [one.result for one in RecordingDecision.objects.filter(incident=second)] == ["not_a_crime", "record"]


@pytest.mark.source("HOCR-26 p10")
@pytest.mark.parametrize(
    ("began", "reported_by"),
    [pytest.param(-60, "first", id="before both reports"), pytest.param(5, "second", id="between the two")],
)
def test_a_crime_was_reported_when_the_first_report_of_it_came(officer, at, began, reported_by):
    reports = {"first": opened(at, shoplifting(at)), "second": opened(at + 9 * MINUTE, shoplifting(at + 9 * MINUTE))}
    first, second = reports.values()
    by = officer(Role.DISPATCHER)
    close_as_duplicate(incident=first.pk, master=second.reference, useful="", by=by, at=at + 10 * MINUTE)
    began_at = first.reported_at + began * MINUTE
    crime = record(second, at + 11 * MINUTE, code="046/00", category="46", occurred_from=began_at)
    assert crime.reported_at == reports[reported_by].reported_at
