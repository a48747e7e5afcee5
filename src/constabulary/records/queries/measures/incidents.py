"""THRIVE measures."""

from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, count_rows


def thrive_recorded(*, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Incidents opened in the window; met: a THRIVE assessment with all six rationales by the first dispatch, or in time.

    Row numbers are incidents.
    """
    return count_rows(
        """
        SELECT i.id, coalesce(bool_or(
            a.assessed_at <= greatest(i.opened_at + %(within)s, coalesce(m.dispatched_at, i.opened_at))
            AND NOT EXISTS (
                SELECT 1 FROM unnest(ARRAY['threat', 'harm', 'risk', 'investigation', 'vulnerability', 'engagement']) e
                WHERE coalesce(trim(a.answers -> e ->> 'rationale'), '') = ''
            )
        ), false)
        FROM incident i
        LEFT JOIN thrive_assessment a ON a.incident_id = i.id AND a.assessed_at <= %(as_at)s
        LEFT JOIN LATERAL (
            SELECT min(m.reached_at) AS dispatched_at FROM incident_milestone m
            WHERE m.incident_id = i.id AND m.kind = 'first_dispatched'
        ) m ON true
        WHERE i.opened_at >= %(from_at)s AND i.opened_at < %(until_at)s AND i.opened_at + %(within)s <= %(as_at)s
        GROUP BY i.id
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


def thrive_reviewed_in_time(*, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Duties to ask THRIVE again that fell due in the window while the incident was open; met: asked, or over, in time.

    Row numbers are incidents; an incident with several such duties meets the measure when every one was met in time.
    """
    return count_rows(
        """
        SELECT d.incident_id, bool_and(d.ended_at IS NOT NULL AND d.ended_at <= d.due_at)
        FROM duty d
        WHERE d.kind = 'reassess' AND d.due_at >= %(from_at)s AND d.due_at < %(until_at)s AND d.due_at <= %(as_at)s
          AND d.opened_at <= %(as_at)s AND d.incident_id IS NOT NULL
        GROUP BY d.incident_id
        """,
        {"from_at": from_at, "until_at": until_at, "as_at": as_at},
    )
