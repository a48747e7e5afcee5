"""Student's t: its distribution for whole degrees of freedom, exactly, and the quantile found from it."""

import math
from functools import cache


def probability_within(t: float, freedom: int) -> float:
    """The probability that a t of these degrees of freedom lies between -t and t.

    Abramowitz and Stegun 26.7.3 and 26.7.4. Raises ValueError for degrees of freedom below one.
    """
    if freedom < 1:
        raise ValueError("there must be at least one degree of freedom")
    angle = math.atan(abs(t) / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= cosine * cosine * (step - 1) / step
        total += term
    if odd:
        return 2.0 / math.pi * (angle + sine * total)
    return sine * total


@cache
def quantile(confidence: float, freedom: int) -> float:
    """How far from nought a t lies with probability `confidence`, both sides together."""
    low, high = 0.0, 1.0
    while probability_within(high, freedom) < confidence:
        high *= 2.0
    for _ in range(200):
        middle = (low + high) / 2
        if probability_within(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return high
