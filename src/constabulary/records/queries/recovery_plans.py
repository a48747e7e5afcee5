"""Recovery plans that were approved, and the weeks that were entered of them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class WeekView:
    """A week of a plan as it was entered, and how the plan stood then."""

    number: int
    came_in: int
    done: int
    waiting: tuple[int, ...]
    standing: Mapping[str, Any]
    noted_at: datetime
    noted_by: int


@value
class RecoveryPlanView:
    """A plan with its document as text, the label and the first day it says, and its weeks in order."""

    id: int
    run: int
    scenario: int
    name: str
    label: str
    way: str
    document: str
    first_on: date
    promised_on: date
    words: str
    counted_at: str
    moved: tuple[str, ...]
    approved_at: datetime
    approved_by: int
    outcome: str
    ended_at: datetime | None
    ended_by: int | None
    weeks: tuple[WeekView, ...]

    @property
    def standing(self) -> Mapping[str, Any]:
        """How it stands by its last week; nothing before the first."""
        return self.weeks[-1].standing if self.weeks else {}


PLAN = """
    SELECT p.id, p.run_id, r.scenario_id, s.name, coalesce(p.document::json #>> '{plan,queue,label}', ''),
        p.way, p.document, (p.document::json ->> 'first')::date,
        p.promised_on, p.words, p.counted_at, ARRAY(SELECT jsonb_array_elements_text(p.moved)), p.approved_at, p.approved_by_id, p.outcome, p.ended_at, p.ended_by_id
    FROM recovery_plan p JOIN scenario_run r ON r.id = p.run_id JOIN scenario s ON s.id = r.scenario_id
"""


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _weeks_of(plans: list[int]) -> Mapping[int, tuple[WeekView, ...]]:
    """The weeks that were entered of some plans, in order: one question, however many plans."""
    found: dict[int, list[WeekView]] = {plan: [] for plan in plans}
    for row in _rows(
        "SELECT plan_id, number, came_in, done, ARRAY(SELECT jsonb_array_elements_text(waiting)::int), standing::text, "
        "noted_at, noted_by_id FROM recovery_week WHERE plan_id = ANY(%s) ORDER BY plan_id, number",
        [plans],
    ):
        week = WeekView(
            number=row[1], came_in=row[2], done=row[3], waiting=tuple(row[4]), standing=json.loads(row[5]),
            noted_at=row[6], noted_by=row[7],
        )  # fmt: skip
        found[row[0]].append(week)
    return {plan: tuple(weeks) for plan, weeks in found.items()}


def _plans(statement: str, values: list[Any]) -> list[RecoveryPlanView]:
    names = [name for name in RecoveryPlanView.__dataclass_fields__ if name != "weeks"]
    rows = _rows(f"{PLAN} {statement}", values)
    weeks = _weeks_of([row[0] for row in rows])
    made = []
    for row in rows:
        fields = dict(zip(names, row, strict=True))
        made.append(RecoveryPlanView(**{**fields, "moved": tuple(fields["moved"])}, weeks=weeks[row[0]]))
    return made


def recovery_plan_by_id(plan: int) -> RecoveryPlanView | None:
    """One plan."""
    found = _plans("WHERE p.id = %s", [plan])
    return found[0] if found else None


def recovery_plans_latest(*, most: int) -> list[RecoveryPlanView]:
    """The plans, those that run first, newest first."""
    return _plans("ORDER BY p.ended_at IS NOT NULL, p.approved_at DESC, p.id DESC LIMIT %s", [most])


def recovery_plans_of(run: int) -> list[RecoveryPlanView]:
    """The plans that were approved of a run, newest first."""
    return _plans("WHERE p.run_id = %s ORDER BY p.id DESC", [run])


def recovery_plans_running() -> list[RecoveryPlanView]:
    """The plans that were not ended, the oldest first."""
    return _plans("WHERE p.ended_at IS NULL ORDER BY p.id", [])
