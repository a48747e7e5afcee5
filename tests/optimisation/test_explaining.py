"""Why this officer, why not the next two, and what choosing them would cost in all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.optimisation.explaining import Move, explain
from constabulary.optimisation.pool import Part, Pool
from constabulary.optimisation.proposing import propose
from tests.examples import examples
from tests.optimisation.pools import cost_by_part, judge, make_crime, make_officer, make_pool, pools


def test_the_officer_proposed_and_the_next_two_are_told_with_their_costs():
    officers = [
        make_officer("A"),
        make_officer("B", base="south"),
        make_officer("C", starts_in=4.0),
        make_officer("D", carried=20.0),
    ]
    plan = propose(make_pool([make_crime(urgency=1.0)], officers))
    told = explain(plan, "C1")
    assert told.officer == "A"
    assert [one.officer for one in told.next_best] == ["B", "C"]
    assert [one.costs_more for one in told.next_best] == [pytest.approx(2.5), pytest.approx(4.0)]
    assert told.next_best[0].costs[Part.DISTANCE] == 2.5
    assert told.next_best[1].costs[Part.URGENCY] == 4.0
    assert (told.may_have_it, told.have_room) == (4, 3)


def test_an_officer_who_is_full_is_told_with_the_crime_that_would_have_to_move():
    officers = [make_officer("A", carried=19.0), make_officer("B", carried=19.0, base="south")]
    pool = make_pool([make_crime("C1"), make_crime("C2", place="south")], officers)
    told = explain(propose(pool), "C1")
    (other,) = told.next_best
    assert other.officer == "B"
    assert other.moves == (Move(crime="C2", from_officer="B", to_officer="A"),)
    assert other.costs_more == pytest.approx(5.0)


def test_when_nobody_else_has_room_what_would_have_to_wait_is_said():
    officers = [make_officer("A", carried=17.0), make_officer("B", carried=18.0)]
    crimes = [make_crime("C1", points=3.0, kind="abuse"), make_crime("C2"), make_crime("C3")]
    fits = {"abuse": {"A": 0.0}, "volume": {"B": 0.0, "A": 1.0}}
    told = explain(propose(make_pool(crimes, officers, fits=fits)), "C2")
    (other,) = told.next_best
    assert other.moves == (Move(crime="C1", from_officer="A", to_officer=""),)


def test_several_crimes_move_when_one_is_not_enough():
    officers = [make_officer("A", carried=17.0), make_officer("B", carried=17.0)]
    crimes = [make_crime("C1", points=3.0), *(make_crime(f"L{at}", place="south") for at in range(3))]
    told = explain(propose(make_pool(crimes, officers)), "C1")
    (other,) = told.next_best
    assert len(other.moves) == 3


def test_crimes_that_go_together_are_told_together_and_one_that_waits_has_no_explanation():
    crimes = [make_crime("C1", together="s"), make_crime("C2", together="s"), make_crime("C3", points=30.0)]
    plan = propose(make_pool(crimes, [make_officer()]))
    told = explain(plan, "C1")
    assert told.together == ("C2",)
    assert told.next_best == ()
    with pytest.raises(KeyError):
        explain(plan, "C3")
    with pytest.raises(KeyError):
        explain(plan, "C9")


@settings(max_examples=examples(120), deadline=None)
@given(pool=pools(most_crimes=4), data=st.data())
def test_an_alternative_can_be_had_for_what_it_is_said_to_cost_and_never_for_less_than_said(pool, data):
    plan = propose(pool)
    if not plan.proposals:
        return
    crime = data.draw(st.sampled_from([one.crime for one in plan.proposals]))
    told = explain(plan, crime)
    crimes = {one.key: one for one in pool.crimes}
    for other in told.next_best:
        chosen = {crime, *told.together}
        forced = Pool(
            crimes=pool.crimes,
            officers=pool.officers,
            fits=pool.fits,
            costs=pool.costs,
            refused={
                *pool.refused,
                *((key, one.key) for key in chosen for one in pool.officers if one.key != other.officer),
            },
            knows=pool.knows,
            kilometres=pool.kilometres,
        )
        best = judge(forced)
        assert other.at_least <= best + 1e-6
        assert best <= other.in_all + 1e-6 or _waits(pool, forced, chosen)
        officer = next(one for one in pool.officers if one.key == other.officer)
        parts = [cost_by_part(pool, crimes[key], officer) for key in chosen]
        for part in set(Part) - {Part.BALANCE}:
            assert other.costs[part] == pytest.approx(sum(one[part] for one in parts))


def _waits(pool, forced, chosen):
    """Whether what the forced crimes would cost waiting depends on the officers who were shut out."""
    return len(pool.officers) > 1 and bool(chosen) and judge(forced) != judge(pool)
