"""How long until, where some have not ended yet: the Kaplan-Meier curve with Greenwood's intervals.

Kaplan and Meier 1958; Greenwood 1926; the bounds on the scale of log(-log), so that they stay between nought and one
(Kalbfleisch and Prentice 1980). Durations that were seen only from some age on enter at that age.
"""

import math

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.distributions import Floats, chi_square_tail
from constabulary.standards.values import value

Z95 = 1.959963984540054


@value
class Durations:
    """Durations in hours: `length` so far, whether each has `ended`, and the age `entered` at which it came into sight
    (nought where it was seen from its beginning)."""

    length: Floats
    ended: NDArray[np.bool_]
    entered: Floats

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.length)

    @property
    def still_open(self) -> int:
        """How many have not ended."""
        return int((~self.ended).sum())


@value
class Quantile:
    """A duration in hours that a share of all stays below, with its 95 % interval; None where the curve, or its bound,
    does not come down so far."""

    share: float
    hours: float | None
    low: float | None
    high: float | None


@value
class Curve:
    """The share that lasts longer than `hours[i]`: `share[i]`, with `low` and `high` (95 %, at each point by itself)."""

    hours: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    ended: Floats

    def at(self, hours: Floats) -> Floats:
        """The share that lasts longer than each of these."""
        places = np.searchsorted(self.hours, hours, side="right")
        return np.concatenate([[1.0], self.share])[places]

    def quantile(self, share: float) -> Quantile:
        """The duration that `share` of all stays below."""
        return Quantile(
            share=share,
            hours=_first(self.hours, self.share <= 1 - share),
            low=_first(self.hours, self.low <= 1 - share),
            high=_first(self.hours, self.high <= 1 - share),
        )

    def mean_up_to(self, most: float) -> tuple[float, float]:
        """(the mean of durations cut off at `most` hours, its standard error)."""
        inside = self.hours < most
        edges = np.concatenate([[0.0], self.hours[inside], [most]])
        heights = np.concatenate([[1.0], self.share[inside]])
        areas = heights * np.diff(edges)
        rest = np.cumsum(areas[::-1])[::-1][1:]
        steps = _steps(self.ended[inside], self.at_risk[inside])
        return float(areas.sum()), math.sqrt(float((rest**2 * steps).sum()))


def _first(hours: Floats, reached: NDArray[np.bool_]) -> float | None:
    return float(hours[np.argmax(reached)]) if reached.any() else None


def _steps(ended: Floats, at_risk: Floats) -> Floats:
    """Greenwood's terms; the last, where all that are left end, would be without bound and is left out."""
    left = at_risk - ended
    return np.divide(ended, at_risk * left, out=np.zeros_like(ended), where=left > 0)


def draw_curve(durations: Durations) -> Curve:
    """The curve of some durations; without points where none has ended."""
    hours, counts = np.unique(durations.length[durations.ended], return_counts=True)
    ended = counts.astype(np.float64)
    leaving, entering = np.sort(durations.length), np.sort(durations.entered)
    at_risk = np.searchsorted(entering, hours, side="left") - np.searchsorted(leaving, hours, side="left")
    # What enters at age nought is at risk of ending at once.
    at_risk = at_risk + np.where(hours == 0, int((durations.entered == 0).sum()), 0)
    risk = np.maximum(at_risk.astype(np.float64), ended)
    share: Floats = np.cumprod(1 - ended / risk, dtype=np.float64)
    variance = np.cumsum(_steps(ended, risk))
    with np.errstate(divide="ignore", invalid="ignore"):
        off = Z95 * np.sqrt(variance) / np.log(share)
        low: Floats = np.asarray(share ** np.exp(-off))
        high: Floats = np.asarray(share ** np.exp(off))
    inside = (share > 0) & (share < 1)
    return Curve(
        hours=hours,
        share=share,
        low=np.where(inside, low, np.where(share >= 1, 1.0, 0.0)),
        high=np.where(inside, high, np.where(share >= 1, 1.0, _last(high, share))),
        at_risk=risk,
        ended=ended,
    )


def _last(high: Floats, share: Floats) -> float:
    """The upper bound where the curve has come down to nought: the last there was."""
    inside = (share > 0) & (share < 1)
    return float(high[inside][-1]) if inside.any() else 1.0


def compare_curves(one: Durations, other: Durations) -> float:
    """How often chance alone would part two sets of durations as far as these are: the log-rank test (Mantel 1966)."""
    both = Durations(
        length=np.concatenate([one.length, other.length]),
        ended=np.concatenate([one.ended, other.ended]),
        entered=np.concatenate([one.entered, other.entered]),
    )
    hours = np.unique(both.length[both.ended])
    risk, risk_one = _at_risk(both, hours), _at_risk(one, hours)
    ends, ends_one = _ends(both, hours), _ends(one, hours)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = ends * risk_one / risk
        variance = expected * (1 - risk_one / risk) * (risk - ends) / np.maximum(risk - 1, 1)
    known = risk > 1
    total = float(variance[known].sum())
    if total <= 0:
        return 1.0
    return chi_square_tail(float((ends_one - expected)[known].sum()) ** 2 / total, 1)


def _at_risk(durations: Durations, hours: Floats) -> Floats:
    leaving, entering = np.sort(durations.length), np.sort(durations.entered)
    found = np.searchsorted(entering, hours, side="left") - np.searchsorted(leaving, hours, side="left")
    return np.where(hours == 0, int((durations.entered == 0).sum()), found).astype(np.float64)


def _ends(durations: Durations, hours: Floats) -> Floats:
    ended = np.sort(durations.length[durations.ended])
    found = np.searchsorted(ended, hours, side="right") - np.searchsorted(ended, hours, side="left")
    return found.astype(np.float64)
