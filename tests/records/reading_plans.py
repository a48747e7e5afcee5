"""What a question reads of a table, told by the database as it answers it."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def rows_read(ask: Callable[[], object], *, of: str) -> int:
    """How many rows of a table are read for a question, those thrown away counted.

    Asked as of large tables: nothing is read from end to end where an index saves it, nor looked up one by one where tables
    are joined, unless the question itself says so.
    """
    with CaptureQueriesContext(connection) as asked:
        ask()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_nestloop = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked.captured_queries[-1]['sql']}")
        plan = cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_nestloop = on")
    return _rows((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], of)


def _rows(node: dict[str, Any], of: str) -> int:
    here = 0
    if node.get("Relation Name") == of:
        removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        here = round((node["Actual Rows"] + removed) * node["Actual Loops"])
    return here + sum(_rows(one, of) for one in node.get("Plans", ()))
