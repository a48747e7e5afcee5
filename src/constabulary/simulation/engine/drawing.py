"""Random numbers: one stream for each purpose, counted rather than carried along.

A number is a hash (the finaliser of SplitMix64, twice) of seed, replication, purpose, place, the piece of work and how
often it has drawn there. Nothing is carried from one draw to the next, so the same piece of work meets the same luck in
every scenario (common random numbers), and no order of work or of threads changes a draw. `judge` draws the same numbers.
"""

import math
from typing import Any

import numpy as np

from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.reaching import real_at

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
S30, S27, S31, S12 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(12)
ONE = np.uint64(1)
#: Draws of one duration are counted within the visit's own sixty-four.
VISIT = np.uint64(64)
#: Fifty-two bits and a half: with one more, the highest would round to one.
UNIT = 2.0**-52
#: So far from a half, the normal's quantile is that of its middle.
MIDDLE = 0.425

# The purposes.
ARRIVAL, PERIOD, BURST, AGE, ABSENCE, SERVICE, PATIENCE, AGAIN, ROUTE, LOOK, BETWEEN, AFTER = range(1, 13)

# The shapes of durations.
FIXED, EXPONENTIAL, LOGNORMAL, GAMMA, TRIANGULAR, EMPIRICAL = range(6)


@inlined
def mix(bits: Any) -> Any:
    """SplitMix64's finaliser of 64 bits."""
    bits = (bits ^ (bits >> S30)) * FIRST
    bits = (bits ^ (bits >> S27)) * SECOND
    return bits ^ (bits >> S31)


@inlined
def folded(key: Any, number: Any) -> Any:
    """A key for one of many below a key."""
    return mix((key ^ (np.uint64(number) * GOLDEN)) + GOLDEN)


@inlined
def uniform(key: Any, entity: Any, count: Any) -> Any:
    """Draw number `count` of an entity below a key: above 0 and below 1."""
    bits = mix(folded(key, entity) + (np.uint64(count) + ONE) * GOLDEN)
    return (np.float64(bits >> S12) + 0.5) * UNIT


def central_quantile(q: Any) -> Any:
    """The quantile of the standard normal at 0.5 + q, for |q| up to 0.425 (Wichura's AS 241)."""
    # By pairs: the terms of one power after the other wait for one another, and this is drawn for nearly all work.
    r = 0.180625 - q * q
    r2 = r * r
    r4 = r2 * r2
    top = (3.387132872796366608 + 133.14166789178437745 * r) + (1971.5909503065514427 + 13731.693765509461125 * r) * r2
    top += (
        (45921.953931549871457 + 67265.770927008700853 * r) + (33430.575583588128105 + 2509.0809287301226727 * r) * r2
    ) * r4
    low = (1.0 + 42.313330701600911252 * r) + (687.1870074920579083 + 5394.1960214247511077 * r) * r2
    low += (
        (21213.794301586595867 + 39307.89580009271061 * r) + (28729.085735721942674 + 5226.495278852545925 * r) * r2
    ) * r4
    return q * top / low


def tail_quantile(r: Any) -> Any:
    """The quantile in the tails, from the root of minus the logarithm of the tail (AS 241)."""
    if r <= 5.0:
        r = r - 1.6
        top = ((r * 7.7454501427834140764e-4 + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
        top = ((top + 1.27045825245236838258) * r + 3.64784832476320460504) * r
        top = ((top + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734
        low = ((r * 1.05075007164441684324e-9 + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
        low = ((low + 0.14810397642748007459) * r + 0.68976733498510000455) * r
        low = ((low + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0
        return top / low
    r = r - 5.0
    top = ((r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
    top = ((top + 0.026532189526576123093) * r + 0.29656057182850489123) * r
    top = ((top + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772
    low = ((r * 2.04426310338993978564e-15 + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
    low = ((low + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r
    low = ((low + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0
    return top / low


compiled_central = inlined(central_quantile)
compiled_tail = part(tail_quantile)


@inlined
def normal(u: Any) -> Any:
    """The quantile of the standard normal."""
    q = u - 0.5
    if abs(q) <= MIDDLE:
        return compiled_central(q)
    if q < 0.0:
        return -compiled_tail(math.sqrt(-math.log(u)))
    return compiled_tail(math.sqrt(-math.log(1.0 - u)))


@part
def gamma(shape: Any, key: Any, entity: Any, count: Any) -> Any:
    """A gamma of mean `shape` (Marsaglia and Tsang); draws are counted from `count`."""
    boost = 1.0
    if shape < 1.0:
        boost = math.exp(math.log(uniform(key, entity, count)) / shape)
        count += 1
        shape = shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(uniform(key, entity, count))
        v = 1.0 + c * x
        u = uniform(key, entity, count + 1)
        count += 2
        if v > 0.0:
            v = v * v * v
            if math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
                return boost * d * v


@part
def triangular(u: Any, least: Any, usual: Any, most: Any) -> Any:
    """The quantile of a triangular distribution."""
    if most == least:
        return least
    if u < (usual - least) / (most - least):
        return least + math.sqrt(u * (most - least) * (usual - least))
    return most - math.sqrt((1.0 - u) * (most - least) * (most - usual))


@part
def rarer(duration: Any, table: Any, key: Any, entity: Any, count: Any) -> Any:
    """Draw a duration of one of the shapes that are met less often."""
    if duration.shape == GAMMA:
        return duration.a * gamma(duration.b, key, entity, count)
    u = uniform(key, entity, count)
    if duration.shape == TRIANGULAR:
        return triangular(u, duration.a, duration.b, duration.c)
    return real_at(table, duration.first + min(int(u * duration.count), duration.count - 1)).x


@part
def draw(duration: Any, table: Any, key: Any, entity: Any, visit: Any) -> Any:
    """Draw a duration in hours for a visit of a piece of work."""
    if duration.shape == FIXED:
        return duration.a
    count = visit * 64
    if duration.shape == LOGNORMAL:
        return math.exp(duration.a + duration.b * normal(uniform(key, entity, count)))
    if duration.shape == EXPONENTIAL:
        return -duration.a * math.log(uniform(key, entity, count))
    return rarer(duration, table, key, entity, count)
