"""Prices of officers' room, and the bound they prove.

For any prices of at least 0, every choice that keeps the limits costs at least

    sum over parcels of min(waiting, min over officers of cost + price * weight)
    - sum over officers of max over units given of price * units - balance(units)

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
from constabulary.optimisation.field import Field

#: Parcels looked at in one go: keeps what is worked on in the processor's cache.
BLOCK = 256
#: Officers a parcel is first looked at with, and how many are added at most in a stage.
SELECTED, ADDED = 24, 8
#: Parcels of the sample: a share within limits; fixed seed, so that the same pool gives the same prices.
SAMPLE_SHARE, LEAST_SAMPLE, MOST_SAMPLE, SEED = 10, 600, 1500, 1
SAMPLE_ROUNDS, STAGE_ROUNDS = 50, 30
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
class Prices:
    """[m + 1] the price of each officer's units, the bound it proves, and the selection it was found with."""

    price: Floats
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


def _prices_of_sample(field: Field, each: float, is_over: Callable[[], bool]) -> Floats:
    price = np.zeros(field.officers + 1)
    size = max(LEAST_SAMPLE, min(field.parcels // SAMPLE_SHARE, MOST_SAMPLE))
    taken = np.sort(np.random.default_rng(SEED).permutation(field.parcels)[:size])
    share = float(field.weight[taken].sum() / field.weight.sum())
    sample = replace(
        field,
        members=tuple(field.members[one] for one in taken),
        weight=field.weight[taken],
        cost=field.cost[taken],
    )
    everyone = Selection(
        officer=np.tile(np.arange(field.officers), (len(taken), 1)), cost=np.ascontiguousarray(sample.cost[:, :-1])
    )
    rounds = 0 if is_over() else SAMPLE_ROUNDS
    return _smooth(sample, everyone, price, (each / 2, each / 40), rounds, box=np.inf, share=share)


def _smooth(
    field: Field,
    selection: Selection,
    price: Floats,
    sharpness: tuple[float, float],
    rounds: int,
    *,
    box: float,
    share: float = 1.0,
) -> Floats:
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
    most = np.full(len(price), float((field.cost[:, -1] / field.weight).max(initial=0.0)) + 1.0)
    most[-1] = 0.0
    low, high = np.minimum(np.maximum(0.0, price - box), most), np.minimum(price + box, most)
    at, last, momentum = price, price, 0
    for turn in range(rounds):
        sharp = sharpness[0] * (sharpness[1] / sharpness[0]) ** (turn / max(1, rounds - 1))
        spread = cost + at.astype(np.float32)[officer] * weight
        spread = np.exp((spread.min(axis=1, keepdims=True) - spread) / np.float32(sharp))
        spread *= weight / spread.sum(axis=1, keepdims=True)
        asked = np.bincount(officer.ravel(), weights=spread.ravel(), minlength=len(at))
        heavy = np.bincount(officer.ravel(), weights=(spread * weight).ravel(), minlength=len(at))
        each = sharp / np.where(asked > TOLERANCE, heavy / np.maximum(asked, TOLERANCE), usual)
        # What is asked falls and what is given rises with the price: they meet at the greatest of the lesser ones.
        meeting = at + each * (np.log(np.maximum(asked, TOLERANCE)) - log_corners)
        moved = np.minimum(meeting, steepest).max(axis=0)
        moved = np.clip(np.clip(moved, at - 1.5 * each, at + 1.5 * each), low, high)
        momentum = 1 if (moved - at) @ (moved - last) < 0 else momentum + 1
        at, last = np.clip(moved + momentum / (momentum + 3) * (moved - last), low, high), moved
    return last


def select(field: Field, price: Floats, most: int) -> Selection:
    """The officers that are cheapest at these prices, for each parcel."""
    most = min(most, field.officers)
    officer = np.empty((field.parcels, most), dtype=np.int64)
    cost = np.empty((field.parcels, most))
    for rows, reduced in _reduced_blocks(field, price):
        officer[rows] = np.argpartition(reduced, most - 1, axis=1)[:, :most] if most else 0
        cost[rows] = np.take_along_axis(field.cost[rows, :-1], officer[rows], axis=1)
    return Selection(officer=officer, cost=cost)


def widen(field: Field, selection: Selection, price: Floats) -> tuple[Selection, float]:
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


def cheapest(field: Field, selection: Selection, price: Floats) -> Floats:
    """[n] the least that a parcel costs at these prices, within the selection."""
    reduced = selection.cost + price[selection.officer] * field.weight[:, None]
    least: Floats = np.minimum(reduced.min(axis=1, initial=np.inf), field.cost[:, -1])
    return least


def value_of_room(field: Field, price: Floats) -> float:
    """What all room is worth at these prices: for each officer the best of price times units less balance."""
    every = np.arange(field.officers)
    worth = np.zeros(field.officers)
    room = field.room[:-1].astype(np.float64)
    for corner in [*np.minimum(field.band_start[:-1], room[:, None]).T, room]:
        worth = np.maximum(worth, price[:-1] * corner - field.balance(every, corner))
    return float(worth.sum())


def _reduced_blocks(field: Field, price: Floats) -> Iterator[tuple[slice, Floats]]:
    """Blocks of rows, and what their pairs cost at these prices."""
    for begin in range(0, field.parcels, BLOCK):
        rows = slice(begin, min(begin + BLOCK, field.parcels))
        yield rows, field.cost[rows, :-1] + price[:-1] * field.weight[rows, None]
