"""Allocation measures."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, Taken, count_rows, taken_of


def allocated_within(*, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Crimes recorded in the window whose time to allocate was up by `as_at`; met: allocated, or finalised, in time.

    A crime that was cancelled by then is not counted; one cancelled later was a crime then. An outcome that a reopening
    took back still ended the wait. Row numbers are crimes.
    """
    return count_rows(
        """
        SELECT c.id, coalesce(
            least(a.first_at, o.first_at) <= c.recorded_at + %(within)s
            AND least(a.first_at, o.first_at) <= %(as_at)s, false)
        FROM crime c
        LEFT JOIN LATERAL (
            SELECT min(e.happened_at) AS first_at FROM journal_entry e
            WHERE e.subject_row = c.id AND e.kind = 'crime_allocated'
        ) a ON true
        LEFT JOIN LATERAL (
            SELECT min(o.decided_at) AS first_at FROM outcome o
            WHERE o.crime_id = c.id AND o.state IN ('approved', 'overtaken')
        ) o ON true
        WHERE c.recorded_at >= %(from_at)s AND c.recorded_at < %(until_at)s
          AND c.recorded_at + %(within)s <= %(as_at)s AND (c.cancelled_at IS NULL OR c.cancelled_at > %(as_at)s)
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


def allocations_of(crimes: Iterable[int], *, within: timedelta, as_at: datetime) -> Mapping[int, Taken]:
    """When these crimes were to have an officer or an outcome, and when they first had, as it stood then."""
    return taken_of(
        """
        SELECT c.id, c.recorded_at + %(within)s, least(
            (SELECT min(e.happened_at) FROM journal_entry e
             WHERE e.subject_row = c.id AND e.kind = 'crime_allocated' AND e.happened_at <= %(as_at)s),
            (SELECT min(o.decided_at) FROM outcome o
             WHERE o.crime_id = c.id AND o.state IN ('approved', 'overtaken') AND o.decided_at <= %(as_at)s))
        FROM crime c WHERE c.id = ANY(%(crimes)s::bigint[])
        """,
        {"within": within, "as_at": as_at, "crimes": list(crimes)},
    )
