"""Reviews as they are compared, and two of them side by side. Whose they are does not leave here but as "mine"."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.supervision.likeness import Written
from constabulary.standards.values import value


@value
class AlikeLine:
    """Two reviews that are nearly the same, waiting to be read."""

    number: int
    level: str
    selected_at: datetime
    due_at: datetime


@value
class AlikeView:
    """Two reviews that are nearly the same, side by side, and what was found of the later one."""

    number: int
    journey_id: int
    other_journey_id: int
    level: str
    likeness: float
    crime: str
    words: str
    examined: tuple[str, ...]
    reviewed_at: datetime
    other_words: str
    other_examined: tuple[str, ...]
    other_reviewed_at: datetime
    is_mine: bool
    finding: str
    finding_words: str
    read_at: datetime | None


_WORDS = "concat_ws(' ', nullif({0}.findings, ''), nullif({0}.challenge, ''), nullif({0}.no_direction_because, ''))"


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def written_between(*, from_at: datetime, until_at: datetime, unselected: bool) -> list[Written]:
    """The reviews of a time, those of restricted records left out; `unselected`: those never selected before."""
    rows = _rows(
        f"""
        SELECT r.id, r.crime_id, {_WORDS.format("r")} FROM investigation_review r
        WHERE r.reviewed_at >= %(from_at)s AND r.reviewed_at < %(until_at)s AND r.restriction_id IS NULL
          AND NOT (%(unselected)s AND EXISTS (SELECT FROM copied_review k WHERE k.review_id = r.id))
        ORDER BY r.id
        """,
        {"from_at": from_at, "until_at": until_at, "unselected": unselected},
    )
    return [Written(id=row[0], crime=row[1], words=row[2]) for row in rows]


def last_selected_at() -> datetime | None:
    """When reviews were last selected."""
    found: datetime | None = _rows("SELECT max(selected_at) FROM copied_review", {})[0][0]
    return found


def waiting_copies(*, officer: int, desks: list[str], most: int = 30) -> list[AlikeLine]:
    """Those that wait at these desks and were not written by whoever asks."""
    rows = _rows(
        """
        SELECT k.id, r.level, k.selected_at, y.due_at FROM duty y JOIN copied_review k ON k.id = y.subject_row
        JOIN investigation_review r ON r.id = k.review_id JOIN investigation_review o ON o.id = k.other_id
        WHERE y.kind = 'read_copies' AND y.state = 'open' AND y.desk = ANY(%(desks)s)
          AND %(officer)s NOT IN (r.reviewed_by_id, o.reviewed_by_id)
        ORDER BY y.due_at, k.id LIMIT %(most)s
        """,
        {"officer": officer, "desks": desks, "most": most},
    )
    return [AlikeLine(number=row[0], level=row[1], selected_at=row[2], due_at=row[3]) for row in rows]


def two_reviews(number: int, *, officer: int) -> AlikeView | None:
    """Two reviews side by side, where whoever asks may see both."""
    rows = _rows(
        f"""
        SELECT k.id, k.journey_id, o.journey_id, r.level, k.likeness, c.reference, {_WORDS.format("r")}, r.examined, r.reviewed_at,
            {_WORDS.format("o")}, o.examined, o.reviewed_at,
            %(officer)s IN (r.reviewed_by_id, o.reviewed_by_id), k.finding, k.words, k.read_at
        FROM copied_review k JOIN investigation_review r ON r.id = k.review_id
        JOIN investigation_review o ON o.id = k.other_id JOIN crime c ON c.id = r.crime_id
        WHERE k.id = %(number)s
        """,
        {"number": number, "officer": officer},
    )
    if not rows:
        return None
    made = dict(zip(AlikeView.__dataclass_fields__, rows[0], strict=True))
    return AlikeView(**{**made, "examined": tuple(rows[0][7]), "other_examined": tuple(rows[0][10])})
