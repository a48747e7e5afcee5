"""The arithmetic of deadlines, with the vectors that settle how each clock counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import (
    age_on,
    closure_hours_after,
    court_hours_after,
    days_before,
    days_beginning_with,
    elapsed_after,
    end_of,
    hours_after,
    months_after,
    months_beginning_with,
    start_of,
    working_days_due,
)
from constabulary.standards.calendar import LONDON
from tests.spec.examples import Example, ids_of


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as a clock in London shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


VECTORS = [
    Example(
        words="48 court hours from the Thursday before Easter",
        given=(court_hours_after, london(2026, 4, 2, 14), 48),
        expected=london(2026, 4, 7, 14),
        says="Tuesday 7 April at 14:00: Good Friday, Sunday and Easter Monday do not count.",
        source="domain B 0.1",
    ),
    Example(
        words="48 court hours from a Saturday evening",
        given=(court_hours_after, london(2026, 7, 11, 20), 48),
        expected=london(2026, 7, 14, 20),
        says="Tuesday at 20:00.",
        source="domain B 0.1",
    ),
    Example(
        words="48 court hours from a Wednesday morning",
        given=(court_hours_after, london(2026, 11, 4, 9, 30), 48),
        expected=london(2026, 11, 6, 9, 30),
        says="Friday at 09:30.",
        source="domain B 0.1",
    ),
    Example(
        words="48 court hours from a Sunday morning",
        given=(court_hours_after, london(2026, 7, 12, 10), 48),
        expected=london(2026, 7, 15),
        says="The end of Tuesday.",
        source="domain B 0.1",
    ),
    Example(
        words="24 hours over midnight",
        given=(hours_after, london(2026, 11, 1, 23, 30), 24),
        expected=london(2026, 11, 2, 23, 30),
        says="The same time the next day.",
        source="domain B 0.1",
    ),
    Example(
        words="24 hours over the night when the clocks go back",
        given=(hours_after, london(2026, 10, 24, 14), 24),
        expected=london(2026, 10, 25, 13),
        says="Elapsed hours: an hour earlier by the clock.",
        source="open wording: 24 hours across a clock change",
    ),
    Example(
        words="24 hours over the night when the clocks go forward",
        given=(hours_after, london(2026, 3, 28, 14), 24),
        expected=london(2026, 3, 29, 15),
        says="Elapsed hours: an hour later by the clock.",
        source="open wording: 24 hours across a clock change",
    ),
    Example(
        words="24 closure hours from the evening before Christmas",
        given=(closure_hours_after, london(2026, 12, 24, 18), 24),
        expected=london(2026, 12, 26, 18),
        says="Christmas Day does not count; Boxing Day does.",
        source="domain B 0.1",
    ),
    Example(
        words="48 court hours over New Year",
        given=(court_hours_after, london(2025, 12, 31, 12), 48),
        expected=london(2026, 1, 3, 12),
        says="New Year's Day does not count.",
        source="domain B 0.1",
    ),
]


@pytest.mark.source("domain B 0.1")
@pytest.mark.parametrize("example", VECTORS, ids=ids_of(VECTORS))
def test_a_clock_of_hours_ends(example):
    clock, start, count = example.given
    assert clock(start, count) == example.expected


@pytest.mark.source("open wording: DVPN hearing, a bank holiday on a Saturday")
def test_a_bank_holiday_on_a_saturday_counts_for_the_duty_and_not_for_the_outer_limit():
    """Boxing Day 2026 is a Saturday; its substitute is Monday 28 December."""
    served = london(2026, 12, 24, 12)
    assert court_hours_after(served, 48) == london(2026, 12, 29, 12)
    assert court_hours_after(served, 48, saturday_holidays_count=False) == london(2026, 12, 30, 12)


@pytest.mark.source("domain B 0.1")
def test_days_begin_with_the_day_itself_and_end_with_their_last():
    assert days_beginning_with(date(2026, 11, 2), 3) == end_of(date(2026, 11, 4))
    assert days_before(date(2026, 11, 20), 7) == date(2026, 11, 13)
    assert working_days_due(date(2026, 4, 2), 1) == end_of(date(2026, 4, 7))


def test_a_day_begins_and_ends_in_london():
    assert start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)


def test_months_beginning_with_a_day_end_the_day_before_or_with_the_month():
    assert months_beginning_with(date(2026, 11, 3), 3) == end_of(date(2027, 2, 2))
    assert months_beginning_with(date(2026, 11, 30), 3) == end_of(date(2027, 2, 28))
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_a_moment_without_a_zone_starts_no_clock():
    with pytest.raises(ValueError, match="no time zone"):
        hours_after(london(2026, 11, 2).replace(tzinfo=None), 1)


def test_a_length_of_time_is_elapsed_time():
    due = elapsed_after(london(2026, 10, 25, 0, 30), timedelta(hours=2))
    assert due == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 2), date(2026, 11, 1), 17),
        (date(2008, 11, 2), date(2026, 11, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
    ids=["the day before", "the birthday", "born on 29 February, the day before", "born on 29 February"],
)
def test_an_age_is_reached_on_the_birthday(born, day, age):
    assert age_on(born, day) == age
