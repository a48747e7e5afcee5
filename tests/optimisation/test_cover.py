"""Cover for the absent and a change of team: the same engine, with a cost for each move."""

import pytest

from constabulary.optimisation.absence import Held, pool_for_cover
from constabulary.optimisation.pool import NotAPool, Part, WhyWaiting
from constabulary.optimisation.proposing import propose
from tests.optimisation.pools import make_crime, make_officer, make_pool

OFFICERS = [make_officer("A", carried=18.0), make_officer("B", carried=16.0), make_officer("C", carried=20.0)]


def held(*pairs):
    return [Held(crime=make_crime(key), officer=officer) for key, officer in pairs]


def test_the_crimes_of_an_absent_officer_go_to_those_at_work_and_the_rest_stays():
    pool = pool_for_cover(make_pool([], OFFICERS, fits={"volume": {"A": 0.0, "B": 0.0, "C": 0.0}}),
                          held(("C1", "A"), ("C2", "A"), ("C3", "B")), absent={"A"})  # fmt: skip
    plan = propose(pool)
    assert {one.crime: one.officer for one in plan.proposals} == {"C1": "B", "C2": "B"}
    assert {one.load_before for one in plan.proposals} == {16.0}
    assert plan.by_part[Part.MOVE] == 0.0


def test_a_crime_that_may_move_does_so_only_when_that_is_worth_it():
    fits = {"volume": {"A": 0.0, "B": 0.0, "C": 0.0}, "special": {"C": 0.0}}
    waiting = [make_crime("S", kind="special")]
    full = [
        make_officer("A", carried=10.0),
        make_officer("B", carried=10.0, base="south"),
        make_officer("C", carried=20.0),
    ]
    fixed = propose(pool_for_cover(make_pool(waiting, full, fits=fits), held(("C1", "C")), absent=()))
    assert [(one.crime, one.why) for one in fixed.waiting] == [("S", WhyWaiting.FULL_BEFORE)]
    moved = propose(pool_for_cover(make_pool(waiting, full, fits=fits), held(("C1", "C")), absent=(), may_move={"C1"}))
    assert {one.crime: one.officer for one in moved.proposals} == {"S": "C", "C1": "A"}
    assert moved.by_part[Part.MOVE] == 3.0
    calm = propose(pool_for_cover(make_pool([], full, fits=fits), held(("C1", "C")), absent=(), may_move={"C1"}))
    assert {one.crime: one.officer for one in calm.proposals} == {"C1": "C"}
    assert calm.by_part[Part.CONTINUITY] == 0.0


def test_who_has_a_crime_that_must_leave_them_is_told_when_nobody_can_take_it():
    over = [make_officer("A", carried=23.0)]
    plan = propose(
        pool_for_cover(make_pool([], over, fits={"volume": {"A": 0.0}}), held(("C1", "A")), absent=(), may_move={"C1"})
    )
    assert [(one.crime, one.why, one.held_by) for one in plan.waiting] == [("C1", WhyWaiting.FULL_BEFORE, "A")]


def test_an_officer_cannot_hold_more_than_they_carry():
    with pytest.raises(NotAPool):
        pool_for_cover(make_pool([], [make_officer("A", carried=0.5)]), held(("C1", "A")), absent=(), may_move={"C1"})
