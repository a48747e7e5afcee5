"""The models that come with the package can be played, and say where their figures come from."""

import pytest

from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import NAMES, read_scenario


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
