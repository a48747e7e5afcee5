"""Days as they are counted: London days, bank holidays, working days, months."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest

from constabulary.standards.calendar import (
    bank_holidays,
    is_working_day,
    last_known_year,
    local_day,
    months_after,
    working_days_after,
    working_days_between,
)


def test_our_bank_holidays_are_those_that_others_count():
    years = range(min(bank_holidays()).year, last_known_year() + 1)
    theirs = {day for year in years for day in holidays.country_holidays("GB", subdiv="ENG", years=year)}
    assert bank_holidays() == theirs


def test_the_table_reaches_far_enough_for_any_deadline_of_ours():
    assert last_known_year() >= 2030


@pytest.mark.parametrize(
    "day",
    [date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)],
    ids=["royal wedding", "diamond jubilee", "platinum jubilee", "state funeral", "coronation"],
)
def test_days_proclaimed_once_are_there(day):
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(1943, 6, 30, 22, 0, tzinfo=UTC), date(1943, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
    ],
    ids=[
        "summer time is an hour ahead",
        "and no more",
        "double summer time was two hours ahead",
        "winter time is not",
        "a day stays itself",
    ],
)
def test_the_day_of_a_moment_is_the_one_in_london(moment, day):
    assert local_day(moment) == day


def test_a_moment_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="no time zone"):
        local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 11, 2), 1, date(2026, 11, 3)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2025, 12, 24), 5, date(2026, 1, 5)),
        (date(2026, 11, 7), 0, date(2026, 11, 7)),
    ],
    ids=["a week day", "over a week-end", "over Easter", "over Christmas", "over the year's end", "none"],
)
def test_working_days_count_from_the_day_after(start, count, due):
    assert working_days_after(start, count) == due
    assert working_days_between(start, due) == count


def test_working_days_are_those_that_are_found_going_day_by_day():
    start = date(2025, 12, 19)
    working = 0
    for ahead in range(1, 400):
        day = start + timedelta(days=ahead)
        working += is_working_day(day)
        assert working_days_between(start, day) == working
    assert working_days_between(start, start) == working_days_between(start, date(2025, 12, 1)) == 0


def test_a_count_of_working_days_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        working_days_after(date(2026, 11, 2), -1)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2019, 5, 2), 3, date(2019, 8, 2)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
    ],
    ids=["same day number", "clipped", "clipped in a leap year", "over the year's end", "none"],
)
def test_months_keep_the_day_number_or_end_with_the_month(start, months, due):
    assert months_after(start, months) == due
