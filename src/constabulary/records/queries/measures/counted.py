"""What a measure's query returns."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.records.queries.together import written_out
from constabulary.standards.values import value


@value
class Counted:
    """The records in the denominator, split by whether they meet the measure. Row numbers, in order.

    Where two people judged each record, `pairs` are what they chose and `people` whose first judgment it was, so that
    a figure can be held back that would be one of few people. Neither is kept or shown.
    """

    met: tuple[int, ...]
    not_met: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...] = ()
    people: tuple[int, ...] = ()

    @property
    def denominator(self) -> int:
        """How many are counted at all."""
        return len(self.met) + len(self.not_met)


def count_rows(sql: str, values: dict[str, Any]) -> Counted:
    """Run a query of (row number, met) and split it."""
    with connection.cursor() as cursor:
        cursor.execute(*written_out(sql, values))
        rows: Iterable[tuple[int, bool]] = cursor.fetchall()
    met: list[int] = []
    not_met: list[int] = []
    for row, is_met in rows:
        (met if is_met else not_met).append(row)
    return Counted(met=tuple(sorted(met)), not_met=tuple(sorted(not_met)))


@value
class Taken:
    """What was due of a record and when it was done; None where it had not been."""

    due_at: datetime
    done_at: datetime | None


def taken_of(sql: str, values: dict[str, Any]) -> Mapping[int, Taken]:
    """Run a query of (row number, due, done)."""
    with connection.cursor() as cursor:
        cursor.execute(*written_out(sql, values))
        return {row[0]: Taken(due_at=row[1], done_at=row[2]) for row in cursor.fetchall()}
