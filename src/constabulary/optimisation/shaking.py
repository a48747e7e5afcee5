"""Giving out afresh what a few officers have, in another order, and keeping that when it is cheaper."""

from collections.abc import Callable

import numpy as np

from constabulary.optimisation.placing import Choice
from constabulary.optimisation.prices import TOLERANCE, Prices, Selection, cheapest, paid_in
from constabulary.optimisation.refilling import refill

#: Officers shaken at a time, crimes that wait and come along, and the seed that makes two runs alike.
OFFICERS, WAITING, SEED = 8, 12, 2
#: How far chance may put a light parcel before a heavy one.
DISORDER = 1.0


def shake(choice: Choice, selection: Selection, prices: Prices, *, times: int, is_over: Callable[[], bool]) -> None:
    """Shake so many times, each time around a parcel that pays more than the least it could."""
    field, dice = choice.field, np.random.default_rng(SEED)
    least = cheapest(field, selection, prices.price)
    total = choice.total
    for _ in range(times):
        paid = paid_in(field, choice.chosen, prices.price)
        dear = np.flatnonzero(paid > least + TOLERANCE)
        if not len(dear) or is_over():
            break
        parcel = int(dear[dice.integers(len(dear))])
        officers = _around(choice, selection, parcel)
        kept = choice.chosen.copy()
        _give_out(choice, officers, dice)
        refill(choice, selection, is_over=is_over, only=officers)
        after = choice.total
        if after < total - TOLERANCE:
            total = after
        else:
            choice.take_back(kept)


def _around(choice: Choice, selection: Selection, parcel: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The officers a parcel could best go to, and whoever has it."""
    near = selection.officer[parcel][np.isfinite(selection.cost[parcel])][:OFFICERS]
    officers = np.union1d(near, choice.chosen[parcel])
    return officers[officers < choice.field.officers].astype(np.int64)


def _give_out(
    choice: Choice, officers: np.ndarray[tuple[int, ...], np.dtype[np.int64]], dice: np.random.Generator
) -> None:
    """Take everything from these officers and give it, and some of what waits, to whoever has room: heavy first, nearly."""
    field = choice.field
    theirs = np.flatnonzero(np.isin(choice.chosen, officers))
    waiting = np.flatnonzero(choice.chosen == field.officers)
    waiting = waiting[np.isfinite(field.cost[np.ix_(waiting, officers)]).any(axis=1)]
    some = np.concatenate([theirs, dice.permutation(waiting)[:WAITING]])
    for one in theirs.tolist():
        choice.put(one, field.officers)
    disorder = dice.uniform(0.0, DISORDER, len(some)) * field.weight[some]
    for one in some[np.argsort(disorder - field.weight[some], kind="stable")].tolist():
        choice.put(one, choice.cheapest(one, but=field.officers))
