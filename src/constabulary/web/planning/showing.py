"""What the pages of planning show of a model and of a run: pictures, sentences, and the command that repeats them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from constabulary.casework.clock import now
from constabulary.casework.rulebooks import read_rulebook
from constabulary.drawing.fan import draw_fan
from constabulary.records.queries.planning import RunView
from constabulary.simulation.model.hours import hours_of_day
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.marks import figures_of
from constabulary.simulation.model.whole import Model
from constabulary.simulation.naming import file_name
from constabulary.simulation.results.gone import GONE, gone_by
from constabulary.simulation.results.telling import tell_day
from constabulary.standards.queues import RECOVERY, RecoverySettings, recovery_from
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value
from constabulary.web.charts.on_duty import draw_on_duty

MEDIAN = 0.5
#: So many rows of the queue's days are shown as a table; the rest are in the figures of the run.
MOST_ROWS = 27


@value
class GoneLine:
    """With which chance the backlog is gone by which day, and between which days that day lies.

    `is_promised`: the chance that days are promised with; `is_played`: the day lies within what was played.
    """

    chance: float
    is_promised: bool
    is_played: bool
    day: str
    low: str
    high: str


def shown_model(model: Model) -> dict[str, Any]:
    """What can be said of a model without playing it."""
    hours = hours_of_day(model)
    return {
        "hours": hours,
        # Of waits that were measured nobody knows who is there: there is nothing to draw.
        "duty_chart": draw_on_duty(
            hours, name=f"{titled(model.name, model.label)}: staff on duty against demand by hour"
        )
        if model.staff
        else [],
        "standing": tuple(figures_of(model)),
    }


def shown_run(run: RunView, model: Model, promise: RecoverySettings) -> dict[str, Any]:
    """What came of a run that is done, its backlog told with the chances that days are promised with today."""
    result: Mapping[str, Any] = run.result or {}
    start = model.start
    gone = result["gone"]
    queue = result["queue"]
    every = max(1, -(-len(queue["days"]) // MOST_ROWS))
    rows = [
        (tell_day(model.start, day), fan)
        for day, fan in zip(queue["days"][::every], queue["fan"][::every], strict=True)
    ]
    return {
        "result": result,
        "gone": gone,
        "gone_lines": _gone_lines(result, start, promise) if gone else [],
        "in_hand_days": recovery_from(start.date()).value.gone_within_days,
        "queue_rows": rows,
        "queue_chart": _queue_chart(result, start),
        "in_short": list(_waits_in_short(result)),
        "command": command_of(run),
        "told": told_length,
        "figure": told_figure,
    }  # fmt: skip


def titled(name: str, label: str) -> str:
    """What is played with the label of its figures, as every picture of it is called."""
    return f"{name} ({label})" if label else name


def _waits_in_short(result: Mapping[str, Any]) -> Iterable[str]:
    """What is begun within its target, and what waits longest, in sentences."""
    waits = result["waits"]
    for one in waits:
        if one.get("in_target") is not None:
            # A share that nothing fell under in all but one time has no interval.
            between = "" if one["in_target_low"] is None else (
                f" ({told_figure('share', one['in_target_low'])} to {told_figure('share', one['in_target_high'])})"
            )  # fmt: skip
            yield (
                f"{_capital(one['class'])}: {told_figure('share', one['in_target'])}{between} begun at {one['stage']} within "
                f"{told_hours(one['target'])}."
            )
    longest = max((one for one in waits if one["mean"] is not None), key=lambda one: one["mean"], default=None)
    if longest is not None:
        least = "at least " if longest["at_least"] else ""
        yield f"Longest on average: {longest['class']} at {longest['stage']}, {least}{told_hours(longest['mean'])}."


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _queue_chart(result: Mapping[str, Any], start: datetime) -> list[Markup]:
    """The queue with its fan, wide and narrow; none where it was counted once or never."""
    queue, gone = result["queue"], result["gone"]
    return draw_both(
        queue["days"], queue["fan"], name=f"{titled(result['name'], result.get('label', ''))}: how many wait, day by day", start=start,
        gone_at=gone["at_most"] if gone else None,
    )  # fmt: skip


def draw_both(days: Sequence[float], rows: Sequence[Sequence[float]], **shown: Any) -> list[Markup]:
    """A fan (`drawing.fan`) for a wide page and a narrow one; nothing where there is one day or none."""
    return [draw_fan(days, rows, width=width, **shown) for width in (960, 368)] if len(days) > 1 else []


def _gone_lines(result: Mapping[str, Any], start: datetime, promise: RecoverySettings) -> list[GoneLine]:
    """From the day of each time that it was played, because the force may promise with another chance than the run did."""
    within = result["gone"]["within"]
    days = sorted(result["figures"][GONE])[: within["numerator"]]
    found = (gone_by(chance, days, within["denominator"]) for chance in promise.told_with)
    return [
        GoneLine(
            chance=one.chance, is_promised=one.chance == promise.promised_with, is_played=one.day is not None,
            day=tell_day(start, one.day), low=tell_day(start, one.low), high=tell_day(start, one.high),
        )
        for one in found
    ]  # fmt: skip


def heads_of(chances: Iterable[float]) -> list[str]:
    """What days that are told with these chances are headed with, in their order."""
    return ["As likely as not by" if one == MEDIAN else f"{one:.0%} by".replace("%", " %") for one in chances]


def promise_of(request: Any) -> RecoverySettings:
    """With which chance the force promises a day, today."""
    at = now()
    overlay: str | None = getattr(request, "overlay", None)
    return read_rulebook(Moments(report=at, decision=at), overlay=overlay)[RECOVERY].value


def told_length(hours: float | None) -> str:
    """Hours in words; a dash for none."""
    return "–" if hours is None else told_hours(hours)


def told_figure(unit: str, figure: float | None, *, signed: bool = False) -> str:
    """A figure of a run in its unit; `signed` for a difference, which between shares is one of percentage points."""
    if figure is None or math.isnan(figure):
        return "–"
    match unit:
        case "wait":
            told = told_hours(figure)
        case "share":
            told = f"{100 * figure:.1f} {'points' if signed else '%'}"
        case _:
            told = f"{figure:,.1f}"
    # What is rounded to nothing has no sign.
    if not any(one in "123456789" for one in told):
        return told.removeprefix("-")
    return f"+{told}" if signed and figure > 0 else told.replace("-", "−")


def file_name_of(name: str, number: int) -> str:
    """What a scenario's file is called."""
    return f"{file_name(name, otherwise='scenario')}-{number}.toml"


def command_of(run: RunView) -> str:
    """The one command that repeats the figures of a run from its scenario's file."""
    file = file_name_of(run.name, run.scenario)
    return f"constabulary simulate {file} --seed {run.seed} --replications {run.replications}"


def as_sentence(refusal: Exception) -> str:
    """What is wrong, beginning with a capital and ending with a stop."""
    words = str(refusal)
    return f"{_capital(words)}{'' if words.endswith('.') else '.'}"
