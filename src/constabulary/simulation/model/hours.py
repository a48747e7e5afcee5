"""Staff on duty against demand by hour of the day: sums over a plain month, no simulation."""

import math
from dataclasses import replace

import numpy as np

from constabulary.simulation.model.demand import DAYS_OF_WEEK, HOURS_OF_DAY, Arrivals
from constabulary.simulation.model.flows import people_needed, visits_a_day
from constabulary.simulation.model.timetable import hour_of_week_weights, on_duty_by_hour
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value

#: Whole weeks, and long enough for a rota to go round.
LOOKED_AT_DAYS = 28.0


@value
class HourOfDay:
    """An hour of the day: how many are on duty, and how many the work that comes in in it would keep busy, on average.

    The backlog of the start is not in `needed`; None where work goes round and never leaves.
    """

    hour: int
    on_duty: float
    needed: float | None


def hours_of_day(model: Model) -> tuple[HourOfDay, ...]:
    """The 24 hours of the day, averaged over the first weeks of a run. The model must be one that can be played."""
    seen = replace(model, days=min(model.days, LOOKED_AT_DAYS), warm_up_days=0.0)
    on_duty = on_duty_by_hour(seen)
    needed = np.zeros(HOURS_OF_DAY)
    for work in seen.classes:
        if work.arrivals is None:
            continue
        alone = replace(
            seen,
            classes=tuple(one if one is work else replace(one, arrivals=None) for one in seen.classes),
        )
        visits = visits_a_day(alone)
        if visits is None:
            return tuple(HourOfDay(hour=hour, on_duty=one, needed=None) for hour, one in enumerate(on_duty))
        needed += math.fsum(people_needed(alone, visits).values()) * _by_hour(work.arrivals)
    return tuple(HourOfDay(hour=hour, on_duty=one, needed=float(needed[hour])) for hour, one in enumerate(on_duty))


def _by_hour(arrivals: Arrivals) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    week = hour_of_week_weights(arrivals).reshape(DAYS_OF_WEEK, HOURS_OF_DAY)
    return np.asarray(week.mean(axis=0), dtype=np.float64)
