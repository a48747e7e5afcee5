"""What the figures of several replications say together: a mean and its interval."""

import math
from collections.abc import Sequence

from constabulary.simulation.results.student import quantile
from constabulary.standards.values import value


@value
class Estimate:
    """The mean of a figure over replications, and an interval that holds it with probability `confidence`.

    From one replication there is no interval: `low` and `high` are then not numbers.
    """

    mean: float
    low: float
    high: float
    replications: int
    confidence: float

    @property
    def half_width(self) -> float:
        """Half the length of the interval."""
        return (self.high - self.low) / 2


def estimate(values: Sequence[float], confidence: float = 0.95) -> Estimate:
    """Student's interval for the mean of values of independent replications; values that are no numbers are left out."""
    known = [one for one in values if not math.isnan(one)]
    count = len(known)
    mean = math.fsum(known) / count if count else math.nan
    half = math.nan
    if count > 1:
        variance = math.fsum((one - mean) ** 2 for one in known) / (count - 1)
        half = quantile(confidence, count - 1) * math.sqrt(variance / count)
    return Estimate(mean=mean, low=mean - half, high=mean + half, replications=count, confidence=confidence)
