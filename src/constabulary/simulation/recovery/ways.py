"""Ways to clear a backlog side by side: as things are, each option by itself, and all together; as plain data."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np

from constabulary.simulation.recovery.burn_down import QUANTILES, Futures, Plan, play
from constabulary.simulation.recovery.fluid import drift_of, needed_a_day
from constabulary.simulation.recovery.queue import Option, Queue
from constabulary.simulation.recovery.telling import tell_futures, tell_queue
from constabulary.simulation.stopping import Stopped
from constabulary.standards.queues import recovery_from
from constabulary.standards.values import value

#: Goes up whenever these data change their shape; what is played has an edition of its own (`document.EDITION`).
EDITION = "Recovery ways 2"
AS_IT_IS, TOGETHER = "As things are", "All of it together"
MOST_POINTS = 120


def day_of(result: dict[str, Any], days: int | None) -> date | None:
    """The date so many days after the first of what was played; None for none."""
    return None if days is None else date.fromisoformat(result["start"]) + timedelta(days=days)


@value
class Question:
    """How is a queue cleared, from the day `first`, by which of these options? A day is promised with `promised_with`."""

    queue: Queue
    options: tuple[Option, ...]
    first: date
    days: int
    times: int
    seed: int
    promised_with: float

    def plans(self) -> dict[str, Plan]:
        """Each way by name as a plan, under the same luck."""
        ways: dict[str, tuple[Option, ...]] = {AS_IT_IS: ()}
        ways |= {one.name: (one,) for one in self.options}
        if len(self.options) > 1:
            ways[TOGETHER] = self.options
        return {
            name: Plan(queue=self.queue, options=options, days=self.days, times=self.times, seed=self.seed)
            for name, options in ways.items()
        }

    def find_faults(self) -> list[str]:
        """What is wrong with it, in sentences, each once."""
        return list(dict.fromkeys(fault for plan in self.plans().values() for fault in plan.find_faults()))


def play_ways(question: Question, *, told: Callable[[int, int], bool] = lambda _done, _most: True) -> dict[str, Any]:
    """Every way as it was played, as plain data. `told` hears (ways played, ways in all) and says whether to go on.

    Raises ValueError for a faulty question, Stopped.
    """
    faults = question.find_faults()
    if faults:
        raise ValueError(" ".join(faults))
    plans = question.plans()
    ways = []
    for number, (name, plan) in enumerate(plans.items()):
        if not told(number, len(plans)):
            raise Stopped
        ways.append(_plain(name, play(plan), question))
    drift = drift_of(question.queue)
    return {
        "edition": EDITION,
        "name": question.queue.name,
        "label": question.queue.label,
        "start": question.first.isoformat(),
        "days": question.days,
        "seed": question.seed,
        "replications": question.times,
        "promised_with": question.promised_with,
        "told_with": list(recovery_from(question.first).value.told_with),
        "queue": asdict(question.queue),
        "shrinks_a_day": drift.a_day,
        "needed_in_a_quarter": needed_a_day(question.queue, within_days=91),
        "said": list(tell_queue(question.queue)),
        "ways": ways,
    }


def _plain(name: str, futures: Futures, question: Question) -> dict[str, Any]:
    plan = futures.plan
    every = max(1, -(-plan.days // MOST_POINTS))
    days = list(range(0, plan.days + 1, every))
    fan = futures.fan()[:, days].T
    late = futures.late.mean(axis=0)
    promised = futures.cleared_with(question.promised_with)
    return {
        "name": name,
        "options": [asdict(one) for one in plan.options],
        "days": days,
        "shares": list(QUANTILES),
        "fan": [[round(float(one), 1) for one in row] for row in fan],
        "cleared": [futures.cleared_with(chance) for chance in recovery_from(question.first).value.told_with],
        "promised": promised,
        "promised_on": None if promised is None else (question.first + timedelta(days=promised)).isoformat(),
        "chance": futures.chance_cleared_by(plan.days),
        "late_days": round(futures.days_beyond_standard, 1),
        "late_by_class": {
            one.name: round(days, 1) for one, days in zip(plan.queue.classes, futures.late_by_class, strict=True)
        },
        "late_most": round(float(late.max()), 1),
        "late_at_end": round(float(late[-1]), 1),
        "waiting_at_end": round(float(np.median(futures.waiting[:, -1])), 1),
        "extra_hours": round(sum(_hours(one, plan.days) for one in plan.options), 1),
        "said": list(tell_futures(futures, first=question.first, promised_with=question.promised_with)),
    }


def _hours(option: Option, days: int) -> float:
    """The hours of work that an option costs beside today's over the days played."""
    last = days if option.days is None else min(days, option.starts + option.days)
    return option.hours_a_day * max(0, last - option.starts)
