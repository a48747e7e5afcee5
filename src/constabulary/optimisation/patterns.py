"""What an officer could be given at once, and the better bound that follows.

Prices of room (`prices.py`) take a parcel to pieces: half to one officer, half to another. Here each officer is asked for
whole parcels that fit together, and each parcel has a value that its officers compete for:

    sum over parcels of value - sum over officers of max over whole sets that fit of (value - cost of each) - balance

is a bound for any values that are at most what waiting costs, and a tighter one. The best set is found by adding up
whole units. Parcels of one weight are alike but for value less cost, so an officer with room for `r` units needs only
the best `r / weight` of each weight, and of what a limit counts the best that it allows: that leaves nothing out, and makes it a bound of the whole problem.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.field import Field
from constabulary.optimisation.prices import Prices, cheapest

#: Units of room, and columns of a table, above which whole sets are not worked out.
MOST_UNITS, MOST_COLUMNS = 160, 1000
#: Rounds without gain after which steps are halved, how much of the last step is carried on, a gap that is small enough.
PATIENCE, CARRIED_ON, ENOUGH = 6, 0.5, 2e-4
#: Officers with up to so many units of room are worked out together.
LADDER = (4, 8, 12, 16, 24, 32, 48, 64, 96, MOST_UNITS)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Officers with like room and the best parcels for each: every column holds parcels of one weight.

    `officer` [b], `parcel` and `gain` [b, t] (value less cost), `weight` of each column, `balance` [b, units + 1].
    """

    units: int
    officer: Ints
    parcel: Ints
    gain: Floats
    weight: tuple[int, ...]
    balance: Floats


class Rounding(StrEnum):
    """How weights become fewer units; room is always rounded down.

    Down allows all that fits, and perhaps more: good for a bound. Up allows nothing that does not fit, and not all that
    does. What is found with the nearest may fit or not: whoever uses it looks.
    """

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


def in_fewer_units(field: Field, rounding: Rounding) -> Field:
    """The same field in units so many times larger that whole sets can be worked out; itself, where they can already."""
    times = -(-int(field.room[:-1].max(initial=0)) // MOST_UNITS)
    if times <= 1:
        return field
    added = {Rounding.DOWN: 0, Rounding.NEAREST: times // 2, Rounding.UP: times - 1}[rounding]
    least = 0 if rounding is Rounding.DOWN else 1
    return replace(
        field,
        weight=np.maximum(least, (field.weight + added) // times),
        room=field.room // times,
        band_start=field.band_start / times,
        band_slope=field.band_slope * times,
        steps=np.zeros((len(field.room), 0)),
    )


def can_be_worked_out(field: Field) -> bool:
    """Whether rooms are small enough in units for whole sets, and no parcel is lighter than a unit."""
    if not field.weight.all():
        return False
    room = int(field.room[:-1].max(initial=0))
    columns = sum(room // weight for weight in np.unique(field.weight))
    return 0 < room <= MOST_UNITS and columns <= MOST_COLUMNS


def best_bound(
    field: Field,
    prices: Prices,
    *,
    target: float = np.inf,
    rounds: int = 0,
    is_over: Callable[[], bool] = lambda: False,
) -> float:
    """The better of the bound that prices prove and, where it can be worked out, the best that whole sets prove.

    `target` is what the best choice known costs; each round moves the values towards where every parcel is in one set.
    """
    at = cheapest(field, prices.selection, prices.price)
    field = in_fewer_units(field, Rounding.DOWN)
    if not can_be_worked_out(field):
        return prices.bound
    best, direction, length, stale = prices.bound, np.zeros(field.parcels), 1.0, 0
    for turn in range(rounds + 1):
        bound, asked = _bound_of(field, at)
        stale = 0 if bound > best else stale + 1
        best = max(best, bound)
        if stale == PATIENCE:
            length, stale = length / 2, 0
        if turn == rounds or is_over() or target - best <= ENOUGH * abs(best):
            break
        slope = 1.0 - asked
        slope[(at >= field.cost[:, -1]) & (slope > 0)] = 0.0
        direction = slope + CARRIED_ON * direction
        size = float(direction @ direction)
        if size == 0.0:
            break
        at = np.minimum(at + length * (target - bound) / size * direction, field.cost[:, -1])
    return best


def _bound_of(field: Field, value: Floats) -> tuple[float, Floats]:
    """(what every choice costs at least, [n] in how many officers' best sets each parcel is)."""
    bound, asked = float(value.sum()), np.zeros(field.parcels)
    for table in tables_of(field, value):
        total, parcels = best_sets(field, table)
        bound -= total
        asked += np.bincount(parcels, minlength=field.parcels)
    return bound, asked


def tables_of(field: Field, value: Floats) -> Iterator[Table]:
    """The tables at these values, of officers with like room each."""
    weights = [(int(weight), np.flatnonzero(field.weight == weight)) for weight in np.unique(field.weight)]
    low = 0
    for high in LADDER:
        officer = np.flatnonzero((field.room[:-1] > low) & (field.room[:-1] <= high))
        low = high
        if len(officer):
            yield _table_of(field, officer, weights, value)


def _table_of(field: Field, officer: Ints, weights: list[tuple[int, Ints]], value: Floats) -> Table:
    units = int(field.room[officer].max())
    gains, parcels = [np.zeros((len(officer), 0))], [np.zeros((len(officer), 0), dtype=np.int64)]
    columns = []
    for weight, some in weights:
        most = min(len(some), units // weight)
        if most:
            gained = value[some][None, :] - field.cost[np.ix_(some, officer)].T
            field.counted.leave_best(gained, officer, some)
            first = np.argpartition(-gained, most - 1, axis=1)[:, :most]
            gains.append(np.take_along_axis(gained, first, axis=1))
            parcels.append(some[first])
            columns += [weight] * most
    return Table(
        units=units,
        officer=officer,
        parcel=np.hstack(parcels),
        gain=np.hstack(gains),
        weight=tuple(columns),
        balance=field.balance(officer[:, None], np.arange(units + 1)[None, :]),
    )


def best_sets(field: Field, table: Table) -> tuple[float, Ints]:
    """(what the best sets of a table's officers gain in all, the parcels in them)."""
    rows = np.arange(len(table.officer))
    best = np.full((len(rows), table.units + 1), -np.inf)
    best[:, 0] = 0.0
    better = np.zeros((len(table.weight), *best.shape), dtype=bool)
    for column, weight in enumerate(table.weight):
        with_it = best[:, :-weight] + table.gain[:, column, None]
        better[column, :, weight:] = with_it > best[:, weight:]
        np.maximum(best[:, weight:], with_it, out=best[:, weight:])
    fits = np.arange(table.units + 1) <= field.room[table.officer][:, None]
    worth = np.where(fits, best - table.balance, -np.inf)
    at = worth.argmax(axis=1)
    total = float(worth[rows, at].sum())
    found = [np.zeros(0, dtype=np.int64)]
    for column in range(len(table.weight) - 1, -1, -1):
        taken = better[column, rows, at]
        found.append(table.parcel[taken, column])
        at = at - table.weight[column] * taken
    return total, np.concatenate(found)
