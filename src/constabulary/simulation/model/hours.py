"""Staff on duty against demand by hour of the day: sums over the first weeks of a run, no simulation."""

from dataclasses import replace

import numpy as np

from constabulary.simulation.model.flows import work_from_a_visit
from constabulary.simulation.model.timetable import arrivals_by_hour, on_duty_by_hour
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
    on_duty, work = on_duty_by_hour(seen), work_from_a_visit(seen)
    if work is None:
        return tuple(HourOfDay(hour=hour, on_duty=one, needed=None) for hour, one in enumerate(on_duty))
    # Arrivals in an hour, each with the hours of work that come of it: so many people at it, on average.
    hours = np.array([work[one.arrivals.to, one.name] if one.arrivals else 0.0 for one in seen.classes])
    needed = hours @ arrivals_by_hour(seen)
    return tuple(HourOfDay(hour=hour, on_duty=one, needed=float(needed[hour])) for hour, one in enumerate(on_duty))
