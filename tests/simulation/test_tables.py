"""A model that was made is written as a file from which the very same model is read."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from constabulary.simulation.learning.learning import learn
from constabulary.simulation.learning.modelling import make_model
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.tables import tables_of
from constabulary.simulation.model.writing import write_model
from constabulary.simulation.scenarios.library import NAMES, read_scenario
from tests.simulation.models import everything
from tests.simulation.test_learning import force


def again(model):
    return read_model(write_model(tables_of(model)))


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_scenario_is_read_again_as_it_is(name):
    assert again(read_scenario(name)) == read_scenario(name)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")])
def test_a_model_with_every_part_of_the_language_is_read_again_in_its_zone(zone):
    model = replace(everything(), start=datetime(2026, 7, 6, 1, tzinfo=zone))
    found = again(model)
    assert found == model
    assert found.start.utcoffset() == model.start.utcoffset()


def test_what_was_learned_is_read_again():
    history, faults = force(seed=2)
    learned = learn(history, faults)
    asked = {"name": "desk", "start": datetime(2026, 6, 1, tzinfo=UTC), "days": 60}
    with pytest.raises(ValueError, match="a class cannot be called other"):
        tables_of(make_model(history, learned, **asked))
    model = make_model(history, replace(learned, class_names=("high", "the rest")), **asked)
    assert again(model) == model


def test_a_figure_of_an_array_is_written_as_a_figure():
    assert "days = 3.5" in write_model(tables_of(replace(everything(), days=np.float64(3.5))))
