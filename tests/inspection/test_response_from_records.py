"""Response as the records have it: each moment of a unit counts as it stood, and a later grade is not the first."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import deploy_unit, divert_unit, note_arrival
from constabulary.casework.planning.scenarios import FROM_RESPONSE, drift_of, save_scenario
from constabulary.casework.reading import NoSuchRecord
from constabulary.inspection.response_from_records import kinds_of_grades, read_response, tell_response_learned
from constabulary.project.jobs import _command
from constabulary.records.models import Incident, Scenario
from constabulary.records.queries.dispatch_history import incidents_graded_between, units_sent_between
from constabulary.records.queries.planning import newest_learned
from constabulary.simulation.learning.response import SCENE, TOGETHER, TRAVEL
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import asked_again, reach
from tests.factories.incidents import opened as opened_with

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def opened(at):
    """An incident at the second grade: somebody is to be there within the hour."""
    return opened_with(at, former_partner_damage(at))


@pytest.fixture
def start():
    return timezone.now() - 5 * DAY


def test_each_moment_of_a_unit_is_read_as_it_stood(start):
    whole = opened(start)
    reach(whole, start, clear=True)
    (sent,) = units_sent_between(from_at=start - DAY, at=start + DAY)
    assert (sent.sent_at, sent.arrived_at, sent.free_at, sent.diverted_at) == (
        start + MINUTE, start + 10 * MINUTE, start + 40 * MINUTE, None,
    )  # fmt: skip
    (then,) = units_sent_between(from_at=start - DAY, at=start + 20 * MINUTE)
    assert (then.arrived_at, then.free_at) == (start + 10 * MINUTE, None)
    assert units_sent_between(from_at=start + DAY, at=start + 2 * DAY) == []


def test_a_unit_that_is_taken_elsewhere_or_still_out_took_at_least_so_long(start):
    by = asking(Role.DISPATCHER)
    one, other = opened(start), opened(start + MINUTE)
    number = deploy_unit(incident=one.pk, unit="KD11", by=by, at=start + 2 * MINUTE)
    by = asking(Role.DISPATCHER)
    divert_unit(deployment=number, reason="Needed elsewhere.", by=by, at=start + 8 * MINUTE)
    out = deploy_unit(incident=other.pk, unit="KD12", by=by, at=start + 3 * MINUTE)
    note_arrival(deployment=out, by=by, at=start + 13 * MINUTE)
    kind = kinds_of_grades(start)[other.grade]
    found = read_response(from_at=start - DAY, at=start + 33 * MINUTE)
    way, scene, both = (found.stages[part, kind] for part in (TRAVEL, SCENE, TOGETHER))
    assert (way.visits, way.still_open) == (2, 1)
    assert way.curve.hours.tolist() == pytest.approx([1 / 6])
    assert (scene.visits, scene.still_open) == (1, 1)
    assert (both.visits, both.still_open) == (2, 2)


def test_the_first_grade_is_what_came_in_and_a_more_urgent_one_while_nobody_was_sent_is_told(start):
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    incident = opened(start)
    first = incident.grade
    codes = list(kinds_of_grades(start))
    more = codes[codes.index(first) - 1]
    asked_again(incident, start + 30 * MINUTE, by=by, grade=more)
    assert Incident.objects.get(pk=incident.pk).grade == more
    (found,) = incidents_graded_between(codes, from_at=start - DAY, at=start + DAY)
    assert (found.grade, found.raised_to, found.raised_at) == (first, more, start + 30 * MINUTE)
    (then,) = incidents_graded_between(codes, from_at=start - DAY, at=start + 20 * MINUTE)
    assert (then.grade, then.raised_at) == (first, None)
    learned = read_response(from_at=start - DAY, at=start + DAY)
    kind = kinds_of_grades(start)[first]
    assert learned.arrivals[kind].seen == 1
    assert (kind, learned.raised[kind].times, learned.raised[kind].hours) == ("priority", 1, pytest.approx(0.5))
    assert incidents_graded_between([], from_at=start - DAY, at=start + DAY) == []


def said(*given):
    out = StringIO()
    command = _command("learn-from-records")
    command.stdout._out = out
    call_command(command, *given)
    return out.getvalue()


def test_the_command_says_it_and_writes_a_scenario_that_can_be_played(start, tmp_path):
    with pytest.raises(CommandError, match="nothing to play"):
        said("--response", str(tmp_path / "none.toml"))
    for number in range(4):
        reach(opened(start + number * DAY), start + number * DAY, clear=True)
    file = tmp_path / "response.toml"
    words = said("--response", str(file))
    assert "Response: 4 incidents and 4 units sent" in words
    assert "Time on scene" in words
    assert f"Written as {file}." in words
    assert "measured in the records" in read_model(file.read_text("utf-8")).label
    assert any(line.startswith("Graded") for line in tell_response_learned(from_at=start - DAY, at=timezone.now()))


def test_a_planner_saves_it_and_the_page_says_what_was_measured_and_what_was_not(start):
    for number in range(3):
        reach(opened(start + number * DAY), start + number * DAY, clear=True)
    planner = signed_in(Role.PLANNER)
    page = words_of(planner.post("/planning/new", {"name": "Response here", "origin": FROM_RESPONSE}, follow=True))
    for told in (
        "What the records taught",
        "Travel and scene together",
        "No: too few",
        "who is on duty",
        "What the records cannot tell",
    ):
        assert told in page, told
    assert "What has changed since" not in page
    scenario = Scenario.objects.get()
    assert scenario.learned["kind"] == "response"
    assert newest_learned() is None, "it is no fit of the way of crimes"
    with pytest.raises(NoSuchRecord):
        drift_of(scenario=scenario.pk, by=asking(Role.PLANNER), at=timezone.now())


def test_without_incidents_a_sentence_says_so(start):
    with pytest.raises(Misread, match="nothing to play"):
        save_scenario(name="Response", origin=FROM_RESPONSE, by=asking(Role.PLANNER), at=start)
