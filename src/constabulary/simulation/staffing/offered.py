"""The load that varying arrivals put on a desk: what would be at work at each time if nobody ever had to wait.

Work that came in an hour ago may still be at work, so the load trails the arrivals and is flatter; a staff reckoned from
the arrivals of each hour is too many before the peak and too few after it (Jennings and others 1996; the load itself is
the mean of an infinite-server queue, Eick, Massey and Whitt 1993).
"""

from collections.abc import Callable

import numpy as np

from constabulary.simulation.distributions import Floats


def offered_load(
    rates: Floats, *, slot: float, longer: Callable[[Floats], Floats], mean: float, repeats: bool = True
) -> Floats:
    """The mean number at work at the end of each slot. `rates` is arrivals for each hour in slots of `slot` hours,
    `longer(hours)` the share of times at work that last longer, `mean` their mean in hours.

    A rate that `repeats` is a week (or day) without end; one that does not starts from nothing. Raises ValueError for
    no rates, negative ones or times that never end.
    """
    if not len(rates) or (rates < 0).any() or not np.isfinite(rates).all():
        raise ValueError("rates are at least one, and none is negative")
    if not (mean > 0 and np.isfinite(mean) and slot > 0):
        raise ValueError("the mean time at work is above nought and has an end")
    lags = _lags(longer, slot=slot, mean=mean, most=len(rates) * (50 if repeats else 1))
    if not repeats:
        return np.convolve(rates, lags)[: len(rates)]
    folded = np.zeros(len(rates))
    np.add.at(folded, np.arange(len(lags)) % len(rates), lags)
    # What lasts longer than the lags reach is spread over the whole round.
    folded += max(0.0, mean - float(lags.sum())) / len(rates)
    spectrum = np.fft.rfft(rates) * np.fft.rfft(folded)
    return np.maximum(0.0, np.fft.irfft(spectrum, n=len(rates)))


def _lags(longer: Callable[[Floats], Floats], *, slot: float, mean: float, most: int) -> Floats:
    """Of an arrival a rate of one for the length of a slot makes, how much is at work after each further slot: the share
    that lasts longer, added up over the slot."""
    count = min(most, max(2, int(np.ceil(60 * mean / slot))))
    fine = 16
    edges = np.linspace(0.0, count * slot, count * fine + 1)
    heights = longer(edges)
    pieces = (heights[1:] + heights[:-1]) / 2 * (slot / fine)
    return np.asarray(pieces.reshape(count, fine).sum(axis=1))
