"""What of the old system is there already: rows by old reference, and what is needed of what they became.

Read by the system while it takes over; one query for any number of references.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class Known:
    """A row taken over: what it became, on which journey, and by which digest it came."""

    record: str
    row: int | None
    reference: str
    journey: int | None
    person: int | None
    digest: bytes
    batch: int


def rows_known(takeover: int, table: str, references: Iterable[str]) -> dict[str, Known]:
    """The rows of a staged table that were taken over, by their old reference."""
    wanted = sorted(set(references))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_reference, record, record_row, reference, journey_id, person_id, digest, batch_id "
            "FROM takeover_row WHERE takeover_id = %s AND staged_table = %s AND old_reference = ANY(%s)",
            [takeover, table, wanted],
        )
        return {
            row[0]: Known(
                record=row[1], row=row[2], reference=row[3], journey=row[4], person=row[5], digest=bytes(row[6]),
                batch=row[7],
            )
            for row in cursor.fetchall()
        }  # fmt: skip


def rejects_known(takeover: int, table: str, digests: Iterable[bytes]) -> dict[bytes, list[str]]:
    """The rows that were refused before and say the same again, with the reasons given last."""
    wanted = list(set(digests))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (digest) digest, reasons FROM takeover_reject WHERE takeover_id = %s "
            "AND staged_table = %s AND digest = ANY(%s) AND fate = 'rejected' ORDER BY digest, id DESC",
            [takeover, table, wanted],
        )
        return {bytes(row[0]): row[1] for row in cursor.fetchall()}


@value
class SomebodyThere:
    """Somebody on record who was born on a day: as much as tells whether they are somebody else's row."""

    id: int
    reference: str
    given: str
    family: str
    born_on: date
    is_estimated: bool
    is_protected: bool
    telephones: frozenset[str]
    homes: frozenset[tuple[str, str]]


def people_born_on(days: Iterable[date]) -> list[SomebodyThere]:
    """Everybody on record born on one of these days whose record leads to no other."""
    wanted = sorted(set(days))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.id, p.reference, p.given, p.family, p.born_on, p.born_on_is_estimated,
                p.restriction_id IS NOT NULL
                    OR EXISTS (SELECT FROM seal s WHERE s.person_id = p.id AND s.lifted_at IS NULL),
                ARRAY(SELECT c.normalised FROM contact_point c WHERE c.person_id = p.id AND NOT c.shared
                      AND c.ended_at IS NULL AND c.kind = 'telephone'),
                ARRAY(SELECT l.line || chr(31) || l.postcode FROM person_address a JOIN place l ON l.id = a.place_id
                      WHERE a.person_id = p.id AND a.until_on IS NULL)
            FROM person p WHERE p.born_on = ANY(%s) AND p.merged_into_id IS NULL
            """,
            [wanted],
        )
        return [_somebody(row) for row in cursor.fetchall()]


def _somebody(row: tuple[Any, ...]) -> SomebodyThere:
    homes = [one.split("\x1f") for one in row[8] if one]
    return SomebodyThere(
        id=row[0], reference=row[1], given=row[2], family=row[3], born_on=row[4], is_estimated=row[5],
        is_protected=row[6], telephones=frozenset(one for one in row[7] if one),
        homes=frozenset((line, postcode) for line, postcode in homes),
    )  # fmt: skip


def officers_by_number(numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
    """(row number, name) of officers by their number, those who have left included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT collar_number, id, name FROM officer WHERE collar_number = ANY(%s)", [list(numbers)])
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def wait_for_other_loading(takeover: int) -> None:
    """Hold off whoever else takes over from the same system until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, takeover % (1 << 31)])


#: Taking over goes on one at a time, so that two of the same folder cannot both find nothing there.
LOCK = 0x7A4E
