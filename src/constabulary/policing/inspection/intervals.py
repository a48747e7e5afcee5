"""Intervals that stand beside every rate."""

from math import sqrt

from constabulary.standards.values import value

Z95 = 1.959963984540054


@value
class Rate:
    """A share with its 95 % Wilson interval; no estimate where there is nothing to count."""

    numerator: int
    denominator: int
    estimate: float | None
    low: float | None
    high: float | None


def wilson(numerator: int, denominator: int, *, z: float = Z95) -> Rate:
    """The Wilson score interval of a binomial share (Wilson 1927). Raises ValueError for impossible counts."""
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    if denominator == 0:
        return Rate(numerator=0, denominator=0, estimate=None, low=None, high=None)
    share = numerator / denominator
    spread = 1 + z * z / denominator
    centre = share + z * z / (2 * denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    low, high = (centre - half) / spread, (centre + half) / spread
    return Rate(
        numerator=numerator,
        denominator=denominator,
        estimate=share,
        low=0.0 if numerator == 0 else max(0.0, low),
        high=1.0 if numerator == denominator else min(1.0, high),
    )
