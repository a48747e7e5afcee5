"""The records behind a figure."""

from datetime import datetime

from django.db import connection

from constabulary.standards.values import value

#: For each kind: its number, the record that is opened for it, by which reference, when, and what it says.
SOURCES = {
    "incident": "SELECT id, id, reference, reported_at, summary FROM incident WHERE id = ANY(%s)",
    "crime": "SELECT id, id, reference, recorded_at, offence_title FROM crime WHERE id = ANY(%s)",
    "suspect": (
        "SELECT s.id, c.id, c.reference, s.since, c.offence_title FROM suspect s JOIN crime c ON c.id = s.crime_id "
        "WHERE s.id = ANY(%s)"
    ),
    "second_score": (
        "SELECT s.id, i.id, i.reference, s.scored_at, concat('First ', a.grade, ', second ', s.grade) "
        "FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id "
        "JOIN thrive_assessment a ON a.id = d.assessment_id JOIN incident i ON i.id = d.incident_id WHERE s.id = ANY(%s)"
    ),
}


@value
class EvidenceRow:
    """One record: enough to list it and to open it. `record` is the row that is opened."""

    id: int
    record: int
    reference: str
    at: datetime
    summary: str


def evidence_rows(kind: str, numbers: list[int]) -> list[EvidenceRow]:
    """These records, as far as whoever asks may see them."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES[kind], [numbers])
        return [
            EvidenceRow(id=row[0], record=row[1], reference=row[2], at=row[3], summary=row[4])
            for row in cursor.fetchall()
        ]


def order_evidence(kind: str, numbers: list[int], *, words: str = "") -> list[int]:
    """These of the records that whoever asks may see, the newest first; only those whose reference or words hold `words`."""
    sought = "%" + "".join(f"\\{one}" if one in "\\%_" else one for one in words.strip()) + "%"
    condition = "WHERE t.reference ILIKE %s OR t.summary ILIKE %s" if words.strip() else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id FROM ({SOURCES[kind]}) AS t(id, record, reference, at, summary) {condition} "
            "ORDER BY t.at DESC, t.id DESC",
            [numbers, *([sought, sought] if condition else [])],
        )
        return [row[0] for row in cursor.fetchall()]
