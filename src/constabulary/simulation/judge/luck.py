"""The judge's random numbers: the streams of the core (`engine.drawing`), written once more in plain integers."""

import math

from constabulary.simulation.engine.drawing import central_quantile, tail_quantile
from constabulary.simulation.model.durations import (
    Duration,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
)

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(bits: int) -> int:
    """SplitMix64's finaliser of 64 bits."""
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
    return bits ^ (bits >> 31)


def folded(key: int, number: int) -> int:
    """A key for one of many below a key."""
    return mix(((key ^ ((number & MASK) * GOLDEN & MASK)) + GOLDEN) & MASK)


def uniform(key: int, entity: int, count: int) -> float:
    """Draw number `count` of an entity below a key: above 0 and below 1."""
    bits = mix((folded(key, entity) + (count + 1) * GOLDEN) & MASK)
    return ((bits >> 12) + 0.5) * 2.0**-52


def normal(u: float) -> float:
    """The quantile of the standard normal."""
    if abs(u - 0.5) <= 0.425:
        return float(central_quantile(u - 0.5))
    if u < 0.5:
        return -float(tail_quantile(math.sqrt(-math.log(u))))
    return float(tail_quantile(math.sqrt(-math.log(1.0 - u))))


def gamma(shape: float, key: int, entity: int, count: int) -> float:
    """A gamma of mean `shape` (Marsaglia and Tsang)."""
    boost = 1.0
    if shape < 1.0:
        boost = math.exp(math.log(uniform(key, entity, count)) / shape)
        count, shape = count + 1, shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(uniform(key, entity, count))
        u = uniform(key, entity, count + 1)
        count += 2
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
                return boost * d * v


def draw(duration: Duration, key: int, entity: int, visit: int) -> float:
    """Draw a duration in hours for a visit of a piece of work."""
    count = visit * 64
    match duration:
        case Fixed():
            return duration.hours
        case Gamma():
            return duration.mean / duration.form * gamma(duration.form, key, entity, count)
        case Exponential():
            return -duration.mean * math.log(uniform(key, entity, count))
        case Lognormal():
            return math.exp(math.log(duration.median) + duration.sigma * normal(uniform(key, entity, count)))
        case Triangular():
            return _triangular(uniform(key, entity, count), duration.least, duration.usual, duration.most)
        case Empirical():
            return duration.hours[min(int(uniform(key, entity, count) * len(duration.hours)), len(duration.hours) - 1)]


def _triangular(u: float, least: float, usual: float, most: float) -> float:
    if most == least:
        return least
    if u < (usual - least) / (most - least):
        return least + math.sqrt(u * (most - least) * (usual - least))
    return most - math.sqrt((1.0 - u) * (most - least) * (most - usual))
