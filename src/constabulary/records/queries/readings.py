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
SHOWN = "e.id, e.happened_at, e.kind, e.by_row, e.by_number, e.purpose, e.subject"
#: Each record through which something was read is asked for once, as a value: of what merely exists, PostgreSQL would make a
#: list of every journey, person and place of the force first.
IS_KNOWN = (
    "coalesce(" + ", ".join(f"(SELECT true FROM {one} t WHERE t.id = through.id)" for one in READ_OF) + ", false)"
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


@value
class LookedView:
    """How often one officer was shown a record, and when first and last."""

    by_row: int
    by_number: str
    times: int
    first_at: datetime
    last_at: datetime


@value
class Narrowed:
    """Of the readings only those of one officer, or of one span of time."""

    by_number: str = ""
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Narrowed()


def _which(numbers: list[int], journey: int | None, narrowed: Narrowed) -> tuple[str, dict[str, Any]]:
    """The readings that showed any of these rows, as `reading`; of a journey, everything read that belongs to it.

    A reading through something that whoever asks may not see would tell that it is there, and what is in it: it is left
    out. So is one of whose subject nothing is found.
    """
    shown = "e.rows && %(numbers)s::bigint[]"
    if journey is not None:
        shown = f"({shown} OR e.journey_row = %(journey)s)"
    parts = [
        "e.kind LIKE 'read\\_%%'",
        shown,
        *(["upper(e.by_number) = %(by_number)s"] if narrowed.by_number else []),
        *(["e.happened_at >= %(since)s"] if narrowed.since else []),
        *(["e.happened_at < %(until)s"] if narrowed.until else []),
    ]
    values = {
        "numbers": numbers, "journey": journey, "by_number": narrowed.by_number.upper(), "since": narrowed.since,
        "until": narrowed.until,
    }  # fmt: skip
    # A number is of one record only, whatever its kind.
    return (
        f"WITH found AS MATERIALIZED (SELECT {SHOWN}, coalesce(e.journey_row, e.subject_row) AS through_row "
        f"FROM journal_entry e WHERE {' AND '.join(parts)}), reading AS (SELECT * FROM found WHERE through_row = ANY (ARRAY("
        f"SELECT through.id FROM (SELECT DISTINCT through_row AS id FROM found) through WHERE {IS_KNOWN}))) ",
        values,
    )


NEWEST = f"""
    SELECT {SHOWN.replace("e.", "")}, NULL::bigint AS times, NULL::timestamptz AS first_at, NULL::timestamptz AS last_at
    FROM reading ORDER BY happened_at DESC, id DESC LIMIT %(most)s OFFSET %(skip)s
"""
LOOKERS = """
    SELECT NULL::bigint, NULL::timestamptz, '', by_row, by_number, '', '', count(*), min(happened_at), max(happened_at)
    FROM reading GROUP BY by_row, by_number ORDER BY max(happened_at) DESC, by_row LIMIT %(most_lookers)s
"""


def readings_and_lookers(
    numbers: list[int], *, journey: int | None, most: int, skip: int, most_lookers: int,
    narrowed: Narrowed = EVERYTHING,
) -> tuple[list[ReadingView], list[LookedView]]:  # fmt: skip
    """The readings that showed any of these rows, newest first; and who was shown them how often, whoever did last first.

    Found once for both: a record that is much read has thousands.
    """
    which, values = _which(numbers, journey, narrowed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{which} (SELECT * FROM ({NEWEST}) newest) UNION ALL (SELECT * FROM ({LOOKERS}) lookers)",
            {**values, "most": most, "skip": skip, "most_lookers": most_lookers},
        )
        found = cursor.fetchall()
    readings = [
        ReadingView(
            id=row[0], happened_at=row[1], kind=EntryKind(row[2]), by_row=row[3], by_number=row[4], purpose=row[5],
            subject=row[6],
        )
        for row in found if row[0] is not None
    ]  # fmt: skip
    lookers = [
        LookedView(by_row=row[3], by_number=row[4], times=row[7], first_at=row[8], last_at=row[9])
        for row in found
        if row[0] is None
    ]
    # What is put together keeps no order of its own.
    readings.sort(key=lambda one: (one.happened_at, one.id), reverse=True)
    lookers.sort(key=lambda one: one.by_row)
    lookers.sort(key=lambda one: one.last_at, reverse=True)
    return readings, lookers
