"""The study of ways to allocate, at a small size: the same luck for all, no limit broken, every day accounted for."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.allocating.force import Luck, Size, high_harm, make_force, standards_of, weights_of
from benchmarks.allocating.playing import NOBODY, play
from benchmarks.allocating.ways import WAYS, as_today
from benchmarks.does_allocation_help import study, tell

SMALL = Size(officers=10, districts=2, fill_up=5, days=25)


def one_crime(arrived: float = 0.5) -> Luck:
    return Luck(
        arrived=np.array([arrived]), kind=np.array([0]), district=np.array([0]), effort=np.array([4.0]),
        elapsed=np.array([1.0]), known=np.array([-1]),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return study(0.9, size=SMALL, replications=2)


def test_the_same_study_has_the_same_figures(found):
    assert study(0.9, size=SMALL, replications=2) == found


def test_only_who_counts_crimes_and_not_points_takes_officers_over_their_limit():
    seen = study(1.5, size=replace(SMALL, fill_up=30, days=60), replications=1)
    assert seen["today's practice"][0].over_limit > 0
    assert all(seen[name][0].over_limit == 0 for name in WAYS if name != "today's practice")
    assert all(one.waiting_at_end > 0 for (one,) in seen.values()), "there is more than can be done"


def test_a_state_is_told_with_intervals_and_differences(found):
    lines = list(tell("busy", 0.9, found))
    assert lines[0] == "busy: what comes in takes 90% of officers' hours; 2 replications"
    assert sum("less the optimiser's" in line for line in lines) == 3 * 8


def test_weights_and_deadlines_are_the_standards():
    assert weights_of().tolist() == [1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 8.0]
    assert set(standards_of()[high_harm()]) == {standards_of().min()}
    assert standards_of().max() > standards_of().min()


def test_a_crime_that_is_given_the_next_morning_waited_till_then():
    size = Size(officers=4, districts=1, fill_up=0, days=14)
    force = make_force(size, seed=3)
    force = replace(force, on_duty=np.ones_like(force.on_duty), absent=np.zeros_like(force.absent))
    seen = play(force, one_crime(), as_today)
    assert (seen.days_unallocated, seen.past_standard, seen.hand_overs, seen.closed) == (0.5, 0.0, 0.0, 1.0)
    assert play(force, one_crime(), lambda day: {}).days_unallocated == 14.0
    late = play(force, one_crime(), lambda day: {0: 0} if day.number == 4 else {})
    assert (late.days_unallocated, late.past_standard) == (4.5, 1.0)


def test_a_crime_that_changes_hands_is_counted_and_one_taken_back_by_the_same_officer_is_not():
    size = Size(officers=4, districts=1, fill_up=0, days=14)
    force = make_force(size, seed=3)
    force = replace(force, on_duty=np.ones_like(force.on_duty), absent=np.zeros_like(force.absent))
    luck = replace(one_crime(), effort=np.array([900.0]))
    turns = {0: {0: 0}, 3: {0: NOBODY}, 5: {0: 0}, 7: {0: 1}}
    assert play(force, luck, lambda day: turns.get(day.number, {})).hand_overs == 1000.0


def test_whoever_is_away_loses_what_they_have_and_is_given_nothing():
    size = Size(officers=2, districts=1, fill_up=0, days=14)
    force = make_force(size, seed=3)
    absent = np.zeros_like(force.absent)
    absent[5:, 0] = True
    force = replace(force, on_duty=~absent, absent=absent)
    luck = replace(one_crime(), effort=np.array([900.0]))
    seen = play(force, luck, lambda day: {0: 0} if day.number < 5 else {0: 1})
    assert seen.hand_overs == 1000.0
    with pytest.raises(ValueError, match="cannot be given"):
        play(force, luck, lambda day: {0: 0})
