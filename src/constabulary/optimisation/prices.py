"""Prices of officers' room, and the bound they prove.

For any prices of at least 0, every choice that keeps the limits costs at least

    sum over parcels of min(waiting, min over officers of cost + price * weight + price of what a limit counts)
    - sum over officers of max over units given of price * units - balance(units)
    - sum over limits on counts of price * most

The first minimum is taken over all officers, never over a selection, so the bound is one of the whole problem. The
prices that make it greatest are looked for with the minimum made smooth: each parcel is spread over its officers, more
sharply from round to round, and a price moves to where what is asked of an officer meets what they would be given at
that price. A sample of the parcels with all officers comes first; then all parcels, each with a selection of officers
that grows by whoever turns out cheaper. Prices may move only so far in a stage, because an officer whom nobody selected
would otherwise look idle.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.counted import ENDLESS
from constabulary.optimisation.field import Field

#: Parcels looked at in one go: keeps what is worked on in the processor's cache.
BLOCK = 256
#: Officers a parcel is first looked at with, and how many are added at most in a stage.
SELECTED, ADDED = 24, 8
#: Parcels of the sample: a share within limits; fixed seed, so that the same pool gives the same prices.
SAMPLE_SHARE, LEAST_SAMPLE, MOST_SAMPLE, SEED = 10, 300, 1500, 1
SAMPLE_ROUNDS, STAGE_ROUNDS = 25, 30
#: Room and a limit on a count answer the same crowd: with a whole step each they would overdo it in turn.
COUNT_STEP = 0.5
#: A stage that raises the bound by less than this share is the last.
WORTHWHILE = 1e-5
#: A cost differs when it differs by more than this.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """[n, k] officers a parcel is looked at with, and what they cost; infinite where a place is empty."""

    officer: Ints
    cost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Price:
    """[m + 1] the price of each officer's units, and of each crime that a limit on counts counts, as `Counted` has them."""

    room: Floats
    count: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices, the bound they prove, and the selection they were found with."""

    price: Price
    bound: float
    selection: Selection


def find_prices(field: Field, *, stages: int, is_over: Callable[[], bool]) -> Prices:
    """The best prices found in so many stages, or until it is over."""
    each = float(np.median(field.cost[:, -1] / field.weight))
    price = _prices_of_sample(field, each, is_over)
    selection = select(field, price, SELECTED)
    selection, bound = widen(field, selection, price)
    sharp, box = each / 40, each / 10
    for _ in range(stages):
        if is_over():
            break
        tried = _smooth(field, selection, price, (sharp, sharp / 2), STAGE_ROUNDS, box=box)
        selection, proven = widen(field, selection, tried)
        gained = proven - bound
        if gained > 0:
            price, bound = tried, proven
        else:
            box /= 2
        sharp /= 1.5
        if 0 < gained < WORTHWHILE * abs(bound):
            break
    return Prices(price=price, bound=bound, selection=selection)


def _prices_of_sample(field: Field, each: float, is_over: Callable[[], bool]) -> Price:
    price = Price(room=np.zeros(field.officers + 1), count=field.counted.no_price())
    size = max(LEAST_SAMPLE, min(field.parcels // SAMPLE_SHARE, MOST_SAMPLE))
    taken = np.sort(np.random.default_rng(SEED).permutation(field.parcels)[:size])
    share = float(field.weight[taken].sum() / field.weight.sum())
    sample = replace(
        field,
        members=tuple(field.members[one] for one in taken),
        weight=field.weight[taken],
        cost=field.cost[taken],
        counted=field.counted.of(taken),
    )
    everyone = Selection(
        officer=np.tile(np.arange(field.officers), (len(taken), 1)), cost=np.ascontiguousarray(sample.cost[:, :-1])
    )
    rounds = 0 if is_over() else SAMPLE_ROUNDS
    return _smooth(sample, everyone, price, (each / 2, each / 40), rounds, box=np.inf, share=share)


def _smooth(
    field: Field,
    selection: Selection,
    price: Price,
    sharpness: tuple[float, float],
    rounds: int,
    *,
    box: float,
    share: float = 1.0,
) -> Price:
    """Prices after some rounds of spreading, within `box` of where they began; sharpness goes from first to last.

    Of a sample of parcels, officers have a share of their room.
    """
    officer = np.hstack([selection.officer, np.full((field.parcels, 1), field.officers)])
    cost = np.hstack([selection.cost, field.cost[:, -1:]]).astype(np.float32)
    weight = field.weight[:, None].astype(np.float32)
    usual = float(field.weight.mean())
    corners = share * np.vstack([np.minimum(field.band_start, field.room[:, None]).T, field.room])
    steepest = np.append(np.cumsum(field.band_slope), np.inf)[:, None]
    with np.errstate(divide="ignore"):
        log_corners = np.log(corners)
    most = np.full(len(price.room), float((field.cost[:, -1] / field.weight).max(initial=0.0)) + 1.0)
    most[-1] = 0.0
    low, high = np.minimum(np.maximum(0.0, price.room - box), most), np.minimum(price.room + box, most)
    at, last, momentum = price.room, price.room, 0
    counts = _CountPrices(field, officer, price.count, box=box, share=share)
    for turn in range(rounds):
        sharp = sharpness[0] * (sharpness[1] / sharpness[0]) ** (turn / max(1, rounds - 1))
        spread = cost + at.astype(np.float32)[officer] * weight
        counts.add_to(spread)
        spread = np.exp((spread.min(axis=1, keepdims=True) - spread) / np.float32(sharp))
        spread /= spread.sum(axis=1, keepdims=True)
        counts.move(spread, sharp)
        spread *= weight
        asked = np.bincount(officer.ravel(), weights=spread.ravel(), minlength=len(at))
        heavy = np.bincount(officer.ravel(), weights=(spread * weight).ravel(), minlength=len(at))
        each = sharp / np.where(asked > TOLERANCE, heavy / np.maximum(asked, TOLERANCE), usual)
        # What is asked falls and what is given rises with the price: they meet at the greatest of the lesser ones.
        meeting = at + each * (np.log(np.maximum(asked, TOLERANCE)) - log_corners)
        moved = np.minimum(meeting, steepest).max(axis=0)
        moved = np.clip(np.clip(moved, at - 1.5 * each, at + 1.5 * each), low, high)
        momentum = 1 if (moved - at) @ (moved - last) < 0 else momentum + 1
        at, last = np.clip(moved + momentum / (momentum + 3) * (moved - last), low, high), moved
    return Price(room=last, count=counts.price)


class _CountPrices:
    """The prices of limits on counts while parcels are spread: they rise where more is asked than a limit allows."""

    def __init__(self, field: Field, officer: Ints, price: Floats, *, box: float, share: float) -> None:
        counted, parcel = field.counted, np.arange(field.parcels)[:, None]
        slot = counted.slot(parcel, officer).ravel()
        self._where = np.flatnonzero(counted.has_price(slot))
        self._slot = slot[self._where]
        crimes = counted.crimes[parcel, counted.main[parcel, counted.row[officer]]].ravel()
        self._crimes = crimes[self._where].astype(np.float32)
        self._limited = (counted.most < ENDLESS) & (counted.most > 0)
        self._log_most = np.log(share * np.where(self._limited, counted.most, 1))
        self._low = np.maximum(0.0, price - box)
        self._high = np.minimum(price + box, float(field.cost[:, -1].max(initial=0.0)) + 1.0)
        self.price = price

    def add_to(self, spread: Floats) -> None:
        """Add what each pair pays; `spread` is [n, k] costs."""
        if len(self._where):
            spread.reshape(-1)[self._where] += self.price.ravel()[self._slot] * self._crimes

    def move(self, spread: Floats, sharp: float) -> None:
        """Move the prices to where what is asked meets what is allowed; `spread` is [n, k] shares."""
        if len(self._where):
            asked = np.bincount(
                self._slot, weights=spread.reshape(-1)[self._where] * self._crimes, minlength=self.price.size
            ).reshape(self.price.shape)
            over = np.clip(np.log(np.maximum(asked, TOLERANCE)) - self._log_most, -1.5, 1.5)
            moved = np.clip(self.price + COUNT_STEP * sharp * over, self._low, self._high)
            self.price = np.where(self._limited, moved, 0.0)


def reduced_in(field: Field, selection: Selection, price: Price) -> Floats:
    """[n, k] what the pairs of a selection cost at these prices."""
    found: Floats = selection.cost + price.room[selection.officer] * field.weight[:, None]
    if not field.counted.nobody:
        found += field.counted.toll(np.arange(field.parcels)[:, None], selection.officer, price.count)
    return found


def paid_in(field: Field, chosen: Ints, price: Price) -> Floats:
    """[n] what each parcel costs at these prices where it is."""
    rows = np.arange(field.parcels)
    found: Floats = field.cost[rows, chosen] + price.room[chosen] * field.weight
    return found + field.counted.toll(rows, chosen, price.count)


def select(field: Field, price: Price, most: int) -> Selection:
    """The officers that are cheapest at these prices, for each parcel."""
    most = min(most, field.officers)
    officer = np.empty((field.parcels, most), dtype=np.int64)
    cost = np.empty((field.parcels, most))
    for rows, reduced in _reduced_blocks(field, price):
        officer[rows] = np.argpartition(reduced, most - 1, axis=1)[:, :most] if most else 0
        cost[rows] = np.take_along_axis(field.cost[rows, :-1], officer[rows], axis=1)
    return Selection(officer=officer, cost=cost)


def widen(field: Field, selection: Selection, price: Price) -> tuple[Selection, float]:
    """(the selection with whoever is cheaper at these prices, the bound over all officers)."""
    most = min(ADDED, field.officers)
    added = np.zeros((field.parcels, most), dtype=np.int64)
    added_cost = np.full((field.parcels, most), np.inf)
    known = cheapest(field, selection, price)
    best = known.copy()
    for rows, reduced in _reduced_blocks(field, price):
        cheaper = reduced.min(axis=1, initial=np.inf) < known[rows] - TOLERANCE
        best[rows] = np.minimum(best[rows], reduced.min(axis=1, initial=np.inf))
        short = np.flatnonzero(cheaper)
        if len(short):
            at = rows.start + short
            first = np.argpartition(reduced[short], most - 1, axis=1)[:, :most]
            better = np.take_along_axis(reduced[short], first, axis=1) < known[at, None] - TOLERANCE
            added[at], added_cost[at] = first, np.where(better, field.cost[at[:, None], first], np.inf)
    bound = float(best.sum()) - value_of_room(field, price)
    used = np.isfinite(added_cost).any(axis=0)
    return (
        Selection(
            officer=np.hstack([selection.officer, added[:, used]]),
            cost=np.hstack([selection.cost, added_cost[:, used]]),
        ),
        bound,
    )


def cheapest(field: Field, selection: Selection, price: Price) -> Floats:
    """[n] the least that a parcel costs at these prices, within the selection."""
    reduced = reduced_in(field, selection, price)
    least: Floats = np.minimum(reduced.min(axis=1, initial=np.inf), field.cost[:, -1])
    return least


def value_of_room(field: Field, price: Price) -> float:
    """What all room is worth at these prices: for each officer the best of price times units less balance, and for each
    limit on a count what it allows."""
    every = np.arange(field.officers)
    worth = np.zeros(field.officers)
    room = field.room[:-1].astype(np.float64)
    for corner in [*np.minimum(field.band_start[:-1], room[:, None]).T, room]:
        worth = np.maximum(worth, price.room[:-1] * corner - field.balance(every, corner))
    return float(worth.sum()) + field.counted.worth(price.count)


def _reduced_blocks(field: Field, price: Price) -> Iterator[tuple[slice, Floats]]:
    """Blocks of rows, and what their pairs cost at these prices."""
    for begin in range(0, field.parcels, BLOCK):
        rows = slice(begin, min(begin + BLOCK, field.parcels))
        reduced = field.cost[rows, :-1] + price.room[:-1] * field.weight[rows, None]
        if not field.counted.nobody:
            limited, parcels = field.counted.officers, np.arange(rows.start, rows.stop)
            reduced[:, limited] += field.counted.toll(parcels[:, None], limited, price.count)
        yield rows, reduced
