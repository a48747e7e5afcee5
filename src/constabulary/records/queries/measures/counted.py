"""What a measure's query returns."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

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
        cursor.execute(sql, values)
        rows: Iterable[tuple[int, bool]] = cursor.fetchall()
    met: list[int] = []
    not_met: list[int] = []
    for row, is_met in rows:
        (met if is_met else not_met).append(row)
    return Counted(met=tuple(sorted(met)), not_met=tuple(sorted(not_met)))
