"""What the records say of a finished week of a queue: what came in, what went out, what waited at its end."""

from datetime import date, datetime, timedelta

from django.db import connection

from constabulary.records.queries.planning import ONLINE
from constabulary.records.queries.queues import QueueName, ledger, ledger_reaches
from constabulary.standards.values import value

WEEK = timedelta(days=7)


@value
class CountedWeek:
    """What came in and went out in a week, and what waited at its end."""

    came_in: int
    went_out: int
    waiting: int


def online_week(*, from_at: datetime, until_at: datetime) -> CountedWeek:
    """The crimes of the online investigation team between two moments. Counts what whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE recorded_at >= %(from)s), "
            "count(*) FILTER (WHERE ended_at >= %(from)s AND ended_at < %(until)s), "
            "count(*) FILTER (WHERE ended_at IS NULL OR ended_at >= %(until)s) FROM ("
            "SELECT c.recorded_at, CASE c.state WHEN 'finalised' THEN c.finalised_at WHEN 'cancelled' THEN c.cancelled_at END "
            "AS ended_at FROM crime c JOIN team t ON t.id = c.team_id WHERE t.kind = %(kind)s AND c.recorded_at < %(until)s) x",
            {"from": from_at, "until": until_at, "kind": ONLINE},
        )
        came_in, went_out, waiting = cursor.fetchone()
    return CountedWeek(came_in=came_in, went_out=went_out, waiting=waiting)


def ledger_week(name: QueueName, *, from_on: date) -> CountedWeek | None:
    """The seven days of a queue from a day on; None while the ledger does not reach their end."""
    until_on = from_on + WEEK - timedelta(days=1)
    reached = ledger_reaches()
    if reached is None or reached < until_on:
        return None
    days = ledger(from_on=from_on, until_on=until_on, desk=name.desk, kind=name.kind)
    # A day on which nothing moved and nothing waited has no row.
    return CountedWeek(
        came_in=sum(one.came_in for one in days),
        went_out=sum(one.went_out for one in days),
        waiting=sum(one.waiting for one in days if one.day == until_on),
    )


def queues_kept(*, since: date) -> list[QueueName]:
    """The queues of which the ledger has a day since then, by desk and kind."""
    found = {QueueName(desk=one.desk, kind=one.kind) for one in ledger(from_on=since, until_on=date(9999, 12, 30))}
    return sorted(found, key=lambda one: (one.desk.value, one.kind.value))
