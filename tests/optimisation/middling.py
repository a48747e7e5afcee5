"""Pools too large to try every choice of, made from a seed."""

from dataclasses import replace

import numpy as np

from constabulary.optimisation.pool import CountLimit, Crime, Officer, Pool
from tests.optimisation.pools import COSTS

KINDS = {"volume": 1.0, "abuse": 2.0, "robbery": 3.0, "sexual": 5.0}


def make_middling(crimes, officers, *, seed, count_form=False, fullest=0.95, uneven=0.0):
    """A pool of so many crimes and officers; `fullest` is how full an officer may be before it,
    `uneven` what makes weights no round numbers."""
    dice = np.random.default_rng(seed)
    names, places = list(KINDS), ("north", "south", "west")
    kinds = dice.choice(len(names), crimes, p=(0.5, 0.3, 0.15, 0.05))
    people = [
        Officer(
            key=f"O{at:04}",
            carried=round(float(dice.uniform(0.4, fullest)) * 20 * 2) / 2,
            limit=20.0,
            base=places[dice.integers(3)],
            starts_in=float(dice.integers(3)),
            given_lately=float(dice.integers(10)),
        )
        for at in range(officers)
    ]
    fits = {kind: {one.key: float(dice.integers(0, 101)) / 100 for one in people if dice.integers(4)} for kind in names}
    return Pool(
        crimes=tuple(
            Crime(
                key=f"C{at:05}",
                points=1.0 if count_form else KINDS[names[kind]] + uneven * (at % 7),
                urgency=float(dice.integers(0, 101)) / 100,
                kind=names[kind],
                place=places[dice.integers(3)],
                together="" if count_form or at % 15 else f"T{at // 30}",
            )
            for at, kind in enumerate(kinds)
        ),
        officers=tuple(people),
        fits=fits,
        costs=COSTS,
    )


def with_limits(pool, *, every, most):
    """The same, where every so manieth officer is given at most so many crimes of each kind."""
    kinds = [frozenset(one.key for one in pool.crimes if one.kind == kind) for kind in KINDS]
    return replace(
        pool,
        counts=tuple(
            CountLimit(officer=one.key, crimes=crimes, most=most) for one in pool.officers[::every] for crimes in kinds
        ),
    )
