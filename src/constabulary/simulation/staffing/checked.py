"""Staff reckoned by formula, checked and mended by play: what a peak leaves behind, and people added where it is worst.

The formula takes each interval by itself. The simulator plays the whole day, so that a queue left over from the hour before
is seen; hours that miss the target get one more, those that have more than they need one fewer, until nothing changes.

Staff tuned to the luck of one play looks better in it than it is. What comes out is therefore played again with other luck
and more often; hours whose lower bound misses the target get people back, and the figures told are those of that play.
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
from constabulary.simulation.results.student import quantile
from constabulary.simulation.staffing.needed import Target, factor_at
from constabulary.standards.values import value

HOURS = 24
WORK = "calls"
#: After so many rounds of mending what there is is given back, whether or not every hour is met.
ROUNDS = 12
#: The share of an hour is taken of fewer visits than this with the hours beside it.
FEW = 50
#: What is told is played so many times as often as what was tuned, and at least so often.
MORE, LEAST_TOLD = 8, 64


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
    """Staff by hour (24) with the share taken up in time in each hour and the lower bound of its 95 % interval, as played
    with luck that it was not tuned to; `first` is the staff that was handed in with its shares. `is_met` says whether the
    lower bound of every hour meets the target, on a day whose load is not exceeded with the target's `surely`."""

    staff: tuple[int, ...]
    served: tuple[float, ...]
    low: tuple[float, ...]
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
        best = _helped(best, short, served)
        served = _served(question, best, target, seed, times)
    if all(share >= target.share for share in served):
        best = _spare(question, best, served, target, seed, times)
    told = max(LEAST_TOLD, MORE * times)
    for again in range(1, ROUNDS + 1):
        # Other luck in each round, or the last would be tuned to as well.
        came, in_time = _play(question, best, target, seed + again, told)
        low = tuple(_low(came, in_time, hour) for hour in range(HOURS))
        short = [hour for hour in range(HOURS) if low[hour] < target.share]
        if not short or again == ROUNDS:
            break
        best = _helped(best, short, low)
    return Checked(
        staff=best,
        served=_shares(came, in_time),
        low=low,
        first=staff,
        first_served=first,
        is_met=not short,
    )


def _helped(staff: tuple[int, ...], short: list[int], served: tuple[float, ...]) -> tuple[int, ...]:
    """What a short hour leaves behind hurts the next: one more in the first of each run of short hours, and in the worst."""
    helped = {hour for hour in short if (hour - 1) % HOURS not in short} | {int(np.argmin(served))}
    return tuple(count + (hour in helped) for hour, count in enumerate(staff))


def _spare(
    question: Question, staff: tuple[int, ...], served: tuple[float, ...], target: Target, seed: int, times: int
) -> tuple[int, ...]:
    """One fewer in each hour that can bear it, the best served first; what breaks the target is taken back."""
    for hour in sorted(range(HOURS), key=lambda one: -served[one]):
        if not staff[hour]:
            continue
        fewer = tuple(count - (place == hour) for place, count in enumerate(staff))
        tried = _served(question, fewer, target, seed, times)
        if all(share >= target.share for share in tried):
            staff = fewer
    return staff


def _served(question: Question, staff: tuple[int, ...], target: Target, seed: int, times: int) -> tuple[float, ...]:
    """The share of what comes in in each hour that is taken up in time; common random numbers, because the seed is one."""
    return _shares(*_play(question, staff, target, seed, times))


def _play(question: Question, staff: tuple[int, ...], target: Target, seed: int, times: int) -> tuple[Floats, Floats]:
    """What came in and what was taken up in time: `[replication, hour]`."""
    result = simulate(model_of(question, staff, target), seed=seed, replications=times, records=True)
    came, in_time = np.zeros((times, HOURS)), np.zeros((times, HOURS))
    for place, one in enumerate(result.replications):
        records = one.records[one.records["joined"] >= HOURS]
        hours = np.floor(records["joined"]).astype(np.int64) % HOURS
        started = records["started"]
        good = np.isfinite(started) & (started - records["joined"] <= target.wait)
        came[place] = np.bincount(hours, minlength=HOURS)
        in_time[place] = np.bincount(hours, good, minlength=HOURS)
    return came, in_time


def _shares(came: Floats, in_time: Floats) -> tuple[float, ...]:
    return tuple(_share(*_around(came, in_time, hour)) for hour in range(HOURS))


def _around(came: Floats, in_time: Floats, hour: int) -> tuple[Floats, Floats]:
    """What an hour is judged by, a number for each replication: itself, or with the hours beside it where few came."""
    near = [hour] if came[:, hour].sum() >= FEW else [(hour - 1) % HOURS, hour, (hour + 1) % HOURS]
    return came[:, near].sum(axis=1), in_time[:, near].sum(axis=1)


def _share(came: Floats, in_time: Floats) -> float:
    total = float(came.sum())
    return float(in_time.sum()) / total if total else 1.0


def _low(came: Floats, in_time: Floats, hour: int) -> float:
    """The lower bound of an hour's share, from how far replications differ: calls of one day share its luck."""
    came, in_time = _around(came, in_time, hour)
    share, count = _share(came, in_time), len(came)
    if not came.sum():
        return share
    off = in_time - share * came
    error = float(np.sqrt((off**2).sum() / (count - 1) / count)) / float(came.mean())
    return share - quantile(0.95, count - 1) * error


def model_of(question: Question, staff: tuple[int, ...], target: Target) -> Model:
    """The desk as the simulator plays it, with a day to fill up first, under the load that is not exceeded with the
    target's chance. People who go at the full hour hand over."""
    factor = factor_at(target.surely, question.dispersion)
    rates = tuple(rate * factor for rate in question.rates)
    shifts = tuple(
        Shift(starts=time(hour), ends=time((hour + 1) % HOURS), people=count)
        for hour, count in enumerate(staff)
        if count
    )
    arrivals = Arrivals(per_day=sum(rates), to="desk", by_hour=rates)
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
