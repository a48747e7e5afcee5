"""The forecast of each queue made once a day, and read beside what was measured."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.policing.duties.forecast import LedgerDay, fill_days, forecast_queue
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import QueueForecast
from constabulary.records.queries.queue_forecasts import forecast_was_made
from constabulary.records.queries.queues import QueueName, ledger, ledger_reaches
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.queues import FORECAST
from constabulary.standards.rulebook import Moments

DAY = timedelta(days=1)


def forecast_queues(*, by: Officer, at: datetime) -> int:
    """By the clock: forecast every queue from the ledger as it stood at the start of the day of `at`; how many there were.

    Once for each last day of the ledger: done again, it adds nothing. A queue with too little history gets none.
    """
    check_may(by, Permission.SEE_MEASURES)
    reached = ledger_reaches()
    if reached is None:
        return 0
    last = min(reached, local_day(at) - DAY)
    if forecast_was_made(from_day=last):
        return 0
    with writing(by=by, at=at, purpose="By the clock") as w:
        standard = rulebook_for(w, Moments(report=at, decision=at))[FORECAST]
        settings = standard.value
        queues: dict[QueueName, list[LedgerDay]] = {}
        for one in ledger(from_on=last - DAY * (7 * settings.weeks - 1), until_on=last):
            queues.setdefault(QueueName(desk=one.desk, kind=one.kind), []).append(
                LedgerDay(day=one.day, came_in=one.came_in, went_out=one.went_out, waiting=one.waiting)
            )
        made = {
            name: days
            for name, found in queues.items()
            if (days := forecast_queue(fill_days(found, until_on=last), settings=settings))
        }
        if made:
            w.entry(
                EntryKind.QUEUE_FORECAST_MADE, subject=the_force(w), editions=[standard.edition],
                facts={"from": last, "until": last + DAY * settings.days, "queues": len(made)},
            )  # fmt: skip
        for name, days in made.items():
            for day in days:
                w.insert(
                    QueueForecast(
                        desk=name.desk.value, kind=name.kind.value, from_day=last, day=day.day, low=day.low,
                        middle=day.middle, high=day.high, edition=standard.edition, made_at=at,
                    )
                )  # fmt: skip
    return len(made)
