"""A recovery plan that runs, week by week, held to what it said: is it still true, and when it is not, why."""

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from constabulary.simulation.recovery.burn_down import Futures, Plan, play
from constabulary.simulation.recovery.queue import Kind, Option, Queue, RiskClass
from constabulary.standards.queues import RecoverySettings
from constabulary.standards.values import value

WEEK = 7


@value
class Week:
    """What came about in a week of the plan: what came in, what was done, and what waited at its end, by class in the order
    of the queue.

    `came_in` is counted behind the door: without what a partner took and what triage closed at once. `done` is what was
    worked off, without what triage closed when it began.
    """

    came_in: int
    done: int
    waiting: tuple[int, ...]


def share_out(queue: Queue, before: Sequence[int], *, came_in: int, waiting: int) -> tuple[int, ...]:
    """How many wait by class, where only a count of all is known: what was there and came in, less what left, the riskiest
    first, as the plan works. `before` is by class; what came in is taken to be of the classes as the queue says.
    """
    whole = queue.arrivals_a_day
    shares = [one.arrivals_a_day / whole if whole else 1 / len(queue.classes) for one in queue.classes]
    there = [count + came_in * share for count, share in zip(before, shares, strict=True)]
    gone = sum(there) - waiting
    left = []
    for count in there:
        taken = min(count, max(0.0, gone))
        gone -= taken
        left.append(count - taken)
    # More than adds up is of the least risky, which is worked last.
    left[-1] += max(0.0, -gone)
    whole_ones = [math.floor(one + 1e-9) for one in left]
    by_rest = sorted(range(len(left)), key=lambda place: whole_ones[place] - left[place])
    for place in by_rest[: waiting - sum(whole_ones)]:
        whole_ones[place] += 1
    return tuple(whole_ones)


@value
class Against:
    """A week beside the plan: what waited, and between what it was said to lie (nine times in ten)."""

    number: int
    waiting: int
    low: float
    middle: float
    high: float

    @property
    def is_above(self) -> bool:
        """Whether more waits than the plan allowed for."""
        return self.waiting > self.high


class Trouble(StrEnum):
    """Why a running plan is an alarm."""

    UNLIKELY = "unlikely"
    OUTSIDE = "outside"


@value
class Standing:
    """How a plan stands: each week beside it, the chance that it is still gone by the promised day, that chance as it was
    when the plan began, what now seems to come in and be done a day, and the troubles (none: no alarm)."""

    weeks: tuple[Against, ...]
    chance: float
    chance_then: float
    arrivals_a_day: float
    done_a_day: float
    troubles: tuple[Trouble, ...]

    @property
    def is_alarm(self) -> bool:
        """Whether somebody is to be told."""
        return bool(self.troubles)


def follow(futures: Futures, weeks: Sequence[Week], *, promised_day: int, settings: RecoverySettings) -> Standing:
    """Hold the weeks so far to the plan and look ahead from where it stands.

    What comes in and is done from now on is what the plan said, moved by what was seen: the plan counts as much as
    `settings.plan_weighs` weeks seen. Raises ValueError for a week that does not name every class.
    """
    plan = futures.plan
    if any(len(week.waiting) != len(plan.queue.classes) for week in weeks):
        raise ValueError("A week says of every class of the queue how many wait.")
    beside = tuple(_beside(futures, number, week) for number, week in enumerate(weeks, start=1))
    ahead = _ahead(futures, weeks, settings.plan_weighs)
    left = promised_day - WEEK * len(weeks)
    # By the last week alone: a count that was mistyped, or a backlog that came back, does not end the watch.
    gone = bool(weeks) and sum(weeks[-1].waiting) <= plan.queue.cleared_at
    chance = 1.0 if gone else 0.0 if left < 1 else play(ahead).chance_cleared_by(left)
    outside = len(beside) >= settings.weeks_outside and all(one.is_above for one in beside[-settings.weeks_outside :])
    troubles = []
    if chance < settings.alarm_below:
        troubles.append(Trouble.UNLIKELY)
    if outside:
        troubles.append(Trouble.OUTSIDE)
    return Standing(
        weeks=beside,
        chance=chance,
        chance_then=futures.chance_cleared_by(promised_day),
        arrivals_a_day=ahead.queue.arrivals_a_day,
        done_a_day=ahead.queue.done_a_day,
        troubles=tuple(troubles),
    )


def _beside(futures: Futures, number: int, week: Week) -> Against:
    day = min(WEEK * number, futures.plan.days)
    low, middle, high = np.quantile(futures.waiting[:, day], [0.05, 0.5, 0.95])
    return Against(number=number, waiting=sum(week.waiting), low=float(low), middle=float(middle), high=float(high))


def _ahead(futures: Futures, weeks: Sequence[Week], weight: float) -> Plan:
    """The plan from the end of the last week on.

    What was planned is the mean of what the plan's own futures did by then, so that each option counts as it was played,
    and nobody is held to doing more than waited.
    """
    plan = futures.plan
    if not weeks:
        return plan
    queue, days = plan.queue, WEEK * len(weeks)
    faster = _pull(sum(week.done for week in weeks), futures.done[:days].sum(), len(weeks), weight)
    busier = _pull(sum(week.came_in for week in weeks), futures.came[:days].sum(), len(weeks), weight)
    classes = tuple(
        _class_now(one, waiting, busier) for one, waiting in zip(queue.classes, weeks[-1].waiting, strict=True)
    )
    now = replace(
        queue,
        classes=classes,
        done_a_day=queue.done_a_day * faster,
        first_weekday=(queue.first_weekday + days) % WEEK,
    )
    options = tuple(
        _option_now(one, days, faster) for one in plan.options if one.days is None or one.starts + one.days > days
    )
    kept = tuple(one for one in options if not one.find_faults(now))
    return replace(plan, queue=now, options=kept, days=max(1, plan.days - days))


def _class_now(one: RiskClass, waiting: int, busier: float) -> RiskClass:
    return replace(one, waiting=waiting, ages=(), arrivals_a_day=one.arrivals_a_day * busier)


def _option_now(one: Option, days: int, faster: float) -> Option:
    """An option from day `days` on: what it does beside the rest is as much faster or slower as that."""
    now = replace(
        one,
        starts=max(0, one.starts - days),
        days=None if one.days is None else one.starts + one.days - max(days, one.starts),
        extra_a_day=one.extra_a_day * faster,
    )
    if one.kind is Kind.TRIAGE and one.starts < days:
        # What waited has been looked through and is not again; at the door as much is closed as before.
        kept = (1 - one.closed_at_once) * (1 - one.diverted)
        now = replace(now, kind=Kind.PARTNER, closed_at_once=0.0, diverted=1 - kept)
    return now


def _pull(seen: float, planned: float, weeks: int, weight: float) -> float:
    """The factor on the plan's rate: what was seen over what was planned, drawn to one by the plan's own weight."""
    return float((seen / planned * weeks + weight) / (weeks + weight)) if planned > 0 else 1.0
