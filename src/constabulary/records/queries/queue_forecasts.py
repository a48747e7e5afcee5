"""What was forecast of a queue, day by day, as it was made."""

from datetime import date, datetime

from django.db import connection

from constabulary.policing.duties.forecast import ForecastDay
from constabulary.records.queries.queues import QueueName
from constabulary.standards.values import value


@value
class ForecastMade:
    """The newest forecast of a queue: when it was made, the last day of the ledger it knew, by which edition, its days."""

    made_at: datetime
    from_day: date
    edition: str
    days: tuple[ForecastDay, ...]


def newest_forecast(name: QueueName) -> ForecastMade | None:
    """The newest forecast of a queue; None where none was made yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day, low, middle, high, made_at, from_day, edition FROM queue_forecast "
            "WHERE desk = %(desk)s AND kind = %(kind)s AND from_day = (SELECT max(from_day) FROM queue_forecast "
            "WHERE desk = %(desk)s AND kind = %(kind)s) ORDER BY day",
            {"desk": name.desk.value, "kind": name.kind.value},
        )
        found = cursor.fetchall()
    if not found:
        return None
    days = tuple(ForecastDay(day=day, low=low, middle=middle, high=high) for day, low, middle, high, *_ in found)
    return ForecastMade(made_at=found[0][4], from_day=found[0][5], edition=found[0][6], days=days)


def forecasts_of_days(name: QueueName, *, from_on: date, until_on: date, ahead: int) -> list[ForecastDay]:
    """Of each day, what the newest forecast said that knew the ledger up to `ahead` days before it, or less."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (day) day, low, middle, high FROM queue_forecast "
            "WHERE desk = %(desk)s AND kind = %(kind)s AND day >= %(from_on)s AND day <= %(until_on)s "
            "AND from_day <= day - %(ahead)s::integer ORDER BY day, from_day DESC",
            {
                "desk": name.desk.value, "kind": name.kind.value, "from_on": from_on, "until_on": until_on,
                "ahead": ahead,
            },
        )  # fmt: skip
        return [ForecastDay(day=day, low=low, middle=middle, high=high) for day, low, middle, high in cursor.fetchall()]


def forecast_was_made(*, from_day: date) -> bool:
    """Whether the queues were forecast from the ledger up to this day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM queue_forecast WHERE from_day = %(day)s)", {"day": from_day})
        return bool(cursor.fetchone()[0])
