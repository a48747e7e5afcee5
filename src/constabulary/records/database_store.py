"""The store that acts go to: PostgreSQL, one pipeline an act.

Acts read and write the tables themselves, in the schema `public`; whoever reads for a screen or an export names no
schema and so gets the masked views of `records/masking.py`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import itemgetter
from select import select
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection, models, transaction
from psycopg.pq import TransactionStatus
from psycopg.pq.abc import PGconn
from psycopg.types.json import Jsonb

from constabulary.records.models.base import Record
from constabulary.records.payload import EntryDraft, as_written
from constabulary.records.pipeline import may_ask, rows_alone

Row = TypeVar("Row", bound=Record)

#: How many numbers one call to the sequence reserves; the sequence's increment (see the first migration).
BLOCK = 64

#: The first half of the advisory locks of what acts hold by name; the second is a hash of the name.
HELD_BY_NAME = 0x4E1D

_blocks: "WeakKeyDictionary[psycopg.Connection, Iterator[int]]" = WeakKeyDictionary()


#: How many numbers are reserved for what is written beside something else.
RESERVED = 16_384 * BLOCK


def reserve_numbers() -> int:
    """Reserve numbers for another connection; the first of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('record_id')")
        first: int = cursor.fetchone()[0]
        cursor.execute("SELECT setval('record_id', %s)", [first + RESERVED])
    return first


def number_from(first: int) -> None:
    """Let this connection use the numbers that were reserved for it, before it takes any of the sequence."""
    _blocks[raw_connection()] = iter(range(first, first + RESERVED))


def raw_connection() -> psycopg.Connection:
    """Django's connection to PostgreSQL itself."""
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    return raw


def goes_past_cursors(raw: psycopg.Connection) -> bool:
    """Whether a statement may go past the driver's cursors (`records/pipeline.py`) on Django's connection, as it is now.

    Not in a transaction, nor while somebody counts what is asked and is told by Django.
    """
    return may_ask(raw) and not (connection.queries_logged or connection.execute_wrappers)


class DatabaseStore:
    """Rows in PostgreSQL."""

    def new_id(self) -> int:
        """A number no row has; numbers are reserved in blocks, per connection."""
        raw = connection.connection
        block = _blocks.get(raw) if raw is not None else None
        number = next(block, None) if block is not None else None
        if number is None:
            raw = raw_connection()
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval('record_id')")
                first = cursor.fetchone()[0]
            block = iter(range(first + 1, first + BLOCK))
            _blocks[raw] = block
            number = first
        return number

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row, locked for update. Raises the model's DoesNotExist, also when whoever asks may not see it."""
        found = self.find(model, {"id": row_id}, lock=True)
        if not found:
            raise model.DoesNotExist(f"no {model._meta.db_table} {row_id}")
        return found[0]

    def find(self, model: type[Row], equal: Mapping[str, Any], *, lock: bool) -> list[Row]:
        """The rows whose fields equal these, in order of number; None asks for null."""
        statement, wanted = select_statement(model, tuple((name, equal[name] is None) for name in equal), lock)
        raw = raw_connection()
        # The first look of an act begins its transaction: both go to the database together.
        together = raw.pipeline() if raw.info.transaction_status is TransactionStatus.IDLE else nullcontext()
        with connection.wrap_database_errors, together, psycopg.RawCursor(raw) as cursor:
            cursor.execute(statement, [equal[name] for name in wanted], prepare=True)
            return [row_of(model, values) for values in cursor.fetchall()]

    def find_each(self, models: Sequence[type[Record]], equal: Mapping[str, Any]) -> list[list[Record]]:
        """The rows of each table whose fields equal these, in order of number: one turn to the database for all."""
        statements = [
            select_statement(one, tuple((name, equal[name] is None) for name in equal), False) for one in models
        ]
        raw = raw_connection()
        with connection.wrap_database_errors, ExitStack() as stack:
            cursors = [stack.enter_context(psycopg.RawCursor(raw)) for _ in models]
            with raw.pipeline():
                for cursor, (statement, wanted) in zip(cursors, statements, strict=True):
                    cursor.execute(statement, [equal[name] for name in wanted], prepare=True)
            return [
                [row_of(model, values) for values in cursor.fetchall()]
                for model, cursor in zip(models, cursors, strict=True)
            ]

    def hold(self, what: str) -> None:
        """Wait until no other act holds it, and hold it until this one is committed or taken back."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [HELD_BY_NAME, what])

    def is_committed_unseen(self, unit: str) -> bool:
        """Whether a unit is committed to an open incident that whoever acts may not see."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s IN (SELECT units_committed_unseen())", [unit])
            return bool(cursor.fetchall()[0][0])

    @contextmanager
    def act(self) -> Iterator[None]:
        """A transaction; inside another, a savepoint."""
        with transaction.atomic():
            yield

    def send(
        self,
        entries: list[EntryDraft],
        inserts: list[Record],
        updates: list[tuple[Record, list[str]]],
        *,
        ends_act: bool = False,
    ) -> None:
        """One pipeline: entries, payloads, rows; with the last of an act its COMMIT, unless it is part of another."""
        raw = raw_connection()
        values, payloads = _entry_values(entries)
        if not (payloads or inserts or updates or ends_act) and goes_past_cursors(raw):
            # What was read, before nearly every page that shows a person: one statement, durable with its answer.
            with connection.wrap_database_errors:
                rows_alone(raw, entry_statement(len(entries)).decode(), values)
            return
        # Leaving the pipeline waits until all of it is carried out, so that what failed is raised here.
        with connection.wrap_database_errors, raw.pipeline(), psycopg.RawCursor(raw) as cursor:
            cursor.execute(entry_statement(len(entries)), values, prepare=True)
            if payloads:
                cursor.execute(payload_statement(len(payloads) // 3), payloads, prepare=True)
            by_model: dict[type[models.Model], list[Record]] = {}
            for row in inserts:
                by_model.setdefault(type(row), []).append(row)
            for model, rows in by_model.items():
                values = [value for row in rows for value in values_of(row)]
                cursor.execute(insert_statement(model, len(rows)), values, prepare=True)
            for row, names in updates:
                by_name = dict(zip(columns_of(type(row)).names, values_of(row), strict=True))
                values = [*(by_name[name] for name in names), row.pk]
                cursor.execute(update_statement(type(row), tuple(names)), values, prepare=True)
            if ends_act and _is_outermost():
                _hand_over(raw.pgconn)
                # The database skips it when anything before it went wrong, and that is raised on leaving.
                raw.commit()


def _hand_over(sending: PGconn) -> None:
    """Wait until all that was written into the pipeline is on its way.

    A commit in a pipeline waits for answers only: what did not fit into the socket, as of an act of a megabyte on a busy
    server, would never be sent, and both sides would wait for each other for good.
    """
    while sending.flush():
        can_read, _, _ = select([sending.socket], [sending.socket], [])
        if can_read:
            sending.consume_input()
    select([], [sending.socket], [])


def _is_outermost() -> bool:
    """Whether the act is a transaction of its own, not a part of another's."""
    return connection.in_atomic_block and connection.commit_on_exit and not connection.savepoint_ids


ENTRY_COLUMNS = (
    "id, kind, subject, subject_row, journey_row, by_row, by_number, happened_at, recorded_at, purpose, editions, "
    "rows, payload_digest, transaction, canonical"
)
ENTRY_TYPES = (
    "bigint", "text", "text", "bigint", "bigint", "bigint", "text", "timestamptz", "timestamptz", "text", "text[]",
    "bigint[]", "bytea",
)  # fmt: skip


def _entry_values(entries: list[EntryDraft]) -> tuple[list[Any], list[Any]]:
    """(the values of the entries, those of the payloads of such as have one)."""
    payloads: list[Any] = []
    values: list[Any] = []
    for one in entries:
        salt, content, digest = one.sealed_payload()
        values += [
            one.id, one.kind.value, one.subject, one.subject_row, one.journey_row, one.by_row, one.by_number,
            one.happened_at, one.happened_at, one.purpose, list(one.editions), one.rows, digest,
        ]  # fmt: skip
        if content:
            payloads += [one.id, salt, content]
    return values, payloads


@cache
def entry_statement(count: int) -> bytes:
    """The statement that writes `count` entries; the database fills in the rest of their columns."""
    rows = _rows(count, ENTRY_TYPES, extra=", 0, ''")
    return f"INSERT INTO public.journal_entry ({ENTRY_COLUMNS}) VALUES {rows}".encode()


@cache
def payload_statement(count: int) -> bytes:
    """The statement that writes `count` payloads."""
    rows = _rows(count, ("bigint", "bytea", "bytea"))
    return f"INSERT INTO public.journal_payload (entry, salt, content) VALUES {rows}".encode()


@cache
def select_statement(
    model: type[models.Model], asked: tuple[tuple[str, bool], ...], lock: bool
) -> tuple[bytes, tuple[str, ...]]:
    """The statement that finds rows by these fields (name, whether null is asked for), and the fields it needs."""
    columns = columns_of(model)
    by_name = dict(zip(columns.names, zip(columns.columns, columns.types, strict=True), strict=True))
    conditions, wanted = [], []
    for name, is_null in asked:
        column, kind = by_name[name]
        if is_null:
            conditions.append(f'"{column}" IS NULL')
        else:
            wanted.append(name)
            conditions.append(f'"{column}" = ${len(wanted)}::{kind}')
    names = ", ".join(f'"{name}"' for name in columns.columns)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    ending = " FOR NO KEY UPDATE" if lock else ""
    return f'SELECT {names} FROM public."{model._meta.db_table}"{where} ORDER BY id{ending}'.encode(), tuple(wanted)


def row_of(model: type[Row], values: Sequence[Any]) -> Row:
    """A row from its values, in order of the columns."""
    columns = columns_of(model)
    made = list(values)
    for place in columns.json:
        # Django leaves jsonb from a cursor of one's own as text.
        made[place] = None if made[place] is None else json.loads(made[place])
    for place in columns.decimal:
        made[place] = None if made[place] is None else Decimal(made[place])
    return model.from_db("default", columns.names, made)


@cache
def insert_statement(model: type[models.Model], count: int) -> bytes:
    """The statement that inserts `count` rows of a table."""
    columns = columns_of(model)
    names = ", ".join(f'"{name}"' for name in columns.columns)
    return f'INSERT INTO public."{model._meta.db_table}" ({names}) VALUES {_rows(count, columns.types)}'.encode()


@cache
def update_statement(model: type[models.Model], names: tuple[str, ...]) -> bytes:
    """The statement that changes these fields of one row."""
    columns = columns_of(model)
    by_name = dict(zip(columns.names, zip(columns.columns, columns.types, strict=True), strict=True))
    changes = ", ".join(
        f'"{by_name[name][0]}" = ${number}::{by_name[name][1]}' for number, name in enumerate(names, start=1)
    )
    return f'UPDATE public."{model._meta.db_table}" SET {changes} WHERE id = ${len(names) + 1}'.encode()


def _rows(count: int, types: tuple[str, ...], extra: str = "") -> str:
    # Values are bound by the server: each needs its type, which a VALUES list would not tell for a null.
    width = len(types)
    return ", ".join(
        "(" + ", ".join(f"${row * width + place + 1}::{kind}" for place, kind in enumerate(types)) + extra + ")"
        for row in range(count)
    )


@dataclass(frozen=True)
class Columns:
    """The columns of a table: attribute, column and type of each, how all are taken at once, and which need care."""

    names: tuple[str, ...]
    columns: tuple[str, ...]
    types: tuple[str, ...]
    take: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    coded: tuple[int, ...]
    json: frozenset[int]
    decimal: frozenset[int]


@cache
def columns_of(model: type[models.Model]) -> Columns:
    """The columns of a table, worked out once."""
    fields = model._meta.concrete_fields
    names = tuple(field.attname for field in fields)
    return Columns(
        names=names,
        columns=tuple(str(field.column) for field in fields),
        types=tuple(str(field.db_type(connection)) for field in fields),
        take=itemgetter(*names),
        coded=tuple(place for place, field in enumerate(fields) if isinstance(field, CODED) and not field.is_relation),
        json=frozenset(place for place, field in enumerate(fields) if isinstance(field, models.JSONField)),
        decimal=frozenset(place for place, field in enumerate(fields) if isinstance(field, models.DecimalField)),
    )


#: The kinds of column that an act may give a member of an enumeration.
CODED = (models.CharField, models.TextField, models.IntegerField)


def values_of(row: models.Model) -> list[Any]:
    """A row's values as the driver takes them, in order of its columns."""
    columns = columns_of(type(row))
    # The columns lie in the row's own dictionary; asking it one by one takes three times as long.
    values = list(columns.take(row.__dict__))
    for place in columns.coded:
        if isinstance(value := values[place], Enum):
            values[place] = value.value
    for place in columns.json:
        values[place] = Jsonb(values[place], dumps=as_written)
    return values
