"""Queues: what came in, went out and waited, by desk, kind and day, as at any moment; and what moved, for the alarm.

A duty that takes another's place at the same moment and desk (a clock wound anew) is no movement: both sides leave
it out, so that what waits at the end of a day is what waited before, plus what came in, less what went out.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from constabulary.policing.clocks import start_of
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.flow import FlowHistory, FlowState, Move
from constabulary.records.queries.together import written_out
from constabulary.standards.values import value

LONDON = "Europe/London"
DAY = timedelta(days=1)


@value
class QueueName:
    """One queue: a kind of duty at a desk."""

    desk: Desk
    kind: DutyKind


@value
class QueueFigures:
    """A queue on one day: in, out, and what waited at its end (or at the moment asked for)."""

    desk: Desk
    kind: DutyKind
    day: date
    came_in: int
    went_out: int
    waiting: int
    overdue: int
    oldest_at: datetime | None
    risks: tuple[int, int, int, int]


CONTINUES = """
    EXISTS (SELECT 1 FROM duty e WHERE e.journey_id = d.journey_id AND e.kind = d.kind AND e.desk = d.desk
            AND e.state = 'superseded' AND e.ended_at = d.opened_at AND e.id <> d.id)
"""
#: Named, so that the index by kind and moment finds what a day brought: there is none by the moment alone.
OF_ANY_KIND = "d.kind IN (" + ", ".join(f"'{one.value}'" for one in DutyKind) + ")"
#: Ends of the days asked for, each with the moment before which something counts: the day's end, or `as_at`.
DAYS = """
    days AS (
        SELECT g::date AS day, g AT TIME ZONE 'Europe/London' AS begins,
            least((g + interval '1 day') AT TIME ZONE 'Europe/London', %(as_at)s) AS ends
        FROM generate_series(%(from_on)s::timestamp, %(until_on)s::timestamp, interval '1 day') g
        WHERE g AT TIME ZONE 'Europe/London' <= %(as_at)s
    )
"""
#: What stands at the end of one day asked for by itself: groups that the planner can foresee, so that it sorts nothing.
WAITED_AT_ONE_END = """
    waited AS (
        SELECT y.day, d.desk, d.kind, count(*) AS waiting, count(*) FILTER (WHERE d.due_at < y.ends) AS overdue,
            min(d.opened_at) AS oldest_at, count(*) FILTER (WHERE d.risk <= 0) AS risk_0,
            count(*) FILTER (WHERE d.risk = 1) AS risk_1, count(*) FILTER (WHERE d.risk = 2) AS risk_2,
            count(*) FILTER (WHERE d.risk >= 3) AS risk_3
        FROM days y CROSS JOIN duty d WHERE d.opened_at < %(ends)s AND (d.state = 'open' OR d.ended_at >= %(ends)s)
        GROUP BY 1, 2, 3
    )
"""
#: What stood at any time in these days, found once, with the first and the last day at whose end it did, and the first at
#: whose end it was overdue: joining the days with every duty that ended later, or began before, grows with the whole
#: history, and with the days. Most are done on the day that they came, and stood at the end of none.
WAITED_AT_EACH_END = """
    numbered AS (SELECT day, row_number() OVER (ORDER BY ends) AS number FROM days),
    standing AS MATERIALIZED (
        SELECT * FROM (
            SELECT desk, kind, opened_at, risk, width_bucket(opened_at, a.ends) + 1 AS first,
                width_bucket(due_at, a.ends) + 1 AS late,
                coalesce(width_bucket(ended_at, a.ends), cardinality(a.ends)) AS last
            FROM duty, (SELECT array_agg(ends ORDER BY ends) AS ends FROM days) a
            WHERE opened_at < %(ends)s AND (state = 'open' OR ended_at >= %(first_ends)s)
        ) d WHERE first <= last
    ),
    counted AS (
        SELECT number, desk, kind, count(*) AS waiting, count(*) FILTER (WHERE number >= late) AS overdue,
            min(opened_at) AS oldest_at, count(*) FILTER (WHERE risk <= 0) AS risk_0,
            count(*) FILTER (WHERE risk = 1) AS risk_1, count(*) FILTER (WHERE risk = 2) AS risk_2,
            count(*) FILTER (WHERE risk >= 3) AS risk_3
        FROM (SELECT desk, kind, opened_at, risk, late, generate_series(first, last) AS number FROM standing) d
        GROUP BY 1, 2, 3
    ),
    waited AS (SELECT * FROM counted JOIN numbered USING (number))
"""
FIGURES = f"""
    WITH {DAYS},
    moved AS (
        SELECT y.day, d.desk, d.kind, count(*) AS came_in, count(*) FILTER (WHERE {CONTINUES}) AS continued,
            0::bigint AS ended
        FROM days y JOIN duty d ON d.opened_at >= y.begins AND d.opened_at < y.ends
        WHERE {OF_ANY_KIND} AND d.opened_at >= %(begins)s AND d.opened_at < %(ends)s GROUP BY 1, 2, 3
        UNION ALL
        SELECT y.day, d.desk, d.kind, 0, 0, count(*)
        FROM days y JOIN duty d ON d.ended_at >= y.begins AND d.ended_at < y.ends
        WHERE d.ended_at >= %(begins)s AND d.ended_at < %(ends)s GROUP BY 1, 2, 3
    ),
    flow AS (
        SELECT day, desk, kind, sum(came_in) - sum(continued) AS came_in, sum(ended) - sum(continued) AS went_out
        FROM moved GROUP BY 1, 2, 3
    ),
    {{waited}}
    SELECT desk, kind, day, coalesce(came_in, 0), coalesce(went_out, 0), coalesce(waiting, 0), coalesce(overdue, 0),
        oldest_at, coalesce(risk_0, 0), coalesce(risk_1, 0), coalesce(risk_2, 0), coalesce(risk_3, 0)
    FROM flow FULL JOIN waited USING (day, desk, kind)
    WHERE coalesce(came_in, 0) + coalesce(went_out, 0) + coalesce(waiting, 0) > 0
    ORDER BY day, desk, kind
"""


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    # Which days are asked for decides how it is best answered.
    with connection.cursor() as cursor:
        cursor.execute(*written_out(statement, values))
        return list(cursor.fetchall())


def _figures(row: tuple[Any, ...]) -> QueueFigures:
    return QueueFigures(
        desk=Desk(row[0]), kind=DutyKind(row[1]), day=row[2], came_in=int(row[3]), went_out=int(row[4]),
        waiting=int(row[5]), overdue=int(row[6]), oldest_at=row[7],
        risks=(int(row[8]), int(row[9]), int(row[10]), int(row[11])),
    )  # fmt: skip


def figures_of_days(*, from_on: date, until_on: date, as_at: datetime) -> list[QueueFigures]:
    """Every queue on each of these days, from the records as they stood then; the day of `as_at` up to that moment."""
    values = {
        "from_on": from_on, "until_on": until_on, "as_at": as_at,
        # Said as moments besides: how many duties they leave cannot be told from days that are yet to be laid out.
        "begins": start_of(from_on), "first_ends": min(start_of(from_on + DAY), as_at),
        "ends": min(start_of(until_on + DAY), as_at),
    }  # fmt: skip
    waited = WAITED_AT_ONE_END if from_on == until_on else WAITED_AT_EACH_END
    return [_figures(row) for row in _rows(FIGURES.format(waited=waited), values)]


def ledger(
    *, from_on: date, until_on: date, desk: Desk | None = None, kind: DutyKind | None = None
) -> list[QueueFigures]:
    """The days that have been put in the ledger, in order."""
    found = _rows(
        "SELECT desk, kind, day, came_in, went_out, waiting, overdue, oldest_at, risk_0, risk_1, risk_2, risk_3 "
        "FROM queue_day WHERE day >= %(from_on)s AND day <= %(until_on)s "
        "AND (%(desk)s::text IS NULL OR desk = %(desk)s) AND (%(kind)s::text IS NULL OR kind = %(kind)s) "
        "ORDER BY day, desk, kind",
        {
            "from_on": from_on, "until_on": until_on, "desk": desk.value if desk else None,
            "kind": kind.value if kind else None,
        },
    )  # fmt: skip
    return [_figures(row) for row in found]


def ledger_reaches() -> date | None:
    """The last day in the ledger."""
    found: date | None = _rows("SELECT max(day) FROM queue_day", {})[0][0]
    return found


def first_duty_on() -> date | None:
    """The London day on which the first duty was opened."""
    found: date | None = _rows("SELECT (min(opened_at) AT TIME ZONE %(zone)s)::date FROM duty", {"zone": LONDON})[0][0]
    return found


def flow_histories(*, from_at: datetime, at: datetime) -> dict[QueueName, FlowHistory]:
    """What moved in each queue between two moments, and how many waited at the first."""
    moved: dict[QueueName, list[Move]] = {}
    for desk, kind, moment, change, count in _rows(
        f"""
        SELECT desk, kind, moment, change, count(*) FROM (
            SELECT d.desk, d.kind, d.opened_at AS moment, 1 AS change FROM duty d
            WHERE d.opened_at > %(from_at)s AND d.opened_at <= %(at)s AND NOT {CONTINUES}
            UNION ALL
            SELECT d.desk, d.kind, d.ended_at, -1 FROM duty d
            WHERE d.ended_at > %(from_at)s AND d.ended_at <= %(at)s AND NOT (d.state = 'superseded' AND EXISTS (
                SELECT 1 FROM duty e WHERE e.journey_id = d.journey_id AND e.kind = d.kind AND e.desk = d.desk
                AND e.opened_at = d.ended_at AND e.id <> d.id))
        ) m GROUP BY 1, 2, 3, 4 ORDER BY 3, 4 DESC
        """,
        {"from_at": from_at, "at": at},
    ):
        name = QueueName(desk=Desk(desk), kind=DutyKind(kind))
        moved.setdefault(name, []).extend([Move(at=moment, change=change)] * count)
    waited = {
        QueueName(desk=Desk(desk), kind=DutyKind(kind)): count
        for desk, kind, count in _rows(
            "SELECT desk, kind, count(*) FROM duty WHERE opened_at <= %(from_at)s "
            "AND (state = 'open' OR ended_at > %(from_at)s) GROUP BY 1, 2",
            {"from_at": from_at},
        )
    }
    return {
        name: FlowHistory(from_at=from_at, waiting_then=waited.get(name, 0), moves=tuple(moved.get(name, ())))
        # In one order: what is raised of them has the same numbers when a demonstration force is made again.
        for name in sorted({*moved, *waited}, key=lambda one: (one.desk, one.kind))
    }


@value
class AlarmView:
    """An alarm of a queue."""

    id: int
    desk: Desk
    kind: DutyKind
    nature: str
    waiting: int
    missed: float
    bound: float
    came_in: int | None
    last_out_at: datetime | None
    edition: str
    raised_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    over_at: datetime | None


def alarms(*, since: datetime, most: int = 50) -> list[AlarmView]:
    """The alarms not over yet, and those raised since a moment, newest first."""
    names = tuple(AlarmView.__dataclass_fields__)
    found = _rows(
        "SELECT id, desk, kind, nature, waiting, missed, bound, came_in, last_out_at, edition, raised_at, answer, answered_at, "
        "answered_by_id, over_at FROM queue_alarm WHERE over_at IS NULL OR raised_at >= %(since)s "
        "ORDER BY (over_at IS NULL) DESC, raised_at DESC LIMIT %(most)s",
        {"since": since, "most": most},
    )
    made = (dict(zip(names, row, strict=True)) for row in found)
    return [AlarmView(**{**one, "desk": Desk(one["desk"]), "kind": DutyKind(one["kind"])}) for one in made]


@value
class FlowView:
    """How a queue flowed when it was last looked at."""

    desk: Desk
    kind: DutyKind
    nature: FlowState
    missed: float
    bound: float
    left_in_a_day: int
    usual_in_a_day: float
    last_out_at: datetime | None
    as_at: datetime


def queue_flows() -> dict[QueueName, FlowView]:
    """How each queue flowed when it was last looked at."""
    found = _rows(
        "SELECT desk, kind, nature, missed, bound, left_in_a_day, usual_in_a_day, last_out_at, as_at FROM queue_flow",
        {},
    )
    return {
        QueueName(desk=Desk(row[0]), kind=DutyKind(row[1])): FlowView(
            desk=Desk(row[0]), kind=DutyKind(row[1]), nature=FlowState(row[2]), missed=row[3], bound=row[4],
            left_in_a_day=row[5], usual_in_a_day=row[6], last_out_at=row[7], as_at=row[8],
        )
        for row in found
    }  # fmt: skip
