"""Days of a queue's ledger made up by chance: how many come in and are done on each weekday, Monday first."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from constabulary.policing.duties.forecast import LedgerDay

OFFICE = (1.3, 1.3, 1.3, 1.3, 1.3, 0.25, 0.25)


def poisson(chance: random.Random, mean: float) -> int:
    """A count of chance with this mean."""
    count, at = 0, chance.expovariate(1.0)
    while at < mean:
        count += 1
        at += chance.expovariate(1.0)
    return count


def chance_ledger(
    *, seed: int, days: int, from_on: date, came: float, done: float, share: float = 0.0, waiting: int = 0,
    week: Sequence[float] = (1.0,) * 7,
) -> list[LedgerDay]:
    """A queue into which `came` a day come and of which `done` a day are done, both by the weekday; or, where a `share`
    is given, each that waits is done with that chance each day."""  # fmt: skip
    chance = random.Random(seed)
    made = []
    for number in range(days):
        day = from_on + timedelta(days=number)
        arrived = poisson(chance, came * week[day.weekday()])
        there = waiting + arrived
        if share:
            left = sum(chance.random() < share for _ in range(there))
        else:
            left = min(there, poisson(chance, done * week[day.weekday()]))
        waiting = there - left
        made.append(LedgerDay(day=day, came_in=arrived, went_out=left, waiting=waiting))
    return made
