"""How work passed from desk to desk: when each duty of a chain was opened and ended, without who, what or where; and how long
the investigation between two of them took."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from constabulary.policing.duties.kinds import DutyKind
from constabulary.records.queries.queues import CONTINUES
from constabulary.standards.values import value

#: Journeys with a duty of the chain, or a crime, that was not over at the beginning.
NOT_OVER = """
    SELECT e.journey_id FROM duty e WHERE e.kind = ANY(%(kinds)s) AND (e.ended_at IS NULL OR e.ended_at > %(from_at)s)
    UNION SELECT c.journey_id FROM crime c WHERE coalesce(c.finalised_at, c.cancelled_at, 'infinity') > %(from_at)s
"""


@value
class Visit:
    """One duty of a journey: its kind, when it was opened, and when it ended if it has."""

    journey: int
    kind: DutyKind
    opened_at: datetime
    ended_at: datetime | None


def visits_between(kinds: Sequence[DutyKind], *, from_at: datetime, at: datetime) -> list[Visit]:
    """The duties of these kinds of the journeys that were not over by one moment, opened until another, as things stood then.

    What such a journey went through before is with them, so that it is known when it came in; whoever learns from it leaves out
    what ended before. A duty that took another's place at the same moment is no new work, as in the ledger of queues.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT d.journey_id, d.kind, d.opened_at, CASE WHEN d.ended_at <= %(at)s THEN d.ended_at END
            FROM duty d
            WHERE d.kind = ANY(%(kinds)s) AND d.journey_id IS NOT NULL
            AND d.opened_at <= %(at)s AND NOT {CONTINUES} AND d.journey_id IN ({NOT_OVER})
            ORDER BY d.opened_at, d.id
            """,
            {"kinds": [one.value for one in kinds], "from_at": from_at, "at": at},
        )
        return [
            Visit(journey=journey, kind=DutyKind(kind), opened_at=opened, ended_at=ended)
            for journey, kind, opened, ended in cursor.fetchall()
        ]


@value
class Investigated:
    """The investigation of a journey's crimes: from the plan that was set to the first outcome proposed after it, or to the end
    of the last crime where none was; None while it goes on."""

    journey: int
    began_at: datetime
    ended_at: datetime | None


def investigations_between(kinds: Sequence[DutyKind], *, from_at: datetime, at: datetime) -> list[Investigated]:
    """The investigations of the same journeys as `visits_between`, whose plan was set until `at`, as things stood then."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT d.journey_id, d.ended_at, least(
                (SELECT min(o.opened_at) FROM duty o WHERE o.journey_id = d.journey_id AND o.kind = %(outcome)s
                    AND o.opened_at >= d.ended_at AND o.opened_at <= %(at)s),
                (SELECT CASE WHEN bool_and(coalesce(c.finalised_at, c.cancelled_at) <= %(at)s)
                    THEN greatest(max(coalesce(c.finalised_at, c.cancelled_at)), d.ended_at) END
                    FROM crime c WHERE c.journey_id = d.journey_id)
            )
            FROM duty d
            WHERE d.kind = %(plan)s AND d.state = 'met' AND d.journey_id IS NOT NULL
            AND d.ended_at <= %(at)s AND d.journey_id IN ({NOT_OVER})
            ORDER BY d.ended_at, d.id
            """,
            {
                "kinds": [one.value for one in kinds],
                "plan": DutyKind.SET_PLAN.value,
                "outcome": DutyKind.DECIDE_OUTCOME.value,
                "from_at": from_at,
                "at": at,
            },
        )
        return [Investigated(journey=one[0], began_at=one[1], ended_at=one[2]) for one in cursor.fetchall()]
