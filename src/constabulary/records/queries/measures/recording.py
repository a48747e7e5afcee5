"""Recording measures."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from constabulary.records.queries.measures.counted import Counted, Taken, count_rows, taken_of

#: When an event was first reported: by this incident, or by one that was closed as a duplicate of it by then.
FIRST_REPORT = """
    LEFT JOIN LATERAL (
        SELECT least(i.reported_at, min(o.reported_at)) AS at FROM incident o
        WHERE o.master_id = i.id AND o.crime_reported AND o.closed_at <= %(as_at)s
    ) first ON true
"""
#: As it was counted before reports of one event were one: each from its own report, whatever it was closed as.
OWN_REPORT = "CROSS JOIN LATERAL (SELECT i.reported_at AS at) first"
#: The first decision, whatever came after it.
FIRST_DECISION = "min(d.decided_at)"
#: The first by which a crime was recorded; where none was, the first that the registrar has not found wrong by then. What is
#: disclosed later and recorded besides does not count: the time of that runs from when it was told, which nobody notes.
STANDING_DECISION = """
    CASE WHEN bool_or(d.result = 'record') THEN min(d.decided_at) FILTER (WHERE d.result = 'record')
        ELSE min(d.decided_at) FILTER (WHERE NOT EXISTS (
            SELECT FROM oversight v WHERE v.decision_id = d.id AND v.finding = 'wrong' AND v.overseen_at <= %(as_at)s
        )) END
"""
#: What was closed as a duplicate in time and undecided is counted with the incident that is worked.
COUNTED_WITH_MASTER = """
    HAVING i.master_id IS NULL OR count(d.id) > 0 OR i.closed_at > least(i.reported_at + %(within)s, %(as_at)s)
"""


def recorded_within(
    *, within: timedelta, from_at: datetime, until_at: datetime, as_at: datetime, each_report: bool = False
) -> Counted:
    """Incidents reporting a crime whose time to decide was up by `as_at`; met: what was decided came in time.

    An incident nobody has decided on is in the denominator and not met. Recorded at last, it is met by when it was, and not by
    a decision before that it was no crime; nor is it met by a decision that the registrar has found wrong. One that was closed as a duplicate within the time,
    undecided, is decided on with the other and counted with it, whose time is that of the first report. Whether it reports
    a crime is read as it stood then: the first later line of the log that changes the marker tells what it was before.
    `each_report` counts every report by itself, and the first decision on it.
    """
    return count_rows(
        f"""
        SELECT i.id, coalesce({FIRST_DECISION if each_report else STANDING_DECISION} <= first.at + %(within)s, false)
        FROM incident i
        {OWN_REPORT if each_report else FIRST_REPORT}
        LEFT JOIN recording_decision d ON d.incident_id = i.id AND d.decided_at <= %(as_at)s
        LEFT JOIN LATERAL (
            SELECT NOT (l.details -> 'markers' ->> 'crime_reported')::boolean AS was FROM incident_log_entry l
            WHERE l.incident_id = i.id AND l.written_at > %(as_at)s
              AND l.details -> 'markers' ->> 'crime_reported' IS NOT NULL
            ORDER BY l.written_at, l.id LIMIT 1
        ) marker ON true
        WHERE coalesce(marker.was, i.crime_reported) AND i.reported_at >= %(from_at)s AND i.reported_at < %(until_at)s
          AND first.at + %(within)s <= %(as_at)s AND i.opened_at <= %(as_at)s
        GROUP BY i.id, i.reported_at, i.master_id, i.closed_at, first.at
        {"" if each_report else COUNTED_WITH_MASTER}
        """,
        {"within": within, "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


def decisions_of(
    incidents: Iterable[int], *, within: timedelta, as_at: datetime, each_report: bool = False
) -> Mapping[int, Taken]:
    """When the recording decision on these incidents was due, and when it came, as it stood then.

    `each_report` has each due by its own report, and met by the first decision on it.
    """
    return taken_of(
        f"""
        SELECT i.id, first.at + %(within)s,
            (SELECT {FIRST_DECISION if each_report else STANDING_DECISION} FROM recording_decision d WHERE d.incident_id = i.id AND d.decided_at <= %(as_at)s)
        FROM incident i {OWN_REPORT if each_report else FIRST_REPORT} WHERE i.id = ANY(%(incidents)s::bigint[])
        """,
        {"within": within, "as_at": as_at, "incidents": list(incidents)},
    )
