"""A search for a roster that nobody wants any more ends in the middle of it, not when the solver has done."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from constabulary.simulation.staffing import stoppable
from constabulary.simulation.staffing.explained import explain
from constabulary.simulation.staffing.making import make_roster
from constabulary.simulation.staffing.rostered import roster_of
from constabulary.simulation.staffing.stoppable import solve
from constabulary.simulation.stopping import Stopped
from tests.simulation.test_explained import ASKED, MODEL
from tests.simulation.test_roster import question

#: Of the solver's work: some minutes, which nobody waits for here.
LONG = 100.0


@pytest.fixture(autouse=True)
def look_often(monkeypatch):
    monkeypatch.setattr(stoppable, "LOOK_EVERY_SECONDS", 0.01)


def no_longer_wanted_after(looks: int):
    left = [True] * looks
    return lambda: bool(left and left.pop())


def hard_model():
    """Sums that fit together in many ways, the best of which is far to seek."""
    model = cp_model.CpModel()
    weights = [[model.new_bool_var(f"{row}.{column}") for column in range(40)] for row in range(40)]
    for number in range(40):
        model.add(sum((7 * number + 3 * column) % 11 * one for column, one in enumerate(weights[number])) == 55)
        model.add(sum((5 * number + 2 * row) % 13 * weights[row][number] for row in range(40)) == 65)
    model.maximize(sum((row * column) % 17 * weights[row][column] for row in range(40) for column in range(40)))
    return model


def test_the_solver_is_told_to_stop_from_another_thread():
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = LONG
    with pytest.raises(Stopped):
        solve(solver, hard_model(), no_longer_wanted_after(20))
    assert solver.response_proto.deterministic_time < LONG / 2, "most of the work was never done"


def test_what_is_wanted_to_the_end_is_solved_to_the_end():
    model = cp_model.CpModel()
    one = model.new_int_var(0, 5, "one")
    model.maximize(one)
    solver = cp_model.CpSolver()
    assert solve(solver, model, lambda: True) == cp_model.OPTIMAL
    assert solver.value(one) == 5


def test_a_roster_that_nobody_wants_is_not_begun():
    with pytest.raises(Stopped):
        make_roster(question(), is_wanted=lambda: False)
    group = MODEL.group(ASKED.group)
    with pytest.raises(Stopped):
        roster_of(group, ASKED.counts, ASKED.counts, start=MODEL.start, is_wanted=lambda: False)


def test_an_explanation_stops_in_the_middle_of_a_roster():
    heard = []

    def told(made: int, most: int) -> bool:
        heard.append(made)
        return heard.count(made) < 4

    with pytest.raises(Stopped):
        explain(MODEL, replace(ASKED, people=11), effort=LONG, told=told)
    assert heard.count(heard[-1]) >= 4, "it was asked again and again before this one was made"
