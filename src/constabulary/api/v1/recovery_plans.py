"""Recovery plans for machines: listed, approved, their weeks entered, played again, ended."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.api.endpoints import Endpoint, Method, told
from constabulary.api.problems import BadBody
from constabulary.api.v1.planning import MOST_LISTED, created
from constabulary.api.v1.reading import check_members, day_of, list_of, whole, words
from constabulary.casework.clock import now
from constabulary.casework.planning.recovery_plans import (
    approve_recovery_plan,
    end_recovery_plan,
    play_recovery_plan_again,
    why_plan_is_stale,
)
from constabulary.casework.planning.recovery_weeks import enter_recovery_week, found_plan
from constabulary.records.queries.recovery_plans import RecoveryPlanView, recovery_plans_latest
from constabulary.simulation.recovery.document import NotADocument

Body = Mapping[str, Any]


def _plan(one: RecoveryPlanView) -> dict[str, Any]:
    return {
        "id": one.id, "run": one.run, "scenario": one.scenario, "name": one.name, "label": one.label, "way": one.way,
        "first": one.first_on.isoformat(), "promised_on": one.promised_on.isoformat(), "words": one.words,
        "counted_at": one.counted_at, "approved_at": one.approved_at.isoformat(), "outcome": one.outcome,
        "ended_at": one.ended_at and one.ended_at.isoformat(), "standing": one.standing,
    }  # fmt: skip


def list_plans(*, by: Officer, body: Body) -> HttpResponse:
    """The plans, those that run first, and how each stands."""
    del by, body
    return told(200, {"plans": [_plan(one) for one in recovery_plans_latest(most=MOST_LISTED)]})


def read_plan(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """One plan with its document, its weeks, and why it is stale if it is."""
    del by, body
    return told(200, _read_plan(number))


def _read_plan(number: int) -> dict[str, Any]:
    found = found_plan(number)
    weeks = [
        {
            "number": one.number, "came_in": one.came_in, "done": one.done, "waiting": one.waiting, "standing": one.standing,
            "noted_at": one.noted_at.isoformat(),
        }
        for one in found.weeks
    ]  # fmt: skip
    stale = why_plan_is_stale(found, at=now())
    return {**_plan(found), "document": json.loads(found.document), "weeks": weeks, "stale": stale}


def add_plan(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Approve a `way` that a run has played, promised by the day `promised_on`."""
    check_members(body, {"way", "promised_on", "words", "counted_at"})
    if "promised_on" not in body:
        raise BadBody("promised_on is a day, such as 2026-03-01.", "promised_on")
    made = approve_recovery_plan(
        run=number, way=words(body, "way"), promised_on=day_of(body["promised_on"], "promised_on"),
        words=words(body, "words"), counted_at=words(body, "counted_at", most=100), by=by, at=now(),
    )  # fmt: skip
    return created(f"/api/v1/plans/{made}", _read_plan(made), status=201)


def add_week(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Enter what came about in the next week of a plan; `waiting` is by class, in the order of its queue."""
    check_members(body, {"number", "came_in", "done", "waiting", "is_counted"})
    classes = json.loads(found_plan(number).document)["plan"]["queue"]["classes"]
    waiting = [whole(one, "waiting") for one in list_of(body, "waiting")]
    if len(waiting) != len(classes):
        raise BadBody(f"waiting is a list of {len(classes)}: {', '.join(one['name'] for one in classes)}.", "waiting")
    if not isinstance(body.get("is_counted", False), bool):
        raise BadBody("is_counted is true or false.", "is_counted")
    given = {name: whole(body.get(name), name) for name in ("number", "came_in", "done")}
    enter_recovery_week(
        plan=number, **given, waiting=waiting, is_counted=body.get("is_counted", False), by=by, at=now()
    )
    return told(200, _read_plan(number))


def play_plan_again(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Whether the plan's document, played again, has the same figures to the last digit."""
    check_members(body, set())
    try:
        return told(200, {"is_same": play_recovery_plan_again(plan=number, by=by, at=now())})
    except NotADocument as refusal:
        raise BadBody(str(refusal)) from refusal


def end_plan(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """End a plan, with what became of it."""
    check_members(body, {"outcome"})
    end_recovery_plan(plan=number, outcome=words(body, "outcome"), by=by, at=now())
    return told(200, _read_plan(number))


SEE, PLAN = Permission.SEE_PLANS, Permission.PLAN
ENDPOINTS = (
    Endpoint("api_plans", "plans", {"GET": Method(SEE, list_plans)}),
    Endpoint("api_plan", "plans/<int:number>", {"GET": Method(SEE, read_plan)}),
    Endpoint("api_run_plan", "runs/<int:number>/plan", {"POST": Method(PLAN, add_plan)}),
    Endpoint("api_plan_weeks", "plans/<int:number>/weeks", {"POST": Method(PLAN, add_week)}),
    Endpoint("api_plan_again", "plans/<int:number>/again", {"POST": Method(PLAN, play_plan_again)}),
    Endpoint("api_plan_end", "plans/<int:number>/end", {"POST": Method(PLAN, end_plan)}),
)
