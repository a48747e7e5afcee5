"""A recovery plan that runs, week by week, held to what it said: is it still true, and when it is not, why."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from constabulary.simulation.recovery.burn_down import Futures, Plan, play
from constabulary.simulation.recovery.queue import RiskClass
from constabulary.standards.queues import RecoverySettings
from constabulary.standards.values import value

WEEK = 7


@value
class Week:
    """What came about in a week of the plan: what came in, what was done, and what waited at its end, by class in the order
    of the queue."""

    came_in: int
    done: int
    waiting: tuple[int, ...]


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

    What comes in and is done from now on is what the plan said, moved by what was seen: the plan counts as much as eight
    weeks seen. Raises ValueError for a week that does not name every class.
    """
    plan = futures.plan
    if any(len(week.waiting) != len(plan.queue.classes) for week in weeks):
        raise ValueError("A week says of every class of the queue how many wait.")
    beside = tuple(_beside(futures, number, week) for number, week in enumerate(weeks, start=1))
    ahead = _ahead(plan, weeks)
    left = promised_day - WEEK * len(weeks)
    gone = any(sum(week.waiting) <= plan.queue.cleared_at for week in weeks)
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


#: How many weeks of what was seen the plan's own rates are worth.
PLAN_WEIGHS = 8


def _ahead(plan: Plan, weeks: Sequence[Week]) -> Plan:
    """The plan from the end of the last week on."""
    if not weeks:
        return plan
    queue, days = plan.queue, WEEK * len(weeks)
    planned = _planned_done(plan, days)
    faster = _pull(sum(week.done for week in weeks), planned, len(weeks))
    busier = _pull(sum(week.came_in for week in weeks), _planned_arrivals(plan, days), len(weeks))
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
        replace(
            one,
            starts=max(0, one.starts - days),
            days=None if one.days is None else one.starts + one.days - max(days, one.starts),
        )
        for one in plan.options
        if one.days is None or one.starts + one.days > days
    )
    # Triage that has been done is not done again: what it closed is gone from what waits.
    options = tuple(
        replace(one, closed_at_once=0.0) if began.starts < days and one.closed_at_once else one
        for one, began in zip(
            options, [one for one in plan.options if one.days is None or one.starts + one.days > days], strict=True
        )
    )
    kept = tuple(one for one in options if not one.find_faults(now))
    return replace(plan, queue=now, options=kept, days=max(1, plan.days - days))


def _class_now(one: RiskClass, waiting: int, busier: float) -> RiskClass:
    return replace(one, waiting=waiting, ages=(), arrivals_a_day=one.arrivals_a_day * busier)


def _pull(seen: float, planned: float, weeks: int) -> float:
    """The factor on the plan's rate: what was seen over what was planned, drawn to one by the plan's own weight."""
    return (seen / planned * weeks + PLAN_WEIGHS) / (weeks + PLAN_WEIGHS) if planned > 0 else 1.0


def _planned_done(plan: Plan, days: int) -> float:
    extra = sum(one.extra_a_day for day in range(days) for one in plan.options if one.lasts(day))
    return plan.queue.done_a_day * days + extra


def _planned_arrivals(plan: Plan, days: int) -> float:
    return plan.queue.arrivals_a_day * days
