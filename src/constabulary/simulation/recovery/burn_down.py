"""Futures of a queue day by day, with what is done about it: the fan of what waits, and the day it is gone.

Seeded: the same plan has the same futures. Each purpose (what comes in of each class, what is done, what an option adds)
has a stream of random numbers of its own, so that two plans see the same bad weeks and differ by what they do.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.distributions import Floats
from constabulary.simulation.recovery.queue import MOST_NAMES, MOST_SHARE, Kind, Option, Queue
from constabulary.standards.values import value

Counts = NDArray[np.int64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
TIMES = 2000
#: So many figures are held in memory at once, four times over.
MOST_HELD = 25_000_000
MOST_SEED = 10**18
#: Not reached within the days that were played.
NEVER = -1
#: The first stream of each purpose; a purpose has as many as it needs, by class, option or day.
DONE, COMING, KEPT, EXTRA, FASTER, CLOSED = (number * 1_000_000 for number in range(1, 7))


@value
class Plan:
    """A queue, what is done about it, for how many days it is played, how often, and from which seed."""

    queue: Queue
    options: tuple[Option, ...] = ()
    days: int = 365
    times: int = TIMES
    seed: int = 1

    def find_faults(self) -> list[str]:
        """What is wrong with it, in sentences."""
        faults = self.queue.find_faults()
        if not faults:
            faults = [fault for option in self.options for fault in option.find_faults(self.queue)]
        if not (1 <= self.days <= 3660 and 1 <= self.times <= 100_000):
            faults.append("A plan is played for one day to ten years, once to 100,000 times.")
        elif self.days * self.times * len(self.queue.classes) > MOST_HELD:
            faults.append(
                f"Days, times and classes multiplied can be up to {MOST_HELD:,}: play fewer days, or fewer times."
            )
        if not 0 <= self.seed < MOST_SEED:
            faults.append("A seed is a whole number of nought or more, of up to eighteen digits.")
        if len(self.options) > MOST_NAMES:
            faults.append(f"A plan can have up to {MOST_NAMES} options.")
        elif math.prod(1 - one.saves for one in self.options) < 1 - MOST_SHARE:
            faults.append("Together the options save nearly all of the time that work takes.")
        return faults


@value
class Futures:
    """What came of a plan, one row for each time it was played: `waiting[times, days + 1]` at the end of each day (day 0 is
    the start), `late[times, days + 1]` of those beyond their standard, `cleared[times]` the day it was gone or NEVER.

    `came[day]` and `done[day]` are the means of what came into the queue (behind the door: without what a partner takes and
    triage closes at once) and of what was worked off. `late_by_class[class]` is the mean number of days that victims of that class wait beyond the standard, added up.
    """

    plan: Plan
    waiting: Counts
    late: Counts
    cleared: Counts
    came: Floats
    done: Floats
    late_by_class: tuple[float, ...]

    def fan(self) -> Floats:
        """The quantiles of what waits on each day, a row for each of QUANTILES."""
        return np.quantile(self.waiting, QUANTILES, axis=0)

    def chance_cleared_by(self, day: int) -> float:
        """How likely it is that the backlog is gone by the end of a day."""
        return float(((self.cleared != NEVER) & (self.cleared <= day)).mean())

    def cleared_with(self, chance: float) -> int | None:
        """The first day by which it is gone with at least this chance; None where that is not within the days played."""
        gone = np.sort(self.cleared[self.cleared != NEVER])
        needed = int(np.ceil(chance * len(self.cleared)))
        return int(gone[needed - 1]) if 0 < needed <= len(gone) else None

    @property
    def days_beyond_standard(self) -> float:
        """The mean number of days that victims wait beyond their standard, added up over all of them."""
        return sum(self.late_by_class)


def play(plan: Plan) -> Futures:
    """Play a plan. Raises ValueError with what is wrong with it."""
    faults = plan.find_faults()
    if faults:
        raise ValueError(" ".join(faults))
    queue, times, days = plan.queue, plan.times, plan.days
    arrivals = [_arrivals(plan, place) for place in range(len(queue.classes))]
    done = _done(plan)
    waiting = np.array([[one.waiting] * times for one in queue.classes], dtype=np.int64)
    came, left = np.zeros_like(waiting), np.zeros_like(waiting)
    totals, late = np.zeros((times, days + 1), dtype=np.int64), np.zeros((times, days + 1), dtype=np.int64)
    totals[:, 0] = queue.waiting
    history = np.zeros((len(queue.classes), days + 1, times), dtype=np.int64)
    late_days = np.zeros(len(queue.classes))
    coming, worked = np.zeros(days), np.zeros(days)
    late[:, 0] = sum(_late(plan, place, 0, history[place], left[place]) for place in range(len(queue.classes)))
    for day in range(days):
        closed = _closed_at_once(plan, day, waiting)
        waiting, left = waiting - closed, left + closed
        capacity = done[day].copy()
        for place in range(len(queue.classes)):
            came[place] += arrivals[place][day]
            history[place, day + 1] = came[place]
            waiting[place] += arrivals[place][day]
            # The riskiest first; what is left over goes to the next.
            finished = np.minimum(waiting[place], capacity)
            capacity -= finished
            waiting[place] -= finished
            left[place] += finished
            coming[day] += arrivals[place][day].mean()
            worked[day] += finished.mean()
            behind = _late(plan, place, day + 1, history[place], left[place])
            late[:, day + 1] += behind
            late_days[place] += float(behind.mean())
        totals[:, day + 1] = waiting.sum(axis=0)
    low = totals <= queue.cleared_at
    cleared = np.where(low.any(axis=1), low.argmax(axis=1), NEVER)
    return Futures(
        plan=plan, waiting=totals, late=late, cleared=cleared, came=coming, done=worked,
        late_by_class=tuple(late_days.tolist()),
    )  # fmt: skip


def _stream(plan: Plan, purpose: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=[plan.seed, purpose]))


def _factor(chance: np.random.Generator, variance: float, times: int) -> Floats:
    return chance.gamma(1 / variance, variance, size=times) if variance > 0 else np.ones(times)


def _arrivals(plan: Plan, place: int) -> list[Counts]:
    """What comes in of a class on each day, in each future; less what a partner takes and triage closes at the door."""
    one = plan.queue.classes[place]
    chance, thinning = _stream(plan, COMING + place), _stream(plan, KEPT + place)
    found = []
    for day in range(plan.days):
        coming = chance.poisson(one.arrivals_a_day * _factor(chance, one.dispersion, plan.times))
        kept = 1.0
        for option in plan.options:
            if option.lasts(day) and (not option.of or one.name in option.of):
                kept *= (1 - option.diverted) * (1 - option.closed_at_once)
        found.append(thinning.binomial(coming, kept) if kept < 1 else coming)
    return found


def _done(plan: Plan) -> list[Counts]:
    """How much can be done on each day, in each future."""
    queue = plan.queue
    chance = _stream(plan, DONE)
    extra = [_stream(plan, EXTRA + place) for place in range(len(plan.options))]
    weights = [7 * one / sum(queue.weekdays) for one in queue.weekdays] or [1.0] * 7
    found = []
    for day in range(plan.days):
        usual = queue.done_a_day * weights[(queue.first_weekday + day) % 7]
        faster = 1.0
        for option in plan.options:
            if option.lasts(day):
                faster /= 1 - option.saves * _share_of(queue, option)
        factor = _factor(chance, queue.done_dispersion, plan.times)
        able = chance.poisson(usual * factor)
        # What is saved is done beside the rest, from a stream of its own: the rest stays as it was.
        for place, option in enumerate(plan.options):
            if option.lasts(day) and option.extra_a_day:
                able = able + extra[place].poisson(
                    option.extra_a_day * weights[(queue.first_weekday + day) % 7] * faster, plan.times
                )
        if faster > 1:
            able = able + _stream(plan, FASTER + day).poisson(usual * factor * (faster - 1))
        found.append(able)
    return found


def _share_of(queue: Queue, option: Option) -> float:
    """The share of the work that an option speaks of, by what comes in."""
    whole = queue.arrivals_a_day
    named = sum(one.arrivals_a_day for one in queue.classes if one.name in option.of)
    return named / whole if option.of and whole else 1.0


def _closed_at_once(plan: Plan, day: int, waiting: Counts) -> Counts:
    closed = np.zeros_like(waiting)
    for place, option in enumerate(plan.options):
        if option.kind is Kind.TRIAGE and option.starts == day:
            for number, one in enumerate(plan.queue.classes):
                if not option.of or one.name in option.of:
                    chance = _stream(plan, CLOSED + 1000 * place + number)
                    closed[number] += chance.binomial(waiting[number] - closed[number], option.closed_at_once)
    return closed


def _late(plan: Plan, place: int, day: int, came: Counts, left: Counts) -> Counts:
    """How many of a class wait beyond its standard at the end of a day: the oldest are done first, so it is how many had
    come in long enough ago, less all that have left."""
    one = plan.queue.classes[place]
    ages = one.ages or (0.0,) * one.waiting
    first = sum(age + day > one.standard_days for age in ages)
    before = int(np.floor(day - one.standard_days))
    since = came[before] if before > 0 else np.zeros(came.shape[1], dtype=np.int64)
    return np.maximum(0, first + since - left)


def compare(
    queue: Queue, plans: Sequence[tuple[str, tuple[Option, ...]]], *, days: int, seed: int, times: int = TIMES
) -> dict[str, Futures]:
    """Several ways of dealing with one queue, each by name, under the same arrivals and the same good and bad days."""
    return {
        name: play(Plan(queue=queue, options=options, days=days, seed=seed, times=times)) for name, options in plans
    }
