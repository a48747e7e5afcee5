"""Going through a staging folder, table by table, batch by batch: for good, or as a trial of which nothing stays.

Killed at any moment and begun again, it goes on where it was: a batch is stored with its ledger or not at all, and a row
that is there is known by its reference. A trial stores everything in one transaction, under every rule and constraint,
and takes all of it back: what it says is what would be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.takeover.files import StagedFile, StagedRow, find_staged, read_rows
from constabulary.casework.takeover.storing import store_batch
from constabulary.policing.decisions import Reason, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.layout import BY_NAME, EDITION, Table
from constabulary.policing.takeover.ledger import Tally
from constabulary.records.models import Takeover
from constabulary.records.writing import writing
from constabulary.standards.values import value

#: Rows of one batch: what is lost of the work when it is killed, and what one transaction holds.
BATCH = 250
Told = Callable[[str, int], None]


def say_nothing(_table: str, _read: int) -> None:
    """Nobody listens."""


@value
class LoadedTable:
    """What became of the rows of one table."""

    table: Table
    file: StagedFile
    tally: Tally


def begin_takeover(*, name: str, by: Officer, at: datetime) -> int:
    """Begin taking over from a system, or go on with it; its number. Raises NotAllowed without a name, or once it is left."""
    check_may(by, Permission.ADMINISTER)
    refuse_if(() if name.strip() else (why.NAME_MISSING,))
    with writing(by=by, at=at, purpose="Taking over from another system") as w:
        there = next(iter(w.find(Takeover, name=name.strip())), None)
        if there is not None:
            refuse_if((why.CUT_OVER_ALREADY,) if there.cut_over_at is not None else ())
            return there.id
        row = Takeover(id=w.new_id(), name=name.strip(), edition=EDITION, begun_at=at, begun_by_id=by.id)
        w.entry(EntryKind.TAKEOVER_BEGUN, subject=row)
        w.insert(row)
        return row.id


def take_over(
    *, folder: Path, name: str, by: Officer, at: datetime, told: Told = say_nothing, size: int = BATCH
) -> Iterator[LoadedTable]:
    """Take over every table of a folder; what became of each, as it is done.

    Raises NotPermitted, NotAllowed, or CannotRead for a file that is not as the layout says.
    """
    check_may(by, Permission.ADMINISTER)
    files = find_staged(folder)
    takeover = begin_takeover(name=name, by=by, at=at)
    for file in files:
        table, tally = BY_NAME[file.table], Tally()
        for rows in _batches(table, file, size):
            tally = tally.plus(_store(takeover, table, file, rows, by=by, at=at))
            told(table.name, tally.read)
        yield LoadedTable(table=table, file=file, tally=tally)


def try_takeover(
    *, folder: Path, name: str, by: Officer, at: datetime, told: Told = say_nothing, size: int = BATCH
) -> list[LoadedTable]:
    """The same as a trial: everything is read, checked and stored, and all of it taken back. Nothing stays."""
    check_may(by, Permission.ADMINISTER)
    with _taken_back():
        return list(take_over(folder=folder, name=name, by=by, at=at, told=told, size=size))


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _batches(table: Table, file: StagedFile, size: int) -> Iterator[list[StagedRow]]:
    """The rows in batches: last those that lead to others of the same table, which have to be there first."""
    own = [one.name for one in table.columns if one.of == table.name]
    for leads_on in (False, True) if own else (False,):
        rows = (one for one in read_rows(file, table.columns) if _leads_on(one, own) is leads_on)
        yield from _in_parts(rows, size)


def _leads_on(row: StagedRow, own: list[str]) -> bool:
    return any(row.raw.get(one, "").strip() for one in own)


def _in_parts(rows: Iterable[StagedRow], size: int) -> Iterator[list[StagedRow]]:
    waiting = iter(rows)
    while part := list(islice(waiting, size)):
        yield part


def _store(takeover: int, table: Table, file: StagedFile, rows: list[StagedRow], *, by: Officer, at: datetime) -> Tally:
    """Store a batch; where the database refuses it, without the rows that it refuses."""
    try:
        return store_batch(takeover=takeover, table=table, file=file, rows=rows, by=by, at=at)
    except (IntegrityError, DataError):
        refused = _refused_alone(takeover, table, file, rows, by=by, at=at)
        if not refused:
            raise
        return store_batch(takeover=takeover, table=table, file=file, rows=rows, by=by, at=at, refused=refused)


def _refused_alone(
    takeover: int, table: Table, file: StagedFile, rows: list[StagedRow], *, by: Officer, at: datetime
) -> Mapping[int, Reason]:
    """The lines that the database refuses by themselves, each tried and taken back."""
    refused: dict[int, Reason] = {}
    for row in rows:
        try:
            with _taken_back():
                store_batch(takeover=takeover, table=table, file=file, rows=[row], by=by, at=at)
        except (IntegrityError, DataError):
            refused[row.line] = why.DATABASE_REFUSES
    return refused
