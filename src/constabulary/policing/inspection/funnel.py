"""Funnel limits that allow for forces differing by more than chance: what is beyond them is worth a look, no more.

Spiegelhalter, Handling over-dispersion of performance indicators, Qual Saf Health Care 14 (2005) 347-351, and
Spiegelhalter and others, Statistical methods for healthcare regulation, J R Stat Soc A 175 (2012) 1-47. The additive
form: with hundreds of thousands of crimes chance is a sliver of how forces differ, so the variance between forces (tau
squared) is added to each force's own; the multiplicative form (phi) would leave large forces with limits of a hair's
breadth. Steps, for the square root of observed / expected:
    z = (y - 1) / s, the tenth of z at either end drawn in to the next (winsorised); phi = mean of z squared;
    tau squared = (n phi - (n - 1)) / (sum w - sum w squared / sum w), w = 1 / s squared, not below nought;
    limits = (1 -+ k sqrt(s squared + tau squared)) squared, k = 1.96 and 3.09.
"""

from collections.abc import Mapping, Sequence
from math import floor, sqrt

from constabulary.policing.inspection.standardising import Standardised
from constabulary.standards.published_figures import FunnelSettings
from constabulary.standards.values import value


@value
class Limits:
    """Where a ratio of one force is to be expected: the inner limits hold 95 in 100 forces, the outer 99.8."""

    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float

    def beyond(self, ratio: float) -> str:
        """'outer', 'inner', or nothing where the ratio lies within both."""
        if not self.outer_low <= ratio <= self.outer_high:
            return "outer"
        return "" if self.inner_low <= ratio <= self.inner_high else "inner"


@value
class Funnel:
    """How much forces differ: `phi` against chance alone, `tau_squared` the variance between them."""

    phi: float
    tau_squared: float
    settings: FunnelSettings

    def limits(self, standardised: Standardised) -> Limits:
        """The limits for one force."""
        spread = sqrt(_own_variance(standardised) + self.tau_squared)
        inner, outer = self.settings.inner * spread, self.settings.outer * spread
        return Limits(
            inner_low=max(0.0, 1 - inner) ** 2,
            inner_high=(1 + inner) ** 2,
            outer_low=max(0.0, 1 - outer) ** 2,
            outer_high=(1 + outer) ** 2,
        )


def _own_variance(one: Standardised) -> float:
    # Of the square root of observed / expected: a quarter of the variance of the ratio.
    return one.variance / one.expected**2 / 4


def winsorised(scores: Sequence[float], share: float) -> list[float]:
    """The scores with that share at either end drawn in to the nearest that is left."""
    cut = floor(len(scores) * share)
    ordered = sorted(scores)
    low, high = ordered[cut], ordered[-cut - 1]
    return [min(high, max(low, score)) for score in scores]


def make_funnel(forces: Mapping[str, Standardised], settings: FunnelSettings) -> Funnel | None:
    """The funnel over these forces; None where fewer than two can be compared."""
    found = [one for one in forces.values() if one.expected > 0 and one.variance > 0]
    if len(found) < 2:
        return None
    variances = [_own_variance(one) for one in found]
    scores = [
        (sqrt(max(0.0, one.observed / one.expected)) - 1) / sqrt(variance)
        for one, variance in zip(found, variances, strict=True)
    ]
    phi = sum(score**2 for score in winsorised(scores, settings.winsorise)) / len(scores)
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    between = (len(found) * phi - (len(found) - 1)) / (total - sum(weight**2 for weight in weights) / total)
    return Funnel(phi=phi, tau_squared=max(0.0, between), settings=settings)
