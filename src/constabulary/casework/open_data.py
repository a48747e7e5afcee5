"""Importing published tables: each file read, checked and balanced first, then stored whole or not at all.

A file is prepared outside the database: its good rows wait as text, its refused rows with their reasons. Only then does
one short transaction write the journal entry of each batch, the file, the batches, the refused rows, and copy the rows.
The same file again adds nothing. A newer edition of an area and period becomes a batch of its own; the older stays.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.published_text import COLUMNS, TABLES_OF, PreparedBatch, PreparedFile, prepare, reject_text
from constabulary.casework.rulebooks import read_rulebook
from constabulary.open_data.archives import PublishedFile, find_files
from constabulary.open_data.kinds import TABLES, Kind
from constabulary.open_data.preview import Told, say_nothing
from constabulary.open_data.reading import Scope
from constabulary.open_data.reasons import CannotRead
from constabulary.open_data.shipped import SHIPPED, shipped_path
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records import models
from constabulary.records.published import copy_rows, wait_for_other_imports
from constabulary.records.queries.open_data import BatchLine, batches_of
from constabulary.records.writing import Writing, writing
from constabulary.standards.published_figures import REFUSED_SHARE
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

PURPOSE = "Importing published data"


class DoesNotBalance(Exception):
    """What was read is not what was stored, refused and there already: nothing of the file is kept."""


@value
class ImportedFile:
    """What became of a file. `read` is `stored` plus `rejected` plus `already_there`.

    `replaced` are the areas and periods of which an older edition was replaced; `superseded` those of which this very
    edition was imported before and has been replaced since, so that it was left alone.
    """

    name: str
    kind: Kind
    read: int
    stored: int
    rejected: int
    already_there: int
    stored_scopes: tuple[Scope, ...]
    replaced: tuple[Scope, ...]
    superseded: tuple[Scope, ...]
    quality: dict[str, int]
    refused: tuple[tuple[int, str, str], ...]

    @property
    def share_rejected(self) -> float:
        """The share of rows that were refused."""
        return self.rejected / self.read


def import_published(
    *, path: Path, by: Officer, at: datetime, kind: Kind | None = None, told: Told = say_nothing
) -> Iterator[ImportedFile | CannotRead]:
    """Import every published table under a path, each in an act of its own; what became of each, as it is done.

    A file that cannot be taken is given back as the reason why. Raises NotPermitted, or CannotRead for the path itself.
    """
    check_may(by, Permission.IMPORT_OPEN_DATA)
    files, _ = find_files(path)
    return _each(files, by=by, at=at, kind=kind, told=told)


def _each(
    files: list[PublishedFile], *, by: Officer, at: datetime, kind: Kind | None, told: Told
) -> Iterator[ImportedFile | CannotRead]:
    for file in files:
        try:
            yield import_file(file=file, by=by, at=at, kind=kind, told=told)
        except CannotRead as trouble:
            yield trouble


def import_file(
    *, file: PublishedFile, by: Officer, at: datetime, kind: Kind | None = None, told: Told = say_nothing
) -> ImportedFile:
    """Import one file; one journal entry a batch. Raises NotPermitted, CannotRead or DoesNotBalance."""
    check_may(by, Permission.IMPORT_OPEN_DATA)
    with prepare(file, kind=kind, told=told) as prepared, transaction.atomic():
        wait_for_other_imports()
        known = batches_of(prepared.kind.value, list(prepared.batches))
        new, replaced, superseded = _sorted_out(prepared, known)
        stored = sum(batch.rows for batch in new)
        there = sum(batch.rows for batch in prepared.batches.values()) - stored
        if prepared.read != stored + prepared.rejected + there:
            raise DoesNotBalance(
                f"{file.name}: {prepared.read} rows were read, but {stored} would be stored, {prepared.rejected} are "
                f"refused and {there} are there already."
            )
        if new:
            _store(prepared, new, there=there, replaced=replaced, by=by, at=at)
        return ImportedFile(
            name=file.name,
            kind=prepared.kind,
            read=prepared.read,
            stored=stored,
            rejected=prepared.rejected,
            already_there=there,
            stored_scopes=tuple(batch.scope for batch in new),
            replaced=tuple(replaced),
            superseded=tuple(superseded),
            quality=prepared.quality,
            refused=tuple(prepared.first_rejects),
        )


def _sorted_out(
    prepared: PreparedFile, known: list[BatchLine]
) -> tuple[list[PreparedBatch], dict[Scope, int], list[Scope]]:
    """(the batches to be stored, the older ones they replace, those whose very edition has been replaced before)."""
    new: list[PreparedBatch] = []
    replaced: dict[Scope, int] = {}
    superseded: list[Scope] = []
    for scope, batch in prepared.batches.items():
        of_scope = [one for one in known if (one.area, one.period) == scope]
        same = next((one for one in of_scope if one.digest == batch.digest), None)
        if same is not None:
            if same.replaced_at is not None:
                superseded.append(scope)
            continue
        new.append(batch)
        current = next((one for one in of_scope if one.replaced_at is None), None)
        if current is not None:
            replaced[scope] = current.id
    return new, replaced, superseded


def _store(
    prepared: PreparedFile,
    new: list[PreparedBatch],
    *,
    there: int,
    replaced: dict[Scope, int],
    by: Officer,
    at: datetime,
) -> None:
    stored = sum(batch.rows for batch in new)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        file = models.PublishedFile(
            id=w.new_id(),
            kind=prepared.kind.value,
            name=prepared.name,
            publisher=TABLES[prepared.kind].publisher,
            read=prepared.read,
            stored=stored,
            rejected=prepared.rejected,
            already_there=there,
            quality=prepared.quality,
            imported_at=at,
            imported_by_id=by.id,
        )
        for batch in new:
            _write_batch(w, batch, file, replaced.get(batch.scope))
    table = TABLES_OF[prepared.kind]
    copied = copy_rows(table, COLUMNS[prepared.kind], prepared.text_of(new))
    columns = ("file_id", "line", "reason", "heading", "raw")
    refused = copy_rows(models.PublishedReject, columns, reject_text(prepared, file.id), null="\\N")
    if (copied, refused) != (stored, prepared.rejected):
        raise DoesNotBalance(
            f"{prepared.name}: {stored} rows were to be stored and {prepared.rejected} refused, but {copied} and "
            f"{refused} were. Nothing of the file is kept."
        )


def _write_batch(w: Writing, batch: PreparedBatch, file: models.PublishedFile, older: int | None) -> None:
    row = models.PublishedBatch(
        id=batch.id,
        file_id=file.id,
        kind=file.kind,
        area=batch.scope[0],
        period=batch.scope[1],
        rows=batch.rows,
        digest=batch.digest,
        imported_at=w.at,
        imported_by_id=w.by.id,
    )
    w.entry(EntryKind.PUBLISHED_DATA_IMPORTED, subject=row, facts={"file": file.name})
    if file.id not in w.inserts:
        w.insert(file)
    w.insert(row)
    if older is not None:
        w.update(
            w.lock(models.PublishedBatch, older),
            replaced_at=w.at,
            replaced_by_id=w.by.id,
            successor_id=row.id,
        )


def import_shipped_tables(*, by: Officer, at: datetime) -> tuple[ImportedFile, ...]:
    """Import the published tables that come with the product; what is there already is left alone."""
    check_may(by, Permission.IMPORT_OPEN_DATA)
    done = []
    for kind in SHIPPED:
        files, _ = find_files(shipped_path(kind))
        done.append(import_file(file=files[0], by=by, at=at, kind=kind))
    return tuple(done)


def refused_share_allowed(at: datetime) -> float:
    """The share of refused rows above which an import says that something is wrong; the force's own, else ours."""
    return read_rulebook(Moments(decision=at))[REFUSED_SHARE].value
