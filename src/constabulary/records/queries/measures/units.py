"""At which desk and team the records behind a figure lay, as at the moment of the figure."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from constabulary.policing.inspection.agreement import Pair
from constabulary.standards.values import value

#: The team that had a crime then: of whoever it was last given to by then. Of one that was taken over with its officer, and
#: given to nobody here by then, the team it came with; where it was given on since, that of the officer it was taken from.
TEAM_THEN = """
    LEFT JOIN LATERAL (
        SELECT a.id, a.team_id FROM allocation a WHERE a.crime_id = c.id AND a.allocated_at <= %(as_at)s
        ORDER BY a.allocated_at DESC, a.id DESC LIMIT 1
    ) given ON true
    LEFT JOIN LATERAL (
        SELECT a.id, o.team_id FROM allocation a LEFT JOIN officer o ON o.id = a.instead_of_id WHERE a.crime_id = c.id
        ORDER BY a.allocated_at, a.id LIMIT 1
    ) came ON true
    LEFT JOIN team t ON t.id = CASE
        WHEN given.id IS NOT NULL THEN given.team_id
        WHEN came.id IS NOT NULL THEN came.team_id
        WHEN c.allocated_at <= %(as_at)s THEN c.team_id
    END
"""
#: For each kind of evidence: desk and team, as at a moment. An incident's are those of its first THRIVE, or where it stood
#: before that; a crime's team that of its officer.
SOURCES = {
    "incident": """
        SELECT i.id, coalesce(a.desk, h.from_desk, i.desk), coalesce(t.name, '')
        FROM incident i
        LEFT JOIN public.thrive_assessment a ON a.incident_id = i.id AND a.number = 1 AND a.assessed_at <= %(as_at)s
        LEFT JOIN LATERAL (
            SELECT h.from_desk FROM handoff h WHERE h.incident_id = i.id AND h.acknowledged_at > %(as_at)s
            ORDER BY h.acknowledged_at, h.id LIMIT 1
        ) h ON true
        LEFT JOIN team t ON t.id = a.team_id WHERE i.id = ANY(%(numbers)s)
    """,
    "crime": f"""
        SELECT c.id, '', coalesce(t.name, '') FROM crime c {TEAM_THEN} WHERE c.id = ANY(%(numbers)s)
    """,
    "suspect": f"""
        SELECT s.id, '', coalesce(t.name, '') FROM suspect s JOIN crime c ON c.id = s.crime_id {TEAM_THEN}
        WHERE s.id = ANY(%(numbers)s)
    """,
    "second_score": """
        SELECT s.id, d.desk, coalesce(t.name, '') FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        LEFT JOIN team t ON t.id = d.team_id WHERE s.id = ANY(%(numbers)s)
    """,
}


@value
class Unit:
    """Where a record lay; empty where it lay nowhere yet."""

    desk: str
    team: str


@value
class Judged:
    """Two judgments of one call: where they lie on the scale, at which desk and team the first was made, and by whom."""

    pair: Pair
    unit: Unit
    person: int


def units_of(kind: str, numbers: Iterable[int], *, as_at: datetime) -> dict[int, Unit]:
    """Desk and team of each of these records, as they lay then."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES[kind], {"numbers": list(numbers), "as_at": as_at})
        return {row[0]: Unit(desk=row[1], team=row[2]) for row in cursor.fetchall()}
