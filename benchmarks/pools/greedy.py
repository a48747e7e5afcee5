"""The greedy choice: the most urgent is given first, each to whoever costs least at that moment."""

import numpy as np

from constabulary.optimisation.field import Field
from constabulary.optimisation.placing import Choice


def choose_greedily(field: Field) -> Choice:
    """The choice for a pool. Whatever nobody with room may have waits."""
    choice = Choice(field, np.full(field.parcels, field.officers))
    every = np.arange(field.officers)
    for parcel in np.argsort(-field.cost[:, -1] / field.weight, kind="stable"):
        one = np.full(field.officers, parcel)
        offers = np.where(choice.fits(one, every), field.cost[parcel, :-1] + choice.added(one, every), np.inf)
        best = int(offers.argmin())
        if np.isfinite(offers[best]):
            choice.put(int(parcel), best)
    return choice
