"""Why this officer, why not the next two, and what choosing each of them would cost in all."""

from collections.abc import Mapping

import numpy as np

from constabulary.optimisation.costing import Floats
from constabulary.optimisation.placing import Choice
from constabulary.optimisation.pool import Part
from constabulary.optimisation.proposing import Plan
from constabulary.standards.values import value

#: Officers whose choice is worked out to the end before the best two are named, and how many are named.
TRIED, NAMED = 6, 2


@value
class Move:
    """A crime that would have to move as well. `to_officer` is empty when it would have to wait."""

    crime: str
    from_officer: str
    to_officer: str


@value
class Alternative:
    """Another officer for the crime: the cost by part, what the plan would cost in all, and what would have to move.

    No plan with this officer costs less than `at_least`; `in_all` is one that can be had with the moves named.
    """

    officer: str
    costs: Mapping[Part, float]
    in_all: float
    costs_more: float
    at_least: float
    moves: tuple[Move, ...]


@value
class Explanation:
    """Why an officer is proposed for a crime. `together` are the crimes that go with it."""

    crime: str
    officer: str
    costs: Mapping[Part, float]
    together: tuple[str, ...]
    next_best: tuple[Alternative, ...]
    may_have_it: int
    have_room: int


def explain(plan: Plan, crime: str) -> Explanation:
    """Why the plan proposes whom it proposes. Raises KeyError for a crime that it proposes for nobody."""
    field, choice = plan.field, plan.choice
    parcel, officer = _where(plan, crime)
    every = np.arange(field.officers)
    parts = _parts(plan, parcel)
    others = every[np.isfinite(field.cost[parcel, :-1]) & (every != officer)]
    others = others[choice.keeps(np.full(len(others), parcel), others)]
    fits = choice.fits(np.full(len(others), parcel), others)
    estimate = field.cost[parcel, others] + np.where(
        fits,
        choice.added(np.full(len(others), parcel), others),
        plan.prices.price.room[others] * field.weight[parcel],
    )
    tried = [_alternative(plan, parcel, int(one), parts) for one in others[np.argsort(estimate, kind="stable")[:TRIED]]]
    members = [field.pool.crimes[at].key for at in field.members[parcel]]
    return Explanation(
        crime=crime,
        officer=field.pool.officers[officer].key,
        costs=_costs_of(choice, parcel, officer, parts, given=int(choice.given[officer] - field.weight[parcel])),
        together=tuple(one for one in members if one != crime),
        next_best=tuple(sorted(tried, key=lambda one: (one.in_all, one.officer))[:NAMED]),
        may_have_it=int(np.isfinite(parts[Part.SKILL]).sum()),
        have_room=int(fits.sum()) + 1,
    )


def _where(plan: Plan, crime: str) -> tuple[int, int]:
    parcel = plan.field.parcel_of[crime]
    officer = int(plan.choice.chosen[parcel])
    if officer == plan.field.officers:
        raise KeyError(crime)
    return parcel, officer


def _parts(plan: Plan, parcel: int) -> dict[Part, Floats]:
    """[officers] each part of what a parcel costs, added up over its crimes."""
    field = plan.field
    parts = field.pairs.parts([field.pool.crimes[at] for at in field.members[parcel]])
    return {part: cost.sum(axis=0) for part, cost in parts.items()}


def _costs_of(choice: Choice, parcel: int, officer: int, parts: dict[Part, Floats], *, given: int) -> dict[Part, float]:
    """The cost by part; balance is what it rises by with this parcel on top of what else is given."""
    field, whose = choice.field, np.array([officer])
    with_it = field.balance(whose, np.array([given + field.weight[parcel]]))
    found = {part: float(cost[officer]) for part, cost in parts.items()}
    return found | {Part.BALANCE: float((with_it - field.balance(whose, np.array([given])))[0])}


def _alternative(plan: Plan, parcel: int, officer: int, parts: dict[Part, Floats]) -> Alternative:
    field, prices = plan.field, plan.prices
    changed = plan.choice.copy()
    more = changed.move(parcel, field.officers)
    moves: list[Move] = []
    while changed.given[officer] + field.weight[parcel] > field.room[officer]:
        costs_more, moved = _make_room(changed, parcel, officer)
        more += costs_more
        moves += moved
    costs = _costs_of(changed, parcel, officer, parts, given=int(changed.given[officer]))
    more += changed.move(parcel, officer)
    everywhere = np.arange(field.officers + 1)
    reduced = field.cost[parcel] + prices.price.room * field.weight[parcel]
    reduced += field.counted.toll(np.full(len(everywhere), parcel), everywhere, prices.price.count)
    # What the prices say a forced choice costs at least, and never less than every plan does.
    forced = prices.bound + float(reduced[officer] - reduced.min())
    return Alternative(
        officer=field.pool.officers[officer].key,
        costs=costs,
        in_all=plan.total + more,
        costs_more=more,
        at_least=min(max(plan.bound, forced), plan.total + more),
        moves=tuple(moves),
    )


def _make_room(changed: Choice, parcel: int, officer: int) -> tuple[float, list[Move]]:
    """Move the parcel of an officer that is cheapest to move: one that makes room alone, if there is one.

    What the choice costs more by it, and the moves.
    """
    field = changed.field
    short = int(changed.given[officer] + field.weight[parcel] - field.room[officer])
    theirs = np.flatnonzero(changed.chosen == officer)
    onward = [changed.cheapest(int(one), but=officer) for one in theirs]
    enough = field.weight[theirs] >= short
    each = field.cost[theirs, onward] + changed.added(theirs, np.array(onward)) - field.cost[theirs, officer]
    each = each / (1.0 if enough.any() else field.weight[theirs])
    at = int(np.where(enough | ~enough.any(), each, np.inf).argmin())
    to_officer = onward[at]
    more = changed.move(int(theirs[at]), to_officer)
    name = "" if to_officer == field.officers else field.pool.officers[to_officer].key
    return more, [
        Move(crime=field.pool.crimes[one].key, from_officer=field.pool.officers[officer].key, to_officer=name)
        for one in field.members[theirs[at]]
    ]
