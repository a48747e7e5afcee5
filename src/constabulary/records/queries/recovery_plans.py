"""Recovery plans that were approved, and the weeks that were entered of them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class WeekView:
    """A week of a plan as it was entered."""

    number: int
    came_in: int
    done: int
    waiting: tuple[int, ...]
    noted_at: datetime
    noted_by: int


@value
class RecoveryPlanView:
    """A plan with its document as text, and its weeks in order."""

    id: int
    run: int
    scenario: int
    name: str
    way: str
    document: str
    digest: str
    first_on: date
    promised_on: date
    words: str
    standing: Mapping[str, Any]
    approved_at: datetime
    approved_by: int
    outcome: str
    ended_at: datetime | None
    ended_by: int | None
    weeks: tuple[WeekView, ...]


PLAN = """
    SELECT p.id, p.run_id, r.scenario_id, s.name, p.way, p.document, p.digest, p.first_on, p.promised_on, p.words,
        p.standing::text, p.approved_at, p.approved_by_id, p.outcome, p.ended_at, p.ended_by_id
    FROM recovery_plan p JOIN scenario_run r ON r.id = p.run_id JOIN scenario s ON s.id = r.scenario_id
"""


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def weeks_of(plan: int) -> tuple[WeekView, ...]:
    """The weeks that were entered of a plan, in order."""
    found = _rows(
        "SELECT number, came_in, done, ARRAY(SELECT jsonb_array_elements_text(waiting)::int), noted_at, noted_by_id "
        "FROM recovery_week WHERE plan_id = %s ORDER BY number",
        [plan],
    )
    return tuple(
        WeekView(
            number=row[0], came_in=row[1], done=row[2], waiting=tuple(row[3]), noted_at=row[4], noted_by=row[5]
        )
        for row in found
    )  # fmt: skip


def _plan(row: tuple[Any, ...]) -> RecoveryPlanView:
    names = [name for name in RecoveryPlanView.__dataclass_fields__ if name != "weeks"]
    fields = dict(zip(names, row, strict=True))
    return RecoveryPlanView(**{**fields, "standing": json.loads(fields["standing"])}, weeks=weeks_of(row[0]))


def recovery_plan_by_id(plan: int) -> RecoveryPlanView | None:
    """One plan."""
    found = _rows(f"{PLAN} WHERE p.id = %s", [plan])
    return _plan(found[0]) if found else None


def recovery_plans_latest(*, most: int) -> list[RecoveryPlanView]:
    """The plans, those that run first, newest first."""
    found = _rows(f"{PLAN} ORDER BY p.ended_at IS NOT NULL, p.approved_at DESC, p.id DESC LIMIT %s", [most])
    return [_plan(row) for row in found]


def recovery_plans_of(run: int) -> list[RecoveryPlanView]:
    """The plans that were approved of a run, newest first."""
    return [_plan(row) for row in _rows(f"{PLAN} WHERE p.run_id = %s ORDER BY p.id DESC", [run])]


def recovery_plans_running() -> list[int]:
    """The plans that were not ended, the oldest first."""
    return [row[0] for row in _rows("SELECT id FROM recovery_plan WHERE ended_at IS NULL ORDER BY id", [])]
