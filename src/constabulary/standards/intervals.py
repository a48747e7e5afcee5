"""The shapes that intervals of standards come in, and how their raw data is read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.values import value

UNITS = frozenset({"minutes", "hours", "days"})


def interval(raw: Mapping[str, Any]) -> timedelta:
    """An elapsed interval of minutes, hours or days. Raises ValueError when it names none of them."""
    if not UNITS & set(raw):
        raise ValueError("an interval needs minutes, hours or days")
    return timedelta(minutes=raw.get("minutes", 0), hours=raw.get("hours", 0), days=raw.get("days", 0))


@value
class ByHarm:
    """An interval that is shorter where harm is high."""

    high_harm: timedelta
    other: timedelta


def by_harm(raw: Mapping[str, Any]) -> ByHarm:
    """Read `high_harm_hours` and `other_hours`."""
    return ByHarm(high_harm=timedelta(hours=raw["high_harm_hours"]), other=timedelta(hours=raw["other_hours"]))


@value
class ReviewDays:
    """Reviews on given days after a start, then at a steady interval."""

    days: tuple[int, ...]
    then_every_days: int

    def day_of(self, number: int) -> int:
        """How many days after the start review `number` is due, counted from 1."""
        if number < 1:
            raise ValueError("reviews are counted from one")
        if number <= len(self.days):
            return self.days[number - 1]
        return self.days[-1] + (number - len(self.days)) * self.then_every_days


def review_days(raw: Mapping[str, Any]) -> ReviewDays:
    """Read `days` and `then_every_days`."""
    return ReviewDays(days=tuple(int(day) for day in raw["days"]), then_every_days=int(raw["then_every_days"]))


@value
class WorkingDays:
    """A number of working days, fewer for a victim with enhanced rights."""

    standard: int
    enhanced: int

    def for_victim(self, *, enhanced: bool) -> int:
        """The number that this victim is owed."""
        return self.enhanced if enhanced else self.standard


def working_days(raw: Mapping[str, Any]) -> WorkingDays:
    """Read `standard_working_days` and `enhanced_working_days`."""
    return WorkingDays(standard=int(raw["standard_working_days"]), enhanced=int(raw["enhanced_working_days"]))


def months(raw: Mapping[str, Any]) -> int:
    """A number of calendar months."""
    return int(raw["months"])


def days(raw: Mapping[str, Any]) -> int:
    """A number of days."""
    return int(raw["days"])


def some_days(raw: Mapping[str, Any]) -> tuple[int, ...]:
    """Several numbers of days."""
    return tuple(int(day) for day in raw["days"])


def share(raw: Mapping[str, Any]) -> float:
    """A share between 0 and 1."""
    found = float(raw["share"])
    if not 0 <= found <= 1:
        raise ValueError("a share lies between 0 and 1")
    return found
