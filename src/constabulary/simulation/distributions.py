"""The few distribution functions that fitting and staffing need: normal, gamma, chi-square.

Series and continued fractions as in the handbooks (Abramowitz and Stegun 1964, chapters 6 and 26), in logarithms where
tails matter. Held to a second library by the tests.
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
#: Where erfc would lose its digits and the tail is taken from its asymptotic series instead.
FAR = 30.0
CLOSE = 1e-15
MOST_TERMS = 100_000
STEPS = 60

_ERFC = np.frompyfunc(math.erfc, 1, 1)
_NORMAL = NormalDist()


def normal_log_tail(z: ArrayLike) -> Floats:
    """The logarithm of the chance that a standard normal number exceeds `z`."""
    at = np.asarray(z, dtype=np.float64)
    near = np.asarray(_ERFC(np.minimum(at, FAR) / math.sqrt(2)), dtype=np.float64) / 2
    far = np.maximum(at, FAR)
    tail = -(far**2) / 2 - np.log(far * math.sqrt(2 * math.pi)) + np.log1p(-1 / far**2 + 3 / far**4)
    return np.where(at < FAR, np.log(near), tail)


def normal_quantile(share: float) -> float:
    """The standard normal number that a `share` lies below. Raises ValueError outside of 0 to 1."""
    if not 0 < share < 1:
        raise ValueError("a quantile is asked for at a share between 0 and 1")
    return _NORMAL.inv_cdf(share)


def gamma_logs(shape: float, x: ArrayLike) -> tuple[Floats, Floats]:
    """(log P, log Q) of a gamma number of this shape and scale one: the chance to be at most `x`, and to exceed it.

    Raises ValueError for a shape that is not above nought.
    """
    if not (shape > 0 and math.isfinite(shape)):
        raise ValueError("the shape of a gamma distribution is above nought")
    at = np.maximum(np.atleast_1d(np.asarray(x, dtype=np.float64)), 0.0)
    log_p, log_q = np.full(at.shape, -np.inf), np.zeros(at.shape)
    low = (at > 0) & (at < shape + 1)
    high = (at >= shape + 1) & np.isfinite(at)
    log_p[np.isinf(at)], log_q[np.isinf(at)] = 0.0, -np.inf
    if low.any():
        log_p[low] = _series(shape, at[low])
        log_q[low] = np.log1p(-np.exp(np.minimum(log_p[low], -1e-300)))
    if high.any():
        log_q[high] = _fraction(shape, at[high])
        log_p[high] = np.log1p(-np.exp(log_q[high]))
    return log_p.reshape(np.shape(x)), log_q.reshape(np.shape(x))


def _front(shape: float, x: Floats) -> Floats:
    front: Floats = shape * np.log(x) - x - math.lgamma(shape)
    return front


def _series(shape: float, x: Floats) -> Floats:
    term = np.full(x.shape, 1 / shape)
    total = term.copy()
    for step in range(1, MOST_TERMS):
        term = term * x / (shape + step)
        total += term
        if (term <= total * CLOSE).all():
            break
    found: Floats = _front(shape, x) + np.log(total)
    return found


def _fraction(shape: float, x: Floats) -> Floats:
    with np.errstate(over="ignore", invalid="ignore"):
        tiny = 1e-300
        b = x + 1 - shape
        c = np.full(x.shape, 1 / tiny)
        d = 1 / np.where(b == 0, tiny, b)
        h = d.copy()
        for step in range(1, MOST_TERMS):
            a = -step * (step - shape)
            b = b + 2
            d = a * d + b
            d = 1 / np.where(np.abs(d) < tiny, tiny, d)
            c = b + a / c
            c = np.where(np.abs(c) < tiny, tiny, c)
            change = d * c
            h = h * change
            if (np.abs(change - 1) < CLOSE * 10).all():
                break
        found: Floats = _front(shape, x) + np.log(np.abs(h))
    return found


def gamma_quantile(shape: float, share: float) -> float:
    """The number that a gamma number of this shape and scale one lies below with chance `share`.

    Wilson and Hilferty's approximation (1931), then Newton's steps kept between bounds.
    """
    if share <= 0:
        return 0.0
    if share >= 1:
        return math.inf
    z = normal_quantile(share)
    x = shape * (1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3
    if x <= 0 or shape < 1:
        # For small shapes P is close to x^a / Gamma(a + 1).
        x = math.exp((math.log(share) + math.lgamma(shape + 1)) / shape)
    low, high = 0.0, math.inf
    for _ in range(STEPS):
        if x <= 0:
            return 0.0
        below, slope = _gamma_below(shape, x)
        low, high = (x, high) if below < share else (low, x)
        new = x - (below - share) / slope if slope > 0 else -1.0
        if not low < new < high:
            new = (low + high) / 2 if math.isfinite(high) else 2 * x
        if abs(new - x) <= 1e-12 * x:
            return new
        x = new
    return x


def _gamma_below(shape: float, x: float) -> tuple[float, float]:
    """(the chance to be at most `x`, the density at it), for one number: quantiles ask for it by the thousand."""
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x >= shape + 1:
        return -math.expm1(float(_fraction(shape, np.array([x]))[0])), front / x
    term = total = 1 / shape
    step = 0
    while term > total * CLOSE:
        step += 1
        term *= x / (shape + step)
        total += term
    return front * total, front / x


def chi_square_tail(statistic: float, freedom: float) -> float:
    """The chance that a chi-square number of so many degrees of freedom exceeds the statistic; 1 without freedom."""
    if freedom <= 0:
        return 1.0
    return float(np.exp(gamma_logs(freedom / 2, statistic / 2)[1]))


def poisson_interval(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson mean of which `count` were seen (Garwood 1936); fractions are allowed.

    A count that varies more than by chance is divided by its index of dispersion before, and the bounds multiplied after.
    """
    tail = (1 - level) / 2
    low = gamma_quantile(count, tail) if count > 0 else 0.0
    return low, gamma_quantile(count + 1, 1 - tail)


def digamma(x: float) -> float:
    """The derivative of the logarithm of the gamma function."""
    shift = 0.0
    while x < 10:
        shift -= 1 / x
        x += 1
    squared = 1 / (x * x)
    return shift + math.log(x) - 0.5 / x - squared * (1 / 12 - squared * (1 / 120 - squared / 252))
