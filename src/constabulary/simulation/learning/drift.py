"""What has changed since the last fit: arrivals and durations of a later stretch against what was learned before.

Many things are compared at once, so the chance of each is corrected for all of them (Holm 1979): with nothing changed,
at least 95 of 100 looks find nothing.
"""

from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from constabulary.policing.inspection.intervals import Rate
from constabulary.simulation.distributions import chi_square_tail
from constabulary.simulation.learning.arrivals import ArrivalRates, cut_in_hours
from constabulary.simulation.learning.history import HOUR, History
from constabulary.simulation.learning.learning import Learned, durations_of, first_moments
from constabulary.simulation.learning.routing import learn_routing
from constabulary.simulation.learning.survival import compare_curves, draw_curve
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

WRONG_ONCE_IN = 20


class Drifted(StrEnum):
    """What may drift."""

    ARRIVALS = "arrivals"
    DURATION = "duration"
    REWORK = "rework"


@value
class Drift:
    """One comparison: what, of which class or stage, the figure then and now (arrivals a day, the median in hours, a
    share), how often chance alone gives as much, and whether it counts as a change with all comparisons in view."""

    what: Drifted
    about: str
    then: float | None
    now: float | None
    chance: float
    has_changed: bool


def find_drift(before: Learned, earlier: History, later: History, *, zone: ZoneInfo = LONDON) -> tuple[Drift, ...]:
    """Every comparison of a later history with what was learned of an earlier one, in one list.

    Only what began in the later stretch is compared; stages and classes that the earlier one does not name are not.
    """
    fresh = later.where(later.began >= later.since).named_as(earlier)
    found = [*_arrivals(before, fresh, zone), *_durations(earlier, fresh), *_rework(before, fresh)]
    ranked = sorted(range(len(found)), key=lambda place: found[place].chance)
    changed, still = set(), True
    for step, place in enumerate(ranked):
        still = still and found[place].chance * (len(found) - step) < 1 / WRONG_ONCE_IN
        if still:
            changed.add(place)
    return tuple(
        Drift(
            what=one.what, about=one.about, then=one.then, now=one.now, chance=one.chance, has_changed=place in changed
        )
        for place, one in enumerate(found)
    )


def _arrivals(before: Learned, later: History, zone: ZoneInfo) -> list[Drift]:
    slots = cut_in_hours(later.since, later.until, zone=zone)
    days = (later.until - later.since) / HOUR / 24
    found = []
    for work, (name, rates) in enumerate(zip(before.class_names, before.arrivals, strict=True)):
        if rates is None or days <= 0:
            continue
        seen = len(first_moments(later, work))
        usual = float(rates.expected(slots).sum())
        found.append(
            Drift(
                what=Drifted.ARRIVALS,
                about=name,
                then=usual / days,
                now=seen / days,
                chance=_chance_of_count(seen, usual, rates, days),
                has_changed=False,
            )
        )
    return found


def _chance_of_count(seen: int, usual: float, rates: ArrivalRates, days: float) -> float:
    """The earlier level is a sample as well as the later one; days and weeks vary by their factors in both."""
    variance = usual**2 * (rates.level_variance(days) + rates.level_variance(rates.days))
    return chi_square_tail((seen - usual) ** 2 / variance, 1) if variance > 0 else 1.0


def _durations(earlier: History, later: History) -> list[Drift]:
    found = []
    for stage, name in enumerate(earlier.stage_names):
        then, now = durations_of(earlier.of_stage(stage)), durations_of(later.of_stage(stage))
        if not (then.count and now.count):
            continue
        found.append(
            Drift(
                what=Drifted.DURATION,
                about=name,
                then=draw_curve(then).quantile(0.5).hours,
                now=draw_curve(now).quantile(0.5).hours,
                chance=compare_curves(then, now),
                has_changed=False,
            )
        )
    return found


def _rework(before: Learned, later: History) -> list[Drift]:
    now = learn_routing(later).rework
    return [
        Drift(
            what=Drifted.REWORK,
            about=name,
            then=one.estimate,
            now=other.estimate,
            chance=_chance_of_shares(one, other),
            has_changed=False,
        )
        for name, one, other in zip(before.stage_names, before.routing.rework, now, strict=True)
        if one.denominator and other.denominator
    ]


def _chance_of_shares(one: Rate, other: Rate) -> float:
    pooled = (one.numerator + other.numerator) / (one.denominator + other.denominator)
    variance = pooled * (1 - pooled) * (1 / one.denominator + 1 / other.denominator)
    if not variance:
        return 1.0
    apart = one.numerator / one.denominator - other.numerator / other.denominator
    return chi_square_tail(float(np.square(apart)) / variance, 1)
