"""Measures of investigation: evidence-led decisions before a case ends, and suspects long outstanding."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection

from constabulary.policing.investigation.register import ON_REGISTER
from constabulary.policing.investigation.suspects import OUTSTANDING, SuspectStatus
from constabulary.records.queries.measures.counted import Counted, count_rows

#: The outcomes in which the victim does not support: suspect not named, and named.
WITHOUT_VICTIM = ("14", "16")


def evidence_led_decided(*, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Crimes finalised in the window because the victim does not support; met: the evidence-led question decided before.

    An outcome that a reopening took back counts: the case was ended then. A crime ended so more than once in the window
    meets the measure when it was decided before each. Row numbers are crimes.
    """
    return count_rows(
        """
        SELECT o.crime_id, bool_and(EXISTS (
            SELECT 1 FROM evidence_led_decision d WHERE d.crime_id = o.crime_id AND d.decided_at < o.decided_at
        ))
        FROM outcome o JOIN crime c ON c.id = o.crime_id
        WHERE o.outcome_type = ANY(%(types)s) AND o.state IN ('approved', 'overtaken')
          AND o.decided_at >= %(from_at)s AND o.decided_at < %(until_at)s AND o.decided_at <= %(as_at)s
          AND (c.cancelled_at IS NULL OR c.cancelled_at > %(as_at)s)
        GROUP BY o.crime_id
        """,
        {"types": list(WITHOUT_VICTIM), "from_at": from_at, "until_at": until_at, "as_at": as_at},
    )


def ended_without_victim(
    numbers: Iterable[int], *, from_at: datetime, until_at: datetime, as_at: datetime
) -> dict[int, datetime]:
    """When each of these crimes was last finalised in the window because the victim does not support, as it stood then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT crime_id, max(decided_at) FROM outcome WHERE crime_id = ANY(%s) AND outcome_type = ANY(%s) "
            "AND state IN ('approved', 'overtaken') AND decided_at >= %s AND decided_at < %s AND decided_at <= %s "
            "GROUP BY crime_id",
            [list(numbers), list(WITHOUT_VICTIM), from_at, until_at, as_at],
        )
        return dict(cursor.fetchall())


#: An outcome of the crime that stood then.
STOOD_THEN = """
    SELECT 1 FROM outcome o WHERE o.crime_id = c.id AND o.state IN ('approved', 'overtaken')
      AND o.decided_at <= %(as_at)s AND (o.overtaken_at IS NULL OR o.overtaken_at > %(as_at)s)
"""
#: One that disposed of the suspect: it was about them, or nobody could say who they were, and nothing has moved them since.
#: Who is wanted is disposed of by none, nor is anybody by the outcome of another.
DISPOSED_THEN = f"""
    {STOOD_THEN} AND (o.id = s.settled_with_id OR (
        l.noted_at <= o.decided_at AND l.to_state <> %(wanted)s AND (o.suspect_id = s.id OR (
            s.not_identifiable_at <= o.decided_at AND (s.identified_at IS NULL OR s.identified_at > o.decided_at)))))
"""


def long_outstanding(*, longer_than: timedelta, as_at: datetime, only_of_open_crimes: bool = False) -> Counted:
    """Suspects outstanding at `as_at`; met: for longer than so long. Row numbers are suspects.

    Outstanding is who is named and neither arrested nor interviewed, or who did not come when attendance was arranged;
    arranging it does not set the age back. Read from every change that was noted, as things stood then. It goes by where
    the suspect stood, as on the register: a crime that was finalised against another still has them, one that was
    cancelled by then has none. `only_of_open_crimes` leaves out whoever was of a crime finalised by then, as the first
    definition did.
    """
    waiting = [one.value for one in OUTSTANDING]
    # Whoever stood on the register then stands on it now, or was moved or settled since: nobody else's moves are read.
    return count_rows(
        f"""
        WITH possible AS MATERIALIZED (
            SELECT s.id FROM suspect s
            WHERE s.state IN ({", ".join(f"'{one}'" for one in sorted(ON_REGISTER))}) AND s.settled_with_id IS NULL
            UNION SELECT s.id FROM outcome o JOIN suspect s ON s.settled_with_id = o.id WHERE o.decided_at > %(as_at)s
            UNION SELECT e.suspect_id FROM suspect_event e WHERE e.to_state <> '' AND e.noted_at > %(as_at)s
        ), moves AS NOT MATERIALIZED (
            SELECT e.suspect_id, e.id, e.to_state, e.moment, e.noted_at
            FROM suspect_event e
            WHERE e.to_state <> '' AND e.noted_at <= %(as_at)s
        ), latest AS (
            SELECT m.* FROM possible CROSS JOIN LATERAL (
                SELECT * FROM moves WHERE moves.suspect_id = possible.id ORDER BY noted_at DESC, moves.id DESC LIMIT 1
            ) m
        )
        SELECT l.suspect_id, %(as_at)s - (
            SELECT min(m.noted_at) FROM moves m WHERE m.suspect_id = l.suspect_id AND NOT EXISTS (
                SELECT 1 FROM moves other WHERE other.suspect_id = m.suspect_id
                  AND (other.noted_at, other.id) >= (m.noted_at, m.id) AND other.to_state <> ALL(%(run)s)
            )
        ) > %(longer_than)s
        FROM latest l JOIN suspect s ON s.id = l.suspect_id JOIN crime c ON c.id = s.crime_id
        WHERE (l.to_state = ANY(%(waiting)s) OR (l.to_state = %(arranged)s AND l.moment < %(as_at)s))
          AND (c.cancelled_at IS NULL OR c.cancelled_at > %(as_at)s)
          AND NOT EXISTS ({STOOD_THEN if only_of_open_crimes else DISPOSED_THEN})
        """,
        {
            "longer_than": longer_than,
            "as_at": as_at,
            "waiting": waiting,
            "run": [*waiting, SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED.value],
            "arranged": SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED.value,
            "wanted": SuspectStatus.WANTED_CIRCULATED.value,
        },
    )
