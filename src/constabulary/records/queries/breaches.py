"""The breach register: what was due and not done in time, by which rule, how late, at whose desk."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.standards.values import value


@value
class BreachFilter:
    """Which breaches are asked for. `past` those that ended late, else those still open."""

    past: bool = False
    desk: Desk | None = None
    kind: DutyKind | None = None
    least_risk: int = 0


@value
class Breach:
    """One thing that was due and not done in time; `ended_at` is None while it still is not."""

    id: int
    kind: DutyKind
    desk: Desk
    risk: int
    rule: str
    edition: str
    due_at: datetime
    ended_at: datetime | None
    incident_id: int | None
    incident: str
    crime_id: int | None
    crime: str
    summary: str
    owner_id: int | None

    @property
    def title(self) -> str:
        """What was due."""
        return title_of_duty(self.kind, self.rule)

    def late_by(self, at: datetime) -> timedelta:
        """How late it was, or is by now."""
        return (self.ended_at or at) - self.due_at


#: What ended late, but for what only went on under another duty: at another desk, at another risk, by the same time. One
#: deadline that was missed is one breach, that of the duty which stood last.
ENDED_LATE = """
    d.ended_at > d.due_at AND d.due_at >= %(since)s AND d.due_at < %(at)s AND NOT (d.state = 'superseded' AND EXISTS (
        SELECT 1 FROM duty e WHERE e.journey_id = d.journey_id AND e.kind = d.kind AND e.due_at = d.due_at
          AND e.opened_at = d.ended_at AND e.id <> d.id AND e.crime_id IS NOT DISTINCT FROM d.crime_id
          AND e.subject_row IS NOT DISTINCT FROM d.subject_row AND e.person_id IS NOT DISTINCT FROM d.person_id))
"""
CHOSEN = """
      AND (%(desk)s::text IS NULL OR d.desk = %(desk)s) AND (%(kind)s::text IS NULL OR d.kind = %(kind)s)
      AND d.risk >= %(least_risk)s
"""


def _values(wanted: BreachFilter, **others: Any) -> dict[str, Any]:
    return {
        "desk": wanted.desk.value if wanted.desk else None, "kind": wanted.kind.value if wanted.kind else None,
        "least_risk": wanted.least_risk, **others,
    }  # fmt: skip


def _condition(wanted: BreachFilter) -> str:
    if wanted.past:
        return ENDED_LATE
    return "d.state = 'open' AND d.due_at < %(at)s"


def breaches(wanted: BreachFilter, *, since: datetime, at: datetime, most: int = 100, skip: int = 0) -> list[Breach]:
    """The breaches asked for that whoever asks may see; open ones riskiest and latest first, past ones newest first."""
    order = "d.due_at DESC" if wanted.past else "d.risk DESC, d.due_at"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT d.id, d.kind, d.desk, d.risk, d.rule, d.edition, d.due_at, d.ended_at, d.incident_id,
                coalesce(i.reference, ''), d.crime_id, coalesce(c.reference, ''),
                coalesce(nullif(c.offence_title, ''), i.summary, ''), d.owner_id
            FROM (SELECT * FROM duty d WHERE {_condition(wanted)} {CHOSEN}
                  ORDER BY {order} LIMIT %(most)s OFFSET %(skip)s) d
            LEFT JOIN crime c ON c.id = d.crime_id
            LEFT JOIN incident i ON i.id = CASE WHEN d.incident_id IS NULL THEN c.incident_id ELSE d.incident_id END
            ORDER BY {order}
            """,
            _values(wanted, since=since, at=at, most=most, skip=skip),
        )
        return [
            Breach(
                id=row[0], kind=DutyKind(row[1]), desk=Desk(row[2]), risk=row[3], rule=row[4], edition=row[5],
                due_at=row[6], ended_at=row[7], incident_id=row[8], incident=row[9], crime_id=row[10], crime=row[11],
                summary=row[12], owner_id=row[13],
            )
            for row in cursor.fetchall()
        ]  # fmt: skip


@value
class BreachCount:
    """How many breaches of a kind a desk has: open now, and that ended late since a moment."""

    desk: Desk
    kind: DutyKind
    open: int
    past: int


def count_breaches(*, since: datetime, at: datetime) -> list[BreachCount]:
    """Breaches by desk and kind, those with most open first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT desk, kind, sum(still), sum(was) FROM (
                SELECT desk, kind, count(*) AS still, 0 AS was FROM duty WHERE state = 'open' AND due_at < %(at)s
                GROUP BY 1, 2
                UNION ALL
                SELECT d.desk, d.kind, 0, count(*) FROM duty d WHERE {ENDED_LATE} GROUP BY 1, 2
            ) b GROUP BY 1, 2 ORDER BY 3 DESC, 4 DESC, 1, 2
            """,
            {"since": since, "at": at},
        )
        return [
            BreachCount(desk=Desk(row[0]), kind=DutyKind(row[1]), open=int(row[2]), past=int(row[3]))
            for row in cursor.fetchall()
        ]
