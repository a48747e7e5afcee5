"""Days as they are counted in England and Wales: London days, working days, bank holidays."""

import calendar
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
#: From this hour on, in UTC, it may be the next day in London already.
HOUR_OF_DOUBT = 22


def local_day(moment: datetime | date) -> date:
    """The day it is in London at `moment`; a day stays itself. Raises ValueError for a naive moment."""
    if not isinstance(moment, datetime):
        return moment
    # London has never been more than two hours ahead: most of the day there is nothing to work out.
    return moment.date() if moment.tzinfo is UTC and moment.hour < HOUR_OF_DOUBT else _day_of(moment)


@lru_cache(maxsize=16_384)
def _day_of(moment: datetime) -> date:
    """The day of a moment; kept, because an act asks for that of the same few moments time and again."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(LONDON).date()


@cache
def bank_holidays() -> frozenset[date]:
    """The bank holidays of England and Wales, as proclaimed (`data/calendar/`)."""
    text = (files("constabulary.standards") / "data" / "calendar" / "bank-holidays.toml").read_text("utf-8")
    days: Iterable[date] = (one["day"] for year in tomllib.loads(text)["year"] for one in year["days"])
    return frozenset(days)


@cache
def last_known_year() -> int:
    """The last year whose bank holidays are known here."""
    return max(day.year for day in bank_holidays())


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays()


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day after is the first that can count."""
    if count < 0:
        raise ValueError("a count of working days is not negative")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _days_lost() -> list[date]:
    """The bank holidays that would be working days, in order."""
    return sorted(day for day in bank_holidays() if day.weekday() < SATURDAY)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    after = start.weekday() + 1
    weekdays = weeks * SATURDAY + sum(day % 7 < SATURDAY for day in range(after, after + rest))
    lost = _days_lost()
    return weekdays - (bisect_right(lost, end) - bisect_right(lost, start))


def months_after(day: date, months: int) -> date:
    """The same day number `months` on, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
