"""Queues that move by a rhythm of their own: arrivals by the hour, staff that work the hours they work, bursts."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.policing.duties.flow import FlowHistory, Move
from constabulary.policing.duties.forecast import LedgerDay
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

STEP = timedelta(minutes=10)


@value
class QueueKind:
    """A made-up queue: arrivals and outflow an hour by day, how much of it at night and at the weekend, burst size.

    `stock` is what it holds on average: a queue kept low is often empty.
    """

    name: str
    arrivals: float
    service: float
    night: float
    weekend: float
    burst: int = 1
    office_hours: bool = False


KINDS = (
    QueueKind(name="busy, day and night", arrivals=12, service=14, night=0.5, weekend=1.0),
    QueueKind(name="low count, day and night", arrivals=0.25, service=0.6, night=0.3, weekend=0.8),
    QueueKind(name="low count, staff in the day only", arrivals=0.3, service=0.8, night=0.0, weekend=0.5),
    QueueKind(name="office hours", arrivals=0.8, service=3.0, night=0.0, weekend=0.0, office_hours=True),
    QueueKind(name="in bursts of eight", arrivals=2.0, service=2.5, night=0.2, weekend=0.7, burst=8),
    QueueKind(name="backlog that only grows", arrivals=6, service=4, night=0.1, weekend=0.6),
)


def staffed(kind: QueueKind, moment: datetime) -> float:
    """How much of the full staff works at a moment."""
    local = moment.astimezone(LONDON)
    by_day = 8 <= local.hour < (18 if kind.office_hours else 22)
    share = 1.0 if by_day else kind.night
    return share * (kind.weekend if local.weekday() >= 5 else 1.0)


def make_queue(
    kind: QueueKind,
    *,
    seed: int,
    from_at: datetime,
    until_at: datetime,
    stops_at: datetime | None = None,
    slows_at: datetime | None = None,
    left: float = 1.0,
) -> FlowHistory:
    """What moved in a queue of this kind; from `stops_at` nothing leaves it, from `slows_at` only a part does."""
    chance = random.Random(seed)
    moves: list[Move] = []
    waiting, at, hours = 2, from_at, STEP / timedelta(hours=1)
    while at < until_at:
        arriving = kind.arrivals * (0.4 + 0.6 * (8 <= at.astimezone(LONDON).hour < 23)) * hours
        for moment in times(chance, arriving, at):
            moves.append(Move(at=moment, change=1))
            waiting += 1
        pace = kind.service * staffed(kind, at) * hours / kind.burst
        pace *= left if slows_at is not None and at >= slows_at else 1.0
        if stops_at is None or at < stops_at:
            for moment in times(chance, pace, at):
                for _ in range(min(waiting, kind.burst)):
                    moves.append(Move(at=moment, change=-1))
                    waiting -= 1
        at += STEP
    # A departure is never before the arrival it needs: the step is short, so order by moment, arrivals first.
    moves.sort(key=lambda move: (move.at, -move.change))
    return FlowHistory(from_at=from_at, waiting_then=2, moves=tuple(moves))


def times(chance: random.Random, expected: float, from_at: datetime) -> list[datetime]:
    """Moments of a Poisson process within one step."""
    found: list[datetime] = []
    at = chance.expovariate(expected) if expected > 0 else 2.0
    while at < 1.0:
        found.append(from_at + STEP * at)
        at += chance.expovariate(expected)
    return found


#: How much comes in and is done on each weekday, Monday first.
OFFICE = (1.3, 1.3, 1.3, 1.3, 1.3, 0.25, 0.25)
#: Queues of chance whose days are drawn by `chance_ledger`, by what they are.
LEDGERS: dict[str, dict[str, Any]] = {
    "seven a day, each done within days": {"came": 7.0, "share": 0.4},
    "seven a day, each done within weeks": {"came": 7.0, "share": 0.06},
    "office hours, staff that keep up": {"came": 10.0, "done": 12.0, "week": OFFICE},
    "office hours, staff that barely keep up": {"came": 10.0, "done": 10.4, "week": OFFICE},
    "a backlog of 400 that wanders": {"came": 12.0, "done": 12.0, "waiting": 400},
    "a backlog that grows by two a day": {"came": 12.0, "done": 10.0, "waiting": 40},
    "one every other day": {"came": 0.5, "share": 0.3},
}


def poisson(chance: random.Random, mean: float) -> int:
    """A count of chance with this mean."""
    count, at = 0, chance.expovariate(1.0)
    while at < mean:
        count += 1
        at += chance.expovariate(1.0)
    return count


def chance_ledger(
    *,
    seed: int,
    days: int,
    from_on: date,
    came: float,
    done: float = 0.0,
    share: float = 0.0,
    waiting: int = 0,
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
