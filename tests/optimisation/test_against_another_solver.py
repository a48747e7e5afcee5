"""Middling pools: HiGHS, from the arrays of the field, is the judge of total and bound."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from constabulary.optimisation import prices
from constabulary.optimisation.field import field_of
from constabulary.optimisation.proposing import propose
from tests.optimisation.middling import make_middling, with_limits


def solve(pool, *, gap=1e-6):
    """(the best total HiGHS finds, the bound it proves)."""
    field = field_of(pool)
    parcels, officers, bands = field.parcels, field.officers, len(field.band_slope)
    row, column = np.nonzero(np.isfinite(field.cost))
    pairs = len(row)
    over = pairs + np.arange(officers * bands)
    once = coo_array((np.ones(pairs), (row, np.arange(pairs))), shape=(parcels, pairs + len(over)))
    real = np.flatnonzero(column < officers)
    weight = field.weight[row[real]].astype(float)
    rooms = coo_array((weight, (column[real], real)), shape=(officers, pairs + len(over)))
    constraints = [LinearConstraint(once.tocsr(), 1, 1), LinearConstraint(rooms.tocsr(), -np.inf, field.room[:-1])]
    for limit in pool.counts:
        (at,) = np.flatnonzero([one.key == limit.officer for one in field.pool.officers])
        theirs = np.flatnonzero(column == at)
        crimes = [
            sum(field.pool.crimes[one].key in limit.crimes for one in field.members[row[pair]]) for pair in theirs
        ]
        counted = coo_array(
            (np.array(crimes, float), (np.zeros(len(theirs), int), theirs)), shape=(1, pairs + len(over))
        )
        constraints.append(LinearConstraint(counted.tocsr(), -np.inf, limit.most))
    for band in range(bands):
        beyond = coo_array(
            (-np.ones(officers), (np.arange(officers), over[band * officers : (band + 1) * officers])),
            shape=(officers, pairs + len(over)),
        )
        constraints.append(LinearConstraint((rooms + beyond).tocsr(), -np.inf, field.band_start[:-1, band]))
    done = milp(
        np.concatenate([field.cost[row, column], np.repeat(field.band_slope, officers)]),
        constraints=constraints,
        integrality=np.concatenate([np.ones(pairs), np.zeros(len(over))]),
        bounds=Bounds(0, np.concatenate([np.ones(pairs), np.full(len(over), np.inf)])),
        options={"mip_rel_gap": gap, "node_limit": 2000},
    )
    return done.fun, done.mip_dual_bound


@pytest.mark.parametrize("seed", [0, *(pytest.param(one, marks=pytest.mark.slow) for one in (1, 2))])
def test_with_weights_the_plan_is_within_its_gap_of_the_judge(seed):
    pool = make_middling(60, 15, seed=seed)
    plan = propose(pool)
    best, proven = solve(pool, gap=1e-3)
    assert plan.bound <= best + 1e-6
    assert proven <= plan.total + 1e-6
    assert plan.total <= best * 1.04


@pytest.mark.parametrize("fullest", [0.7, 1.0], ids=["room for all", "some must wait"])
def test_in_the_case_count_form_the_plan_costs_what_the_judge_finds(fullest):
    pool = make_middling(120, 25, seed=5, count_form=True, fullest=fullest)
    plan = propose(pool)
    best, _ = solve(pool)
    assert plan.total == pytest.approx(best, rel=1e-6)
    assert plan.gap == pytest.approx(0.0, abs=1e-7)


@pytest.mark.parametrize("count_form", [True, False], ids=["case count", "points"])
def test_with_limits_on_counts_the_plan_is_within_its_gap_of_the_judge(count_form):
    pool = with_limits(make_middling(60, 15, seed=0, count_form=count_form), every=3, most=1)
    plan = propose(pool)
    best, proven = solve(pool, gap=1e-6 if count_form else 1e-3)
    assert plan.bound <= best + 1e-6
    assert proven <= plan.total + 1e-6
    assert plan.total <= best * (1 + 1e-6 if count_form else 1.04)


def test_with_more_officers_than_a_crime_is_looked_at_with_the_bound_is_still_one_of_all_of_them():
    pool = make_middling(60, 90, seed=7, count_form=True, fullest=0.99)
    plan = propose(pool)
    best, _ = solve(pool)
    assert plan.bound == pytest.approx(best, rel=1e-6)


def test_a_second_look_at_the_same_pool_proposes_the_same():
    pool = make_middling(200, 40, seed=2)
    one, two = propose(pool), propose(pool)
    assert (one.proposals, one.total, one.bound) == (two.proposals, two.total, two.bound)
    assert one.gap < 0.06


@pytest.mark.parametrize("count_form", [True, False], ids=["case count", "points"])
def test_a_selection_that_begins_far_too_small_grows_until_the_bound_is_as_good(monkeypatch, count_form):
    pool = make_middling(60, 30, seed=4, count_form=count_form, fullest=0.9)
    usual = propose(pool)
    monkeypatch.setattr(prices, "SELECTED", 1)
    monkeypatch.setattr(prices, "ADDED", 2)
    narrow = propose(pool)
    best, proven = solve(pool, gap=1e-3)
    assert narrow.bound <= best + 1e-6
    assert proven <= narrow.total + 1e-6
    assert narrow.bound == pytest.approx(usual.bound, rel=0.03)
    if count_form:
        assert narrow.total == pytest.approx(best, rel=1e-6)
        assert narrow.gap == pytest.approx(0.0, abs=1e-7)


@pytest.mark.parametrize(
    ("fullest", "within"),
    [
        pytest.param(0.6, 1.03, id="with room"),
        pytest.param(0.95, 1.2, id="with hardly any room", marks=pytest.mark.slow),
    ],
)
def test_points_that_are_no_round_numbers_are_proposed_for_in_fewer_units(fullest, within):
    pool = make_middling(60, 15, seed=1, uneven=0.001, fullest=fullest)
    plan = propose(pool)
    best, proven = solve(pool, gap=1e-2)
    assert plan.field.unit == 0.001
    assert plan.bound <= best + 1e-6
    assert proven <= plan.total + 1e-6
    assert plan.total <= best * within
