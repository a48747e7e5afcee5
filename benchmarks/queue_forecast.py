"""The forecast of queues of chance: how often what came fell within its interval, and how far it missed.

Beside it the plainest forecast there is, as many as wait now. Run: .venv/bin/python -m benchmarks.queue_forecast [weeks]
"""

import sys
from datetime import UTC, date, datetime
from statistics import mean
from typing import Any

from tests.factories.queues import LEDGERS, chance_ledger

from constabulary.policing.duties.forecast import CheckedDay, forecast_queue
from constabulary.standards.queues import FORECAST
from constabulary.standards.rulebook import on

BEGAN = date(2026, 6, 1)
SETTINGS = on(datetime(2026, 9, 7, tzinfo=UTC))[FORECAST].value
AHEAD = (1, 7, 14)
SEEDS = 150
#: Days before the first that is known, so that a queue does not begin empty.
BEFORE = 28


def measure(queue: dict[str, Any], *, weeks: int, ahead: int) -> tuple[float, float, float]:
    """(the share within the interval, the mean miss, the mean miss of as many as wait now), so many days ahead."""
    inside, missed, missed_by_now = [], [], []
    for seed in range(SEEDS):
        drawn = chance_ledger(seed=seed, days=BEFORE + 7 * weeks + max(AHEAD), from_on=BEGAN, **queue)[BEFORE:]
        known, came = drawn[: 7 * weeks], drawn[7 * weeks - 1 + ahead].waiting
        told = forecast_queue(known, settings=SETTINGS)
        if told:
            checked = CheckedDay(forecast=told[ahead - 1], measured=came)
            inside.append(checked.is_inside)
            missed.append(abs(checked.error))
            missed_by_now.append(abs(came - known[-1].waiting))
    return mean(inside), mean(missed), mean(missed_by_now)


def main() -> None:
    """Print a line for each kind of queue."""
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else SETTINGS.weeks
    print(f"{SEEDS} queues of each kind, {weeks} weeks of history, an interval for {SETTINGS.inside:.0%}")
    for name, queue in LEDGERS.items():
        told = "; ".join(
            f"{ahead} ahead {inside:.0%}, missed by {missed:.1f} (by {now:.1f})"
            for ahead in AHEAD
            for inside, missed, now in [measure(queue, weeks=weeks, ahead=ahead)]
        )
        print(f"{name:40} {told}")


if __name__ == "__main__":
    main()
