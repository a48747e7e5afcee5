"""Who read a record: every reading that showed it, as far as whoever asks may know what it was shown through."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.queries.references import LOOK_UP
from constabulary.standards.values import value

#: The records of which it can be asked who read them; `LOOK_UP` finds each as its own page does.
ASKED_ABOUT = ("person", "incident", "crime", "journey")

#: What a reading can be of. A row of these that whoever asks may not see is not there for them, nor is its reading.
READ_OF = (
    "officer", "person", "place", "organisation", "vehicle", "telephone", "incident", "crime", "journey", "seal",
    "restriction",
)  # fmt: skip
IS_KNOWN = (
    "CASE WHEN e.journey_row IS NOT NULL THEN EXISTS (SELECT FROM journey j WHERE j.id = e.journey_row) ELSE "
    + " OR ".join(f"EXISTS (SELECT FROM {table} t WHERE t.id = e.subject_row)" for table in READ_OF)
    + " END"
)


@value
class ReadingView:
    """One reading: when, by whom, which kind, what for, and what was opened that showed the record."""

    id: int
    happened_at: datetime
    kind: EntryKind
    by_row: int
    by_number: str
    purpose: str
    subject: str


def numbers_asked_about(kind: str, reference: str) -> list[int]:
    """The row numbers of a record, of a person those of every record of theirs; none where whoever asks may not see it."""
    if kind not in ASKED_ABOUT:
        return []
    found: Any = LOOK_UP[kind](reference)
    if found is None:
        return []
    if kind != "person":
        return [found.id]
    with connection.cursor() as cursor:
        cursor.execute("SELECT same_person(%s)", [found.id])
        return [found.id, *(row[0] for row in cursor.fetchall() if row[0] != found.id)]


def readings_of(numbers: list[int], *, journey: int | None, most: int, skip: int) -> list[ReadingView]:
    """The readings that showed any of these rows, newest first; of a journey, everything read that belongs to it.

    A reading through something that whoever asks may not see would tell that it is there, and what is in it: it is left
    out. So is one of whose subject nothing is found.
    """
    shown = "e.rows && %(numbers)s::bigint[]"
    if journey is not None:
        shown = f"({shown} OR e.journey_row = %(journey)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.happened_at, e.kind, e.by_row, e.by_number, e.purpose, e.subject FROM journal_entry e "
            f"WHERE e.kind LIKE 'read\\_%%' AND {shown} AND ({IS_KNOWN}) "
            "ORDER BY e.happened_at DESC, e.id DESC LIMIT %(most)s OFFSET %(skip)s",
            {"numbers": numbers, "journey": journey, "most": most, "skip": skip},
        )
        return [
            ReadingView(
                id=row[0], happened_at=row[1], kind=EntryKind(row[2]), by_row=row[3], by_number=row[4], purpose=row[5],
                subject=row[6],
            )
            for row in cursor.fetchall()
        ]  # fmt: skip
