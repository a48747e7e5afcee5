"""What the pages show of an answer about staff, of ways to clear a backlog, and of a recovery plan."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.records.queries.planning import RunView
from constabulary.records.queries.recovery_plans import RecoveryPlanView
from constabulary.simulation.model.hours import hours_of_day
from constabulary.simulation.model.whole import Model
from constabulary.simulation.recovery.document import Document
from constabulary.simulation.recovery.ways import day_of
from constabulary.simulation.results.telling import tell_day
from constabulary.simulation.staffing.places import with_counts
from constabulary.standards.queues import recovery_from
from constabulary.standards.values import value
from constabulary.web.charts.on_duty import draw_on_duty
from constabulary.web.planning.roster_showing import days_of_roster
from constabulary.web.planning.showing import draw_both, heads_of, titled

WEEK = 7


@value
class PlaceLine:
    """A place of a rota: how many by the formula, now, and needed."""

    name: str
    hours: float
    by_formula: int
    now: int
    needed: int


@value
class RotaLine:
    """A rota beside others: what it is called, hours a week, those beside today's, and what was held."""

    name: str
    hours: float
    beside: float
    held: tuple[int, int]
    low: float | None
    high: float | None
    each: tuple[float | None, ...]
    reached: tuple[str, ...]


def shown_staffing(run: RunView, model: Model) -> dict[str, Any]:
    """What came of the question how many people are needed."""
    result: Mapping[str, Any] = run.result or {}
    called = titled(result["name"], result.get("label", ""))
    best, today = result["best"], result["today"]
    group = model.group(result["group"])
    needed = hours_of_day(model.with_group(with_counts(group, tuple(best["counts"]))))
    now = hours_of_day(model)
    places = [
        PlaceLine(name=one["name"], hours=one["hours"], by_formula=first, now=one["now"], needed=count)
        for one, first, count in zip(result["places"], result["formula"]["counts"], best["counts"], strict=True)
    ]
    rotas = [_rota("Needed" if result["is_found"] else "The best that was found", best, result, model)]
    for name, tried, at in (("One more", "more", "more_at"), ("One fewer", "fewer", "fewer_at")):
        if result[tried]:
            where = result["places"][result[at]]["name"] if len(result["places"]) > 1 else ""
            rotas.append(_rota(f"{name}{f', {where}' if where else ''}", result[tried], result, model))
    rotas.append(_rota("Today", today, result, model))
    roster = result.get("roster")
    return {
        "result": result,
        **(days_of_roster(roster) if roster else {}),
        "places": places,
        "rotas": rotas,
        "people": sum(best["counts"]) - sum(today["counts"]),
        "binding": result["goals"][result["binding"]],
        "needed_hours": needed,
        "needed_chart": draw_on_duty(needed, name=f"{called}: with the people needed, by hour"),
        "now_chart": draw_on_duty(now, name=f"{called}: today, by hour"),
        "goal_lines": [_told_goal(one, model) for one in result["goals"]],
    }


def _told_goal(goal: Mapping[str, Any], model: Model) -> str:
    label = f"{goal['label'][:1].upper()}{goal['label'][1:]}"
    if goal["share"] is None:
        return f"The backlog is gone by {tell_day(model.start, goal['day'])}"
    return f"{label}: at least {100 * goal['share']:g} %"


def _rota(name: str, tried: Mapping[str, Any], result: Mapping[str, Any], model: Model) -> RotaLine:
    reached = []
    for goal, one in zip(result["goals"], tried["reached"], strict=True):
        if goal["share"] is None:
            reached.append("not gone" if one is None else tell_day(model.start, one))
        else:
            reached.append("–" if one is None else f"{100 * one:.1f} %")
    return RotaLine(
        name=name, hours=tried["hours"], beside=tried["hours"] - result["today"]["hours"], held=tuple(tried["held"]),
        low=tried["low"], high=tried["high"], each=tuple(tried["each"]), reached=tuple(reached),
    )  # fmt: skip


def shown_recovery(run: RunView) -> dict[str, Any]:
    """What came of the question how a backlog is cleared."""
    result = dict(run.result or {})
    first = day_of(result, 0)
    assert first is not None
    at_most = result["queue"]["cleared_at"]
    called = titled(result["name"], result.get("label", ""))
    ways = []
    for way in result["ways"]:
        chart = draw_both(
            way["days"],
            way["fan"],
            name=f"{called}, {way['name']}: how many wait",
            start=first,
            gone_at=at_most,
        )
        cleared = [day_of(result, days) for days in way["cleared"]]
        ways.append({**way, "chart": chart, "gone_by": cleared, "promised_day": day_of(result, way["promised"])})
    waiting = sum(one["waiting"] for one in result["queue"]["classes"])
    return {
        "result": result,
        "ways": ways,
        "first": first,
        "at_most": at_most,
        "waiting": waiting,
        "heads": heads_of(result["told_with"]),
    }


def shown_plan(view: RecoveryPlanView, document: Document) -> dict[str, Any]:
    """A plan's document with its weeks beside it."""
    queue = document.plan.queue
    days = [float(WEEK * number) for number in range(len(document.fan))]
    seen = [(WEEK * one.number, sum(one.waiting)) for one in view.weeks]
    weeks = [
        {
            "week": one, "waiting": sum(one.waiting), "said": document.fan[one.number],
            "ended": view.first_on + timedelta(days=WEEK * one.number - 1),
        }
        for one in view.weeks if one.number < len(document.fan)
    ]  # fmt: skip
    return {
        "document": document,
        "plan_chart": draw_both(
            days, document.fan, start=document.first, gone_at=queue.cleared_at, seen=[(0, queue.waiting), *seen],
            promised=float((view.promised_on - view.first_on).days), name=f"{queue.titled}: the plan and what came about",
        ),
        "weeks": weeks,
        "fan_rows": [
            (document.first + timedelta(days=WEEK * number), row) for number, row in enumerate(document.fan)
        ],
        "cleared": [
            (head, None if day is None else document.first + timedelta(days=day))
            for head, day in zip(heads_of(recovery_from(document.first).value.told_with), document.cleared, strict=True)
        ],
        "next_week": len(view.weeks) + 1,
        "next_ends": view.first_on + timedelta(days=WEEK * (len(view.weeks) + 1) - 1),
    }  # fmt: skip


def plan_file_name(view: RecoveryPlanView) -> str:
    """What a plan's document is called as a file."""
    return f"recovery-plan-{view.id}.json"
