"""The same in a formula: how fast a backlog shrinks, when it is gone on average, and how sure that is.

As a stream with drift: what is done less what comes in, with the variance of both. The day it is first gone is then
inverse Gaussian (Schrödinger 1915). Good where many are done a day; the futures of `burn_down` need not be.
"""

import math

from constabulary.simulation.distributions import normal_log_tail
from constabulary.simulation.recovery.queue import Queue
from constabulary.standards.values import value


@value
class Drift:
    """How a backlog moves: `backlog` above what counts as gone, `a_day` by which it shrinks (negative: grows), the
    `variance` of that for each day, and the days until it is gone on average (None: never)."""

    backlog: float
    a_day: float
    variance: float
    mean_days: float | None

    @property
    def is_clearable(self) -> bool:
        """Whether more is done than comes in."""
        return self.a_day > 0 or self.backlog <= 0

    def chance_gone_by(self, day: float) -> float:
        """How likely it is to be gone within so many days."""
        if self.backlog <= 0:
            return 1.0
        if day <= 0:
            return 0.0
        if self.variance <= 0:
            return 1.0 if self.a_day * day >= self.backlog else 0.0
        spread = math.sqrt(self.variance * day)
        one = float(normal_log_tail((self.backlog - self.a_day * day) / spread))
        other = 2 * self.a_day * self.backlog / self.variance
        other += float(normal_log_tail((self.backlog + self.a_day * day) / spread))
        return min(1.0, math.exp(one) + math.exp(min(other, 0.0)))


def drift_of(queue: Queue, *, extra_a_day: float = 0.0) -> Drift:
    """How a queue moves as it is, or with so many more done a day."""
    arrivals = queue.arrivals_a_day
    done = queue.done_a_day + extra_a_day
    variance = arrivals + done + (queue.done_a_day**2) * queue.done_dispersion
    variance += sum(one.arrivals_a_day**2 * one.dispersion for one in queue.classes)
    backlog = float(max(0, queue.waiting - queue.cleared_at))
    a_day = done - arrivals
    mean = 0.0 if backlog == 0 else backlog / a_day if a_day > 0 else None
    return Drift(backlog=backlog, a_day=a_day, variance=variance, mean_days=mean)


def needed_a_day(queue: Queue, *, within_days: float) -> float:
    """How many a day must be done for the backlog to be gone within so many days, on average. Raises ValueError for none."""
    if within_days <= 0:
        raise ValueError("a backlog is cleared within one day or more")
    return queue.arrivals_a_day + max(0, queue.waiting - queue.cleared_at) / within_days
