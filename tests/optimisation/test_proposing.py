"""Proposals for a whole pool: limits hold, the bound and the gap are true, and what waits does so for the reason given."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.optimisation.pool import NotAPool, Part, Pool, WhyWaiting, costs_of
from constabulary.optimisation.proposing import Effort, propose
from constabulary.standards.rulebook import on
from constabulary.standards.workload import PROPOSAL_COSTS
from tests.examples import examples
from tests.optimisation.pools import (
    COSTS,
    cost_by_part,
    families_of,
    judge,
    make_crime,
    make_officer,
    make_pool,
    pools,
    room_of,
)


def check_whole(pool, plan):
    """Limits, eligibility, families, and that every crime is either proposed or waits."""
    officers = {one.key: one for one in pool.officers}
    crimes = {one.key: one for one in pool.crimes}
    whose = {one.crime: one.officer for one in plan.proposals}
    assert sorted([*whose, *(one.crime for one in plan.waiting)]) == sorted(crimes)
    for key, officer in officers.items():
        given = sum(crimes[crime].points for crime, name in whose.items() if name == key)
        assert given <= room_of(officer) + 1e-6
    for crime, name in whose.items():
        assert cost_by_part(pool, crimes[crime], officers[name]) is not None
    for family in families_of(pool):
        assert len({whose.get(one.key) for one in family}) == 1
    for one in plan.proposals:
        assert one.load_after <= one.limit + 1e-9
    assert sum(plan.by_part.values()) + plan.waiting_cost == pytest.approx(plan.total)


def check_reasons(pool, plan):
    whose = {one.crime: one.officer for one in plan.proposals}
    why = {one.crime: one.why for one in plan.waiting}
    crimes = {one.key: one for one in pool.crimes}
    left = {
        one.key: room_of(one) - sum(crimes[crime].points for crime, name in whose.items() if name == one.key)
        for one in pool.officers
    }
    for family in families_of(pool):
        points = sum(one.points for one in family)
        may = [{o.key for o in pool.officers if cost_by_part(pool, one, o) is not None} for one in family]
        all_may = set.intersection(*may)
        for one, own in zip(family, may, strict=True):
            if one.key in why:
                before = {o.key for o in pool.officers if o.key in all_may and points <= room_of(o) + 1e-6}
                assert not any(points <= left[name] for name in all_may)
                expected = (
                    WhyWaiting.NOBODY_MAY if not own
                    else WhyWaiting.NOBODY_MAY_ALL if not all_may
                    else WhyWaiting.FULL_BEFORE if not before
                    else WhyWaiting.FULL
                )  # fmt: skip
                assert why[one.key] is expected


@settings(max_examples=examples(250), deadline=None)
@given(pool=pools())
def test_of_a_small_pool_the_best_choice_lies_between_bound_and_total(pool):
    plan, best = propose(pool), judge(pool)
    check_whole(pool, plan)
    check_reasons(pool, plan)
    assert plan.bound <= best + 1e-6
    assert best <= plan.total + 1e-6
    assert plan.total <= best * (1 + plan.gap) + 1e-6


@settings(max_examples=examples(150), deadline=None)
@given(pool=pools(points=(1.0,), together=False))
def test_in_the_case_count_form_the_choice_is_the_best_there_is(pool):
    plan = propose(pool)
    check_whole(pool, plan)
    check_reasons(pool, plan)
    assert plan.total == pytest.approx(judge(pool), abs=1e-4)
    assert plan.gap == pytest.approx(0.0, abs=1e-6)


@settings(max_examples=examples(60), deadline=None)
@given(pool=pools(most_crimes=8), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_crimes_and_officers_come_changes_nothing(pool, seed):
    crimes, officers = list(pool.crimes), list(pool.officers)
    seed.shuffle(crimes)
    seed.shuffle(officers)
    other = Pool(
        crimes=tuple(crimes),
        officers=tuple(officers),
        fits=pool.fits,
        costs=pool.costs,
        refused=pool.refused,
        knows=pool.knows,
        kilometres=pool.kilometres,
    )
    one, two = propose(pool), propose(other)
    assert (one.proposals, one.waiting, one.total, one.bound) == (two.proposals, two.waiting, two.total, two.bound)


@settings(max_examples=examples(100), deadline=None)
@given(pool=pools(points=(0.513, 1.0, 2.207, 3.1)))
def test_points_that_are_no_round_numbers_never_break_a_limit(pool):
    plan = propose(pool)
    check_whole(pool, plan)
    assert plan.bound <= plan.total


def test_a_pool_without_crimes_or_without_officers_is_answered():
    nothing = propose(make_pool([], [make_officer()]))
    assert (nothing.proposals, nothing.waiting, nothing.total, nothing.gap) == ((), (), 0.0, 0.0)
    alone = propose(make_pool([make_crime()], []))
    assert [one.why for one in alone.waiting] == [WhyWaiting.NOBODY_MAY]
    assert alone.gap == 0.0


def test_an_officer_over_the_limit_is_given_nothing_and_keeps_no_one_else_from_it():
    plan = propose(make_pool([make_crime()], [make_officer("A", carried=25.0), make_officer("B", base="south")]))
    assert [(one.crime, one.officer) for one in plan.proposals] == [("C1", "B")]


def test_a_heavy_crime_is_not_left_waiting_so_that_many_light_ones_of_no_more_urgency_can_go():
    crimes = [make_crime("heavy", points=8.0), *(make_crime(f"light{at}") for at in range(8))]
    plan = propose(make_pool(crimes, [make_officer(carried=12.0), make_officer("B", carried=20.0)]))
    assert plan.total == pytest.approx(judge(make_pool(crimes, [make_officer(carried=12.0)])))
    urgent = [make_crime("heavy", points=8.0, urgency=0.6), *crimes[1:]]
    assert [one.crime for one in propose(make_pool(urgent, [make_officer(carried=12.0)])).proposals] == ["heavy"]


def test_work_is_spread_before_anyone_comes_near_the_limit():
    crimes = [make_crime(f"C{at}") for at in range(12)]
    plan = propose(make_pool(crimes, [make_officer("A"), make_officer("B")]))
    assert [{one.load_after for one in plan.proposals if one.officer == name} for name in "AB"] == [{16.0}, {16.0}]


@pytest.mark.parametrize(
    ("crimes", "officers", "given"),
    [
        pytest.param([make_crime(), make_crime()], [make_officer()], {}, id="a crime twice"),
        pytest.param([make_crime()], [make_officer(), make_officer()], {}, id="an officer twice"),
        pytest.param([make_crime(points=0.0)], [make_officer()], {}, id="a crime of no weight"),
        pytest.param([make_crime(urgency=1.5)], [make_officer()], {}, id="an urgency above 1"),
        pytest.param([make_crime()], [make_officer(hours_share=0.0)], {}, id="an officer without hours"),
        pytest.param([make_crime()], [make_officer(carried=float("nan"))], {}, id="a load that is no number"),
        pytest.param([make_crime()], [make_officer()], {"fits": {"volume": {"A": 2.0}}}, id="a fit above 1"),
        pytest.param([make_crime()], [make_officer()], {"kilometres": {("n", "s"): -1.0}}, id="a negative distance"),
    ],
)
def test_what_is_no_pool_is_refused(crimes, officers, given):
    with pytest.raises(NotAPool):
        propose(make_pool(crimes, officers, **given))


@pytest.mark.parametrize("points", [1.0, 2.0], ids=["case count", "mixed weights"])
def test_when_the_time_is_over_at_once_the_plan_is_still_whole_and_its_bound_true(points):
    crimes = [make_crime("C0", points=points), *(make_crime(f"C{at}") for at in range(1, 5))]
    pool = make_pool(crimes, [make_officer("A", carried=17.0), make_officer("B", carried=18.0)])
    ticks = iter(range(10_000))
    plan = propose(pool, effort=Effort(seconds=0.5), clock=lambda: float(next(ticks)))
    check_whole(pool, plan)
    check_reasons(pool, plan)
    assert plan.bound <= judge(pool) + 1e-6 <= plan.total + 2e-6


def test_the_costs_in_force_are_an_edition_of_the_standard():
    found = on(datetime(2026, 11, 1, tzinfo=UTC))[PROPOSAL_COSTS]
    assert costs_of(found.value, found.edition) == COSTS


def test_the_total_is_told_by_part_under_the_edition_of_its_costs():
    pool = make_pool([make_crime(place="south", urgency=1.0)], [make_officer(starts_in=2.0)])
    plan = propose(pool)
    assert plan.edition == COSTS.edition
    assert plan.by_part == {
        Part.URGENCY: 2.0, Part.SKILL: 0.0, Part.BALANCE: pytest.approx(0.1), Part.DISTANCE: 2.5,
        Part.CONTINUITY: 2.0, Part.FAIRNESS: 0.0, Part.MOVE: 0.0,
    }  # fmt: skip
