"""The flow alarm on simulated queues: false alarms in half a year, and how long a stopped queue goes unseen.

Run: .venv/bin/python -m benchmarks.flow_alarm [weeks]
"""

import sys
from datetime import UTC, datetime, timedelta
from statistics import median

from tests.factories.queues import KINDS, QueueKind, make_queue

from constabulary.policing.duties.flow import FlowHistory, assess_flow, learn_rhythm
from constabulary.standards.queues import FLOW
from constabulary.standards.rulebook import on

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
SETTINGS = on(BEGAN)[FLOW].value
LOOK_EVERY = timedelta(hours=1)


def part(history: FlowHistory, from_at: datetime, until_at: datetime) -> FlowHistory:
    """The last weeks of a history, as the job reads them."""
    before = sum(move.change for move in history.moves if move.at <= from_at)
    return FlowHistory(
        from_at=from_at,
        waiting_then=history.waiting_then + before,
        moves=tuple(move for move in history.moves if from_at < move.at <= until_at),
    )


def alarms(history: FlowHistory, from_at: datetime, until_at: datetime) -> list[datetime]:
    """When an alarm would have been raised, looking every hour; one alarm lasts until the queue flows again."""
    raised: list[datetime] = []
    standing, day, at = False, None, from_at
    while at < until_at:
        if day != at.date():
            day = at.date()
            recent = part(history, at - timedelta(weeks=SETTINGS.weeks), at + timedelta(days=1))
            rhythm = learn_rhythm(recent, until=at, settings=SETTINGS)
        flow = assess_flow(recent, at=at, settings=SETTINGS, rhythm=rhythm)
        if flow.state.is_alarm and not standing:
            raised.append(at)
        standing = flow.state.is_alarm
        at += LOOK_EVERY
    return raised


def measure(kind: QueueKind, *, weeks: int, seeds: int) -> tuple[float, float | None, int]:
    """(false alarms in 26 weeks, median hours until a stop on a Tuesday at ten is seen, stops seen within four days)."""
    learn = timedelta(weeks=SETTINGS.weeks)
    false, seen = 0, []
    for seed in range(seeds):
        ends = BEGAN + learn + timedelta(weeks=weeks)
        false += len(alarms(make_queue(kind, seed=seed, from_at=BEGAN, until_at=ends), BEGAN + learn, ends))
        stop = BEGAN + learn + timedelta(days=1, hours=10)
        until = stop + timedelta(days=4)
        stopped = make_queue(kind, seed=1000 + seed, from_at=BEGAN, until_at=until, stops_at=stop)
        found = alarms(stopped, stop, until)
        if found:
            seen.append((found[0] - stop) / timedelta(hours=1))
    return false / (seeds * weeks) * 26, median(seen) if seen else None, len(seen)


def main() -> None:
    """Print a line for each kind of queue."""
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else 26
    seeds = 6
    print(f"{seeds} queues of each kind, {weeks} weeks each, looked at every hour")
    for kind in KINDS:
        false, delay, seen = measure(kind, weeks=weeks, seeds=seeds)
        told = f"{delay:.0f} hours" if delay is not None else "not within four days"
        print(f"{kind.name:36} {false:5.1f} false alarms in 26 weeks; a stop seen after {told} ({seen} of {seeds})")


if __name__ == "__main__":
    main()
