"""What an officer could be given at once, and the better bound that follows.

Prices of room (`prices.py`) take a parcel to pieces: half to one officer, half to another. Here each officer is asked for
whole parcels that fit together, and each parcel has a value that its officers compete for:

    sum over parcels of value - sum over officers of max over whole sets that fit of (value - cost of each) - balance

is a bound for any values that are at most what waiting costs, and a tighter one. The best set is found by adding up
whole units. Parcels of one weight are alike but for value less cost, so an officer with room for `r` units needs only
the best `r / weight` of each weight: that leaves nothing out, and makes it a bound of the whole problem.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.field import Field
from constabulary.optimisation.prices import Prices, cheapest

#: Units of room, and columns of a table, above which whole sets are not worked out.
MOST_UNITS, MOST_COLUMNS = 160, 500
#: Officers with up to so many units of room are worked out together.
LADDER = (4, 8, 12, 16, 24, 32, 48, 64, 96, MOST_UNITS)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Officers with like room and the best parcels for each: every column holds parcels of one weight.

    `officer` [b], `gain` [b, t] value less cost, `weight` of each column, `balance` [b, units + 1].
    """

    units: int
    officer: Ints
    gain: Floats
    weight: tuple[int, ...]
    balance: Floats


def can_be_worked_out(field: Field) -> bool:
    """Whether rooms are small enough in units for whole sets."""
    room = int(field.room[:-1].max(initial=0))
    columns = sum(room // weight for weight in np.unique(field.weight))
    return 0 < room <= MOST_UNITS and columns <= MOST_COLUMNS


def best_bound(field: Field, prices: Prices) -> float:
    """The better of the bound that prices prove and, where it can be worked out, the one that whole sets prove."""
    if not can_be_worked_out(field):
        return prices.bound
    value = cheapest(field, prices.selection, prices.price)
    return max(prices.bound, bound_of(field, tables_of(field, value), value))


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
    gains, columns = [np.zeros((len(officer), 0))], []
    for weight, some in weights:
        most = min(len(some), units // weight)
        if most:
            gained = value[some][None, :] - field.cost[np.ix_(some, officer)].T
            gains.append(-np.partition(-gained, most - 1, axis=1)[:, :most])
            columns += [weight] * most
    return Table(
        units=units,
        officer=officer,
        gain=np.hstack(gains),
        weight=tuple(columns),
        balance=field.balance(officer[:, None], np.arange(units + 1)[None, :]),
    )


def bound_of(field: Field, tables: Iterable[Table], value: Floats) -> float:
    """What every choice costs at least; the tables must have been made at these values."""
    bound = float(value.sum())
    for table in tables:
        best = np.full((len(table.officer), table.units + 1), -np.inf)
        best[:, 0] = 0.0
        for column, weight in enumerate(table.weight):
            better = best[:, :-weight] + table.gain[:, column, None]
            np.maximum(best[:, weight:], better, out=best[:, weight:])
        fits = np.arange(table.units + 1) <= field.room[table.officer][:, None]
        bound -= float(np.where(fits, best - table.balance, -np.inf).max(axis=1).sum())
    return bound
