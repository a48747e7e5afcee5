"""Published rows go into their tables by COPY, as text made ready beforehand; the guards of the tables hold them to the
journal. Everything else of an import is written through `records.writing`."""

from collections.abc import Iterable

import psycopg
from django.db import connection, models

from constabulary.records.database_store import raw_connection

#: Imports go one at a time, so that two of the same file cannot both find nothing there.
IMPORT_LOCK = 0x0DA7A


def wait_for_other_imports() -> None:
    """Hold off other imports until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def copy_rows(model: type[models.Model], columns: Iterable[str], text: Iterable[bytes], *, null: str = "") -> int:
    """Copy rows in PostgreSQL's text format, `null` standing for no value; how many rows went in.

    Raises DatabaseError, also when no journal entry of the transaction speaks of what the rows belong to.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT text, NULL '{null}')"
    with connection.wrap_database_errors, psycopg.Cursor(raw_connection()) as cursor:
        with cursor.copy(statement.encode()) as copy:
            for piece in text:
                copy.write(piece)
        return cursor.rowcount
