"""Staff reckoned by formula, checked and mended by play: what a peak leaves behind, and people added where it is worst.

The formula takes each interval by itself. The simulator plays the whole day, so that a queue left over from the hour before
is seen; hours that miss the target get one more, those that have more than they need one fewer, until nothing changes.
"""

from datetime import datetime, time

import numpy as np

from constabulary.simulation.distributions import Floats
from constabulary.simulation.model.demand import Arrivals, WorkClass
from constabulary.simulation.model.durations import Duration
from constabulary.simulation.model.staffing import AtShiftEnd, Shift, StaffGroup
from constabulary.simulation.model.stages import Patience, Stage
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.staffing.needed import Target
from constabulary.standards.values import value

HOURS = 24
WORK = "calls"
#: After so many rounds of mending what there is is given back, whether or not every hour is met.
ROUNDS = 12
#: The share of an hour is taken of fewer visits than this with the hours beside it.
FEW = 50


@value
class Question:
    """A desk over a day: arrivals an hour by hour of the day (24), how long each takes (and its mean), who gives up, and by
    what factor of variance days vary."""

    rates: tuple[float, ...]
    service: Duration
    patience: Duration | None = None
    dispersion: float = 0.0
    days: int = 14
    start: datetime


@value
class Checked:
    """Staff by hour (24) with the share taken up in time in each hour, as played; `first` is the staff that was handed in
    with its shares. `is_met` says whether every hour meets the target."""

    staff: tuple[int, ...]
    served: tuple[float, ...]
    first: tuple[int, ...]
    first_served: tuple[float, ...]
    is_met: bool

    @property
    def hours_of_work(self) -> int:
        """The hours of work in a day."""
        return sum(self.staff)


def mend(question: Question, staff: tuple[int, ...], *, target: Target, seed: int = 1, times: int = 8) -> Checked:
    """Play the staff and mend it hour by hour. Raises ValueError for other than 24 hours, NotPlayable for what cannot be."""
    if not len(staff) == len(question.rates) == HOURS:
        raise ValueError("Rates and staff are given for each of 24 hours.")
    first = _served(question, staff, target, seed, times)
    best, served = staff, first
    for _ in range(ROUNDS):
        short = [hour for hour in range(HOURS) if served[hour] < target.share]
        if not short:
            break
        # What a short hour leaves behind hurts the next: help the first of each run of short hours, and the worst.
        helped = {hour for hour in short if (hour - 1) % HOURS not in short} | {int(np.argmin(served))}
        best = tuple(count + (hour in helped) for hour, count in enumerate(best))
        served = _served(question, best, target, seed, times)
    is_met = all(share >= target.share for share in served)
    if is_met:
        best, served = _spare(question, best, served, target, seed, times)
    return Checked(staff=best, served=served, first=staff, first_served=first, is_met=is_met)


def _spare(
    question: Question, staff: tuple[int, ...], served: tuple[float, ...], target: Target, seed: int, times: int
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """One fewer in each hour that can bear it, the best served first; what breaks the target is taken back."""
    for hour in sorted(range(HOURS), key=lambda one: -served[one]):
        if not staff[hour]:
            continue
        fewer = tuple(count - (place == hour) for place, count in enumerate(staff))
        tried = _served(question, fewer, target, seed, times)
        if all(share >= target.share for share in tried):
            staff, served = fewer, tried
    return staff, served


def _served(question: Question, staff: tuple[int, ...], target: Target, seed: int, times: int) -> tuple[float, ...]:
    """The share of what comes in in each hour that is taken up in time; common random numbers, because the seed is one."""
    model = model_of(question, staff, target)
    result = simulate(model, seed=seed, replications=times, records=True)
    came, in_time = np.zeros(HOURS), np.zeros(HOURS)
    for one in result.replications:
        records = one.records[one.records["joined"] >= HOURS]
        hours = np.floor(records["joined"]).astype(np.int64) % HOURS
        started = records["started"]
        good = np.isfinite(started) & (started - records["joined"] <= target.wait)
        came += np.bincount(hours, minlength=HOURS)
        in_time += np.bincount(hours, good, minlength=HOURS)
    return tuple(_share(came, in_time, hour) for hour in range(HOURS))


def _share(came: Floats, in_time: Floats, hour: int) -> float:
    hours = [hour] if came[hour] >= FEW else [(hour - 1) % HOURS, hour, (hour + 1) % HOURS]
    total = float(came[hours].sum())
    return float(in_time[hours].sum()) / total if total else 1.0


def model_of(question: Question, staff: tuple[int, ...], target: Target) -> Model:
    """The desk as the simulator plays it, with a day to fill up first. People who go at the full hour hand over."""
    shifts = tuple(
        Shift(starts=time(hour), ends=time((hour + 1) % HOURS), people=count)
        for hour, count in enumerate(staff)
        if count
    )
    arrivals = Arrivals(per_day=sum(question.rates), to="desk", by_hour=question.rates, dispersion=question.dispersion)
    patience = {} if question.patience is None else {"": Patience(limit=question.patience)}
    return Model(
        name="a desk",
        start=question.start,
        days=question.days + 1.0,
        warm_up_days=1.0,
        classes=(WorkClass(name=WORK, arrivals=arrivals),),
        stages=(
            Stage(
                name="desk", service={"": question.service}, skill="desk", patience=patience, target={"": target.wait}
            ),
        ),
        staff=(StaffGroup(name="people", skills=("desk",), shifts=shifts, at_shift_end=AtShiftEnd.HAND_OVER),),
    )
