"""What the product holds of the rows of the old system, as it is now: read to lay both systems side by side."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class FoundRow:
    """A row taken over, as its record is now. `owner` and `of` are numbers of rows; `key` is what a return counts by."""

    row: int
    reference: str
    status: str
    moment: str
    code: str
    result: str
    owner: int | None
    of: int | None
    words: str
    protection: str
    month: str
    category: str


EPOCH = "extract(epoch FROM date_trunc('second', {}))::bigint::text"
RESTRICTED = "CASE WHEN {}.restriction_id IS NOT NULL THEN 'restricted' ELSE '' END"
NOTHING = {
    "status": "''", "moment": "''", "code": "''", "result": "''", "owner": "NULL::bigint", "of": "NULL::bigint",
    "words": "''", "protection": "''", "month": "''", "category": "''",
}  # fmt: skip
#: By staged table: the record's table (r is the row, x the record) and what of it is compared.
READS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "officers": ("JOIN public.officer x ON x.id = r.record_row", {"code": "x.rank::text", "words": "x.name"}),
    "people": (
        "JOIN public.person x ON x.id = r.record_row",
        {
            "moment": "coalesce(x.born_on::text, '')",
            "words": "x.given || ' ' || x.family",
            "protection": (
                f"concat_ws(';', nullif({RESTRICTED.format('x')}, ''), CASE WHEN EXISTS (SELECT FROM public.seal s "
                "WHERE s.person_id = x.id AND s.lifted_at IS NULL) THEN 'sealed' END)"
            ),
        },
    ),
    "incidents": (
        "JOIN public.incident x ON x.id = r.record_row",
        {
            "status": "x.state", "moment": EPOCH.format("x.reported_at"), "code": "x.category",
            "protection": RESTRICTED.format("x"),
        },
    ),
    "crimes": (
        "JOIN public.crime x ON x.id = r.record_row",
        {
            "status": "x.state", "moment": EPOCH.format("x.recorded_at"), "code": "x.offence_code",
            "result": "CASE WHEN x.state = 'cancelled' THEN x.cancellation_code ELSE x.outcome END",
            "owner": "x.officer_id", "protection": RESTRICTED.format("x"),
            "month": "to_char(x.recorded_at AT TIME ZONE 'Europe/London', 'YYYY-MM')", "category": "x.offence_category",
        },
    ),
    "suspects": (
        "JOIN public.suspect x ON x.id = r.record_row",
        {"status": "x.state", "moment": EPOCH.format("x.since"), "of": "x.crime_id"},
    ),
    "bail": (
        "JOIN public.suspect_event e ON e.id = r.record_row JOIN public.suspect x ON x.id = e.suspect_id",
        {
            "moment": EPOCH.format("CASE WHEN x.state = 'bailed_pre_charge' THEN x.until ELSE e.moment END"),
            "of": "x.id",
        },
    ),
    "orders": ("", {}),
    "warnings": (
        "JOIN public.warning x ON x.id = r.record_row",
        {
            "status": "CASE WHEN x.ended_at IS NULL THEN '' ELSE 'ended' END", "code": "x.kind",
            "moment": "x.review_on::text", "of": "x.person_id",
        },
    ),
    "tasks": (
        "JOIN public.duty x ON x.id = r.record_row",
        {
            "status": "x.state", "code": "x.kind", "moment": EPOCH.format("x.due_at"), "owner": "x.owner_id",
            "of": "coalesce(x.crime_id, x.incident_id)",
        },
    ),
}  # fmt: skip


def rows_found(takeover: int, table: str) -> Iterator[FoundRow]:
    """The rows of a staged table as their records are now, as far as whoever asks may see them."""
    joined, fields = READS[table]
    chosen = ", ".join(f"{fields.get(name, usual)} AS {name}" for name, usual in NOTHING.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.old_reference, {chosen} FROM takeover_row r {joined} "
            "WHERE r.takeover_id = %s AND r.staged_table = %s ORDER BY r.id",
            [takeover, table],
        )
        while some := cursor.fetchmany(2000):
            for row in some:
                yield _found(row)


def _found(row: tuple[Any, ...]) -> FoundRow:
    names = ("row", "reference", *NOTHING)
    return FoundRow(**dict(zip(names, row, strict=True)))


def numbers_of(takeover: int, table: str) -> dict[str, int]:
    """What each row of a staged table became, by its old reference."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_reference, record_row FROM takeover_row WHERE takeover_id = %s AND staged_table = %s "
            "AND record_row IS NOT NULL",
            [takeover, table],
        )
        return dict(cursor.fetchall())


@value
class OpenReject:
    """A row that was refused and has not been stored since, or that waits."""

    table: str
    reference: str
    line: int
    fate: str
    reasons: tuple[str, ...]
    columns: tuple[str, ...]
    raw: Mapping[str, str]


def open_rejects(takeover: int) -> list[OpenReject]:
    """What was refused and not repaired, and what waits: of each reference, or line without one, the newest."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (j.staged_table, coalesce(nullif(j.old_reference, ''), encode(j.digest, 'hex')))
                j.staged_table, j.old_reference, j.line, j.fate, j.reasons, j.columns, j.raw::text
            FROM takeover_reject j
            WHERE j.takeover_id = %(takeover)s AND (j.fate = 'held' OR NOT EXISTS (
                SELECT FROM takeover_row r WHERE r.takeover_id = j.takeover_id AND r.staged_table = j.staged_table
                    AND r.old_reference = j.old_reference AND (r.id > j.id OR r.digest = j.digest)))
            ORDER BY j.staged_table, coalesce(nullif(j.old_reference, ''), encode(j.digest, 'hex')), j.id DESC
            """,
            {"takeover": takeover},
        )
        return [
            OpenReject(
                table=row[0], reference=row[1], line=row[2], fate=row[3], reasons=tuple(row[4]), columns=tuple(row[5]),
                raw=json.loads(row[6]),
            )
            for row in cursor.fetchall()
        ]  # fmt: skip
