"""What a model's answers are worth stands beside its label: by how many of its figures were measured, and by nothing else."""

from dataclasses import replace

from constabulary.simulation.model.durations import Fixed, Mark
from constabulary.simulation.model.marks import tell_ground
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.scenarios.library import NAMES, read_scenario
from tests.factories.scenarios import DESK

ASSUMED = "What this says follows from its assumptions; it is no measurement of the force."


def test_of_what_is_assumed_it_is_said_that_it_is_no_measurement():
    assert tell_ground(read_model(DESK)) == ASSUMED
    assert {tell_ground(read_scenario(name)) for name in NAMES} == {ASSUMED}, (
        "nothing that is shipped was measured here"
    )


def test_of_what_was_measured_in_part_it_is_said_how_much():
    desk = read_model(DESK)
    (letters,) = desk.classes
    came = replace(letters, arrivals=replace(letters.arrivals, mark=Mark.MEASURED))
    one = replace(desk, classes=(came,))
    assert tell_ground(one).startswith("Of the 4 figures that it stands on 1 was measured; the others are assumed")
    (stage,) = desk.stages
    two = replace(one, stages=(replace(stage, service={"": Fixed(hours=1.0, mark=Mark.MEASURED)}),))
    assert tell_ground(two).startswith("Of the 4 figures that it stands on 2 were measured;")
    assert "no measurement of the force" not in tell_ground(two)


def test_of_what_was_measured_throughout_it_is_said_that_it_is_a_forecast():
    desk = read_model(DESK)
    (letters,) = desk.classes
    came = replace(letters, backlog=(), arrivals=replace(letters.arrivals, mark=Mark.MEASURED))
    (stage,) = desk.stages
    stage = replace(stage, service={"": Fixed(hours=1.0, mark=Mark.MEASURED)})
    whole = replace(desk, classes=(came,), stages=(stage,), staff=())
    assert tell_ground(whole).startswith("Every figure that it stands on was measured.")
