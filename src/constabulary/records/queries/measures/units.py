"""At which desk and team the records behind a figure lie."""

from collections.abc import Iterable

from django.db import connection

from constabulary.policing.inspection.agreement import Pair
from constabulary.standards.values import value

#: For each kind of evidence: desk and team. An incident's are those of its first THRIVE, a crime's team its officer's.
SOURCES = {
    "incident": """
        SELECT i.id, coalesce(a.desk, i.desk), coalesce(t.name, '')
        FROM incident i
        LEFT JOIN thrive_assessment a ON a.incident_id = i.id AND a.number = 1
        LEFT JOIN team t ON t.id = a.team_id WHERE i.id = ANY(%s)
    """,
    "crime": """
        SELECT c.id, '', coalesce(t.name, '') FROM crime c LEFT JOIN team t ON t.id = c.team_id WHERE c.id = ANY(%s)
    """,
    "suspect": """
        SELECT s.id, '', coalesce(t.name, '') FROM suspect s JOIN crime c ON c.id = s.crime_id
        LEFT JOIN team t ON t.id = c.team_id WHERE s.id = ANY(%s)
    """,
    "second_score": """
        SELECT s.id, d.desk, coalesce(t.name, '') FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
        LEFT JOIN team t ON t.id = d.team_id WHERE s.id = ANY(%s)
    """,
}


@value
class Unit:
    """Where a record lies; empty where it lies nowhere yet."""

    desk: str
    team: str


@value
class Judged:
    """Two judgments of one call: where they lie on the scale, at which desk and team the first was made, and by whom."""

    pair: Pair
    unit: Unit
    person: int


def units_of(kind: str, numbers: Iterable[int]) -> dict[int, Unit]:
    """Desk and team of each of these records."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES[kind], [list(numbers)])
        return {row[0]: Unit(desk=row[1], team=row[2]) for row in cursor.fetchall()}
