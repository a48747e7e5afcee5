"""The end of a backlog as people say it."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from constabulary.simulation.results.gone import Clearing


def tell_day(start: datetime, day: float | None) -> str:
    """The date of a day of the run, the first of which is day 1."""
    if day is None:
        return "not within what was played"
    found = start + timedelta(days=math.ceil(day) - 1)
    return f"{found.day} {found:%B %Y}"


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
