"""A store in memory: the same acts, run over rows held here, then written by COPY.

For histories that come in bulk (the demonstration force, a migration from another system). The rows and the journal
entries are the very ones that the acts would have written one by one; only the way to the database differs. Whoever
loads connects as the owner, who alone may say when an entry was recorded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from itertools import chain, islice
from operator import attrgetter, itemgetter
from struct import Struct
from typing import Any, TypeVar

import psycopg
from django.db import models

from constabulary.records.copy_text import MomentTexts, lines_of, lines_of_rows
from constabulary.records.database_store import columns_of
from constabulary.records.models.base import Record, fits
from constabulary.records.payload import EntryDraft

Row = TypeVar("Row", bound=Record)

#: Columns besides the references to other rows that acts look rows up by.
INDEXED = frozenset({"reference", "normalised", "collar_number", "state"})

ENTRY_COPY = (
    b"COPY journal_entry (id, kind, subject, subject_row, journey_row, by_row, by_number, happened_at, recorded_at, "
    b"purpose, editions, rows, payload_digest, transaction, canonical) FROM STDIN"
)
#: What of an entry fills the first of these columns.
ENTRY = attrgetter(
    "id", "kind.value", "subject", "subject_row", "journey_row", "by_row", "by_number", "happened_at", "happened_at",
    "purpose", "editions", "rows",
)  # fmt: skip

#: What the entries of this transaction speak of, for the guard of each table to look up. Laid out from the journal as it
#: lies in the database, so that a row which no entry speaks of is refused as ever.
SPOKEN = (
    "CREATE TEMP TABLE journal_spoken ON COMMIT DROP AS SELECT DISTINCT unnest(e.rows) AS id FROM public.journal_entry e "
    "WHERE e.transaction = journal_transaction()",
    "CREATE UNIQUE INDEX ON pg_temp.journal_spoken (id)",
    "ANALYZE pg_temp.journal_spoken",
)

#: A payload as binary COPY has it: three fields, each with its length before it; the salt is sixteen bytes.
PAYLOAD = Struct(">hiqi16si")
BINARY_BEGINS = b"PGCOPY\n\xff\r\n\0" + bytes(8)
BINARY_ENDS = b"\xff\xff"
NUMBER = attrgetter("id")
NONE: Mapping[int, Record] = {}
NOTHING_TO_UNDO: AbstractContextManager[None] = nullcontext()


@cache
def _filed_under(*names: str) -> tuple[str, ...]:
    """Which of the columns asked for rows are filed under: one that leads to few rows, and the state beside it.

    One, because each further filing of a table costs every row of it, to spare a look through a dozen.
    """
    leading = [name for name in names if name.endswith("_id")] or [name for name in names if name in INDEXED]
    if not leading:
        return ()
    first = "journey_id" if "journey_id" in leading else leading[0]
    return (first, "state") if first != "state" and "state" in names else (first,)


class _Index:
    """The rows of a table by what some of its columns hold, and under what each is filed.

    What holds nothing in the first of them is not filed, and not asked for here.
    """

    __slots__ = ("_filed", "_first", "_rows", "_take", "names")

    def __init__(self, names: tuple[str, ...], rows: Iterable[Record]) -> None:
        self.names = frozenset(names)
        self._first = names[0]
        self._take = itemgetter(*names)
        self._rows: dict[Any, dict[int, Record]] = {}
        self._filed: dict[int, Any] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Record) -> None:
        """File a row that is not filed yet."""
        held = row.__dict__
        if held[self._first] is None:
            return
        number = held["id"]
        wanted = self._filed[number] = self._take(held)
        rows = self._rows.get(wanted)
        if rows is None:
            self._rows[wanted] = {number: row}
        else:
            rows[number] = row

    def file(self, row: Record) -> None:
        """File a row, or file it anew after a change."""
        held = row.__dict__
        number = held["id"]
        if held[self._first] is None:
            if number in self._filed:
                del self._rows[self._filed.pop(number)][number]
            return
        wanted = self._take(held)
        before = self._filed.setdefault(number, wanted)
        if before is not wanted:
            if before == wanted:
                return
            del self._rows[before][number]
            self._filed[number] = wanted
        if wanted in self._rows:
            self._rows[wanted][number] = row
        else:
            self._rows[wanted] = {number: row}

    def find(self, equal: Mapping[str, Any]) -> Iterable[Record] | None:
        """The rows that hold these values; None where rows that hold nothing are asked for."""
        if equal[self._first] is None:
            return None
        return self._rows.get(self._take(equal), NONE).values()


class _Table:
    """The rows of one table, and how they are found."""

    __slots__ = ("indexes", "rows", "ways")

    def __init__(self) -> None:
        self.rows: dict[int, Record] = {}
        self.indexes: dict[tuple[str, ...], _Index] = {}
        #: By the columns asked for: the index, and whether it holds all of them.
        self.ways: dict[tuple[str, ...], tuple[_Index | None, bool]] = {}

    def way(self, asked: tuple[str, ...]) -> tuple[_Index | None, bool]:
        """How rows are found by these columns."""
        names = _filed_under(*asked)
        index = self.indexes.get(names) if names else None
        if names and index is None:
            index = self.indexes[names] = _Index(names, self.rows.values())
        found = self.ways[asked] = (index, len(names) == len(asked))
        return found


class _Telling(AbstractContextManager[None]):
    """While a story is told; one of these serves all, because each act enters it."""

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store

    def __exit__(self, *_raised: object) -> None:
        self._store.stop_telling()


class MemoryStore:
    """Rows in memory. When a chunk has been written, those stay that are to be kept or belong to an unfinished story."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._tables: dict[type[models.Model], _Table] = defaultdict(_Table)
        self._lasting: dict[int, Record] = {}
        self._told: dict[int, list[Record]] = {}
        self._telling: list[Record] | None = None
        self._told_so_far = _Telling(self)
        self.entries: list[tuple[EntryDraft, tuple[bytes, bytes, bytes]]] = []
        self.waiting: dict[type[models.Model], list[Record]] = defaultdict(list)
        self._unwritten: set[int] = set()
        self._changed: dict[int, tuple[Record, set[str]]] = {}

    def new_id(self) -> int:
        """A number no row has."""
        return next(self._numbers)

    def hold(self, what: str) -> None:
        """Nobody else writes to these rows."""

    def is_committed_unseen(self, unit: str) -> bool:
        """Whoever builds a force sees everything."""
        return False

    def keep(self, *rows: Record) -> None:
        """Hold rows that later acts refer to, whether they are written already or still waiting."""
        for row in rows:
            self._lasting[row.id] = row
            self._hold(row)

    def let_go(self, *rows: Record) -> None:
        """Hold these rows no longer than until the next writing."""
        for row in rows:
            self._lasting.pop(row.id, None)

    def telling(self, story: int) -> AbstractContextManager[None]:
        """What is added meanwhile belongs to a story, and is held until that is finished, however many writings pass."""
        self._telling = self._told.setdefault(story, [])
        return self._told_so_far

    def stop_telling(self) -> None:
        """What is added from now on belongs to no story."""
        self._telling = None

    def hold_while_telling(self, row: Record) -> None:
        """Hold a row of somebody else's story until the one being told is finished."""
        if self._telling is not None:
            self._telling.append(row)

    def finish(self, story: int) -> None:
        """The rows of a story are not needed any more once they are written."""
        self._told.pop(story, None)

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row. Raises the model's DoesNotExist."""
        found: Any = self._tables[model].rows.get(row_id)
        if found is None:
            raise model.DoesNotExist(f"no {model._meta.db_table} {row_id}")
        held: Row = found
        return held

    def find(self, model: type[Row], equal: Mapping[str, Any], *, lock: bool) -> list[Row]:
        """The rows whose fields equal these, in order of number."""
        del lock
        table = self._tables[model]
        if "id" in equal:
            one: Any = table.rows.get(equal["id"])
            return [one] if one is not None and (len(equal) == 1 or fits(one, equal)) else []
        asked = tuple(equal)
        index, whole = table.ways.get(asked) or table.way(asked)
        rows = table.rows.values() if index is None else index.find(equal)
        if rows is None:
            rows, whole = table.rows.values(), False
        found: list[Any]
        if whole:
            found = [*rows]
        else:
            wanted = equal.items()
            found = [row for row in rows if wanted <= row.__dict__.items()]
        if len(found) > 1:
            found.sort(key=NUMBER)
        return found

    def find_each(self, models: Sequence[type[Record]], equal: Mapping[str, Any]) -> list[list[Record]]:
        """The rows of each table whose fields equal these, in order of number."""
        return [self.find(model, equal, lock=False) for model in models]

    def _hold(self, row: Record) -> None:
        table = self._tables[type(row)]
        table.rows[row.__dict__["id"]] = row
        for index in table.indexes.values():
            index.file(row)

    def act(self) -> AbstractContextManager[None]:
        """Nothing is written before the act is over, so there is nothing to undo here."""
        return NOTHING_TO_UNDO

    def send(
        self,
        entries: list[EntryDraft],
        inserts: list[Record],
        updates: list[tuple[Record, list[str]]],
        *,
        ends_act: bool = False,
    ) -> None:
        """Hold the rows and entries until they are written."""
        self.entries += [(one, one.sealed_payload()) for one in entries]
        for row in inserts:
            model, number = type(row), row.__dict__["id"]
            table = self._tables[model]
            table.rows[number] = row
            for index in table.indexes.values():
                index.add(row)
            self.waiting[model].append(row)
            self._unwritten.add(number)
        if self._telling is not None:
            self._telling += inserts
        for row, names in updates:
            number = row.__dict__["id"]
            if number not in self._unwritten:
                self._changed.setdefault(number, (row, set()))[1].update(names)
            for index in self._tables[type(row)].indexes.values():
                if not index.names.isdisjoint(names):
                    index.file(row)

    def write(self, connection: psycopg.Connection) -> int:
        """Write what waits, in the transaction of the connection, and let go of all but the lasting rows.

        Returns the number of rows added.
        """
        count = sum(len(rows) for rows in self.waiting.values())
        moments = MomentTexts()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('constabulary.loading', 'on', true)")
            _copy_entries(cursor, self.entries, moments)
            for statement in SPOKEN:
                cursor.execute(statement)
            # Changes first: a new row may take the place of one that stood there before (an outcome that is overtaken).
            for model, (changed, names) in self._changes().items():
                _update_rows(cursor, model, tuple(sorted(names)), changed, moments)
            for model, rows in self.waiting.items():
                with _copying(cursor, model._meta.db_table, columns_of(model).columns) as copy:
                    for some in lines_of_rows(model, rows, moments=moments):
                        copy.write(some)
        self._let_go()
        return count

    def _changes(self) -> dict[type[models.Model], tuple[list[Record], set[str]]]:
        """The rows changed since they were written, table by table, with every field that changed in one of them."""
        found: dict[type[models.Model], tuple[list[Record], set[str]]] = defaultdict(lambda: ([], set()))
        for row, changed in self._changed.values():
            rows, names = found[type(row)]
            rows.append(row)
            names |= changed
        return found

    def _let_go(self) -> None:
        self.entries = []
        self.waiting = defaultdict(list)
        self._unwritten = set()
        self._changed = {}
        self._tables = defaultdict(_Table)
        for row in chain(self._lasting.values(), *self._told.values()):
            self._tables[type(row)].rows[row.__dict__["id"]] = row


def _copy_entries(
    cursor: "psycopg.Cursor[Any]", entries: list[tuple[EntryDraft, tuple[bytes, bytes, bytes]]], moments: MomentTexts
) -> None:
    _copy(
        cursor,
        ENTRY_COPY,
        lines_of(
            ((*ENTRY(one), digest, 0, "") for one, (_salt, _content, digest) in entries),
            moments=moments,
        ),
    )
    payloads = (
        PAYLOAD.pack(3, 8, one.id, 16, salt, len(content)) + content
        for one, (salt, content, _digest) in entries
        if content
    )
    into, names = "journal_payload", ("entry", "salt", "content")
    with _copying(cursor, into, names, how=" (FORMAT binary)") as copy:
        # As PostgreSQL's documentation of COPY lays it out: bytes as they are, where text would be twice as long.
        copy.write(BINARY_BEGINS)
        while some := b"".join(islice(payloads, 500)):
            copy.write(some)
        copy.write(BINARY_ENDS)


def _copy(cursor: "psycopg.Cursor[Any]", statement: bytes, lines: Iterable[bytes]) -> None:
    with cursor.copy(statement) as copy:
        for some in lines:
            copy.write(some)


@contextmanager
def _copying(
    cursor: "psycopg.Cursor[Any]", table: str, columns: Sequence[str], how: str = ""
) -> "Iterator[psycopg.Copy]":
    """COPY; by way of a temporary table where row-level security binds the owner too, under which COPY is refused."""
    names = ", ".join(f'"{name}"' for name in columns)
    found = cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table]).fetchone()
    forced = found is not None and found[0]
    into = f"loading_{table}" if forced else table
    if forced:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {into} (LIKE {table}) ON COMMIT DELETE ROWS".encode())
    with cursor.copy(f"COPY {into} ({names}) FROM STDIN{how}".encode()) as copy:
        yield copy
    if forced:
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM {into}'.encode())


def _update_rows(
    cursor: "psycopg.Cursor[Any]",
    model: type[models.Model],
    names: tuple[str, ...],
    rows: list[Record],
    moments: MomentTexts,
) -> None:
    """One statement for all changed rows of a table; a field that changed in others is set to what it holds."""
    columns = columns_of(model)
    places = [columns.names.index(name) for name in ("id", *names)]
    table, changed = model._meta.db_table, [f'"{columns.columns[place]}"' for place in places]
    held = f"changing_{table}"
    wanted = ", ".join(changed)
    cursor.execute(f'CREATE TEMP TABLE {held} ON COMMIT DROP AS SELECT {wanted} FROM "{table}" WITH NO DATA'.encode())
    _copy(
        cursor,
        f"COPY {held} ({wanted}) FROM STDIN".encode(),
        lines_of_rows(model, rows, moments=moments, places=places),
    )
    # Few rows against a table that grows: unless the planner knows that, it goes through the whole table each time.
    cursor.execute(f"ANALYZE {held}".encode())
    setting = ", ".join(f"{one} = {held}.{one}" for one in changed[1:])
    cursor.execute(f'UPDATE "{table}" SET {setting} FROM {held} WHERE "{table}".id = {held}.id'.encode())
    cursor.execute(f"DROP TABLE {held}".encode())
