"""Lengths of time and the end of a backlog as people say them."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from constabulary.simulation.results.gone import Clearing

MINUTE, DAY = 1 / 60, 24.0


def told_hours(hours: float) -> str:
    """Hours in the unit that suits them: 12 s, 4.2 min, 3.1 h, 5.6 days; a dash for what is no number."""
    if math.isnan(hours):
        return "–"
    size = abs(hours)
    if size < 2 * MINUTE:
        return f"{hours * 3600:.0f} s"
    if size < 2:
        return f"{hours * 60:.1f} min"
    if size < 2 * DAY:
        return f"{hours:.1f} h"
    return f"{hours / 24:.1f} days"


def tell_day(start: datetime, day: float | None) -> str:
    """The date of a day of the run, the first of which is day 1."""
    if day is None:
        return "not within what was played"
    return f"{start + timedelta(days=math.ceil(day) - 1):%d %B %Y}"


def tell_clearing(clearing: Clearing, start: datetime) -> Iterator[str]:
    """When a backlog is gone and how sure, in lines."""
    yield (
        f"Backlog at {_listed(clearing.stages)}: {clearing.at_start:,} at the start; gone when for the first time no more "
        f"than {clearing.at_most:,} wait there."
    )
    for one in clearing.by:
        yield (
            f"  with {one.chance:.0%} chance by {tell_day(start, one.day)} "
            f"(95 % interval {tell_day(start, one.low)} to {tell_day(start, one.high)})"
        )
    within, still = clearing.within, clearing.still
    yield (
        f"  gone within {clearing.days:g} days in {within.numerator} of {within.denominator} replications; "
        f"no higher on the last day in {still.numerator}."
    )


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
