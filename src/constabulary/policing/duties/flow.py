"""Does a queue still flow? Judged by its own rhythm, so that a short queue that has stopped is found too.

A count says nothing of a queue that holds three and has not moved for a day. So time is measured in what the queue
usually lets go: each hour of the week has a rate, learned from the last weeks while something waited, and a stretch
without any outflow is worth the outflow that was to be expected in it. A quiet night is worth nothing. How long a
stretch may become by chance is read off the queue's own stretches, so that one that moves in bursts is given longer.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import log, sqrt
from operator import attrgetter
from typing import NamedTuple

from constabulary.standards.calendar import LONDON
from constabulary.standards.queues import FlowSettings
from constabulary.standards.values import value

HOURS = 24
#: Working days and weekends have rhythms of their own.
CLASSES = 2 * HOURS
WEEKEND = 5
HOUR = timedelta(hours=1)
#: Stretches longer than this share of all stretches show how the longest ones fall off.
TAIL_FROM = 0.9


class FlowState(StrEnum):
    """How a queue moves."""

    EMPTY = "empty"
    FLOWING = "flowing"
    SLOWED = "slowed"
    STALLED = "stalled"
    SILENT = "silent"
    THINNED = "thinned"
    NO_RHYTHM = "no_rhythm"

    @property
    def is_alarm(self) -> bool:
        """Whether a supervisor is to be told."""
        return self in {FlowState.SLOWED, FlowState.STALLED, FlowState.SILENT, FlowState.THINNED}


@value
class Move:
    """Something came into a queue (+1) or left it (-1)."""

    at: datetime
    change: int


@value
class FlowHistory:
    """What moved in a queue from a moment on, in order of time, and how many waited at that moment."""

    from_at: datetime
    waiting_then: int
    moves: tuple[Move, ...]


@value
class Rhythm:
    """What a queue usually lets go in each hour of the week, and how its stretches without outflow fall off.

    `rates`: per hour, by class of hour; `tail_from` and `tail_scale` in outflows to be expected; `unevenness`: the
    variance of a day's outflow against its expectation, 1 for one that moves purely by chance.
    """

    rates: tuple[float, ...]
    outs: int
    weeks: float
    tail_from: float
    tail_scale: float
    unevenness: float


@value
class Flow:
    """How a queue stands: its state, and the figures behind it."""

    state: FlowState
    waiting: int
    last_out_at: datetime | None
    missed: float
    limit: float
    left_in_a_day: int
    usual_in_a_day: float


def hour_class(moment: datetime) -> int:
    """Which hour of the week this is: 0 to 23 on a working day, 24 to 47 at the weekend, by the clock in London."""
    local = moment.astimezone(LONDON)
    return local.hour + (HOURS if local.weekday() >= WEEKEND else 0)


class _Stretch(NamedTuple):
    """A stretch of time within one hour, with or without something waiting; `out` when it ends with an outflow.

    A tuple, because four weeks of a busy queue are tens of thousands of them.
    """

    hour: int
    day: int
    length: float
    occupied: bool
    out: bool


def _stretches(history: FlowHistory, until: datetime) -> Iterator[_Stretch]:
    """The history cut at every move and every full hour."""
    start = history.from_at
    first_hour = start.replace(minute=0, second=0, microsecond=0)
    began = (start - first_hour) / HOUR
    at, waiting, place = began, history.waiting_then, 0
    hour = hour_class(first_hour)

    counted = bisect_right(history.moves, until, key=attrgetter("at"))
    for move in (*history.moves[:counted], Move(at=until, change=0)):
        moment = max((move.at - first_hour) / HOUR, at)
        while moment > place + 1:
            yield _Stretch(hour, int(at - began) // HOURS, place + 1 - at, waiting > 0, False)
            place += 1
            at = float(place)
            hour = hour_class(first_hour + place * HOUR)
        yield _Stretch(hour, int(at - began) // HOURS, moment - at, waiting > 0, move.change < 0)
        at = moment
        waiting += move.change


def learn_rhythm(history: FlowHistory, *, until: datetime, settings: FlowSettings) -> Rhythm | None:
    """The rhythm up to a moment; None where too little moved to speak of one."""
    stretches = list(_stretches(history, until))
    outs = sum(one.out for one in stretches)
    if outs < settings.least_outs:
        return None
    rates = _rates(stretches)
    gaps, days = _gaps_and_days(stretches, rates)
    gaps.sort()
    cut = min(int(TAIL_FROM * len(gaps)), len(gaps) - 1)
    beyond = [gap - gaps[cut] for gap in gaps[cut:]]
    uneven = [(seen - usual) ** 2 / usual for seen, usual in days.values() if usual >= 1]
    return Rhythm(
        rates=rates,
        outs=outs,
        weeks=(until - history.from_at) / timedelta(weeks=1),
        tail_from=gaps[cut],
        tail_scale=max(1.0, sum(beyond) / len(beyond)),
        unevenness=max(1.0, sum(uneven) / len(uneven)) if uneven else 1.0,
    )


def _rates(stretches: Sequence[_Stretch]) -> tuple[float, ...]:
    seen, open_for = [0.0] * CLASSES, [0.0] * CLASSES
    for one in stretches:
        seen[one.hour] += one.out
        open_for[one.hour] += one.length if one.occupied else 0.0
    rates = []
    for number in range(CLASSES):
        week, hour = number // HOURS * HOURS, number % HOURS
        # A class has few hours in four weeks: its neighbours count half.
        near = ((week + (hour - 1) % HOURS, 0.5), (number, 1.0), (week + (hour + 1) % HOURS, 0.5))
        time = sum(open_for[place] * weight for place, weight in near)
        rates.append(sum(seen[place] * weight for place, weight in near) / time if time > 0 else 0.0)
    return tuple(rates)


def _gaps_and_days(
    stretches: Sequence[_Stretch], rates: Sequence[float]
) -> tuple[list[float], dict[int, tuple[float, float]]]:
    """(what was to be expected between each outflow and the next, seen and expected outflow of each day)."""
    gaps: list[float] = []
    days: dict[int, tuple[float, float]] = {}
    since = 0.0
    for one in stretches:
        usual = rates[one.hour] * one.length if one.occupied else 0.0
        since += usual
        seen, expected = days.get(one.day, (0.0, 0.0))
        days[one.day] = (seen + one.out, expected + usual)
        if one.out:
            gaps.append(since)
            since = 0.0
    return gaps, days


def missed_limit(rhythm: Rhythm, settings: FlowSettings) -> float:
    """How much outflow may be missed in a row before it is no longer chance: once in so many weeks for one queue."""
    beyond_a_week = max(1.0, (1 - TAIL_FROM) * rhythm.outs / rhythm.weeks)
    return rhythm.tail_from + rhythm.tail_scale * log(max(1.0, beyond_a_week * settings.false_alarm_weeks))


def assess_flow(history: FlowHistory, *, at: datetime, settings: FlowSettings, rhythm: Rhythm | None = None) -> Flow:
    """How a queue stands at a moment. The rhythm is learned up to the last outflow unless one is given."""
    outs = [move.at for move in history.moves if move.change < 0 and move.at <= at]
    last = outs[-1] if outs else None
    waiting = history.waiting_then + sum(move.change for move in history.moves if move.at <= at)
    known = rhythm or (learn_rhythm(history, until=last, settings=settings) if last else None)
    in_a_day = len(outs) - bisect_left(outs, at - timedelta(days=1))
    if waiting <= 0 or known is None:
        return Flow(
            state=FlowState.EMPTY if waiting <= 0 else FlowState.NO_RHYTHM, waiting=max(0, waiting), last_out_at=last,
            missed=0.0, limit=0.0, left_in_a_day=in_a_day, usual_in_a_day=0.0,
        )  # fmt: skip
    limit = missed_limit(known, settings)
    missed = _expected(_since(history, last or history.from_at), at, known)
    usual = _expected(_since(history, max(history.from_at, at - timedelta(days=1))), at, known)
    spread = settings.slow_spreads * sqrt(known.unevenness * usual)
    slowed = in_a_day < usual - spread and in_a_day <= settings.slow_share * usual
    state = FlowState.STALLED if missed > limit else FlowState.SLOWED if slowed else FlowState.FLOWING
    return Flow(
        state=state, waiting=waiting, last_out_at=last, missed=missed, limit=limit, left_in_a_day=in_a_day,
        usual_in_a_day=usual,
    )  # fmt: skip


def _since(history: FlowHistory, moment: datetime) -> FlowHistory:
    earlier = bisect_right(history.moves, moment, key=attrgetter("at"))
    return FlowHistory(
        from_at=moment,
        waiting_then=history.waiting_then + sum(move.change for move in history.moves[:earlier]),
        moves=history.moves[earlier:],
    )


def _expected(history: FlowHistory, at: datetime, rhythm: Rhythm) -> float:
    return sum(rhythm.rates[one.hour] * one.length for one in _stretches(history, at) if one.occupied)
