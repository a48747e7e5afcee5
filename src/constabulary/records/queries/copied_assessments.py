"""THRIVE assessments as they are compared, and two of them side by side. Whose they are does not leave here but as "mine"."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.supervision.likeness import Written
from constabulary.standards.values import value

ELEMENTS = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")
_WORDS = "concat_ws(' ', {})".format(", ".join(f"nullif({{0}}.answers->'{one}'->>'rationale', '')" for one in ELEMENTS))


@value
class AlikeThriveLine:
    """Two assessments that are nearly the same, waiting to be read."""

    number: int
    selected_at: datetime
    due_at: datetime


@value
class AlikeThriveView:
    """Two assessments that are nearly the same, side by side, and what was found of the later one."""

    number: int
    journey_id: int
    other_journey_id: int
    likeness: float
    incident: str
    grade: str
    words: str
    assessed_at: datetime
    other_grade: str
    other_words: str
    other_assessed_at: datetime
    is_mine: bool
    finding: str
    finding_words: str
    read_at: datetime | None


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def assessed_between(*, from_at: datetime, until_at: datetime, unselected: bool) -> list[Written]:
    """The assessments of a time by incident, those of restricted records left out; `unselected`: those never selected."""
    rows = _rows(
        f"""
        SELECT a.id, a.incident_id, {_WORDS.format("a")} FROM thrive_assessment a
        WHERE a.assessed_at >= %(from_at)s AND a.assessed_at < %(until_at)s AND a.restriction_id IS NULL
          AND NOT (%(unselected)s AND EXISTS (SELECT FROM copied_assessment k WHERE k.assessment_id = a.id))
        ORDER BY a.id
        """,
        {"from_at": from_at, "until_at": until_at, "unselected": unselected},
    )
    return [Written(id=row[0], crime=row[1], words=row[2]) for row in rows]


def thrive_last_selected_at() -> datetime | None:
    """When assessments were last selected."""
    found: datetime | None = _rows("SELECT max(selected_at) FROM copied_assessment", {})[0][0]
    return found


def waiting_alike(*, officer: int, desks: list[str], most: int = 30) -> list[AlikeThriveLine]:
    """Those that wait at these desks and were not made by whoever asks."""
    rows = _rows(
        """
        SELECT k.id, k.selected_at, y.due_at FROM duty y JOIN copied_assessment k ON k.id = y.subject_row
        JOIN thrive_assessment a ON a.id = k.assessment_id JOIN thrive_assessment o ON o.id = k.other_id
        WHERE y.kind = 'read_alike_thrive' AND y.state = 'open' AND y.desk = ANY(%(desks)s)
          AND %(officer)s NOT IN (a.assessed_by_id, o.assessed_by_id)
        ORDER BY y.due_at, k.id LIMIT %(most)s
        """,
        {"officer": officer, "desks": desks, "most": most},
    )
    return [AlikeThriveLine(number=row[0], selected_at=row[1], due_at=row[2]) for row in rows]


def two_assessments(number: int, *, officer: int) -> AlikeThriveView | None:
    """Two assessments side by side, where whoever asks may see both."""
    rows = _rows(
        f"""
        SELECT k.id, k.journey_id, o.journey_id, k.likeness, i.reference, a.grade, {_WORDS.format("a")}, a.assessed_at, o.grade,
            {_WORDS.format("o")}, o.assessed_at, %(officer)s IN (a.assessed_by_id, o.assessed_by_id), k.finding, k.words,
            k.read_at
        FROM copied_assessment k JOIN thrive_assessment a ON a.id = k.assessment_id
        JOIN thrive_assessment o ON o.id = k.other_id JOIN incident i ON i.id = a.incident_id
        WHERE k.id = %(number)s
        """,
        {"number": number, "officer": officer},
    )
    return AlikeThriveView(**dict(zip(AlikeThriveView.__dataclass_fields__, rows[0], strict=True))) if rows else None


@value
class ThinView:
    """An assessment that was found thin: its words, what a colleague found, and who is owed feedback on it.

    `is_due` is whether that is still to be given.
    """

    number: int
    journey_id: int
    incident: str
    grade: str
    words: str
    assessed_at: datetime
    assessed_by: int
    finding_words: str
    is_due: bool


def thin_assessment(number: int, *, officer: int, desks: list[str]) -> ThinView | None:
    """One that was found thin, for whoever is to give feedback on it, or has; by name or at their desk.

    None for anybody else.
    """
    rows = _rows(
        f"""
        SELECT k.id, k.journey_id, i.reference, a.grade, {_WORDS.format("a")}, a.assessed_at, a.assessed_by_id, k.words,
            y.state = 'open'
        FROM copied_assessment k JOIN thrive_assessment a ON a.id = k.assessment_id
        JOIN incident i ON i.id = a.incident_id
        JOIN duty y ON y.kind = 'feed_back_thin' AND y.subject_row = k.id AND y.state IN ('open', 'met')
        WHERE k.id = %(number)s AND a.assessed_by_id <> %(officer)s
          AND (y.owner_id = %(officer)s OR y.ended_by_id = %(officer)s OR y.owner_id IS NULL AND y.desk = ANY(%(desks)s))
        """,
        {"number": number, "officer": officer, "desks": desks},
    )
    return ThinView(**dict(zip(ThinView.__dataclass_fields__, rows[0], strict=True))) if rows else None
