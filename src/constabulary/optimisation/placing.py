"""A first choice from prices, and making a choice better: to another officer, in exchange, or by moving a third on."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from constabulary.optimisation.costing import Floats, Ints
from constabulary.optimisation.field import Field
from constabulary.optimisation.prices import TOLERANCE, Price, Prices, Selection, cheapest, paid_in, reduced_in

#: Officers a parcel may move to, the best at the prices found; pairs of parcel and partner looked at in one go.
LOOKED_AT, AT_ONCE = 32, 60_000
NOBODY = -1


def trim(field: Field, prices: Prices) -> Selection:
    """[n, k] the officers of the selection that are cheapest at the prices, cheapest first."""
    reduced = reduced_in(field, prices.selection, prices.price)
    first = np.argsort(reduced, axis=1, kind="stable")[:, :LOOKED_AT]
    return Selection(
        officer=np.take_along_axis(prices.selection.officer, first, axis=1),
        cost=np.take_along_axis(prices.selection.cost, first, axis=1),
    )


class Choice:
    """A choice of officer for each parcel that keeps every limit; column `m` is waiting."""

    def __init__(self, field: Field, chosen: Ints) -> None:
        self.field = field
        self.chosen = chosen
        self.given = field.given(chosen)
        self.held = field.counted.held(chosen)

    def copy(self) -> "Choice":
        """The same choice, to be changed."""
        return Choice(self.field, self.chosen.copy())

    @property
    def total(self) -> float:
        """What it costs in all."""
        return self.field.total(self.chosen)

    def fits(self, parcel: Ints, officer: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether officers have room for parcels, shapes alike."""
        room = self.given[officer] + self.field.weight[parcel] <= self.field.room[officer]
        return room if self.field.counted.nobody else room & self.keeps(parcel, officer)

    def keeps(
        self, joining: Ints, officer: Ints, leaving: Ints | None = None
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether officers keep the limits on counts when parcels join and others leave, shapes alike."""
        return self.field.counted.keeps(self.held, joining, officer, leaving)

    def added(self, parcel: Ints, officer: Ints) -> Floats:
        """What balance rises by when officers are given parcels, shapes alike."""
        given = self.given[officer]
        return self.field.balance_of_whole(officer, given + self.field.weight[parcel]) - self.field.balance_of_whole(
            officer, given
        )

    def cheapest(self, parcel: int, *, but: int) -> int:
        """The officer with room, but one, for whom a parcel costs least; or waiting."""
        every = np.arange(self.field.officers)
        one = np.full(len(every), parcel)
        offers = np.where(
            self.fits(one, every) & (every != but), self.field.cost[parcel, :-1] + self.added(one, every), np.inf
        )
        return int(np.append(offers, self.field.cost[parcel, -1]).argmin())

    def take_back(self, chosen: Ints) -> None:
        """Make it the choice it was."""
        self.chosen = chosen
        self.given = self.field.given(chosen)
        self.held = self.field.counted.held(chosen)

    def put(self, parcel: int, officer: int) -> None:
        """Give a parcel to an officer, or let it wait."""
        weight, counted, before = self.field.weight[parcel], self.field.counted, self.chosen[parcel]
        self.given[before] -= weight
        self.given[officer] += weight
        self.held[counted.row[before]] -= counted.crimes[parcel]
        self.held[counted.row[officer]] += counted.crimes[parcel]
        self.chosen[parcel] = officer

    def move(self, parcel: int, officer: int) -> float:
        """The same, and what the choice costs more by it."""
        field, whose = self.field, np.array([self.chosen[parcel], officer])
        before = field.balance_of_whole(whose, self.given[whose]).sum() + field.cost[parcel, whose[0]]
        same = whose[0] == whose[1]
        self.put(parcel, officer)
        after = field.balance_of_whole(whose, self.given[whose]).sum() + field.cost[parcel, officer]
        return 0.0 if same else float(after - before)


def place(field: Field, selection: Selection, price: Price) -> Choice:
    """A first choice, the heaviest parcels first, because they fit in fewest places."""
    choice = Choice(field, np.full(field.parcels, field.officers))
    reduced = reduced_in(field, selection, price)
    for weight in np.unique(field.weight)[::-1]:
        _place_some(choice, selection, reduced, np.flatnonzero(field.weight == weight))
    fill(choice)
    return choice


def _place_some(choice: Choice, selection: Selection, reduced: Floats, waiting: Ints) -> None:
    """Parcels of one weight: who would lose most elsewhere is given first, the rest look again."""
    field = choice.field
    while len(waiting) and selection.officer.shape[1]:
        offers = np.where(choice.fits(waiting[:, None], selection.officer[waiting]), reduced[waiting], np.inf)
        best = offers.argmin(axis=1)
        least = offers[np.arange(len(waiting)), best]
        keep = np.isfinite(least)
        waiting, best, offers, least = waiting[keep], best[keep], offers[keep], least[keep]
        offers[np.arange(len(waiting)), best] = np.inf
        second = np.minimum(offers.min(axis=1, initial=np.inf), field.cost[waiting, -1])
        officer = selection.officer[waiting, best]
        order = np.lexsort((least - second, officer))
        waiting, officer = waiting[order], officer[order]
        starts = np.flatnonzero(np.append(True, officer[1:] != officer[:-1])[: len(officer)])
        rank = np.arange(len(officer)) - np.repeat(starts, np.diff(np.append(starts, len(officer))))
        free = (field.room[officer] - choice.given[officer]) // field.weight[waiting]
        taken = rank < free
        # Limits on counts are looked at one by one: few officers are under one.
        limited = taken & (field.counted.row[officer] < len(field.counted.most) - 1)
        taken &= ~limited
        choice.chosen[waiting[taken]] = officer[taken]
        choice.take_back(choice.chosen)
        for at in np.flatnonzero(limited):
            if choice.fits(waiting[at], officer[at]):
                choice.put(int(waiting[at]), int(officer[at]))
                taken[at] = True
        waiting = waiting[~taken]


def fill(choice: Choice) -> None:
    """Give whatever waits to whoever has room, over all officers, dearest waiting first."""
    field = choice.field
    waiting = np.flatnonzero(choice.chosen == field.officers)
    every = np.arange(field.officers)
    for parcel in waiting[np.argsort(-(field.cost[waiting, -1] / field.weight[waiting]), kind="stable")]:
        offers = np.where(choice.fits(parcel, every), field.cost[parcel, :-1] + choice.added(parcel, every), np.inf)
        best = int(offers.argmin()) if len(offers) else 0
        if len(offers) and np.isfinite(offers[best]):
            choice.put(int(parcel), best)


def improve(choice: Choice, selection: Selection, prices: Prices, *, width: int, is_over: Callable[[], bool]) -> int:
    """One sweep over all parcels, each looking at its `width` best officers; how many moves were made."""
    field, near = choice.field, Selection(officer=selection.officer[:, :width], cost=selection.cost[:, :width])
    # Whoever pays most above the least price has most to gain; those who pay the least move as partners.
    paid = paid_in(field, choice.chosen, prices.price)
    order = np.argsort(cheapest(field, selection, prices.price) - paid, kind="stable")
    begin, found = 0, 0
    while begin < len(order) and not is_over():
        table = _members(choice)
        size = max(8, AT_ONCE // max(1, near.officer.shape[1] * table.shape[1]))
        found += _improve_some(choice, near, table, order[begin : begin + size])
        begin += size
    return found


def _members(choice: Choice) -> Ints:
    """[m + 1, s] the parcels of each officer, -1 where there are no more; waiting has none."""
    field = choice.field
    order = np.argsort(choice.chosen, kind="stable")
    count = np.bincount(choice.chosen, minlength=field.officers + 1)
    place = np.arange(field.parcels) - np.repeat(np.cumsum(count) - count, count)
    order, place = order[: field.parcels - count[-1]], place[: field.parcels - count[-1]]
    table = np.full((field.officers + 1, int(count[:-1].max(initial=1))), NOBODY)
    table[choice.chosen[order], place] = order
    return table


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """[b] the best move of each parcel: who it goes to, the partner that leaves there, where the partner goes."""

    parcel: Ints
    officer: Ints
    partner: Ints
    onward: Ints
    change: Floats


def _improve_some(choice: Choice, selection: Selection, table: Ints, parcels: Ints) -> int:
    """Do the best moves of some parcels that do not touch each other's officers; how many were done."""
    moves = _best_moves(choice, selection, table, parcels)
    touched: set[int] = set()
    done = 0
    for at in np.argsort(moves.change, kind="stable"):
        if not moves.change[at] < -TOLERANCE:
            break
        parcel, officer, partner, onward = (
            int(one[at]) for one in (moves.parcel, moves.officer, moves.partner, moves.onward)
        )
        officers = {int(choice.chosen[parcel]), officer, *([onward] if partner != NOBODY else [])} - {
            choice.field.officers
        }
        if officers & touched:
            continue
        touched |= officers
        if partner != NOBODY:
            choice.put(partner, onward)
        choice.put(parcel, officer)
        done += 1
    return done


def _best_moves(choice: Choice, selection: Selection, table: Ints, parcels: Ints) -> _Moves:
    field = choice.field
    home, weight = choice.chosen[parcels], field.weight[parcels]
    left = field.balance_of_whole(home, choice.given[home] - weight)
    leaving = field.cost[parcels, home] + field.balance_of_whole(home, choice.given[home]) - left
    officer, cost = selection.officer[parcels], selection.cost[parcels]
    cost = np.where(officer == home[:, None], np.inf, cost)
    before = field.balance_of_whole(officer, choice.given[officer])
    alone = choice.given[officer] + weight[:, None]
    change = np.where(
        (alone <= field.room[officer]) & choice.keeps(parcels[:, None], officer),
        cost + field.balance_of_whole(officer, alone) - before - leaving[:, None],
        np.inf,
    )
    rows = np.arange(len(parcels))
    best = change.argmin(axis=1)
    moves = [(change[rows, best], best, np.full(len(parcels), NOBODY), home)]

    partner = table[officer]
    there = np.where(partner == NOBODY, 0, partner)
    after = alone[:, :, None] - field.weight[there]
    possible = (partner != NOBODY) & (after <= field.room[officer][:, :, None]) & np.isfinite(cost)[:, :, None]
    possible &= choice.keeps(parcels[:, None, None], officer[:, :, None], there)
    gain = np.where(
        possible, cost[:, :, None] - np.where(possible, field.cost[there, officer[:, :, None]], 0.0), np.inf
    )
    gain += field.balance_of_whole(officer[:, :, None], after) - before[:, :, None]

    back = choice.given[home][:, None, None] - weight[:, None, None] + field.weight[there]
    swap = gain + field.cost[there, home[:, None, None]] - field.cost[parcels, home][:, None, None]
    swap += (
        field.balance_of_whole(home[:, None, None], back)
        - field.balance_of_whole(home, choice.given[home])[:, None, None]
    )
    may_swap = (back <= field.room[home][:, None, None]) & choice.keeps(
        there, home[:, None, None], parcels[:, None, None]
    )
    swap = np.where(may_swap, swap, np.inf)
    moves.append(_best_of(swap, partner, home))

    on, on_cost = onward(choice, selection, there)
    moved = gain + on_cost - leaving[:, None, None]
    moved = np.where((on != home[:, None, None]), moved, np.inf)
    flat = moved.reshape(len(parcels), -1).argmin(axis=1)
    moves.append(_best_of(moved, partner, on.reshape(len(parcels), -1)[rows, flat]))

    changes = np.stack([one[0] for one in moves])
    kind = changes.argmin(axis=0)
    column, partners, nexts = (np.stack([one[part] for one in moves])[kind, rows] for part in (1, 2, 3))
    return _Moves(
        parcel=parcels, officer=officer[rows, column], partner=partners, onward=nexts, change=changes[kind, rows]
    )


def _best_of(change: Floats, partner: Ints, onward: Ints) -> tuple[Floats, Ints, Ints, Ints]:
    """For each parcel (the best change, the column of its officer, the partner, where the partner goes)."""
    rows, width = np.arange(len(change)), change.shape[2]
    flat = change.reshape(len(change), -1).argmin(axis=1)
    column, place = flat // width, flat % width
    return change[rows, column, place], column, partner[rows, column, place], onward


def onward(choice: Choice, selection: Selection, parcels: Ints) -> tuple[Ints, Floats]:
    """(where else each parcel would best go, what that costs less what leaving its officer saves nothing of)."""
    field = choice.field
    some, at = np.unique(parcels, return_inverse=True)
    officer = selection.officer[some]
    offers = np.where(
        choice.fits(some[:, None], officer) & (officer != choice.chosen[some][:, None]),
        selection.cost[some] + choice.added(some[:, None], officer),
        np.inf,
    )
    offers = np.hstack([offers, field.cost[some, -1:]])
    officers = np.hstack([officer, np.full((len(some), 1), field.officers)])
    best = offers.argmin(axis=1)
    rows = np.arange(len(some))
    shape = parcels.shape
    return officers[rows, best][at].reshape(shape), offers[rows, best][at].reshape(shape)
