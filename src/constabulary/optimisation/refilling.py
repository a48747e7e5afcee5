"""Filling one officer's room afresh: the best whole set of what they have, what waits and what others have.

Where room is short, a better plan is often several crimes for one, or one for several. Taking a parcel from where it is
saves what is paid for it there; an own parcel that leaves costs what its next best place does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.field import Field
from constabulary.optimisation.patterns import LADDER, Rounding, can_be_worked_out, in_fewer_units
from constabulary.optimisation.placing import Choice, onward
from constabulary.optimisation.prices import TOLERANCE, Selection

#: Officers worked out together at most.
TOGETHER = 200


@dataclass(frozen=True, slots=True, eq=False)
class _Refill:
    gain: float
    officer: int
    parcels: Ints


def refill(choice: Choice, selection: Selection, *, is_over: Callable[[], bool], only: Ints | None = None) -> int:
    """Fill the room of every officer, or of some only, afresh where that makes the choice cheaper; how many were."""
    up = in_fewer_units(choice.field, Rounding.UP)
    found = _refill_in(up, choice, selection, is_over=is_over, only=only)
    if up is not choice.field:
        nearest = in_fewer_units(choice.field, Rounding.NEAREST)
        found += _refill_in(nearest, choice, selection, is_over=is_over, only=only)
    return found


def _refill_in(
    coarse: Field, choice: Choice, selection: Selection, *, is_over: Callable[[], bool], only: Ints | None
) -> int:
    """The same in the units of `coarse`."""
    if not can_be_worked_out(coarse):
        return 0
    field = choice.field
    rows = np.arange(field.parcels)
    home = choice.chosen
    saved = field.cost[rows, home] + field.balance_of_whole(home, choice.given[home])
    saved -= field.balance_of_whole(home, choice.given[home] - field.weight)
    _, elsewhere = onward(choice, selection, rows)
    found: list[_Refill] = []
    for officers in _groups(coarse, only):
        if is_over():
            return 0
        found += _refills(choice, coarse, officers, saved, elsewhere)
    found.sort(key=lambda one: (-one.gain, one.officer))
    moved = np.zeros(field.parcels, dtype=bool)
    return sum(_apply(choice, one, moved) for one in found)


def _groups(field: Field, only: Ints | None) -> Iterator[Ints]:
    among = np.arange(field.officers) if only is None else only
    low = 0
    for high in LADDER:
        some = among[(field.room[among] > low) & (field.room[among] <= high)]
        low = high
        for begin in range(0, len(some), TOGETHER):
            yield some[begin : begin + TOGETHER]


def _refills(choice: Choice, field: Field, officers: Ints, saved: Floats, elsewhere: Floats) -> list[_Refill]:
    """The refills that look worthwhile; `field` may be in fewer units than the choice's own."""
    units, rows = int(field.room[officers].max()), np.arange(len(officers))
    row_of = np.full(field.officers + 1, -1)
    row_of[officers] = rows
    own = np.flatnonzero(row_of[choice.chosen] >= 0)
    own_row = row_of[choice.chosen[own]]
    own_gain = elsewhere[own] - field.cost[own, choice.chosen[own]]
    best = np.full((len(officers), units + 1), -np.inf)
    best[:, 0] = 0.0
    columns: list[tuple[int, Ints]] = []
    better: list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]] = []
    for weight in np.unique(field.weight[field.weight <= units]).tolist():
        some = np.flatnonzero(field.weight == weight)
        gain = saved[some][None, :] - field.cost[np.ix_(some, officers)].T
        mine = field.weight[own] == weight
        gain[own_row[mine], np.searchsorted(some, own[mine])] = own_gain[mine]
        choice.field.counted.leave_best(gain, officers, some)
        most = min(len(some), units // weight)
        first = np.argpartition(-gain, most - 1, axis=1)[:, :most]
        for column in range(most):
            with_it = best[:, :-weight] + gain[rows, first[:, column], None]
            improved = np.zeros(best.shape, dtype=bool)
            improved[:, weight:] = with_it > best[:, weight:]
            np.maximum(best[:, weight:], with_it, out=best[:, weight:])
            better.append(improved)
            columns.append((weight, some[first[:, column]]))
    balance = field.balance_of_whole(officers[:, None], np.arange(units + 1)[None, :])
    worth = np.where(np.arange(units + 1) <= field.room[officers][:, None], best - balance, -np.inf)
    at = worth.argmax(axis=1)
    now = np.bincount(own_row, weights=own_gain, minlength=len(officers))
    gained = worth[rows, at] - now + choice.field.balance_of_whole(officers, choice.given[officers])
    taken = np.zeros((len(columns), len(officers)), dtype=bool)
    for column in range(len(columns) - 1, -1, -1):
        taken[column] = better[column][rows, at]
        at = at - columns[column][0] * taken[column]
    return [
        _Refill(
            gain=float(gained[row]),
            officer=int(officers[row]),
            parcels=np.array([columns[one][1][row] for one in np.flatnonzero(taken[:, row])], dtype=np.int64),
        )
        for row in np.flatnonzero(gained > TOLERANCE)
    ]


def _apply(choice: Choice, new: _Refill, moved: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bool:
    """Do it, and take it back when it turns out no cheaper after what was done before."""
    field = choice.field
    coming = new.parcels[choice.chosen[new.parcels] != new.officer]
    theirs = np.flatnonzero(choice.chosen == new.officer)
    going = np.setdiff1d(theirs, new.parcels)
    touched = np.concatenate([coming, going])
    if moved[touched].any() or moved[theirs].any():
        return False
    before = [(int(one), int(choice.chosen[one])) for one in touched]
    change = sum(choice.move(one, field.officers) for one, _ in before)
    for one in sorted(coming.tolist(), key=lambda one: (-field.weight[one], one)):
        fits = bool(choice.fits(np.array(one), np.array(new.officer)))
        change += choice.move(one, new.officer if fits else choice.cheapest(one, but=new.officer))
    for one in sorted(going.tolist(), key=lambda one: (-field.cost[one, -1], one)):
        change += choice.move(one, choice.cheapest(one, but=new.officer))
    if change < -TOLERANCE:
        moved[touched] = True
        return True
    for one, _ in before:
        choice.put(one, field.officers)
    for one, officer in before:
        choice.put(one, officer)
    return False
