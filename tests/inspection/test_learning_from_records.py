"""The chain that a crime takes, as the simulator learns from it: what is open counts as open, and nobody is named."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.outcomes.deciding import refuse_outcome
from constabulary.casework.planning.scenarios import save_scenario
from constabulary.inspection.learning_from_records import (
    CHAIN,
    DAYS,
    INVESTIGATION,
    NO_EVIDENCE,
    NOTHING,
    _visits,
    find_drift_since,
    learn_chain,
    read_history,
    tell_learned,
)
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.project.jobs import _command
from constabulary.records.models import Crime, Duty
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.work_history import investigations_between
from constabulary.simulation.learning.drift import Drifted
from constabulary.simulation.learning.learning import ALL, learn
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.model.checking import find_problems
from constabulary.simulation.model.reading import read_model
from tests.casework.test_outcomes import propose, ready_for_16
from tests.conftest import asking
from tests.factories.crimes import allocated, planned

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    at = timezone.now()
    for days in (9, 6, 3):
        allocated(at - DAY * days)
    return at


def test_the_chain_is_what_the_duties_were(now):
    history, faults = read_history(from_at=now - DAY * 20, at=now)
    duties = Duty.objects.filter(kind__in=[one.value for one in CHAIN])
    assert faults.left_out == 0
    assert history.count == duties.count() > 6
    assert set(history.stage_names) == {CATALOGUE[one].title for one in CHAIN[:3]}
    assert int(np.isnan(history.ended).sum()) == duties.filter(state="open").count() > 0
    assert len(set(history.items.tolist())) == 3


def test_what_came_later_is_not_known_yet_and_what_ended_later_is_open(now):
    earlier, _ = read_history(from_at=now - DAY * 20, at=now - DAY * 5)
    assert len(set(earlier.items.tolist())) == 2
    assert (earlier.began <= (now - DAY * 5).timestamp()).all()


def test_what_came_in_before_is_there_as_far_as_it_was_not_over_and_is_no_arrival(now):
    later, _ = read_history(from_at=now - DAY * 4, at=now)
    assert len(set(later.items.tolist())) == 3, "their plans are still to be set"
    learned = learn(later)
    assert learned.arrivals[0].seen == 1
    allocate = later.stage_names.index(CATALOGUE[CHAIN[1]].title)
    assert learned.stage(allocate, ALL).visits == 1, "what ended before is not counted"
    assert sum(route.share.denominator for route in learned.routing.routes if route.stage == allocate) <= 1
    assert read_history(from_at=now + DAY, at=now + DAY * 2)[0].count == later.count


def test_it_is_told_with_what_it_is_no_evidence_of(now):
    lines = list(tell_learned(from_at=now - DAY * 20, at=now))
    assert lines[0] == NO_EVIDENCE
    assert any(line.startswith("Arrivals:") for line in lines)
    assert any(line.startswith("Back-test of arrivals:") for line in lines)


def said(*given):
    out = StringIO()
    command = _command("learn-from-records")
    command.stdout._out = out
    call_command(command, *given)
    return out.getvalue()


def test_the_command_says_it_and_says_where_there_is_nothing():
    assert said("--weeks", "1").splitlines()[0] == NOTHING
    allocated(timezone.now() - DAY)
    assert NO_EVIDENCE in said()


@pytest.mark.parametrize("weeks", ["0", "521"])
def test_weeks_that_cannot_be_are_refused(weeks):
    with pytest.raises(CommandError, match="from 1 to 520"):
        said("--weeks", weeks)


def test_what_has_changed_since_a_day_is_told_and_a_scenario_is_written_that_can_be_played(now, tmp_path):
    planned(now - DAY * 4)
    day = (now - DAY * 5).date().isoformat()
    file = tmp_path / "learned.toml"
    words = said("--drift-since", day, "--scenario", str(file))
    assert "hange" in words.split("Back-test")[-1]
    assert f"Written as {file}." in words
    model = read_model(file.read_bytes())
    assert model.label.startswith("learned from the records")
    assert find_problems(model) == ()
    assert (
        sum(lot.count for work in model.classes for lot in work.backlog)
        == Duty.objects.filter(kind__in=[one.value for one in CHAIN], state="open").count()
    )
    assert model.days == DAYS


def test_a_scenario_that_cannot_be_made_or_written_is_said_to_be(tmp_path, now):
    planned(now - DAY * 4)
    with pytest.raises(CommandError, match="within those weeks"):
        said("--drift-since", "2020-01-01")
    with pytest.raises(CommandError, match="cannot be written"):
        said("--scenario", str(tmp_path))
    long_ago = now - DAY * 400
    with pytest.raises(CannotModel, match="Nothing was to be recorded"):
        learn_chain(from_at=long_ago - DAY, at=long_ago)


def test_without_records_no_scenario_is_written(tmp_path):
    with pytest.raises(CommandError, match="No scenario is written"):
        said("--scenario", str(tmp_path / "learned.toml"))
    assert not (tmp_path / "learned.toml").exists()


def test_the_investigation_lies_between_the_plan_and_the_outcome_and_what_was_refused_comes_back(officer, now):
    at = now - DAY * 30
    crime = ready_for_16(at)
    first = propose(crime, officer, at + DAY * 10)
    refuse_outcome(outcome=first, words="Ask the neighbours.", by=officer(Role.SUPERVISOR), at=at + DAY * 12)
    say_who_asks(system_officer())
    history, _ = read_history(from_at=at - DAY, at=at + DAY * 13)
    place = history.stage_names.index(INVESTIGATION)
    visits = history.of_stage(place)
    assert visits.count == 1
    assert (visits.ended[0] - at.timestamp()) / 86400 == pytest.approx(10)
    title = CATALOGUE[CHAIN[-1]].title
    assert title not in history.stage_names, (
        "what is to be proposed again has not ended: nobody knows how long it takes"
    )
    assert _visits(from_at=at - DAY, at=at + DAY * 13)[1] == (title,)
    propose(crime, officer, at + DAY * 15)
    say_who_asks(system_officer())
    learned = learn_chain(from_at=at - DAY, at=at + DAY * 16).learned
    goes = {(one["stage"], one["to"]) for one in learned["routes"]}
    decide = CATALOGUE[CHAIN[-2]].title
    assert {(INVESTIGATION, decide), (decide, title), (title, decide)} <= goes
    assert {one["stage"]: one["share"] for one in learned["rework"]}[decide] == 0.5
    assert learned["left_out"] == []


def test_an_investigation_ends_with_its_last_crime_where_no_outcome_was_proposed(now):
    crime = planned(now - DAY * 8)
    Crime.objects.filter(pk=crime.pk).update(
        state="cancelled", cancellation_code="C1", cancelled_at=now - DAY * 2, cancelled_by=system_officer().id
    )
    found = investigations_between(CHAIN, from_at=now - DAY * 20, at=now)
    assert [one.ended_at for one in found if one.journey == crime.journey_id] == [now - DAY * 2]
    assert investigations_between(CHAIN, from_at=now - DAY * 20, at=now - DAY * 3)[0].ended_at is None


def test_what_has_changed_since_a_fit_is_told_and_of_no_time_nothing(now):
    planned(now - DAY * 12)
    kept = {"since": (now - DAY * 20).isoformat(), "until": (now - DAY * 5).isoformat()}
    found = find_drift_since(kept, at=now)
    assert Drifted.ARRIVALS in {one.what for one in found}
    arrivals = next(one for one in found if one.what is Drifted.ARRIVALS)
    assert arrivals.now == pytest.approx(1 / 5)
    assert find_drift_since(kept, at=now - DAY * 5) == ()
    assert (
        find_drift_since(
            {"since": "2001-01-01T00:00:00+00:00", "until": "2001-02-01T00:00:00+00:00"}, at=now - DAY * 400
        )
        == ()
    )


def test_the_command_tells_what_has_changed_since_the_fit_that_a_planner_kept_last(now):
    for days in (30, 28):
        planned(now - DAY * days)
    save_scenario(name="The way", origin="chain", by=asking(Role.PLANNER), at=now - DAY * 10)
    words = said()
    assert "Since the last fit that was kept, of " in words
    assert "figures were compared" in words.split("Since the last fit")[1]
    day = (now - DAY * 7).date().isoformat()
    assert "Since the last fit" not in said("--drift-since", day), "a day that is given is another question"
