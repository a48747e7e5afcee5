"""Lognormal, gamma and Weibull durations fitted to what has ended and what has not, by maximum likelihood.

What is still open counts with the chance to last as long as it has; what was seen only from some age on counts given
that it lasted to that age. How well a shape fits is asked of hazards: the ends that a fit expects in each stretch of
age against those that were seen (Akritas 1988).
"""

import math
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

import numpy as np

from constabulary.simulation.distributions import Floats, chi_square_tail, gamma_logs, gamma_quantile, normal_log_tail
from constabulary.simulation.distributions import normal_quantile as z_of
from constabulary.simulation.learning.survival import Curve, Durations
from constabulary.standards.values import value

#: With fewer ends than this no shape is fitted: two parameters need more than a handful.
LEAST_ENDS = 10
#: Of more durations than this the likelihood is taken of bins of a hundredth of the logarithm.
LEAST_BINNED = 4000
BINS = 0.01
STRETCHES = 10
TURNS = 400
#: A moment apart in the records may be nought in hours; no work takes no time.
SHORTEST = 1 / 3600


class Shape(StrEnum):
    """The shapes that are tried."""

    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    WEIBULL = "weibull"


@value
class Fit:
    """A fitted shape. `scale` in hours (the median of a lognormal, the scale of the others) and `form` (the deviation
    of the logarithm, or the shape parameter), each with a standard error of its logarithm.

    `distance` is the farthest the fit comes from the Kaplan-Meier curve, as a share; `chance` how often a true fit would
    look as poor as this.
    """

    shape: Shape
    scale: float
    form: float
    scale_error: float
    form_error: float
    log_likelihood: float
    distance: float
    chance: float

    @property
    def criterion(self) -> float:
        """Akaike's: the lower, the better."""
        return 4 - 2 * self.log_likelihood

    @property
    def mean(self) -> float:
        """The mean in hours."""
        if self.shape is Shape.LOGNORMAL:
            return self.scale * math.exp(self.form**2 / 2)
        return self.scale * (self.form if self.shape is Shape.GAMMA else math.gamma(1 + 1 / self.form))

    def quantile(self, share: float) -> float:
        """The duration in hours that `share` of all stays below."""
        if self.shape is Shape.LOGNORMAL:
            return self.scale * math.exp(self.form * z_of(share))
        if self.shape is Shape.GAMMA:
            return self.scale * gamma_quantile(self.form, share)
        return self.scale * float((-math.log1p(-share)) ** (1 / self.form))

    def longer(self, hours: Floats) -> Floats:
        """The share that lasts longer than each of these."""
        return np.asarray(np.exp(LOG_TAILS[self.shape](hours, self.scale, self.form)))


def _lognormal_tail(x: Floats, scale: float, form: float) -> Floats:
    return normal_log_tail((np.log(np.maximum(x, 1e-300)) - math.log(scale)) / form)


def _gamma_tail(x: Floats, scale: float, form: float) -> Floats:
    return gamma_logs(form, x / scale)[1]


def _weibull_tail(x: Floats, scale: float, form: float) -> Floats:
    with np.errstate(over="ignore"):
        found: Floats = -((np.maximum(x, 0.0) / scale) ** form)
    return found


def _lognormal_density(x: Floats, scale: float, form: float) -> Floats:
    z = (np.log(x) - math.log(scale)) / form
    found: Floats = -(z**2) / 2 - np.log(x) - math.log(form * math.sqrt(2 * math.pi))
    return found


def _gamma_density(x: Floats, scale: float, form: float) -> Floats:
    found: Floats = (form - 1) * np.log(x / scale) - x / scale - math.lgamma(form) - math.log(scale)
    return found


def _weibull_density(x: Floats, scale: float, form: float) -> Floats:
    with np.errstate(over="ignore"):
        found: Floats = math.log(form / scale) + (form - 1) * np.log(x / scale) - (x / scale) ** form
    return found


Law = Callable[[Floats, float, float], Floats]
LOG_TAILS: dict[Shape, Law] = {
    Shape.LOGNORMAL: _lognormal_tail, Shape.GAMMA: _gamma_tail, Shape.WEIBULL: _weibull_tail,
}  # fmt: skip
LOG_DENSITIES: dict[Shape, Law] = {
    Shape.LOGNORMAL: _lognormal_density, Shape.GAMMA: _gamma_density, Shape.WEIBULL: _weibull_density,
}  # fmt: skip


def fit_all(durations: Durations, curve: Curve) -> tuple[Fit, ...]:
    """Every shape fitted, the best first; none where too few have ended or all last the same."""
    ended = np.maximum(durations.length[durations.ended], SHORTEST)
    if len(ended) < LEAST_ENDS or np.ptp(np.log(ended)) < 1e-9:
        return ()
    sums = _Sums(durations)
    return tuple(sorted((_fit(shape, sums, durations, curve) for shape in Shape), key=lambda one: one.criterion))


class _Sums:
    """The durations as the likelihood needs them: those that ended, those that have not, those that came in late; each
    with how many there are of it."""

    def __init__(self, durations: Durations) -> None:
        length = np.maximum(durations.length, SHORTEST)
        self.ended, self.ended_times = _binned(length[durations.ended])
        self.open, self.open_times = _binned(length[~durations.ended])
        self.late, self.late_times = _binned(durations.entered[durations.entered > 0])

    def log_likelihood(self, shape: Shape, scale: float, form: float) -> float:
        """How likely the durations are."""
        tail = LOG_TAILS[shape]
        total = float((LOG_DENSITIES[shape](self.ended, scale, form) * self.ended_times).sum())
        if len(self.open):
            total += float((tail(self.open, scale, form) * self.open_times).sum())
        if len(self.late):
            total -= float((tail(self.late, scale, form) * self.late_times).sum())
        return total if math.isfinite(total) else -math.inf


def _binned(hours: Floats) -> tuple[Floats, Floats]:
    if len(hours) <= LEAST_BINNED:
        return hours, np.ones(len(hours))
    places, counts = np.unique(np.round(np.log(hours) / BINS), return_counts=True)
    return np.exp(places * BINS), counts.astype(np.float64)


def _fit(shape: Shape, sums: _Sums, durations: Durations, curve: Curve) -> Fit:
    def cost(at: Sequence[float]) -> float:
        if max(abs(one) for one in at) > 40:
            return math.inf
        return -sums.log_likelihood(shape, math.exp(at[0]), math.exp(at[1]))

    best = _lowest(cost, _start(shape, sums))
    errors = _errors(cost, best)
    scale, form = math.exp(best[0]), math.exp(best[1])
    tail = LOG_TAILS[shape]
    return Fit(
        shape=shape, scale=scale, form=form, scale_error=errors[0], form_error=errors[1],
        log_likelihood=-cost(best), distance=_distance(tail, scale, form, curve),
        chance=_chance(lambda x: -tail(x, scale, form), durations),
    )  # fmt: skip


def _start(shape: Shape, sums: _Sums) -> tuple[float, float]:
    logs = np.log(sums.ended)
    weights = sums.ended_times / sums.ended_times.sum()
    centre = float((logs * weights).sum())
    spread = max(0.05, math.sqrt(float(((logs - centre) ** 2 * weights).sum())))
    # What is still open makes the true durations longer than the ended ones.
    centre += math.log((sums.ended_times.sum() + sums.open_times.sum()) / sums.ended_times.sum())
    if shape is Shape.LOGNORMAL:
        return centre, math.log(spread)
    if shape is Shape.WEIBULL:
        return centre + 0.45 * spread, math.log(1.28 / spread)
    form = max(0.05, 1 / spread**2)
    return centre - math.log(form), math.log(form)


def _lowest(cost: Callable[[Sequence[float]], float], start: tuple[float, float]) -> tuple[float, float]:
    """The lowest point, by the simplex of Nelder and Mead (1965)."""
    points = [np.array(start), np.array(start) + (0.3, 0.0), np.array(start) + (0.0, 0.3)]
    heights = [cost(tuple(point)) for point in points]
    for _ in range(TURNS):
        order = sorted(range(3), key=heights.__getitem__)
        points, heights = [points[place] for place in order], [heights[place] for place in order]
        if max(float(np.abs(point - points[0]).max()) for point in points) < 1e-7:
            break
        middle = (points[0] + points[1]) / 2
        found = {step: middle + step * (middle - points[2]) for step in (1.0, 2.0, 0.5, -0.5)}
        at = cost(tuple(found[1.0]))
        step = 2.0 if at < heights[0] else 0.5 if at < heights[2] else -0.5
        if heights[0] <= at < heights[1]:
            points[2], heights[2] = found[1.0], at
            continue
        other = cost(tuple(found[step]))
        if min(at, other) < heights[2]:
            points[2], heights[2] = (found[step], other) if other < at else (found[1.0], at)
        else:
            points = [points[0], *(points[0] + (point - points[0]) / 2 for point in points[1:])]
            heights = [heights[0], *(cost(tuple(point)) for point in points[1:])]
    return float(points[0][0]), float(points[0][1])


def _errors(cost: Callable[[Sequence[float]], float], at: tuple[float, float]) -> tuple[float, float]:
    """Standard errors from the curvature; infinite where the likelihood is flat."""
    step, (a, b) = 1e-3, at
    middle = cost(at)
    aa = (cost((a + step, b)) - 2 * middle + cost((a - step, b))) / step**2
    bb = (cost((a, b + step)) - 2 * middle + cost((a, b - step))) / step**2
    ab = cost((a + step, b + step)) - cost((a + step, b - step))
    ab = (ab - cost((a - step, b + step)) + cost((a - step, b - step))) / (4 * step**2)
    determinant = aa * bb - ab * ab
    if not (math.isfinite(determinant) and determinant > 0 and aa > 0 and bb > 0):
        return math.inf, math.inf
    return math.sqrt(bb / determinant), math.sqrt(aa / determinant)


def _distance(tail: Law, scale: float, form: float, curve: Curve) -> float:
    fitted = np.exp(tail(np.maximum(curve.hours, SHORTEST), scale, form))
    before = np.concatenate([[1.0], curve.share[:-1]])
    return float(np.maximum(np.abs(fitted - curve.share), np.abs(fitted - before)).max())


def _chance(hazard: Callable[[Floats], Floats], durations: Durations) -> float:
    """How often a true fit would miss the ends in stretches of age as far as this one does."""
    length = np.maximum(durations.length, SHORTEST)
    ended = np.sort(length[durations.ended])
    cuts = np.unique(ended[np.linspace(0, len(ended) - 1, STRETCHES + 1).astype(int)[1:-1]])
    edges = np.concatenate([[0.0], cuts, [float(length.max())]])
    statistic, used = 0.0, 0
    for low, high in pairwise(edges):
        seen = float(((ended > low) & (ended <= high)).sum())
        upper, lower = np.clip(length, low, high), np.clip(durations.entered, low, high)
        usual = float((hazard(np.maximum(upper, 1e-300)) - hazard(np.maximum(lower, 1e-300))).sum())
        if usual > 0:
            statistic, used = statistic + (seen - usual) ** 2 / usual, used + 1
    return chi_square_tail(statistic, max(1, used - 2))
