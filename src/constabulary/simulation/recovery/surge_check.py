"""The one published surge against a backlog of online child abuse referrals, done as arithmetic.

Avon and Somerset said in February 2025 that extra staff resolved 140 referrals in 28 days and about halved the backlog,
with 73 referrals a month coming in. The backlog itself was not published: it is derived from these three figures, so
that the check can show that they fit together and that our arithmetic is right. It cannot show that a model is.
"""

import numpy as np

from constabulary.simulation.recovery.burn_down import Plan, play
from constabulary.simulation.recovery.queue import Kind, Option, Queue, RiskClass
from constabulary.standards.values import value

RESOLVED, SURGE_DAYS, ARRIVALS_A_MONTH = 140, 28, 73
DAYS_OF_MONTH = 365.25 / 12
#: The backlog that is halved by 140 out and 67 in, rounded as it is told: derived, not published.
START = 146
#: Our own assumption: referrals come in packages, so that days vary by this factor's variance beyond chance.
IN_PACKAGES = 0.3


@value
class SurgeCheck:
    """What the published figures imply: arrivals in the `days` of the surge, the backlog `before` that it halves, and the
    `ratio` of a backlog of `start` after it to before, each with a 95 % interval."""

    resolved: int
    days: int
    start: int
    arrivals: float
    arrivals_interval: tuple[float, float]
    before: float
    before_interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]

    @property
    def is_halved(self) -> bool:
        """Whether "about halved" lies within the interval."""
        return self.ratio_interval[0] <= 0.5 <= self.ratio_interval[1]


def check_surge(*, hours_each: float = 1.0, seed: int = 1, times: int = 4000) -> SurgeCheck:
    """Play the surge. `hours_each` is the time each takes, over the time it took then: at 1 the surge resolves 140 in 28
    days, and a model whose service times are wrong does not."""
    a_day = ARRIVALS_A_MONTH / DAYS_OF_MONTH
    risk = RiskClass(name="referrals", waiting=START, arrivals_a_day=a_day, standard_days=30.0, dispersion=IN_PACKAGES)
    queue = Queue(name="POLIT", classes=(risk,), done_a_day=0.0)
    surge = Option(name="surge", kind=Kind.SURGE, days=SURGE_DAYS, extra_a_day=RESOLVED / SURGE_DAYS / hours_each)
    after = play(Plan(queue=queue, options=(surge,), days=SURGE_DAYS, seed=seed, times=times)).waiting[:, -1] / START
    chance = np.random.Generator(np.random.Philox(key=[seed, 0]))
    factors = chance.gamma(1 / IN_PACKAGES, IN_PACKAGES, size=(times, SURGE_DAYS))
    came = chance.poisson(a_day * factors).sum(axis=1)
    before = 2 * (RESOLVED - came)
    return SurgeCheck(
        resolved=RESOLVED,
        days=SURGE_DAYS,
        start=START,
        arrivals=float(came.mean()),
        arrivals_interval=_middle(came),
        before=float(before.mean()),
        before_interval=_middle(before),
        ratio=float(after.mean()),
        ratio_interval=_middle(after),
    )


def _middle(drawn: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> tuple[float, float]:
    low, high = np.quantile(drawn.astype(np.float64), [0.025, 0.975])
    return float(low), float(high)
