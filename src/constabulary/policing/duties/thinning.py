"""Does far less come from one desk to another than usual? A feed that is halved is never silent.

The last day is held against the same hours of the weeks before, by the clock in London. The weeks are a sample: the chance
is that of a Poisson count whose rate was seen for so many weeks only. A day is looked at again and again as it passes,
which finds more by chance than one look: the limit is set for that, four times over.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import exp, fsum, lgamma, log

from constabulary.standards.calendar import LONDON
from constabulary.standards.queues import ThinningSettings
from constabulary.standards.values import value

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
#: Looking at a sliding day finds about so many times what one look a day finds.
LOOKS = 4


@value
class Thinning:
    """How a feed stands: what came in the last day, what was to be expected, and how likely chance brings so little.

    `comes_again`: more comes than what the standard calls thin, however likely: an alarm raised before is over. Between
    the two neither is so, and an alarm that stands goes on standing.
    """

    is_thin: bool
    comes_again: bool
    seen: int
    expected: float
    by_chance: float


def assess_thinning(
    arrivals: Sequence[datetime], *, from_at: datetime, at: datetime, settings: ThinningSettings
) -> Thinning:
    """How a feed stands at a moment, from its hand-overs since `from_at` in order of time.

    Nothing is said of a feed that was watched for less than two weeks before the day, or through which little came.
    """
    until = at.astimezone(LONDON)
    weeks = min(settings.weeks, (at - DAY - from_at) // WEEK)
    before = [_between(arrivals, until - DAY - WEEK * back, until - WEEK * back) for back in range(1, weeks + 1)]
    seen = _between(arrivals, until - DAY, until)
    if weeks < 2 or _between(arrivals, from_at, at) < settings.least_in:
        return Thinning(is_thin=False, comes_again=seen > 0, seen=seen, expected=0.0, by_chance=1.0)
    expected = sum(before) / weeks
    chance = chance_of_so_few(seen, sum(before), weeks=weeks)
    rare = 1 / (7 * settings.false_alarm_weeks * LOOKS)
    is_little = seen <= settings.most_share * expected
    return Thinning(
        is_thin=is_little and chance < rare, comes_again=not is_little, seen=seen, expected=expected, by_chance=chance
    )


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
