"""Days on which crimes that went one way out began to go another: counts, of nobody."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class MovedView:
    """A way that fell on a day and the one that rose, and what was found of it."""

    id: int
    day: date
    fell: str
    rose: str
    found_fell: int
    expected_fell: float
    found_rose: int
    expected_rose: float
    edition: str
    raised_at: datetime
    finding: str
    words: str
    looked_at: datetime | None
    looked_by: int | None
    due_at: datetime | None


_COLUMNS = """
    m.id, m.day, m.fell, m.rose, m.found_fell, m.expected_fell, m.found_rose, m.expected_rose, m.edition, m.raised_at,
    m.finding, m.words, m.looked_at, m.looked_by_id, d.due_at
"""
_FROM = "way_moved m LEFT JOIN duty d ON d.kind = 'look_at_ways_out' AND d.subject_row = m.id AND d.state = 'open'"


def _views(where: str, values: list[Any]) -> list[MovedView]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE {where} ORDER BY m.day DESC, m.id", values)
        return [MovedView(**dict(zip(MovedView.__dataclass_fields__, row, strict=True))) for row in cursor.fetchall()]


def move_by_number(number: int) -> MovedView | None:
    """One move, if there is one of that number."""
    return next(iter(_views("m.id = %s", [number])), None)


def moves_to_look_at() -> list[MovedView]:
    """Those that nobody has looked at, the latest first."""
    return _views("m.looked_at IS NULL", [])


def last_looked_at() -> dict[tuple[str, str], datetime | None]:
    """By the way that fell and the one that rose: when it was looked at last; None where it waits to be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fell, rose, CASE WHEN bool_and(looked_at IS NOT NULL) THEN max(looked_at) END FROM way_moved "
            "GROUP BY fell, rose"
        )
        return {(fell, rose): at for fell, rose, at in cursor.fetchall()}
