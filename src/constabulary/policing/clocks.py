"""Deadline arithmetic: elapsed hours, court hours, days beginning with, months, ends of days.

Each clock of `domain` section 0.1 is one function. A clock of hours counts elapsed hours, also across a change of
the clocks; a clock of days ends at the end of its last London day.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from constabulary.standards.calendar import LONDON, SATURDAY, bank_holidays, local_day, working_days_after
from constabulary.standards.calendar import months_after as months_after
from constabulary.standards.people import ADULT_AT
from constabulary.standards.rulebook import Rulebook

SUNDAY = 6


def hours_after(moment: datetime, hours: float) -> datetime:
    """`hours` elapsed hours after an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC) + timedelta(hours=hours)


def elapsed_after(moment: datetime, length: timedelta) -> datetime:
    """An elapsed length of time after an aware moment, also across a change of the clocks."""
    return hours_after(moment, length.total_seconds() / 3600)


@lru_cache(maxsize=4096)
def end_of(day: date) -> datetime:
    """The last moment that still belongs to the London day."""
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)


@lru_cache(maxsize=4096)
def start_of(day: date) -> datetime:
    """The first moment of the London day."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def _hours_counting(moment: datetime, hours: float, counts: Callable[[date], bool]) -> datetime:
    left = timedelta(hours=hours)
    now = moment.astimezone(UTC)
    while True:
        day = local_day(now)
        ends = start_of(day + timedelta(days=1))
        if counts(day):
            if now + left <= ends:
                return now + left
            left -= ends - now
        now = ends


def court_hours_after(moment: datetime, hours: float, *, saturday_holidays_count: bool = True) -> datetime:
    """Hours of which none falls on a Sunday, Christmas Day, Good Friday or a bank holiday.

    Whether a bank holiday that falls on a Saturday is left out besides its substitute Monday is open: the duty
    counts it, which is earlier; `saturday_holidays_count=False` gives the outer limit.
    """

    def counts(day: date) -> bool:
        if day.weekday() == SUNDAY or is_christmas(day):
            return False
        if day.weekday() == SATURDAY and saturday_holidays_count:
            return True
        return day not in bank_holidays()

    return _hours_counting(moment, hours, counts)


def closure_hours_after(moment: datetime, hours: float) -> datetime:
    """Hours of which none falls on Christmas Day."""
    return _hours_counting(moment, hours, lambda day: not is_christmas(day))


def is_christmas(day: date) -> bool:
    """Whether it is 25 December."""
    return (day.month, day.day) == (12, 25)


def days_beginning_with(day: date, count: int) -> datetime:
    """Within `count` days beginning with `day`: `day` is day one; due at the end of the last."""
    return end_of(day + timedelta(days=count - 1))


def days_before(day: date, count: int) -> date:
    """The latest day for something that must be done at least `count` days before `day`."""
    return day - timedelta(days=count)


def months_beginning_with(day: date, months: int) -> datetime:
    """The end of `months` beginning with `day`: the day before the same day number, or the month's last day."""
    last = months_after(day, months)
    return end_of(last - timedelta(days=1) if last.day == day.day else last)


def working_days_due(day: date, count: int) -> datetime:
    """The end of the `count`-th working day after `day`."""
    return end_of(working_days_after(day, count))


def age_on(born: date, day: date) -> int:
    """Age in whole years on `day`; someone born on 29 February is a year older on 1 March of common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_child(age: int, rulebook: Rulebook) -> bool:
    """Whether somebody of this age in years is a child."""
    return age < rulebook[ADULT_AT].value
