"""Numbers and lengths of time as people write them in a model's file."""

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from constabulary.standards.calendar import LONDON

HOURS = {
    "s": 1 / 3600,
    "sec": 1 / 3600,
    "second": 1 / 3600,
    "min": 1 / 60,
    "minute": 1 / 60,
    "h": 1.0,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
}
#: No count, rate or length of any plan comes near this; arithmetic with more loses its digits.
MOST = 1e15
#: Dates outside these years are slips of the pen, and calendars end not far beyond them.
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: What no database keeps as text: nought, and halves of letters that a program can send and nobody can type.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_LENGTH = re.compile(r"\s*([0-9.]+)\s*([a-z]+)\s*")


class Misread(Exception):
    """A value of a file that cannot be read; the sentence says where it stands and what is wrong."""


@contextmanager
def standing_at(where: str) -> Iterator[None]:
    """Put the place of a value before what is wrong with it."""
    try:
        yield
    except Misread as trouble:
        raise Misread(f"{where}: {trouble}") from None


def number(raw: Any) -> float:
    """A finite number. Raises Misread."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or (isinstance(raw, float) and math.isnan(raw)):
        raise Misread(f"{raw!r} is no number")
    if not -MOST <= raw <= MOST:
        raise Misread(f"the number is too large; it can be up to {MOST:,.0f}")
    return float(raw)


def whole(raw: Any) -> int:
    """A whole number. Raises Misread."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Misread(f"{raw!r} is no whole number")
    if not -MOST <= raw <= MOST:
        raise Misread(f"the number is too large; it can be up to {MOST:,.0f}")
    return raw


def hours(raw: Any) -> float:
    """A length of time in hours: a number of hours, or text such as "4 min", "2.5 hours", "7 days". Raises Misread."""
    if not isinstance(raw, str):
        return number(raw)
    found = _LENGTH.fullmatch(raw.lower())
    unit = HOURS.get(found[2]) or HOURS.get(found[2].removesuffix("s")) if found else None
    try:
        if found and unit:
            return number(float(found[1]) * unit)
    except ValueError:
        pass
    raise Misread(f"{raw!r} is no length of time; write 4 min, 2.5 hours, 7 days or a number of hours")


def text(raw: Any) -> str:
    """Text. Raises Misread."""
    if not isinstance(raw, str):
        raise Misread(f"{raw!r} is no text")
    if UNKEEPABLE.search(raw):
        raise Misread(f"{raw!r} holds what cannot be kept as text")
    return raw


def day(raw: Any) -> date:
    """A date. Raises Misread."""
    if isinstance(raw, datetime) or not isinstance(raw, date):
        raise Misread(f"{raw!r} is no date; write 2026-03-01 without quotation marks")
    _check_year(raw)
    return raw


def _check_year(raw: date) -> None:
    if not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise Misread(f"{raw.isoformat()} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")


def time_of_day(raw: Any) -> time:
    """A time of day without a zone: it is local. Raises Misread."""
    if isinstance(raw, str):
        try:
            raw = time.fromisoformat(raw)
        except ValueError:
            raise Misread(f"{raw!r} is no time of day; write 07:00") from None
    if not isinstance(raw, time):
        raise Misread(f"{raw!r} is no time of day; write 07:00")
    return raw


def moment(raw: Any, zone: ZoneInfo | None = None) -> datetime:
    """An aware moment; one without a zone is local, and must exist and be the only one of its kind. Raises Misread."""
    zone = zone or LONDON
    if isinstance(raw, date):
        _check_year(raw)
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return datetime(raw.year, raw.month, raw.day, tzinfo=zone)
    if not isinstance(raw, datetime):
        raise Misread(f"{raw!r} is no moment; write 2026-03-01T18:00:00 without quotation marks")
    if raw.tzinfo is not None:
        return raw.astimezone(zone)
    return make_local(raw, zone)


def make_local(raw: datetime, zone: ZoneInfo) -> datetime:
    """A naive local moment made aware. Raises Misread for one that a change of the clocks leaves out or doubles."""
    first, second = raw.replace(tzinfo=zone), raw.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    gap = cast("Any", first.utcoffset()) < cast("Any", second.utcoffset())
    what = "does not exist: the clocks go forward over it" if gap else "comes twice: the clocks go back over it"
    raise Misread(f"{raw:%d %B %Y %H:%M} {what}; give the offset, as in 2026-10-25T01:30:00+01:00")


def table(raw: Any) -> Mapping[str, Any]:
    """A table of a file. Raises Misread."""
    if not isinstance(raw, Mapping):
        raise Misread(f"{raw!r} is no table of names and values")
    return raw


def rows(raw: Any) -> list[Mapping[str, Any]]:
    """A list of tables. Raises Misread."""
    if not isinstance(raw, list) or not all(isinstance(one, Mapping) for one in raw):
        raise Misread(f"{raw!r} is no list of tables")
    return raw


def numbers(raw: Any) -> tuple[float, ...]:
    """A list of numbers. Raises Misread."""
    if not isinstance(raw, list):
        raise Misread(f"{raw!r} is no list of numbers")
    return tuple(number(one) for one in raw)


def texts(raw: Any) -> tuple[str, ...]:
    """A list of texts; one text stands for a list of it. Raises Misread."""
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, list):
        raise Misread(f"{raw!r} is no list of texts")
    return tuple(text(one) for one in raw)
