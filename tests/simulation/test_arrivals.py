"""Rates of arrivals: what they are, how sure, how far they vary beyond chance, and what the clocks do to them."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from constabulary.simulation.learning.arrivals import HOURS_OF_WEEK, count_in, cut_in_hours, draw_counts, learn_arrivals
from constabulary.standards.calendar import LONDON

MONDAY = datetime(2026, 1, 5, tzinfo=UTC).timestamp()
WEEK = 7 * 86400
WEEKLY = 2 + np.sin(np.arange(HOURS_OF_WEEK) * 2 * np.pi / 24) + (np.arange(HOURS_OF_WEEK) >= 120) * 0.7


def arrivals(weeks, *, factor=0.0, level=10.0, seed=1, start=MONDAY):
    """Moments with the weekly rhythm above, and a factor of this variance for each day."""
    chance = np.random.default_rng(seed)
    moments = []
    for day in range(weeks * 7):
        times = chance.gamma(1 / factor, factor) if factor else 1.0
        for hour in range(24):
            count = chance.poisson(level * times * WEEKLY[(day * 24 + hour) % HOURS_OF_WEEK])
            moments.append(start + (day * 24 + hour) * 3600 + chance.uniform(0, 3600, count))
    return np.concatenate(moments)


def test_rates_are_found_within_their_intervals_about_as_often_as_they_say():
    inside = []
    for seed in range(5):
        found = learn_arrivals(arrivals(8, seed=seed), since=MONDAY, until=MONDAY + 8 * WEEK)
        inside.append((found.low <= 10 * WEEKLY) & (found.high >= 10 * WEEKLY))
    assert 0.88 <= np.mean(inside) <= 0.99
    assert found.by_hour_of_week.sum() == pytest.approx(10 * WEEKLY.sum(), rel=0.02)
    np.testing.assert_allclose(found.by_weekday.sum(), found.per_day * 7)
    np.testing.assert_allclose(found.by_hour.sum(), found.per_day)
    # One week seen says less of an hour than eight.
    short = learn_arrivals(arrivals(1), since=MONDAY, until=MONDAY + WEEK)
    assert (short.high - short.low).mean() > (found.high - found.low).mean()


def test_a_plain_rhythm_does_not_vary_beyond_chance_and_a_factor_of_days_is_found():
    plain = learn_arrivals(arrivals(12), since=MONDAY, until=MONDAY + 12 * WEEK)
    assert plain.daily.index == pytest.approx(1, abs=0.4)
    assert plain.daily.chance > 0.01
    uneven = learn_arrivals(arrivals(12, factor=0.04, seed=3), since=MONDAY, until=MONDAY + 12 * WEEK)
    assert uneven.daily.factor == pytest.approx(0.04, rel=0.5)
    assert uneven.daily.index > 5
    assert uneven.daily.chance < 1e-6
    assert abs(uneven.day_to_day) < 0.3


def test_the_hour_that_is_left_out_was_not_there_and_the_one_that_comes_twice_was_there_for_two():
    spring = datetime(2026, 3, 29, 0, tzinfo=LONDON).timestamp()
    slots = cut_in_hours(spring, spring + 23 * 3600)
    hours = (slots.hour_of_week % 24).tolist()
    assert hours == [0, *range(2, 24)]
    autumn = datetime(2026, 10, 25, 0, tzinfo=LONDON).timestamp()
    slots = cut_in_hours(autumn, autumn + 25 * 3600)
    assert (slots.hour_of_week % 24).tolist() == [0, 1, 1, *range(2, 24)]
    assert set(slots.day.tolist()) == {0}


def test_one_an_hour_is_one_an_hour_also_where_the_clocks_change():
    autumn = datetime(2026, 10, 19, 0, tzinfo=LONDON)
    moments = np.array([(autumn + timedelta(hours=hour)).timestamp() for hour in range(14 * 24)]) + 60
    since = autumn.timestamp()
    until = since + 14 * 24 * 3600
    moments = since + np.arange(14 * 24) * 3600.0 + 60
    found = learn_arrivals(moments, since=since, until=until)
    np.testing.assert_allclose(found.by_hour_of_week, 1, atol=0.05)
    assert found.hours_seen[6 * 24 + 1] == 3


def test_months_are_told_apart_after_a_year_only():
    year = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
    chance = np.random.default_rng(7)
    days = np.arange(730)
    summer = 1 + 0.5 * np.cos((days % 365 - 182) * 2 * np.pi / 365)
    moments = np.concatenate(
        [year + day * 86400 + chance.uniform(0, 86400, chance.poisson(20 * summer[day])) for day in days]
    )
    found = learn_arrivals(moments, since=year, until=year + 730 * 86400)
    assert found.has_season
    assert found.months[6] > 1.35
    assert found.months[0] < 0.65
    short = learn_arrivals(moments, since=year, until=year + 100 * 86400)
    assert not short.has_season
    assert short.months.tolist() == [1] * 12


def test_nothing_is_learned_of_nothing_and_little_of_one():
    assert learn_arrivals(np.array([]), since=0, until=WEEK) is None
    assert learn_arrivals(np.array([5.0]), since=10, until=10) is None
    one = learn_arrivals(np.array([MONDAY + 10]), since=MONDAY, until=MONDAY + WEEK)
    assert one.per_day == pytest.approx(1 / 7)
    assert one.low[0] < 0.3
    assert one.high[0] > 2.5
    part = learn_arrivals(np.array([MONDAY + 10, MONDAY + 5000]), since=MONDAY, until=MONDAY + 9000)
    assert part.hours_seen[2] == 0.5


def test_futures_hold_the_mean_and_the_spread_of_what_was_seen():
    seen = learn_arrivals(arrivals(20, factor=0.02, seed=9), since=MONDAY, until=MONDAY + 20 * WEEK)
    slots = cut_in_hours(MONDAY + 20 * WEEK, MONDAY + 22 * WEEK)
    days = draw_counts(seen, slots, times=4000, seed=2, by=slots.day)
    expected = np.bincount(slots.day, seen.expected(slots))
    np.testing.assert_allclose(days.mean(axis=0), expected, rtol=0.02)
    spread = days.var(axis=0) / days.mean(axis=0)
    assert spread.mean() == pytest.approx(1 + 0.02 * expected.mean(), rel=0.35)
    again = draw_counts(seen, slots, times=4000, seed=2, by=slots.day)
    assert (again == days).all()
    hours = draw_counts(seen, slots, times=10, seed=2)
    assert hours.shape == (10, slots.count)
    assert count_in(slots, np.array([MONDAY, MONDAY + 20 * WEEK + 1])).sum() == 1
