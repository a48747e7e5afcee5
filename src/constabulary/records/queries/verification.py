"""The journal as its verifier reads it: as the auditor's account, in one snapshot, nothing of it trusted.

Every function takes a connection of the caller's own, since this is another account than the application's.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from constabulary.policing.journal.chain import SealRow, unseen_by
from constabulary.records.queries.seals import SEAL_COLUMNS, seal_of
from constabulary.standards.values import value

FETCHED_AT_ONCE = 20_000

#: What `journal_canonical` makes of an entry, written out: the function in the database might have been replaced.
CANONICAL = """
    convert_to(jsonb_build_array(
        e.id, e.kind, e.subject, e.subject_row, e.journey_row, e.by_row, e.by_number,
        (extract(epoch FROM e.happened_at) * 1000000)::bigint,
        (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
        e.purpose, e.editions, e.rows, encode(e.payload_digest, 'hex'), e.transaction
    )::text, 'UTF8')
"""


@value
class Waiting:
    """Entries that the newest seal could not see yet: how many, and when the first of them was recorded."""

    count: int
    since: datetime | None
    first: int | None


@contextmanager
def one_snapshot(connect: Callable[[], psycopg.Connection], snapshot: str = "") -> Iterator[psycopg.Connection]:
    """A connection that sees one moment throughout; the same as another's when its snapshot is given."""
    with connect() as connection:
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if snapshot:
            connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        yield connection


def share_snapshot(connection: psycopg.Connection) -> str:
    """The name under which other connections can see the same moment."""
    return str(_one(connection, "SELECT pg_export_snapshot()"))


def count_sealed(connection: psycopg.Connection) -> int:
    """How many entries the seals say they cover; for showing progress only."""
    return int(_one(connection, "SELECT coalesce(sum(entries), 0) FROM journal_seal"))


def read_seals(connection: psycopg.Connection) -> Iterator[SealRow]:
    """Every seal, in order."""
    with connection.cursor(name="seals", binary=True) as cursor:
        cursor.itersize = 50
        cursor.execute(f"SELECT {', '.join(SEAL_COLUMNS)} FROM journal_seal ORDER BY number".encode())
        for row in cursor:
            yield seal_of(row)


def read_entries(connection: psycopg.Connection) -> Iterator[list[tuple[int, bytes]]]:
    """Every entry as (number, canonical bytes), in order of number, many at once.

    The server puts many entries into one value and is at the next ones while these are looked at: one row an entry
    would take longer than hashing them.
    """
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(_entries_after, connection, None)
        while entries := coming.result():
            coming = ahead.submit(_entries_after, connection, entries[-1][0])
            yield entries


def _entries_after(connection: psycopg.Connection, number: int | None) -> list[tuple[int, bytes]]:
    chosen = sql.SQL(
        "SELECT id, coalesce(canonical, '') AS canonical FROM journal_entry {} ORDER BY id LIMIT {}"
    ).format(
        sql.SQL("") if number is None else sql.SQL("WHERE id > {}").format(sql.Literal(number)),
        sql.Literal(FETCHED_AT_ONCE),
    )
    with connection.cursor(binary=True) as cursor:
        cursor.execute(
            sql.SQL("SELECT array_agg(id), string_agg(canonical, '\\x0a'::bytea) FROM ({}) e").format(chosen)
        )
        numbers, joined = cursor.fetchone() or (None, None)
        if not numbers:
            return []
        lines = joined.split(b"\n") if joined is not None else []
        if len(lines) == len(numbers):
            return list(zip(numbers, lines, strict=True))
        # Canonical bytes hold no line break, so somebody has changed some: then one by one.
        return cursor.execute(chosen).fetchall()


def first_changed_column(connection: psycopg.Connection) -> int | None:
    """The first entry whose columns no longer say what its canonical bytes say."""
    # Not the least of the index: of a scan that several processes share.
    statement = f"SELECT min(e.id + 0) FROM journal_entry e WHERE e.canonical IS DISTINCT FROM {CANONICAL}"
    found = _one(connection, statement)
    return None if found is None else int(found)


def first_payload_fault(connection: psycopg.Connection) -> tuple[int, str] | None:
    """The first entry whose payload is not the one it was written with, and what is wrong with it.

    A payload that is not there is in order when an erasure entry names it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH erased AS MATERIALIZED (
                SELECT DISTINCT unnest(rows) AS id FROM journal_entry WHERE kind = 'payload_erased'
            )
            SELECT coalesce(e.id, p.entry),
                   CASE WHEN e.id IS NULL THEN 'belongs to no entry' WHEN p.entry IS NULL THEN 'is missing'
                        ELSE 'has been changed' END
            FROM journal_entry e FULL JOIN journal_payload_digest p ON p.entry = e.id
            WHERE coalesce(e.payload_digest, '') IS DISTINCT FROM coalesce(p.digest, '')
              AND NOT (p.entry IS NULL AND EXISTS (SELECT 1 FROM erased WHERE erased.id = e.id))
            ORDER BY 1 LIMIT 1
            """
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def first_mismarked(connection: psycopg.Connection) -> int | None:
    """The first entry whose payload is not restricted as its journey or person is."""
    found = _one(connection, "SELECT min(entry) FROM journal_payload_mismarked")
    return None if found is None else int(found)


def first_added_later(connection: psycopg.Connection, head: SealRow, numbers: list[int]) -> int | None:
    """The first of these entries, none of them sealed, that cannot have been written since the newest seal."""
    following, running = unseen_by(head)
    found = _one(
        connection,
        "SELECT min(id) FROM journal_entry WHERE id = ANY(%s) AND (NOT (transaction >= %s OR transaction = ANY(%s)) "
        "OR transaction >= journal_base() + pg_snapshot_xmax(pg_current_snapshot())::text::bigint)",
        [numbers, following, running],
    )
    return None if found is None else int(found)


def waiting_for_seal(connection: psycopg.Connection, numbers: list[int]) -> Waiting:
    """The entries of these that were recorded first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recorded_at, id FROM journal_entry WHERE id = ANY(%s) ORDER BY recorded_at, id LIMIT 1", [numbers]
        )
        row = cursor.fetchone()
    return Waiting(count=len(numbers), since=row[0] if row else None, first=row[1] if row else None)


def clock(connection: psycopg.Connection) -> datetime:
    """What time the database's clock says it is."""
    moment: datetime = _one(connection, "SELECT clock_timestamp()")
    return moment


def _one(connection: psycopg.Connection, statement: str, values: list[Any] | None = None) -> Any:
    row = connection.execute(statement.encode(), values).fetchone()
    return row[0] if row else None
