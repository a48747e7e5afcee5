"""How work passed from desk to desk: when each duty of a chain was opened and ended, without who, what or where."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from constabulary.policing.duties.kinds import DutyKind
from constabulary.records.queries.queues import CONTINUES
from constabulary.standards.values import value


@value
class Visit:
    """One duty of a journey: its kind, when it was opened, and when it ended if it has."""

    journey: int
    kind: DutyKind
    opened_at: datetime
    ended_at: datetime | None


def visits_between(kinds: Sequence[DutyKind], *, from_at: datetime, at: datetime) -> list[Visit]:
    """The duties of these kinds that were opened after one moment and until another, as things stood then.

    A duty that took another's place at the same moment is no new work, as in the ledger of queues.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT d.journey_id, d.kind, d.opened_at, CASE WHEN d.ended_at <= %(at)s THEN d.ended_at END
            FROM duty d
            WHERE d.kind = ANY(%(kinds)s) AND d.journey_id IS NOT NULL
            AND d.opened_at > %(from_at)s AND d.opened_at <= %(at)s AND NOT {CONTINUES}
            ORDER BY d.opened_at, d.id
            """,
            {"kinds": [one.value for one in kinds], "from_at": from_at, "at": at},
        )
        return [
            Visit(journey=journey, kind=DutyKind(kind), opened_at=opened, ended_at=ended)
            for journey, kind, opened, ended in cursor.fetchall()
        ]
