"""Inspections and areas for improvement as people see them."""

import json
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.standards.values import value


@value
class ImprovementView:
    """An area for improvement with its inspection."""

    id: int
    reference: str
    inspection: str
    inspection_title: str
    is_own: bool
    published_on: date
    question: str
    expectation: str
    within_months: int | None
    due_on: date | None
    measures: tuple[str, ...]
    state: str
    leader_id: int | None
    closing_statement: str
    closed_at: datetime | None


@value
class CheckView:
    """What a team knew before and after a briefing."""

    title: str
    team: str
    given_at: datetime
    attended: int
    before: Rate
    after: Rate


@value
class InspectionView:
    """An inspection as entered; `judgments` are its published grades."""

    id: int
    reference: str
    framework: str
    title: str
    of_force: str
    is_own: bool
    published_on: date
    source: str
    judgments: tuple[dict[str, Any], ...]

    def grade_of(self, question: str) -> str:
        """The grade of a question, such as effectiveness-2; empty where none was given."""
        for one in self.judgments:
            if f"{one['pillar']}-{one['number']}" == question:
                return str(one["grade"] or "")
        return ""


def inspections() -> list[InspectionView]:
    """Every inspection entered, the force's own first, the newest first."""
    rows = _dicts(
        "SELECT id, reference, framework, title, of_force, is_own, published_on, source, judgments FROM inspection "
        "ORDER BY is_own DESC, published_on DESC, id DESC",
        [],
    )
    return [InspectionView(**{**row, "judgments": tuple(json.loads(row["judgments"]))}) for row in rows]


COLUMNS = """
    m.id, m.reference, n.reference, n.title, n.is_own, n.published_on, m.question, m.expectation, m.within_months,
    m.due_on, m.measures, m.state, m.leader_id, m.closing_statement, m.closed_at
"""


def _view(row: tuple[Any, ...]) -> ImprovementView:
    made = dict(zip(ImprovementView.__dataclass_fields__, row, strict=True))
    return ImprovementView(**{**made, "measures": tuple(made["measures"])})


def improvements() -> list[ImprovementView]:
    """Every area for improvement, the force's own inspection first, those due soonest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM improvement m JOIN inspection n ON n.id = m.inspection_id "
            "ORDER BY n.is_own DESC, n.published_on DESC, m.due_on NULLS LAST, m.reference"
        )
        return [_view(row) for row in cursor.fetchall()]


def improvement_by_reference(reference: str) -> ImprovementView | None:
    """One area for improvement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM improvement m JOIN inspection n ON n.id = m.inspection_id WHERE m.reference = %s",
            [reference],
        )
        row = cursor.fetchone()
    return _view(row) if row else None


def _dicts(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def progress_of(improvement: int) -> list[dict[str, Any]]:
    """Every step, latest first."""
    return _dicts(
        "SELECT words, became, noted_at, noted_by_id FROM improvement_progress WHERE improvement_id = %s "
        "ORDER BY noted_at DESC, id DESC",
        [improvement],
    )


def reviews_of(improvement: int) -> list[dict[str, Any]]:
    """Every review, latest first."""
    return _dicts(
        "SELECT id, scope, evidence, conclusion, results, reviewed_at, reviewed_by_id, signed_at, signed_by_id "
        "FROM improvement_review WHERE improvement_id = %s ORDER BY reviewed_at DESC",
        [improvement],
    )


def briefings_of(improvement: int) -> list[CheckView]:
    """Every briefing with what was known before and after."""
    rows = _dicts(
        """
        SELECT b.title, t.name AS team, b.given_at, b.attended,
            coalesce(sum(k.right) FILTER (WHERE k.phase = 'before'), 0)::int AS right_before,
            coalesce(sum(k.asked) FILTER (WHERE k.phase = 'before'), 0)::int AS asked_before,
            coalesce(sum(k.right) FILTER (WHERE k.phase = 'after'), 0)::int AS right_after,
            coalesce(sum(k.asked) FILTER (WHERE k.phase = 'after'), 0)::int AS asked_after
        FROM briefing b JOIN team t ON t.id = b.team_id LEFT JOIN knowledge_check k ON k.briefing_id = b.id
        WHERE b.improvement_id = %s GROUP BY b.id, t.name ORDER BY b.given_at DESC
        """,
        [improvement],
    )
    return [
        CheckView(
            title=row["title"],
            team=row["team"],
            given_at=row["given_at"],
            attended=row["attended"],
            before=wilson(row["right_before"], row["asked_before"]),
            after=wilson(row["right_after"], row["asked_after"]),
        )
        for row in rows
    ]


def briefing_choices(improvement: int) -> list[tuple[int, str]]:
    """(number, title) of the briefings of an area for improvement."""
    rows = _dicts("SELECT id, title FROM briefing WHERE improvement_id = %s ORDER BY id DESC", [improvement])
    return [(row["id"], row["title"]) for row in rows]


def team_choices() -> list[tuple[int, str]]:
    """(number, name) of every team."""
    return [(row["id"], row["name"]) for row in _dicts("SELECT id, name FROM team ORDER BY name", [])]


RESULT = "measure, definition, as_at, from_on, until_on, numerator, denominator, estimate, low, high, digest, outside"


def stored_results(measures: tuple[str, ...], *, months: int = 24) -> list[dict[str, Any]]:
    """The stored results of these measures, the last of each month, newest first."""
    return _dicts(
        f"SELECT * FROM (SELECT DISTINCT ON (measure, date_trunc('month', until_on)) {RESULT} FROM measure_result "
        "WHERE measure = ANY(%s) ORDER BY measure, date_trunc('month', until_on), as_at DESC, id DESC) r "
        "ORDER BY until_on DESC, measure LIMIT %s",
        [list(measures), months * len(measures)],
    )


def result_of_day(measure: str, until_on: date) -> dict[str, Any] | None:
    """The result that was kept of a measure up to this day, the last one if there are several."""
    found = _dicts(
        f"SELECT {RESULT} FROM measure_result WHERE measure = %s AND until_on = %s ORDER BY as_at DESC, id DESC LIMIT 1",
        [measure, until_on],
    )
    return found[0] if found else None


def newest_result_at() -> datetime | None:
    """As at when measures were last computed and kept."""
    found: datetime | None = _dicts("SELECT max(as_at) AS as_at FROM measure_result", [])[0]["as_at"]
    return found
