"""Waits at a desk of `staff` people: Erlang B (nobody waits), C (everybody waits), A (who waits too long gives up).

Time is in one unit throughout, whichever; `load` is the rate of arrivals times the mean time at work, in people.
Erlang 1917; Palm 1957 and Garnett, Mandelbaum and Reiman 2002 for A. Calls come by chance at a steady rate and times at
work are exponential: real desks have bursts and long calls, and do somewhat worse.
"""

import math

import numpy as np

from constabulary.simulation.distributions import gamma_logs
from constabulary.standards.values import value

MOST_STEPS = 1_000_000


@value
class Desk:
    """A desk: `arrivals` for each unit of time, the mean `service` time, `staff`; who waits gives up after a mean
    `patience` (None for never)."""

    arrivals: float
    service: float
    staff: int
    patience: float | None = None

    @property
    def load(self) -> float:
        """The work that comes in, in people kept busy."""
        return self.arrivals * self.service

    @property
    def is_stable(self) -> bool:
        """Whether the queue would not grow for ever."""
        return self.patience is not None or self.load < self.staff


@value
class Waiting:
    """How a desk does: the share that waits at all, the mean wait of all, the share that gives up, how busy people are.
    Without end where the desk is not stable."""

    waits: float
    mean_wait: float
    gives_up: float
    busy: float


def erlang_b(staff: int, load: float) -> float:
    """The share that finds everybody busy where nobody can wait. By the recursion that loses no digits.

    Raises ValueError for a negative staff or load.
    """
    if staff < 0 or not (load >= 0 and math.isfinite(load)):
        raise ValueError("staff and load are not negative")
    if not load:
        return 0.0 if staff else 1.0
    inverse = 1.0
    for people in range(1, staff + 1):
        inverse = 1 + inverse * people / load
        if inverse > 1e300:
            return 0.0
    return 1 / inverse


def erlang_c(staff: int, load: float) -> float:
    """The share that has to wait where everybody waits; 1 where the work is more than the staff."""
    if load >= staff:
        return 1.0
    blocked = erlang_b(staff, load)
    return blocked / (1 - load / staff * (1 - blocked))


def assess_desk(desk: Desk) -> Waiting:
    """How a desk does in the long run. Raises ValueError for what is negative, or a service time of nought."""
    _check(desk)
    if desk.patience is not None:
        return _with_patience(desk, desk.patience)
    if not desk.is_stable:
        return Waiting(waits=1.0, mean_wait=math.inf, gives_up=0.0, busy=1.0)
    waits = erlang_c(desk.staff, desk.load)
    return Waiting(
        waits=waits,
        mean_wait=waits * desk.service / (desk.staff - desk.load),
        gives_up=0.0,
        busy=desk.load / desk.staff,
    )


def served_within(desk: Desk, wait: float) -> float:
    """The share of all that comes in that is taken up within `wait`; who gives up before is not."""
    _check(desk)
    if desk.patience is None:
        if not desk.is_stable:
            return 0.0
        waits = erlang_c(desk.staff, desk.load)
        return 1 - waits * math.exp(-(desk.staff - desk.load) * wait / desk.service)
    if not desk.staff:
        return 0.0
    return _served_within_patience(desk, desk.patience, wait)


def _check(desk: Desk) -> None:
    if desk.arrivals < 0 or desk.staff < 0 or desk.service <= 0 or (desk.patience is not None and desk.patience <= 0):
        raise ValueError("arrivals and staff are not negative, and times are above nought")


def _with_patience(desk: Desk, patience: float) -> Waiting:
    if not desk.arrivals:
        return Waiting(waits=0.0 if desk.staff else 1.0, mean_wait=0.0, gives_up=0.0, busy=0.0)
    if not desk.staff:
        return Waiting(waits=1.0, mean_wait=patience, gives_up=1.0, busy=0.0)
    blocked = erlang_b(desk.staff, desk.load)
    ahead = _sum_ahead(desk.staff * patience / desk.service, desk.arrivals * patience)
    waits = ahead * blocked / (1 + (ahead - 1) * blocked)
    crowding = desk.load / desk.staff
    gives_up = waits * max(0.0, 1 / (crowding * ahead) + 1 - 1 / crowding)
    return Waiting(
        waits=waits, mean_wait=gives_up * patience, gives_up=gives_up, busy=crowding * (1 - gives_up)
    )  # fmt: skip


def _sum_ahead(x: float, y: float) -> float:
    """1 + y / (x + 1) + y² / ((x + 1)(x + 2)) + ...: how often there are 0, 1, 2 ... waiting, against none."""
    total = term = 1.0
    for step in range(1, MOST_STEPS):
        term *= y / (x + step)
        total += term
        if term < total * 1e-16 and step > y - x:
            break
    return total


def _served_within_patience(desk: Desk, patience: float, wait: float) -> float:
    """With offered waits of density proportional to exp(eta (1 - exp(-t / patience)) - staff t / service), integrated
    against the chance to be still there: incomplete gamma functions of shapes m and m + 1."""
    found = _with_patience(desk, patience)
    if not found.waits:
        return 1.0
    m, eta = desk.staff * patience / desk.service, desk.arrivals * patience
    shares = np.array([eta, eta * math.exp(-wait / patience)])
    below, plain = gamma_logs(m + 1, shares)[0], gamma_logs(m, shares)[0]
    # gamma(m + 1) / gamma(m) is m, and one factor of eta stands between the two integrands.
    still_there = m / eta * float(np.exp(below[0] - plain[0]) - np.exp(below[1] - plain[0]))
    return 1 - found.waits + found.waits * still_there


def mean_waits_by_priority(*, rates: list[float], service: float, staff: int) -> list[float]:
    """The mean wait of each class, the most urgent first, where nobody is interrupted (Cobham 1954).

    One mean `service` time for all; without end for every class that, with those before it, is more than the staff.
    """
    load = sum(rates) * service
    # What waits in vain does not wait in front of the others: above capacity all are busy all the time.
    all_busy = erlang_c(staff, load) if load < staff else 1.0
    found, before = [], 0.0
    for rate in rates:
        after = before + rate * service / staff
        found.append(all_busy * service / staff / ((1 - before) * (1 - after)) if after < 1 else math.inf)
        before = min(after, 1.0)
    return found
