"""Records opened in an emergency, as whoever reviews that and whoever opened them see it."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.standards.values import value


@value
class OpeningView:
    """An emergency opening and its review."""

    id: int
    opener: int
    restriction_kind: str
    seal_id: int | None
    reason: str
    opened_at: datetime
    until: datetime
    reviewed_at: datetime | None
    reviewed_by: int | None
    justified: bool | None
    finding: str


@value
class ToldView:
    """An opening of one's own that was found not justified: when it was, and nothing of what lay behind it."""

    id: int
    opened_at: datetime
    until: datetime
    told_at: datetime
    reviewed_by: int
    read_at: datetime | None


@value
class Done:
    """An act or a reading by someone, as the journal has it."""

    kind: EntryKind
    subject: str
    happened_at: datetime


OPENING_COLUMNS = """
    SELECT b.id, b.opener_id, coalesce(r.kind, ''), b.seal_id, b.reason, b.opened_at, b.until, b.reviewed_at,
           b.reviewed_by_id, b.justified, b.finding
    FROM break_glass b LEFT JOIN restriction r ON r.id = b.restriction_id
"""


def openings(*, most: int, skip: int) -> tuple[int, list[OpeningView]]:
    """(how many emergency openings there are, these of them): those not reviewed yet first, longest waiting first.

    After them the reviewed ones, the newest first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM break_glass")
        count = cursor.fetchone()[0]
        cursor.execute(
            f"{OPENING_COLUMNS} ORDER BY b.reviewed_at IS NOT NULL, CASE WHEN b.reviewed_at IS NULL THEN b.opened_at END, "
            "b.opened_at DESC, b.id LIMIT %s OFFSET %s",
            [most, skip],
        )
        return count, [_opening(row) for row in cursor.fetchall()]


def opening_by_id(number: int) -> OpeningView | None:
    """One emergency opening."""
    with connection.cursor() as cursor:
        cursor.execute(f"{OPENING_COLUMNS} WHERE b.id = %s", [number])
        row = cursor.fetchone()
    return _opening(row) if row else None


def is_told(opening: int, *, officer: int | None = None) -> bool:
    """Whether whoever opened it was told that it was found not justified; of one officer, whether it was them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM duty WHERE opening_id = %(opening)s AND kind = %(kind)s "
            "AND owner_id = coalesce(%(officer)s, owner_id)",
            {"opening": opening, "kind": DutyKind.READ_OPENING_FOUND.value, "officer": officer},
        )
        return cursor.fetchone() is not None


_TOLD = """
    FROM duty d JOIN break_glass b ON b.id = d.opening_id
    WHERE d.kind = %(kind)s AND d.owner_id = %(officer)s AND b.opener_id = %(officer)s
"""


def told_of(officer: int, *, most: int, skip: int) -> tuple[int, list[ToldView]]:
    """(how many openings of an officer they were told were not justified, these of them), those not read yet first."""
    values: dict[str, str | int] = {
        "kind": DutyKind.READ_OPENING_FOUND.value,
        "officer": officer,
        "most": most,
        "skip": skip,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_TOLD}", values)
        count = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT b.id, b.opened_at, b.until, d.opened_at, b.reviewed_by_id, d.ended_at {_TOLD} "
            "ORDER BY d.ended_at IS NOT NULL, b.opened_at DESC, b.id LIMIT %(most)s OFFSET %(skip)s",
            values,
        )
        return count, [
            ToldView(**dict(zip(ToldView.__dataclass_fields__, row, strict=True))) for row in cursor.fetchall()
        ]


def _opening(row: tuple[Any, ...]) -> OpeningView:
    return OpeningView(**dict(zip(OpeningView.__dataclass_fields__, row, strict=True)))


#: What everybody does all day and says nothing of an opening.
_NOT_TOLD = (EntryKind.READ_WORKLIST, EntryKind.SIGNED_IN, EntryKind.SIGNED_OUT)


def done_during(opening: OpeningView, *, most: int, skip: int) -> tuple[int, list[Done]]:
    """(how much the opener did and read while an opening lasted, these of it), in order; worklists and signing in left out."""
    where = "FROM journal_entry WHERE by_row = %s AND happened_at >= %s AND happened_at <= %s AND kind <> ALL(%s)"
    values: list[Any] = [opening.opener, opening.opened_at, opening.until, [one.value for one in _NOT_TOLD]]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {where}", values)
        count = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT kind, subject, happened_at {where} ORDER BY id LIMIT %s OFFSET %s", [*values, most, skip]
        )
        return count, [Done(kind=EntryKind(row[0]), subject=row[1], happened_at=row[2]) for row in cursor.fetchall()]
