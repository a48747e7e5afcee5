"""The rows of exports, in the order of their approved columns, and the exports made so far."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.exports import ExportKind
from constabulary.standards.incident_categories import category_title
from constabulary.standards.values import value

SOURCE = "Home Office, OGL v3.0"

#: Restricted records are left out for everybody, and a sealed place is no place, whatever whoever exports may see.
CRIMES = """
    SELECT c.id, c.reference, c.offence_code, c.offence_category, c.offence_title, coalesce(d.name, ''),
           (c.reported_at AT TIME ZONE 'Europe/London')::date, (c.recorded_at AT TIME ZONE 'Europe/London')::date,
           round(extract(epoch FROM c.recorded_at - c.reported_at)::numeric / 3600, 2)::float8,
           c.domestic_abuse, c.stalking, c.hate, c.state, c.outcome,
           (c.finalised_at AT TIME ZONE 'Europe/London')::date,
           round(extract(epoch FROM c.finalised_at - c.recorded_at)::numeric / 86400, 1)::float8
    FROM crime c LEFT JOIN place p ON p.id = c.place_id AND p.seal_id IS NULL LEFT JOIN district d ON d.id = p.district_id
    WHERE c.restriction_id IS NULL AND c.recorded_at >= %s AND c.recorded_at <= %s ORDER BY c.recorded_at, c.id
"""
INCIDENTS = """
    SELECT i.id, i.reference, i.category, i.grade, coalesce(d.name, ''),
           (i.reported_at AT TIME ZONE 'Europe/London')::date,
           extract(hour FROM i.reported_at AT TIME ZONE 'Europe/London')::int,
           round(extract(epoch FROM i.graded_at - i.reported_at)::numeric / 60, 1)::float8,
           i.crime_reported, i.domestic_abuse, i.state, i.closing_category,
           round(extract(epoch FROM i.closed_at - i.reported_at)::numeric / 3600, 2)::float8
    FROM incident i LEFT JOIN place p ON p.id = i.place_id AND p.seal_id IS NULL
    LEFT JOIN district d ON d.id = p.district_id
    WHERE i.restriction_id IS NULL AND i.reported_at >= %s AND i.reported_at <= %s ORDER BY i.reported_at, i.id
"""

Rows = tuple[list[int], list[tuple[Any, ...]]]


def _rows(sql: str, from_at: datetime, until_at: datetime) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, [from_at, until_at])
        found = cursor.fetchall()
    return [row[0] for row in found], [(*row[1:], SOURCE) for row in found]


def crimes_recorded(from_at: datetime, until_at: datetime) -> Rows:
    """(row numbers, rows) of the crimes recorded in a window."""
    return _rows(CRIMES, from_at, until_at)


def incidents_reported(from_at: datetime, until_at: datetime) -> Rows:
    """(row numbers, rows) of the incidents reported in a window; categories in words."""
    numbers, rows = _rows(INCIDENTS, from_at, until_at)
    return numbers, [
        (row[0], category_title(row[1]), *row[2:10], category_title(row[10]) if row[10] else "", *row[11:])
        for row in rows
    ]


ROWS_OF: Mapping[ExportKind, Callable[[datetime, datetime], Rows]] = {
    ExportKind.CRIMES: crimes_recorded,
    ExportKind.INCIDENTS: incidents_reported,
}


@value
class ExportView:
    """An export that was made."""

    id: int
    kind: str
    file_format: str
    purpose: str
    from_on: date
    until_on: date
    count: int
    digest: bytes
    exported_at: datetime
    exported_by: int


def exports_made(*, most: int = 100) -> list[ExportView]:
    """The exports made so far, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, file_format, purpose, from_on, until_on, count, digest, exported_at, exported_by_id "
            "FROM export ORDER BY exported_at DESC, id DESC LIMIT %s",
            [most],
        )
        return [
            ExportView(**{**dict(zip(ExportView.__dataclass_fields__, row, strict=True)), "digest": bytes(row[7])})
            for row in cursor.fetchall()
        ]
