"""The pool as arrays: crimes that belong together made one parcel, loads in whole units, the cost of every pair.

Shapes: `n` parcels, `m` officers. Column `m` of `cost` stands for waiting. Units are thousandths of a point divided by
the greatest number that divides every parcel, so that rounding room down to units loses nothing that could be used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil, floor, gcd, isfinite

import numpy as np

from constabulary.optimisation.costing import Floats, Ints, PairCosts
from constabulary.optimisation.counted import Counted, counted_of
from constabulary.optimisation.pool import Crime, NotAPool, Pool

Members = tuple[tuple[int, ...], ...]
PER_POINT = 1000
SLACK = 1e-6
#: Crimes whose pairs are worked out at a time.
BLOCK = 1000
#: Units of room above which balance is worked out each time.
MOST_STEPS = 1000
#: Less of full hours than this is no share of them.
LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A pool as arrays. `members[p]` are the positions in the pool's crimes of parcel `p`."""

    pool: Pool
    pairs: PairCosts
    members: Members
    #: The parcel that each crime is in.
    parcel_of: Mapping[str, int]
    #: Points in one unit.
    unit: float
    #: [n] units a parcel weighs.
    weight: Ints
    #: [m + 1] units an officer has room for; without end for waiting.
    room: Ints
    #: [m + 1, bands] units given from which a band begins; [bands] cost of each unit beyond.
    band_start: Floats
    band_slope: Floats
    #: [n, m + 1] cost of each pair without balance, infinite where refused; the last column is waiting.
    cost: Floats
    counted: Counted
    #: [m + 1, units] what balance costs at each whole number of units; no units where there would be too many.
    steps: Floats

    @property
    def parcels(self) -> int:
        """How many parcels there are."""
        return len(self.members)

    @property
    def officers(self) -> int:
        """How many officers there are; also the column that stands for waiting."""
        return len(self.pool.officers)

    def balance(self, officer: Ints, given: Ints | Floats) -> Floats:
        """What it costs that officers are given these units, shapes alike."""
        total = np.zeros(np.broadcast_shapes(officer.shape, given.shape))
        for band, slope in enumerate(self.band_slope):
            total += slope * np.maximum(0.0, given - self.band_start[officer, band])
        return total

    def balance_of_whole(self, officer: Ints, given: Ints) -> Floats:
        """The same for whole units, quickly."""
        if not self.steps.shape[1]:
            return self.balance(officer, given)
        found: Floats = self.steps[officer, np.clip(given, 0, self.steps.shape[1] - 1)]
        return found

    def given(self, chosen: Ints) -> Ints:
        """[m + 1] units given by a choice of officer for each parcel."""
        return np.bincount(chosen, weights=self.weight, minlength=self.officers + 1).astype(np.int64)

    def total(self, chosen: Ints) -> float:
        """What a choice of officer for each parcel costs in all."""
        every = np.arange(self.officers + 1)
        return float(self.cost[np.arange(self.parcels), chosen].sum() + self.balance(every, self.given(chosen)).sum())


def field_of(pool: Pool) -> Field:
    """The pool as arrays. Raises NotAPool."""
    _check(pool)
    pool = _in_order(pool)
    members = _parcels(pool.crimes)
    counted = counted_of(pool, members)
    thousandths = [sum(ceil(pool.crimes[one].points * PER_POINT - SLACK) for one in some) for some in members]
    size = gcd(*thousandths) if thousandths else 1
    weight = np.array([one // size for one in thousandths], dtype=np.int64)
    free = [max(0, floor((one.limit * one.hours_share - one.carried) * PER_POINT + SLACK)) for one in pool.officers]
    room = np.array([one // size for one in free] + [int(weight.sum())], dtype=np.int64)
    unit = size / PER_POINT
    start, slope = _bands(pool, room, unit)
    pairs = PairCosts(pool)
    cost = _costs(pairs, pool, members, weight, room, unit, float(slope.sum()))
    _shut_out(cost, counted)
    found = Field(
        pool=pool,
        pairs=pairs,
        members=members,
        parcel_of={pool.crimes[at].key: parcel for parcel, some in enumerate(members) for at in some},
        unit=unit,
        weight=weight,
        room=room,
        band_start=start,
        band_slope=slope,
        cost=cost,
        counted=counted,
        steps=np.zeros((len(room), 0)),
    )
    most = int(room[:-1].max(initial=0)) + 1
    if most > MOST_STEPS:
        return found
    return replace(found, steps=found.balance(np.arange(len(room))[:, None], np.arange(most)[None, :]))


def _in_order(pool: Pool) -> Pool:
    """The same pool in the order of its keys, so that the order it came in decides nothing."""
    return Pool(
        crimes=tuple(sorted(pool.crimes, key=lambda one: one.key)),
        officers=tuple(sorted(pool.officers, key=lambda one: one.key)),
        fits=pool.fits,
        costs=pool.costs,
        refused=pool.refused,
        knows=pool.knows,
        kilometres=pool.kilometres,
        counts=pool.counts,
    )


def _check(pool: Pool) -> None:
    for some in (pool.crimes, pool.officers):
        if len({one.key for one in some}) < len(some):
            raise NotAPool("a key is used twice")
    crimes = [number for one in pool.crimes for number in (one.points - 1 / PER_POINT, one.urgency, 1 - one.urgency)]
    officers = [
        number
        for one in pool.officers
        for number in (one.carried, one.limit, one.hours_share - LEAST_SHARE, one.starts_in, one.given_lately)
    ]
    costs = pool.costs
    asked = [
        *chain.from_iterable(costs.balance),
        *(costs.urgency, costs.skill, costs.distance, costs.elsewhere_km, costs.continuity, costs.fairness),
        *(costs.move, costs.waiting, costs.waiting_urgent),
    ]
    fits = [number for of_kind in pool.fits.values() for fit in of_kind.values() for number in (fit, 1 - fit)]
    kilometres = list((pool.kilometres or {}).values())
    counts = [float(one.most) for one in pool.counts]
    for name, numbers in (
        ("limit on a count", counts), ("crime", crimes), ("officer", officers), ("cost", asked), ("fit", fits), ("distance", kilometres),
    ):  # fmt: skip
        if not all(isfinite(number) and number >= -SLACK for number in numbers):
            raise NotAPool(f"a number of a {name} is out of its range")


def _parcels(crimes: tuple[Crime, ...]) -> Members:
    together: dict[str, list[int]] = {}
    for at, crime in enumerate(crimes):
        together.setdefault(f"t{crime.together}" if crime.together else f"c{crime.key}", []).append(at)
    return tuple(tuple(some) for some in together.values())


def _bands(pool: Pool, room: Ints, unit: float) -> tuple[Floats, Floats]:
    """Where the bands of balance begin in units given, at the next whole one, and what each unit beyond costs."""
    full = np.array([one.limit * one.hours_share for one in pool.officers])
    carried = np.array([one.carried for one in pool.officers])
    start = np.zeros((len(pool.officers) + 1, len(pool.costs.balance)))
    for band, (share, _) in enumerate(pool.costs.balance):
        start[:-1, band] = np.ceil(np.maximum(0.0, share * full - carried) / unit - SLACK)
    start[-1] = float(room[-1]) + 1
    return start, np.array([cost for _, cost in pool.costs.balance]) * unit


def _costs(
    pairs: PairCosts, pool: Pool, members: Members, weight: Ints, room: Ints, unit: float, steepest: float
) -> Floats:
    """[n, m + 1] what each pair costs, added up over the crimes of a parcel; the last column is what waiting costs."""
    officers = len(pool.officers)
    parcel_of = np.empty(len(pool.crimes), dtype=np.int64)
    for parcel, some in enumerate(members):
        parcel_of[list(some)] = parcel
    cost = np.zeros((len(members), officers + 1))
    for begin in range(0, len(pool.crimes), BLOCK):
        block = pairs.totals(pool.crimes[begin : begin + BLOCK])
        np.add.at(cost[:, :-1], parcel_of[begin : begin + BLOCK], block)
    urgent = np.zeros(len(members))
    np.add.at(urgent, parcel_of, [one.points * one.urgency for one in pool.crimes])
    asked = pool.costs.waiting * (weight * unit + pool.costs.waiting_urgent * urgent)
    dearest = np.where(np.isfinite(cost[:, :-1]), cost[:, :-1], 0.0).max(axis=1, initial=0.0) + steepest * weight
    # Waiting is dearer than any officer with room: what waits, waits because nobody has room.
    cost[:, -1] = np.maximum(asked, 1.01 * dearest + 0.01)
    # Shutting out now who has no room at all makes the bound much better.
    for begin in range(0, len(members), BLOCK):
        block = cost[begin : begin + BLOCK, :-1]
        block[weight[begin : begin + BLOCK, None] > room[:-1]] = np.inf
    return cost


def _shut_out(cost: Floats, counted: Counted) -> None:
    """Whoever is by a limit on counts never given a parcel, even alone."""
    for officer in counted.officers:
        never = (counted.crimes > counted.most[counted.row[officer]]).any(axis=1)
        cost[never, officer] = np.inf
