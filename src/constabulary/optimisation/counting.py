"""The case-count form: every parcel weighs the same, and the best choice can be found exactly, as a flow of least cost.

Parcels flow to officers, and from there to one end, a unit of each officer's balance dearer than the one before. The flow
is worked out on a selection of officers a parcel; prices read back from it show whoever outside the selection would have
been cheaper, and the flow is worked out again with them until there is nobody.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.field import Field
from constabulary.optimisation.placing import Choice
from constabulary.optimisation.prices import TOLERANCE, Prices, Selection, widen

#: Costs are whole numbers in the flow: this many to one.
SCALE = 1_000_000
#: Rounds in which prices are read back, and officers a parcel is looked at with for each round of widening.
READ_BACK = 400


def is_count_form(field: Field) -> bool:
    """Whether every parcel weighs one unit, and no officer has room for more units than can be told apart."""
    return bool((field.weight == 1).all()) and field.steps.shape[1] > 0


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
    parcels, officers = field.parcels, field.officers
    parcel, column = np.nonzero(np.isfinite(selection.cost))
    officer = selection.officer[parcel, column]
    once = np.unique(parcel * officers + officer)
    parcel, officer = once // officers, once % officers
    rising = np.diff(field.steps[:-1], axis=1)
    whose, unit = np.nonzero(np.arange(rising.shape[1]) < field.room[:-1, None])
    end = parcels + officers
    tail = np.concatenate([parcel, np.arange(parcels), parcels + whose])
    head = np.concatenate([parcels + officer, np.full(parcels, end), np.full(len(whose), end)])
    cost = np.concatenate([field.cost[parcel, officer], field.cost[:, -1], rising[whose, unit]])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tail, head, np.ones(len(tail), dtype=np.int64), np.rint(cost * SCALE).astype(np.int64)
    )
    flow.set_nodes_supplies(np.arange(end + 1), np.concatenate([np.ones(parcels), np.zeros(officers), [-parcels]]))
    flow.solve()
    used = flow.flows(arcs)[: len(parcel)] > 0
    chosen = np.full(parcels, officers)
    chosen[parcel[used]] = officer[used]
    return chosen


def _read_back(field: Field, selection: Selection, choice: Choice) -> Floats:
    """[m + 1] prices under which everybody in the choice is where they cost least: the least that a unit less of an
    officer's room would cost, by moving parcels on from officer to officer."""
    end = field.officers
    rows = np.arange(field.parcels)
    paid = field.cost[rows, choice.chosen]
    onward = np.full((end + 1, end + 1), np.inf)
    home = np.repeat(choice.chosen, selection.officer.shape[1])
    np.minimum.at(onward, (home, selection.officer.ravel()), (selection.cost - paid[:, None]).ravel())
    np.minimum.at(onward, (choice.chosen, np.full(field.parcels, end)), field.cost[:, -1] - paid)
    officers = np.arange(end)
    free = choice.given[:-1] < field.room[:-1]
    one_more = choice.added(np.zeros(end, dtype=np.int64), officers)
    onward[officers, end] = np.minimum(onward[officers, end], np.where(free, one_more, np.inf))
    price: Floats = np.full(end + 1, np.inf)
    price[end] = 0.0
    for _ in range(READ_BACK):
        nearer = np.minimum(price, (onward + price).min(axis=1))
        nearer[end] = 0.0
        settled = not (nearer < price - TOLERANCE).any()
        price = nearer
        if settled:
            break
    dearest = float(field.cost[:, -1].max()) + 1.0
    price = np.minimum(np.maximum(price, 0.0), dearest)
    price[end] = 0.0
    return price
