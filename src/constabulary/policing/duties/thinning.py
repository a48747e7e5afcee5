"""Does far less come from one desk to another than usual? A feed that is halved is never silent.

The last day is held against the same hours of the weeks before, by the clock in London. The weeks are a sample: the chance
is that of a Poisson count whose rate was seen for so many weeks only. A day is looked at again and again as it passes,
which finds more by chance than one look: the limit is set for that.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil, exp, fsum, lgamma, log

from constabulary.standards.calendar import LONDON
from constabulary.standards.queues import ThinningSettings
from constabulary.standards.values import value

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@value
class Thinning:
    """How a feed stands: what came in the last day, what was to be expected, and how likely chance brings so little.

    `comes_again`: an alarm that stands is over. Between the two neither is so, and an alarm goes on standing.
    """

    is_thin: bool
    comes_again: bool
    seen: int
    expected: float
    by_chance: float


def assess_thinning(
    arrivals: Sequence[datetime],
    *,
    from_at: datetime,
    at: datetime,
    settings: ThinningSettings,
    thin_since: datetime | None = None,
) -> Thinning:
    """How a feed stands at a moment, from its hand-overs since `from_at` in order of time.

    Nothing is said of a feed that was watched for too few weeks before the day, or through which little came. While an alarm
    stands (`thin_since` it was raised) the weeks before it are what was usual: what has thinned and stays so never becomes
    the usual by itself. It comes again when the last day and the time since the alarm (a week of it at most, because a single
    day of a halved feed is now and then nearly full) both bring more than the share that the standard calls thin.
    """
    until, stretch = at.astimezone(LONDON), DAY
    if thin_since is not None:
        stretch = max(DAY, min(WEEK, at - thin_since + DAY))
    first = 1 if thin_since is None else max(1, ceil((at - thin_since + DAY) / WEEK))
    weeks = min(settings.weeks, (at - stretch - from_at) // WEEK - (first - 1))
    usual = [until - WEEK * back for back in range(first, first + weeks)]
    before = sum(_between(arrivals, moment - DAY, moment) for moment in usual)
    seen = _between(arrivals, until - DAY, until)
    # What was enough to raise an alarm is enough to end it: a week before it is always there.
    enough = settings.least_weeks if thin_since is None else 1
    if weeks < enough or _between(arrivals, from_at, thin_since or at) < settings.least_in:
        return Thinning(is_thin=False, comes_again=False, seen=seen, expected=0.0, by_chance=1.0)
    chance = chance_of_so_few(seen, before, weeks=weeks)
    rare = 1 / (7 * settings.false_alarm_weeks * settings.looks_a_day)
    is_little = seen <= settings.most_share * before / weeks
    of_stretch = sum(_between(arrivals, moment - stretch, moment) for moment in usual)
    stays_little = _between(arrivals, until - stretch, until) <= settings.most_share * of_stretch / weeks
    return Thinning(
        is_thin=is_little and chance < rare, comes_again=not (is_little or stays_little), seen=seen,
        expected=before / weeks, by_chance=chance,
    )  # fmt: skip


def chance_of_so_few(seen: int, before: int, *, weeks: int) -> float:
    """How likely `seen` or fewer come in a stretch when `before` came in the same stretch of so many weeks together.

    Negative binomial: a Poisson count whose rate is known from those weeks only (Jeffreys' prior).
    """
    size = before + 0.5
    stays = weeks / (weeks + 1)
    # By logarithms: of a busy feed the chance of nought is too small to be written.
    return min(
        1.0,
        fsum(
            exp(lgamma(size + one) - lgamma(size) - lgamma(one + 1) + size * log(stays) + one * log(1 - stays))
            for one in range(seen + 1)
        ),
    )


def _between(moments: Sequence[datetime], after: datetime, until: datetime) -> int:
    return bisect_right(moments, until) - bisect_right(moments, after)
