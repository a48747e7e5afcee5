"""The journal as people read it."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.journal.kinds import EntryKind
from constabulary.standards.values import value


@value
class EntryView:
    """One entry, without its payload."""

    id: int
    kind: EntryKind
    subject: str
    by_number: str
    by_row: int
    happened_at: datetime
    recorded_at: datetime
    purpose: str
    editions: tuple[str, ...]


COLUMNS = "id, kind, subject, by_number, by_row, happened_at, recorded_at, purpose, editions"


def _view(row: tuple[Any, ...]) -> EntryView:
    return EntryView(
        id=row[0], kind=EntryKind(row[1]), subject=row[2], by_number=row[3], by_row=row[4], happened_at=row[5],
        recorded_at=row[6], purpose=row[7], editions=tuple(row[8]),
    )  # fmt: skip


def entries_of_journey(journey: int, *, readings: bool = False) -> list[EntryView]:
    """What was done on a journey, oldest first; who read it too, when asked."""
    condition = "" if readings else "AND kind NOT LIKE 'read\\_%%'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM journal_entry WHERE journey_row = %s {condition} ORDER BY id", [journey])
        return [_view(row) for row in cursor.fetchall()]
