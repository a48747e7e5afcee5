"""Rows that the entry of what they belong to speaks of (`Keeping.spoken_of_by`), written under row-level security.

COPY is not to be had there. The guards of the tables hold them to the journal: without an entry of the same transaction
that speaks of their owner they are refused.
"""

from collections.abc import Iterable
from itertools import islice

import psycopg
from django.db import connection

from constabulary.records.database_store import insert_statement, raw_connection, values_of
from constabulary.records.models.base import Record

AT_ONCE = 200


def add_spoken_rows(rows: Iterable[Record]) -> int:
    """Add rows of one table; how many there were. Raises DatabaseError when no entry speaks of their owner."""
    waiting, count = iter(rows), 0
    with connection.wrap_database_errors, psycopg.RawCursor(raw_connection()) as cursor:
        while some := list(islice(waiting, AT_ONCE)):
            cursor.execute(insert_statement(type(some[0]), len(some)), [one for row in some for one in values_of(row)])
            count += len(some)
    return count
