"""Queues that move by a rhythm of their own: arrivals by the hour, staff that work the hours they work, bursts."""

import random
from datetime import datetime, timedelta

from constabulary.policing.duties.flow import FlowHistory, Move
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
