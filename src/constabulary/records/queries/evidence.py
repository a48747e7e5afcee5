"""The records behind a figure."""

from datetime import datetime

from django.db import connection

from constabulary.standards.values import value

SOURCES = {
    "incident": "SELECT id, reference, reported_at, summary FROM incident WHERE id = ANY(%s)",
    "crime": "SELECT id, reference, recorded_at, offence_title FROM crime WHERE id = ANY(%s)",
}


@value
class EvidenceRow:
    """One record: enough to list it and to open it."""

    id: int
    reference: str
    at: datetime
    summary: str


def evidence_rows(kind: str, numbers: list[int]) -> list[EvidenceRow]:
    """These records, as far as whoever asks may see them."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES[kind], [numbers])
        return [EvidenceRow(id=row[0], reference=row[1], at=row[2], summary=row[3]) for row in cursor.fetchall()]
