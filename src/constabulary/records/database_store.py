"""The store that acts go to: PostgreSQL, one pipeline an act."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection, models, transaction

from constabulary.records.models.base import Record
from constabulary.records.payload import EntryDraft

Row = TypeVar("Row", bound=Record)

#: How many numbers one call to the sequence reserves; the sequence's increment (see the first migration).
BLOCK = 64

_blocks: "WeakKeyDictionary[psycopg.Connection, Iterator[int]]" = WeakKeyDictionary()


def raw_connection() -> psycopg.Connection:
    """Django's connection to PostgreSQL itself."""
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    return raw


class DatabaseStore:
    """Rows in PostgreSQL."""

    def new_id(self) -> int:
        """A number no row has; numbers are reserved in blocks, per connection."""
        raw = raw_connection()
        block = _blocks.get(raw)
        number = next(block, None) if block is not None else None
        if number is None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval('record_id')")
                first = cursor.fetchone()[0]
            block = iter(range(first + 1, first + BLOCK))
            _blocks[raw] = block
            number = first
        return number

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row, locked for update."""
        return model._default_manager.select_for_update().get(pk=row_id)

    def find(self, model: type[Row], equal: Mapping[str, Any], *, lock: bool) -> list[Row]:
        """The rows whose fields equal these."""
        rows = model._default_manager.filter(**equal).order_by("pk")
        return list(rows.select_for_update() if lock else rows)

    @contextmanager
    def act(self) -> Iterator[None]:
        """A transaction; inside another, a savepoint."""
        with transaction.atomic():
            yield

    def send(self, entries: list[EntryDraft], inserts: list[Record], updates: list[tuple[Record, list[str]]]) -> None:
        """One pipeline: entries, payloads, rows."""
        raw = raw_connection()
        with connection.wrap_database_errors, raw.pipeline(), psycopg.Cursor(raw) as cursor:
            _send_entries(cursor, entries)
            by_model: dict[type[models.Model], list[Record]] = {}
            for row in inserts:
                by_model.setdefault(type(row), []).append(row)
            for model, rows in by_model.items():
                cursor.execute(insert_statement(model, len(rows)), _values_of(model, rows), prepare=True)
            for row, names in updates:
                cursor.execute(
                    update_statement(type(row), tuple(names)),
                    [*(_value(row, name) for name in names), row.pk],
                    prepare=True,
                )
            # Leaving the pipeline waits until all of it is carried out, so that what failed is raised here.


ENTRY_COLUMNS = (
    "id, kind, subject, subject_row, journey_row, by_row, by_number, happened_at, recorded_at, purpose, editions, "
    "rows, payload_digest, transaction, canonical"
)


def _send_entries(cursor: "psycopg.Cursor[Any]", entries: list[EntryDraft]) -> None:
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
    cursor.execute(entry_statement(len(entries)), values, prepare=True)
    if payloads:
        cursor.execute(payload_statement(len(payloads) // 3), payloads, prepare=True)


@cache
def entry_statement(count: int) -> bytes:
    """The statement that writes `count` entries; the database fills in the rest of their columns."""
    row = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::text[], %s::bigint[], %s, 0, '')"
    return f"INSERT INTO journal_entry ({ENTRY_COLUMNS}) VALUES {', '.join([row] * count)}".encode()


@cache
def payload_statement(count: int) -> bytes:
    """The statement that writes `count` payloads."""
    rows = ", ".join(["(%s, %s, %s)"] * count)
    return f"INSERT INTO journal_payload (entry, salt, content) VALUES {rows}".encode()


@cache
def insert_statement(model: type[models.Model], count: int) -> bytes:
    """The statement that inserts `count` rows of a table."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    row = f"({', '.join(_placeholder(field) for field in model._meta.concrete_fields)})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([row] * count)}'.encode()


@cache
def update_statement(model: type[models.Model], names: tuple[str, ...]) -> bytes:
    """The statement that changes these fields of one row."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    changes = ", ".join(f'"{by_name[name].column}" = {_placeholder(by_name[name])}' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE id = %s'.encode()


def _placeholder(field: "models.Field[Any, Any]") -> str:
    # Values are bound by the server: null needs a type wherever PostgreSQL cannot guess it from a VALUES list.
    return f"%s::{field.db_type(connection)}"


def _values_of(model: type[models.Model], rows: list[Record]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]


def _value(row: Record, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    return field.get_db_prep_save(getattr(row, name), connection)
