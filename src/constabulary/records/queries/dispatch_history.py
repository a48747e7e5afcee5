"""How incidents were graded, and when units were sent, arrived and were free again: without who, what or where."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class Sent:
    """One unit on one incident as things stood at a moment: the grade that the incident had when it was sent, and when it
    arrived, was free again or was taken elsewhere; None for what had not come about."""

    incident: int
    grade: str
    sent_at: datetime
    arrived_at: datetime | None
    free_at: datetime | None
    diverted_at: datetime | None


@value
class Graded:
    """An incident as things stood at a moment: when it was first graded and how, when it was first made more urgent, when a
    unit was first sent, and when it was closed."""

    incident: int
    grade: str
    graded_at: datetime
    raised_at: datetime | None
    raised_to: str
    sent_at: datetime | None
    closed_at: datetime | None


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def units_sent_between(*, from_at: datetime, at: datetime) -> list[Sent]:
    """The units that were sent from one moment until another."""
    rows = _rows(
        """
        SELECT d.incident_id, coalesce((SELECT t.grade FROM thrive_assessment t WHERE t.incident_id = d.incident_id
                AND t.assessed_at <= d.sent_at ORDER BY t.assessed_at DESC, t.id DESC LIMIT 1), i.grade),
            d.sent_at, CASE WHEN d.at_scene_at <= %(at)s THEN d.at_scene_at END,
            CASE WHEN d.cleared_at <= %(at)s THEN d.cleared_at END, CASE WHEN d.diverted_at <= %(at)s THEN d.diverted_at END
        FROM deployment d JOIN incident i ON i.id = d.incident_id
        WHERE d.sent_at > %(from_at)s AND d.sent_at <= %(at)s ORDER BY d.sent_at, d.id
        """,
        {"from_at": from_at, "at": at},
    )
    return [Sent(**dict(zip(Sent.__dataclass_fields__, row, strict=True))) for row in rows]


def incidents_graded_between(grades: Sequence[str], *, from_at: datetime, at: datetime) -> list[Graded]:
    """The incidents that were first given one of these grades, the most urgent first, from one moment until another."""
    rows = _rows(
        """
        SELECT f.incident_id, f.grade, f.assessed_at, r.assessed_at, coalesce(r.grade, ''),
            (SELECT min(d.sent_at) FROM deployment d WHERE d.incident_id = f.incident_id AND d.sent_at <= %(at)s),
            CASE WHEN i.closed_at <= %(at)s THEN i.closed_at END
        FROM (SELECT DISTINCT ON (t.incident_id) t.incident_id, t.grade, t.assessed_at FROM thrive_assessment t
            ORDER BY t.incident_id, t.assessed_at, t.id) f
        JOIN incident i ON i.id = f.incident_id
        LEFT JOIN LATERAL (SELECT t.grade, t.assessed_at FROM thrive_assessment t WHERE t.incident_id = f.incident_id
            AND t.assessed_at > f.assessed_at AND t.assessed_at <= %(at)s
            AND array_position(%(grades)s::text[], t.grade::text) < array_position(%(grades)s::text[], f.grade::text)
            ORDER BY t.assessed_at, t.id LIMIT 1) r ON true
        WHERE f.assessed_at > %(from_at)s AND f.assessed_at <= %(at)s AND f.grade = ANY(%(grades)s) ORDER BY f.assessed_at, f.incident_id
        """,
        {"grades": list(grades), "from_at": from_at, "at": at},
    )
    return [Graded(**dict(zip(Graded.__dataclass_fields__, row, strict=True))) for row in rows]
