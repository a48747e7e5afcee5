"""Victim measures."""

from datetime import datetime

from constabulary.records.queries.measures.counted import Counted, count_rows


def updated_as_agreed(*, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Crimes whose victim was to be updated on a day in the window; met: reached by then, every time.

    An attempt that reached nobody does not meet it. A day that was agreed anew before it came never fell due, nor did
    one after the crime was finalised or cancelled. Row numbers are crimes.
    """
    return count_rows(
        """
        SELECT d.crime_id, bool_and(d.state = 'met' AND d.ended_at <= d.due_at)
        FROM duty d
        WHERE d.kind = 'update_victim' AND d.due_at >= %(from_at)s AND d.due_at < %(until_at)s AND d.due_at <= %(as_at)s
          AND d.opened_at <= %(as_at)s AND d.crime_id IS NOT NULL
          AND NOT (d.state = 'superseded' AND d.ended_at <= d.due_at)
        GROUP BY d.crime_id
        """,
        {"from_at": from_at, "until_at": until_at, "as_at": as_at},
    )
