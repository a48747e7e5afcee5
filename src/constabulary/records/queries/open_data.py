"""Published data as stored: files, batches, refused rows, and the counts that figures are made of. Nobody's data."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from constabulary.standards.values import value


@value
class BatchLine:
    """A batch: what of it is of which area and period, and whether a newer edition has replaced it."""

    id: int
    area: str
    period: str
    rows: int
    digest: bytes
    replaced_at: datetime | None


def batches_of(kind: str, scopes: Sequence[tuple[str, str]]) -> list[BatchLine]:
    """Every batch of these areas and periods, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.id, b.area, b.period, b.rows, b.digest, b.replaced_at FROM published_batch b "
            "JOIN unnest(%s::text[], %s::text[]) AS s(area, period) ON s.area = b.area AND s.period = b.period "
            "WHERE b.kind = %s ORDER BY b.id DESC",
            [[area for area, _ in scopes], [period for _, period in scopes], kind],
        )
        return [
            BatchLine(id=row[0], area=row[1], period=row[2], rows=row[3], digest=bytes(row[4]), replaced_at=row[5])
            for row in cursor.fetchall()
        ]


@value
class FileLine:
    """A published file as it was imported, with what its batches cover."""

    id: int
    kind: str
    name: str
    publisher: str
    read: int
    stored: int
    rejected: int
    already_there: int
    quality: dict[str, int]
    imported_at: datetime
    imported_by: str
    scopes: tuple[tuple[str, str, int, bool], ...]


FILE_COLUMNS = """
    f.id, f.kind, f.name, f.publisher, f.read, f.stored, f.rejected, f.already_there, f.quality, f.imported_at,
    o.collar_number,
    ARRAY(SELECT jsonb_build_array(b.area, b.period, b.rows, b.replaced_at IS NULL) FROM published_batch b
          WHERE b.file_id = f.id ORDER BY b.period, b.area)
"""


def _file(row: tuple[Any, ...]) -> FileLine:
    made = dict(zip(FileLine.__dataclass_fields__, row, strict=True))
    made["quality"] = json.loads(made["quality"])
    made["scopes"] = tuple((*json.loads(one),) for one in made["scopes"])
    return FileLine(**made)


def files_imported(*, most: int = 200) -> list[FileLine]:
    """The files imported last, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {FILE_COLUMNS} FROM published_file f JOIN officer o ON o.id = f.imported_by_id "
            "ORDER BY f.imported_at DESC, f.id DESC LIMIT %s",
            [most],
        )
        return [_file(row) for row in cursor.fetchall()]


def file_imported(number: int) -> FileLine | None:
    """One file."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {FILE_COLUMNS} FROM published_file f JOIN officer o ON o.id = f.imported_by_id WHERE f.id = %s",
            [number],
        )
        row = cursor.fetchone()
    return _file(row) if row else None


@value
class RejectLine:
    """A refused row: its line, why, in which column, and what it says."""

    line: int
    reason: str
    heading: str
    raw: str


def rejects_of(file: int, *, most: int = 200) -> tuple[dict[str, int], list[RejectLine]]:
    """(how many rows of a file were refused for each reason, the first of them)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason, count(*) FROM published_reject WHERE file_id = %s GROUP BY reason ORDER BY count(*) DESC",
            [file],
        )
        reasons = {row[0]: row[1] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT line, reason, heading, raw FROM published_reject WHERE file_id = %s ORDER BY line LIMIT %s",
            [file, most],
        )
        return reasons, [
            RejectLine(line=row[0], reason=row[1], heading=row[2], raw=row[3]) for row in cursor.fetchall()
        ]


def outcomes_with_their_crime(file: int) -> tuple[int, int, int] | None:
    """Of the outcomes of a file: (how many, with their crime in the current street file of the same month, with it in
    any month that is stored). None where the file holds no outcomes."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mine AS (
                SELECT o.crime_id, b.area, b.period FROM published_batch b
                JOIN published_street_outcome o ON o.batch_id = b.id WHERE b.file_id = %s
            ), found AS (
                SELECT m.crime_id, bool_or(cb.area = m.area AND cb.period = m.period) AS same
                FROM mine m JOIN published_street_crime c ON c.crime_id = m.crime_id
                JOIN published_batch cb ON cb.id = c.batch_id AND cb.replaced_at IS NULL
                GROUP BY m.crime_id
            )
            SELECT count(*), count(*) FILTER (WHERE f.same), count(f.crime_id)
            FROM mine m LEFT JOIN found f ON f.crime_id = m.crime_id
            """,
            [file],
        )
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row[0] else None


def current_batches(kind: str) -> dict[str, int]:
    """The current batch of a national table for each period, newest period first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT period, id FROM published_batch WHERE kind = %s AND area = '' AND replaced_at IS NULL "
            "ORDER BY period DESC",
            [kind],
        )
        return {row[0]: row[1] for row in cursor.fetchall()}


@value
class PublishedOutcome:
    """An outcome type as published: number, words, and the group it is published in."""

    number: int
    title: str
    group: str


def outcomes_published(batch: int) -> list[PublishedOutcome]:
    """The outcome types of a batch, in order of number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT outcome_type, outcome, outcome_group FROM published_outcome_count WHERE batch_id = %s "
            "ORDER BY outcome_type",
            [batch],
        )
        return [PublishedOutcome(number=row[0], title=row[1], group=row[2]) for row in cursor.fetchall()]


class OutcomeCell(NamedTuple):
    """Crimes of one force, offence and quarter: recorded in the quarter, of these undecided and with the outcomes asked
    for; outcomes decided in the quarter, of these those asked for. A named tuple: there are twenty thousand."""

    force: str
    offence_code: str
    offence_group: str
    quarter: int
    recorded: int
    undecided: int
    recorded_with: int
    decided: int
    decided_with: int


def outcome_cells(batch: int, outcomes: Sequence[int]) -> list[OutcomeCell]:
    """Every cell of a batch for these outcome types."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT force, offence_code, offence_group, quarter,
                   coalesce(sum(recorded_in), 0),
                   coalesce(sum(recorded_in) FILTER (WHERE outcome_type = 0), 0),
                   coalesce(sum(recorded_in) FILTER (WHERE outcome_type = ANY(%(outcomes)s)), 0),
                   coalesce(sum(decided_in), 0),
                   coalesce(sum(decided_in) FILTER (WHERE outcome_type = ANY(%(outcomes)s)), 0)
            FROM published_outcome_count WHERE batch_id = %(batch)s
            GROUP BY force, offence_code, offence_group, quarter
            """,
            {"batch": batch, "outcomes": list(outcomes)},
        )
        return [OutcomeCell(*row) for row in cursor.fetchall()]


def recorded_by_force(batch: int) -> dict[str, dict[str, int]]:
    """Crimes recorded in a financial year by force and offence code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT force, offence_code, sum(crimes) FROM published_recorded_count WHERE batch_id = %s "
            "GROUP BY force, offence_code",
            [batch],
        )
        found: dict[str, dict[str, int]] = {}
        for force, offence, crimes in cursor.fetchall():
            found.setdefault(force, {})[offence] = crimes
        return found


def severity_scores(batch: int) -> dict[str, float]:
    """The published total score of each area of a year, by its code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT area_code, score FROM published_severity_score WHERE batch_id = %s "
            "AND offence_group = 'Total recorded crime' AND score IS NOT NULL",
            [batch],
        )
        return {row[0]: row[1] for row in cursor.fetchall()}
