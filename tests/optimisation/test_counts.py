"""Limits on how many crimes of a kind an officer is given: never broken, and judged by trying every choice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.optimisation.counts import find_broken, propose_within
from constabulary.optimisation.explaining import explain
from constabulary.optimisation.pool import CountLimit, NotAPool
from constabulary.optimisation.proposing import propose
from tests.examples import examples
from tests.optimisation.middling import make_middling, with_limits
from tests.optimisation.pools import judge, make_crime, make_officer, make_pool, pools
from tests.optimisation.test_proposing import check_whole


@st.composite
def limited(draw, **given):
    """A small pool, and for some of its officers how many of some of its crimes they may be given."""
    pool = draw(pools(**given))
    names = [one.key for one in pool.crimes]
    limits = tuple(
        CountLimit(
            officer=one.key, crimes=frozenset(draw(st.sets(st.sampled_from(names)))), most=draw(st.integers(0, 2))
        )
        for one in pool.officers
        if draw(st.booleans())
    )
    return pool, limits


def keeps_all(limits):
    """Whether a choice keeps every limit, from their definition alone."""

    def keeps(given_to):
        return all(
            sum(whose == one.officer and crime in one.crimes for crime, whose in given_to.items()) <= one.most
            for one in limits
        )

    return keeps


@given(limited())
@settings(max_examples=examples(120), deadline=None)
def test_a_plan_keeps_every_limit_and_the_best_lies_between_bound_and_total(case):
    pool, limits = case
    plan = propose_within(pool, limits)
    check_whole(pool, plan)
    assert find_broken(plan, limits) == ()
    best = judge(pool, keeps_all(limits))
    assert plan.bound <= best + 1e-6
    assert best <= plan.total + 1e-6


@st.composite
def limited_by_kind(draw):
    """A small pool in the case-count form, and how many of each kind some of its officers may be given."""
    pool = draw(pools(points=(1.0,), together=False, most_crimes=6))
    limits = tuple(
        CountLimit(
            officer=officer.key,
            crimes=frozenset(one.key for one in pool.crimes if one.kind == kind),
            most=draw(st.integers(0, 2)),
        )
        for officer in pool.officers
        for kind in ("volume", "abuse")
        if draw(st.booleans())
    )
    return pool, limits


@given(limited_by_kind())
@settings(max_examples=examples(120), deadline=None)
def test_in_the_case_count_form_the_best_that_keeps_every_limit_is_found_and_proven(case):
    pool, limits = case
    plan = propose_within(pool, limits)
    check_whole(pool, plan)
    assert find_broken(plan, limits) == ()
    assert plan.total == pytest.approx(judge(pool, keeps_all(limits)), abs=1e-4)
    assert plan.gap == pytest.approx(0.0, abs=1e-6)


@given(limited(points=(1.0,)))
@settings(max_examples=examples(120), deadline=None)
def test_limits_that_count_a_crime_twice_are_kept_in_the_case_count_form_too(case):
    pool, limits = case
    plan = propose_within(pool, limits)
    assert find_broken(plan, limits) == ()
    best = judge(pool, keeps_all(limits))
    assert plan.bound <= best + 1e-6
    assert best <= plan.total + 1e-6


@given(pools())
@settings(max_examples=examples(30), deadline=None)
def test_without_a_limit_that_binds_it_is_the_plan_there_was(pool):
    loose = [CountLimit(officer=pool.officers[0].key, crimes=frozenset(one.key for one in pool.crimes), most=99)]
    assert propose_within(pool, loose).proposals == propose(pool).proposals
    assert propose_within(pool, [replace(loose[0], crimes=frozenset(), most=0)]).proposals == propose(pool).proposals


def test_who_may_have_one_more_keeps_the_most_urgent_and_a_colleague_gets_the_rest():
    crimes = [make_crime(f"C{at}", urgency=at / 10) for at in range(6)]
    student, other = make_officer("S", carried=0.0), make_officer("T", carried=15.0)
    limit = CountLimit(officer="S", crimes=frozenset(one.key for one in crimes), most=1)
    plan = propose_within(make_pool(crimes, [student, other]), [limit])
    given_to = {one.crime: one.officer for one in plan.proposals}
    assert sum(whose == "S" for whose in given_to.values()) == 1
    assert len(given_to) == 6


def test_crimes_that_belong_together_and_do_not_fit_together_go_to_somebody_else():
    crimes = [make_crime("C1", together="series"), make_crime("C2", together="series")]
    student, other = make_officer("S", carried=0.0), make_officer("T", carried=15.0)
    limit = CountLimit(officer="S", crimes=frozenset({"C1", "C2"}), most=1)
    plan = propose_within(make_pool(crimes, [student, other]), [limit])
    assert {one.officer for one in plan.proposals} == {"T"}


@pytest.mark.parametrize("many", [3, 8])
def test_many_in_training_are_each_kept_to_their_own_number(many):
    crimes = [make_crime(f"C{at}") for at in range(2 * many)]
    students = [make_officer(f"S{at}", carried=float(at % 3)) for at in range(many)]
    all_of_them = frozenset(one.key for one in crimes)
    limits = [CountLimit(officer=one.key, crimes=all_of_them, most=1) for one in students]
    plan = propose_within(make_pool(crimes, students), limits)
    assert find_broken(plan, limits) == ()
    assert 1 <= len(plan.proposals) <= many


@pytest.mark.parametrize(
    ("fullest", "most_gap"),
    [pytest.param(0.7, 0.01, id="with room"), pytest.param(0.95, 0.06, id="with hardly any room")],
)
def test_of_a_middling_pool_what_is_proven_is_as_near_with_limits_as_without(fullest, most_gap):
    pool = with_limits(make_middling(120, 40, seed=2, fullest=fullest), every=4, most=1)
    assert find_broken(propose(replace(pool, counts=())), pool.counts) != ()
    plan = propose(pool)
    assert find_broken(plan, pool.counts) == ()
    check_whole(pool, plan)
    assert plan.gap < most_gap


def test_an_officer_who_may_be_given_no_more_of_a_kind_is_no_alternative():
    crimes = [make_crime(f"C{at}") for at in range(3)]
    officers = [make_officer("S", carried=0.0), make_officer("T", carried=2.0), make_officer("U", carried=4.0)]
    limit = CountLimit(officer="S", crimes=frozenset({"C0", "C1", "C2"}), most=1)
    plan = propose_within(make_pool(crimes, officers), [limit])
    given_to = {one.crime: one.officer for one in plan.proposals}
    assert sorted(given_to.values()).count("S") == 1
    for crime, officer in given_to.items():
        others = {one.officer for one in explain(plan, crime).next_best}
        assert others == {"S", "T", "U"} - {officer, "S"}


def test_a_limit_below_none_is_no_limit():
    with pytest.raises(NotAPool):
        propose_within(
            make_pool([make_crime()], [make_officer()]), [CountLimit(officer="A", crimes=frozenset({"C1"}), most=-1)]
        )
