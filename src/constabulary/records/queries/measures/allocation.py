"""Allocation measures."""

from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, count_rows


def allocated_within(*, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Crimes recorded in the window whose time to allocate was up by `as_at`; met: allocated, or finalised, in time.

    A crime cancelled before its time was up is not counted. Row numbers are crimes.
    """
    return count_rows(
        """
        SELECT c.id, coalesce(
            least(a.first_at, c.finalised_at) <= c.recorded_at + %(within)s
            AND least(a.first_at, c.finalised_at) <= %(as_at)s, false)
        FROM crime c
        LEFT JOIN LATERAL (
            SELECT min(e.happened_at) AS first_at FROM journal_entry e
            WHERE e.subject_row = c.id AND e.kind = 'crime_allocated'
        ) a ON true
        WHERE c.recorded_at >= %(from_at)s AND c.recorded_at < %(until_at)s
          AND c.recorded_at + %(within)s <= %(as_at)s AND c.state <> 'cancelled'
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )
