"""A published file made ready for the database: its good rows as text for COPY, each batch with its digest, its refused
rows. Waits in memory, on the disk when it is large."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db.models import Model

from constabulary.open_data.archives import PublishedFile
from constabulary.open_data.kinds import TABLES, Kind
from constabulary.open_data.preview import SHOWN, Told, check_something_taken, say_nothing
from constabulary.open_data.reading import Block, Reading, Reject, Scope, open_reading
from constabulary.records import models
from constabulary.records.database_store import DatabaseStore

MOST_IN_MEMORY = 64 * 1024**2

TABLES_OF: dict[Kind, type[Model]] = {
    Kind.STREET: models.PublishedStreetCrime,
    Kind.OUTCOMES: models.PublishedStreetOutcome,
    Kind.STOP_AND_SEARCH: models.PublishedStopSearch,
    Kind.OUTCOME_TABLE: models.PublishedOutcomeCount,
    Kind.RECORDED_CRIME: models.PublishedRecordedCount,
    Kind.WORKFORCE: models.PublishedWorkforceCount,
    Kind.SEVERITY_SCORE: models.PublishedSeverityScore,
}

#: The columns of each table in the order in which rows are copied.
COLUMNS: dict[Kind, tuple[str, ...]] = {
    kind: ("batch_id", "line", *(column.name for column in table.columns)) for kind, table in TABLES.items()
}


class PreparedBatch:
    """The rows of one area and period, waiting; `digest` is of what they say, not of where they stood."""

    def __init__(self, number: int, scope: Scope) -> None:
        self.id = number
        self.scope = scope
        self.rows = 0
        self.pieces: list[tuple[int, int]] = []
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> bytes:
        """The digest of the rows so far."""
        return self._digest.digest()

    def add(self, rows: list[str], numbers: Iterable[int]) -> bytes:
        """Add rows; returns them as they are copied."""
        self.rows += len(rows)
        self._digest.update("\n".join(rows).encode())
        self._digest.update(b"\n")
        start = f"{self.id}\t"
        return "".join([f"{start}{number}\t{row}\n" for number, row in zip(numbers, rows, strict=True)]).encode()


class PreparedFile:
    """A file read to its end."""

    def __init__(self, name: str, kind: Kind, *, rows: IO[bytes], rejects: IO[bytes]) -> None:
        self.name = name
        self.kind = kind
        self._rows = rows
        self._rejects = rejects
        self.read = 0
        self.rejected = 0
        self.quality: dict[str, int] = {}
        self.batches: dict[Scope, PreparedBatch] = {}
        self.first_rejects: list[tuple[int, str, str]] = []

    def add(self, reading: Reading, block: Block) -> None:
        """Add a block of good and refused rows."""
        if block.numbers:
            rows = copy_text(block)
            for scope, places in reading.scopes(block):
                batch = self.batches.get(scope)
                if batch is None:
                    batch = self.batches[scope] = PreparedBatch(DatabaseStore().new_id(), scope)
                if places is None:
                    text = batch.add(rows, block.numbers)
                else:
                    text = batch.add([rows[place] for place in places], [block.numbers[place] for place in places])
                batch.pieces.append((self._rows.tell(), len(text)))
                self._rows.write(text)
        for reject in block.rejects:
            if len(self.first_rejects) < SHOWN:
                self.first_rejects.append((reject.line, reject.reason.sentence, reject.column))
            self._rejects.write(reject_line(reject))

    def text_of(self, batches: list[PreparedBatch]) -> Iterator[bytes]:
        """The rows of these batches as they are copied, piece by piece."""
        for batch in batches:
            for start, length in batch.pieces:
                self._rows.seek(start)
                yield self._rows.read(length)

    def rejects(self) -> Iterator[bytes]:
        """The refused rows, a line each, without their file's number."""
        self._rejects.seek(0)
        return iter(self._rejects)


def copy_text(block: Block) -> list[str]:
    """The good rows of a block in PostgreSQL's text format, without batch and line."""
    columns = block.columns
    if not block.plain:
        columns = [[one.replace("\\", "\\\\") if "\\" in one else one for one in column] for column in columns]
    if block.table.columns[0].name == "crime_id":
        columns = [[f"\\\\x{one}" if one else "" for one in columns[0]], *columns[1:]]
    return list(map("\t".join, zip(*columns, strict=True)))


def reject_line(reject: Reject) -> bytes:
    """A refused row in PostgreSQL's text format."""
    fields = (str(reject.line), reject.reason.code, reject.column, reject.raw)
    return ("\t".join(map(_escaped, fields)) + "\n").encode("utf-8", errors="replace")


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, written)
    return text


def reject_text(prepared: PreparedFile, file: int) -> Iterator[bytes]:
    """The refused rows of a file as they are copied."""
    start = f"{file}\t".encode()
    return (start + line for line in prepared.rejects())


@contextmanager
def prepare(file: PublishedFile, *, kind: Kind | None = None, told: Told = say_nothing) -> Iterator[PreparedFile]:
    """Read a file to its end and hold it ready. Raises CannotRead."""
    with (
        open_reading(file, kind=kind) as (reading, blocks),
        SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as rows,
        SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as rejects,
    ):
        prepared = PreparedFile(file.name, reading.table.kind, rows=rows, rejects=rejects)
        for block in blocks:
            prepared.add(reading, block)
            told(file.name, reading.bytes_read, file.size)
        check_something_taken(reading)
        prepared.read, prepared.rejected = reading.read, reading.rejected
        prepared.quality = reading.quality.report()
        yield prepared
