"""The case-count form: every parcel weighs the same, and the best choice can be found exactly, as a flow of least cost.

Parcels flow to officers, and from there to one end, a unit of each officer's balance dearer than the one before. What a
limit on a count counts flows to its officer by a slot that takes as many as the limit allows. The flow is worked out on a selection of officers a parcel; prices read back from it show whoever outside the selection would have
been cheaper, and the flow is worked out again with them until there is nobody.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.counted import ENDLESS
from constabulary.optimisation.field import Field
from constabulary.optimisation.placing import Choice
from constabulary.optimisation.prices import TOLERANCE, Price, Prices, Selection, widen

#: Costs are whole numbers in the flow: this many to one.
SCALE = 1_000_000
#: Rounds in which prices are read back, and officers a parcel is looked at with for each round of widening.
READ_BACK = 400


def is_count_form(field: Field) -> bool:
    """Whether every parcel weighs one unit and counts once at most, and no officer has room for more units than can be
    told apart."""
    return bool((field.weight == 1).all()) and field.steps.shape[1] > 0 and field.counted.one_each


def choose_exactly(field: Field, prices: Prices, *, is_over: Callable[[], bool]) -> tuple[Choice, Prices]:
    """(the best choice, prices that prove it): over all officers, unless it is over before that is shown."""
    selection = prices.selection
    while True:
        choice = Choice(field, _flow(field, selection))
        price = _read_back(field, selection, choice)
        wider, bound = widen(field, selection, price)
        if bound > prices.bound:
            prices = Prices(price=price, bound=bound, selection=wider)
        nobody_cheaper = wider.officer.shape[1] == selection.officer.shape[1]
        if nobody_cheaper or is_over():
            return choice, replace(prices, selection=wider)
        selection = wider


def _flow(field: Field, selection: Selection) -> Ints:
    """[n] the officer of each parcel in the flow of least cost."""
    parcels, officers, counted = field.parcels, field.officers, field.counted
    parcel, column = np.nonzero(np.isfinite(selection.cost))
    officer = selection.officer[parcel, column]
    once = np.unique(parcel * officers + officer)
    parcel, officer = once // officers, once % officers
    rising = np.diff(field.steps[:-1], axis=1)
    whose, unit = np.nonzero(np.arange(rising.shape[1]) < field.room[:-1, None])
    end = parcels + officers
    slot = counted.slot(parcel, officer)
    limited = counted.has_price(slot)
    slots, at = np.unique(slot[limited], return_inverse=True)
    entry = parcels + officer
    entry[limited] = end + 1 + at
    tail = np.concatenate([parcel, np.arange(parcels), parcels + whose, end + 1 + np.arange(len(slots))])
    head = np.concatenate([
        entry, np.full(parcels, end), np.full(len(whose), end), parcels + _officer_of(field)[slots],
    ])  # fmt: skip
    cost = np.concatenate([
        field.cost[parcel, officer], field.cost[:, -1], rising[whose, unit], np.zeros(len(slots)),
    ])  # fmt: skip
    capacity = np.concatenate([np.ones(len(tail) - len(slots)), counted.most.ravel()[slots]])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tail, head, capacity.astype(np.int64), np.rint(cost * SCALE).astype(np.int64)
    )
    supply = np.zeros(end + 1 + len(slots))
    supply[:parcels], supply[end] = 1, -parcels
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    flow.solve()
    used = flow.flows(arcs)[: len(parcel)] > 0
    chosen = np.full(parcels, officers)
    chosen[parcel[used]] = officer[used]
    return chosen


def _officer_of(field: Field) -> Ints:
    """[slots] the officer of each slot; of the last row, whose slots have no limit, waiting."""
    counted = field.counted
    return np.repeat(
        np.append(counted.officers[np.argsort(counted.row[counted.officers])], field.officers), counted.most.shape[1]
    )


def _read_back(field: Field, selection: Selection, choice: Choice) -> Price:
    """Prices under which everybody in the choice is where they cost least: the least that a unit less of an officer's
    room, or of what a limit allows, would cost, by moving parcels on from officer to officer."""
    end, counted, rows = field.officers, field.counted, np.arange(field.parcels)
    owner = _officer_of(field)
    entry, home = _entries(field, rows[:, None], selection.officer), _entries(field, rows, choice.chosen)
    paid = field.cost[rows, choice.chosen]
    officers = np.arange(end)
    one_more = choice.added(np.zeros(end, dtype=np.int64), officers)
    one_more = np.where(choice.given[:-1] < field.room[:-1], one_more, np.inf)
    open_slot = (choice.held < counted.most).ravel()
    price: Floats = np.full(end + 1 + len(owner), np.inf)
    price[end] = 0.0
    for _ in range(READ_BACK):
        onward = (selection.cost + price[entry]).min(axis=1, initial=np.inf)
        onward = np.minimum(onward, field.cost[:, -1]) - paid
        moved = np.full(len(price), np.inf)
        np.minimum.at(moved, home, onward)
        moved[:end] = np.minimum(moved[:end], one_more)
        moved[end] = 0.0
        np.minimum.at(moved, owner, moved[end + 1 :])
        moved[end] = 0.0
        moved[end + 1 :] = np.minimum(moved[end + 1 :], np.where(open_slot, moved[owner], np.inf))
        nearer = np.minimum(price, moved)
        settled = not (nearer < price - TOLERANCE).any()
        price = nearer
        if settled:
            break
    dearest = float(field.cost[:, -1].max()) + 1.0
    price = np.minimum(np.maximum(price, 0.0), dearest)
    price[end] = 0.0
    above = np.maximum(0.0, price[end + 1 :] - price[owner]).reshape(counted.most.shape)
    return Price(room=price[: end + 1], count=np.where(counted.most < ENDLESS, above, 0.0))


def _entries(field: Field, parcel: Ints, officer: Ints) -> Ints:
    """Where pairs enter: at the slot of a limit, after all officers and waiting, or else at the officer."""
    slot = field.counted.slot(parcel, officer)
    return np.where(field.counted.has_price(slot), field.officers + 1 + slot, officer)
