"""The models that come with the package can be played, and say where their figures come from."""

from datetime import timedelta

import pytest

from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.model.whole import Since
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import NAMES, read_scenario
from constabulary.standards.investigation import SUPERVISOR_REVIEWS
from constabulary.standards.recording import ALLOCATE_WITHIN, RECORD_WITHIN
from constabulary.standards.response import ANSWER_999, RESPONSE_GRADES
from constabulary.standards.rulebook import on
from constabulary.standards.safeguarding import ACT_ON_ONLINE_ABUSE


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_is_sound_and_can_be_played(name):
    model = read_scenario(name)
    assert check_playable(model) == (), "its backlog would grow for ever"
    assert any(word in model.label for word in ("assumed", "synthetic"))
    (one,) = simulate(model, seed=1, replications=1).replications
    assert one.finished.sum() > 100


def test_another_name_is_none():
    with pytest.raises(KeyError):
        read_scenario("the-moon")


def test_of_online_investigation_nothing_is_passed_off_as_measured():
    model = read_scenario("online-investigation")
    assert model.label == "synthetic"
    marks = {duration.mark for stage in model.stages for duration in stage.service.values()}
    assert marks == {"assumption"}


HOUR = timedelta(hours=1)
#: What `scenarios/response.toml` takes for travel to a priority incident, as its comment says.
TRAVEL = timedelta(minutes=15)


def test_duties_and_deadlines_that_restate_a_standard_are_the_standards():
    crime, response, desk, reviews = (
        read_scenario(name) for name in ("volume-crime", "response", "incident-management-unit", "sergeants-reviews")
    )
    allocate = on(crime.start)[ALLOCATE_WITHIN].value
    record = on(desk.start)[RECORD_WITHIN].value
    assert {duty.of: duty.hours * HOUR for duty in crime.duties} == {
        ("high harm",): allocate.high_harm,
        ("other",): allocate.other,
    }
    grades = on(response.start)[RESPONSE_GRADES].value
    immediate, priority, scheduled = (grades.named(code) for code in ("G1", "G2", "G3"))
    attend = response.stage("attend")
    (assigned,) = response.duties
    assert attend.target["immediate"] * HOUR == assigned.hours * HOUR == immediate.alert_within
    assert attend.target["priority"] * HOUR + TRAVEL == priority.attend_within(rural=False)
    assert attend.target["scheduled"] * HOUR == scheduled.attend_within(rural=False)
    assert attend.reassessment["priority"].every * HOUR == priority.rethrive_within
    (recorded,) = (duty for duty in desk.duties if duty.stage == "record")
    assert recorded.hours * HOUR == record
    assert all(work.due_within * HOUR <= record for work in desk.classes)
    (planned,) = reviews.duties
    due = next(work.due_within for work in reviews.classes if work.name == "planned review")
    first = on(reviews.start)[SUPERVISOR_REVIEWS].value.days[0]
    assert planned.hours == due == first * 24


def test_999_is_to_be_answered_as_the_standard_says():
    room = read_scenario("control-room")
    answering = on(room.start)[ANSWER_999].value
    (duty,) = room.duties
    assert room.stage("answer").target["999"] * HOUR == duty.hours * HOUR == answering.within
    assert answering.share == 0.9


def test_referrals_are_acted_on_by_level_as_the_standard_says():
    polit = read_scenario("online-investigation")
    within = on(polit.start)[ACT_ON_ONLINE_ABUSE].value.by_level
    assert {duty.of[0]: duty.hours * HOUR for duty in polit.duties} == within
    assert {work.name: work.due_within * HOUR for work in polit.classes if work.name in within} == within
    assert {duty.since for duty in polit.duties} == {Since.GRADING}
