"""Proposes who should investigate which crime, for the whole pool at once, and says how far from the best that can be.

    plan = propose(pool, effort=Effort(seconds=1.0), clock=time.monotonic)

A plan never breaks a limit. `total` is what it costs, `bound` what every plan costs at least, over all officers; the gap
between them is proven. The same pool, in any order, with the same effort and no clock gives the same plan.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from constabulary.optimisation.costing import Ints
from constabulary.optimisation.counting import choose_exactly, is_count_form
from constabulary.optimisation.field import BLOCK, Field, field_of
from constabulary.optimisation.patterns import best_bound
from constabulary.optimisation.placing import LOOKED_AT, Choice, fill, improve, place, trim
from constabulary.optimisation.pool import Crime, Part, Pool, WhyWaiting
from constabulary.optimisation.prices import Price, Prices, Selection, find_prices
from constabulary.optimisation.refilling import refill
from constabulary.optimisation.shaking import shake
from constabulary.standards.values import value

#: When, as shares of the time, prices, sweeps and shakes are over; what is left raises the bound.
PRICES_SHARE, SHAKES_SHARE, SWEEPS_SHARE = 0.5, 0.7, 0.95
#: Officers a crime looks at first; a sweep that gains less than this share lets it look at twice as many.
NARROW, SMALL_GAIN = 4, 4e-4
#: Loads are told to so many places, as the standard does.
LOAD_PLACES = 2


@value
class Effort:
    """How hard to look: stages of prices, sweeps over the choice, shakes of a few officers, rounds to raise the bound,
    and seconds by the caller's clock, if any."""

    stages: int = 10
    sweeps: int = 16
    shakes: int = 50
    rounds: int = 40
    seconds: float | None = None


@value
class Proposal:
    """One crime and the officer proposed for it. Loads are as the standard counts them, with all that is proposed."""

    crime: str
    officer: str
    load_before: float
    load_after: float
    limit: float


@value
class Waiting:
    """A crime that stays unallocated, why, and who has it now, if anybody."""

    crime: str
    why: WhyWaiting
    held_by: str


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is proposed for a pool, what it costs, and what every plan costs at least."""

    proposals: tuple[Proposal, ...]
    waiting: tuple[Waiting, ...]
    total: float
    bound: float
    edition: str
    #: The total by part, and what waiting costs.
    by_part: Mapping[Part, float]
    waiting_cost: float
    #: What the explanations are worked out from.
    field: Field
    choice: Choice
    prices: Prices

    @property
    def gap(self) -> float:
        """How far the total can be from the best, as a share of the bound."""
        return (self.total - self.bound) / self.bound if self.bound > 0 else max(0.0, self.total - self.bound)


def propose(pool: Pool, *, effort: Effort | None = None, clock: Callable[[], float] | None = None) -> Plan:
    """A plan for the whole pool. `seconds` of the effort need a clock. Raises NotAPool."""
    effort = effort or Effort()
    time = _Time(effort, clock)
    field = field_of(pool)
    if not field.parcels or not field.officers:
        return _plan_without_choice(field)
    prices = find_prices(field, stages=effort.stages, is_over=time.until(PRICES_SHARE))
    if is_count_form(field):
        exact, prices = choose_exactly(field, prices, is_over=time.until(1.0))
        return _plan(field, exact, prices, prices.bound)
    selection = trim(field, prices)
    choice = place(field, selection, prices.price)
    _make_better(choice, selection, prices, sweeps=effort.sweeps, is_over=time.until(SWEEPS_SHARE))
    shake(choice, selection, prices, times=effort.shakes, is_over=time.until(SHAKES_SHARE))
    fill(choice)
    bound = best_bound(field, prices, target=choice.total, rounds=effort.rounds, is_over=time.until(1.0))
    return _plan(field, choice, prices, bound)


def _make_better(
    choice: Choice, selection: Selection, prices: Prices, *, sweeps: int, is_over: Callable[[], bool]
) -> None:
    """Refill officers and move single crimes in turn, looking further when that no longer gains much."""
    width = NARROW
    for _ in range(sweeps):
        before = choice.total
        found = refill(choice, selection, is_over=is_over)
        found += improve(choice, selection, prices, width=width, is_over=is_over)
        if is_over() or (not found and width >= LOOKED_AT):
            break
        if before - choice.total < SMALL_GAIN * before:
            width = min(2 * width, LOOKED_AT)


class _Time:
    """Says when a share of the seconds is over by the caller's clock; never, when there is no clock."""

    def __init__(self, effort: Effort, clock: Callable[[], float] | None) -> None:
        self._clock, self._seconds = clock, effort.seconds
        self._began = clock() if clock else 0.0

    def is_over(self, share: float) -> bool:
        """Whether this share of the seconds is over."""
        if self._clock is None or self._seconds is None:
            return False
        return self._clock() - self._began >= share * self._seconds

    def until(self, share: float) -> Callable[[], bool]:
        """The same, to be asked later."""
        return lambda: self.is_over(share)


def _plan_without_choice(field: Field) -> Plan:
    choice = Choice(field, np.full(field.parcels, field.officers))
    nobody = Selection(
        officer=np.zeros((field.parcels, 0), dtype=np.int64), cost=np.zeros((field.parcels, 0), dtype=np.float64)
    )
    free = Price(room=np.zeros(field.officers + 1), count=field.counted.no_price())
    prices = Prices(price=free, bound=choice.total, selection=nobody)
    return _plan(field, choice, prices, choice.total)


def _plan(field: Field, choice: Choice, prices: Prices, bound: float) -> Plan:
    pool, total = field.pool, choice.total
    after = choice.given * field.unit
    proposals, crimes, whose = [], [], []
    for parcel, officer in enumerate(choice.chosen.tolist()):
        if officer == field.officers:
            continue
        one = pool.officers[officer]
        before, limit = one.carried / one.hours_share, one.limit
        load = round((one.carried + float(after[officer])) / one.hours_share, LOAD_PLACES)
        for at in field.members[parcel]:
            crimes.append(pool.crimes[at])
            whose.append(officer)
            proposals.append(
                Proposal(
                    crime=pool.crimes[at].key,
                    officer=one.key,
                    load_before=round(before, LOAD_PLACES),
                    load_after=load,
                    limit=limit,
                )
            )
    idle = np.flatnonzero(choice.chosen == field.officers)
    return Plan(
        proposals=tuple(sorted(proposals, key=lambda one: one.crime)),
        waiting=_waiting(field, choice, idle),
        total=total,
        bound=min(bound, total),
        edition=pool.costs.edition,
        by_part=_by_part(field, choice, crimes, np.array(whose, dtype=np.int64)),
        waiting_cost=float(field.cost[idle, -1].sum()),
        field=field,
        choice=choice,
        prices=prices,
    )


def _by_part(field: Field, choice: Choice, crimes: list[Crime], whose: Ints) -> dict[Part, float]:
    total = dict.fromkeys(Part, 0.0)
    for begin in range(0, len(crimes), BLOCK):
        officers = whose[begin : begin + BLOCK]
        for part, cost in field.pairs.parts(crimes[begin : begin + BLOCK]).items():
            total[part] += float(cost[np.arange(len(officers)), officers].sum())
    total[Part.BALANCE] = float(field.balance(np.arange(field.officers + 1), choice.given).sum())
    return total


def _waiting(field: Field, choice: Choice, idle: Ints) -> tuple[Waiting, ...]:
    """Why each crime that waits does so: true of the plan as it stands."""
    found = []
    for parcel in idle.tolist():
        crimes = [field.pool.crimes[at] for at in field.members[parcel]]
        may = np.isfinite(field.pairs.totals(crimes))
        for row, crime in enumerate(crimes):
            if not may[row].any():
                why = WhyWaiting.NOBODY_MAY
            elif not may.all(axis=0).any():
                why = WhyWaiting.NOBODY_MAY_ALL
            elif not (may.all(axis=0) & np.isfinite(field.cost[parcel, :-1])).any():
                why = WhyWaiting.FULL_BEFORE
            else:
                why = WhyWaiting.FULL
            found.append(Waiting(crime=crime.key, why=why, held_by=crime.held_by))
    return tuple(sorted(found, key=lambda one: one.crime))
