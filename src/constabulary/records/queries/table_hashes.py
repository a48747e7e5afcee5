"""A hash of every table's content, so that a restored database can be shown to hold what was backed up.

Takes a connection of the caller's own: the owner's, who sees every row.
"""

import hashlib
from typing import Any

import psycopg
from psycopg import sql

from constabulary.standards.values import value

#: Whatever changes how a value is written as text.
PLAIN = (
    "SET TimeZone = 'UTC'", "SET DateStyle = 'ISO'", "SET IntervalStyle = 'postgres'", "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)  # fmt: skip


@value
class TableHash:
    """How many rows a table has, and SHA-256 over all of them in order of their key."""

    rows: int
    sha256: str


def hash_tables(connection: psycopg.Connection) -> dict[str, TableHash]:
    """Every table of ours by name."""
    for statement in PLAIN:
        connection.execute(statement.encode())
    return {name: _hash(connection, name, key) for name, key in _tables(connection)}


def _tables(connection: psycopg.Connection) -> list[tuple[str, list[str]]]:
    return connection.execute(
        "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c "
        "JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY c.relname"
    ).fetchall()


def _hash(connection: psycopg.Connection, table: str, key: list[str]) -> TableHash:
    query = sql.SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, key))
    )
    digest = hashlib.sha256()
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for piece in copy:
            digest.update(piece)
        rows = cursor.rowcount
    return TableHash(rows=rows, sha256=digest.hexdigest())


def sequences(connection: psycopg.Connection) -> dict[str, Any]:
    """The last value of every sequence of ours."""
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    found = {}
    for (name,) in names:
        row = connection.execute(sql.SQL("SELECT last_value FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = row[0] if row else None
    return found
