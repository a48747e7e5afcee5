"""What the pages of planning show of a model and of a run: pictures, sentences, and the command that repeats them."""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.records.queries.planning import RunView
from constabulary.simulation.model.hours import hours_of_day
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.marks import figures_of
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.telling import tell_day
from constabulary.standards.values import value
from constabulary.web.charts.on_duty import draw_on_duty
from constabulary.web.charts.queue_fan import draw_queue

#: So many rows of the queue's days are shown as a table; the rest are in the figures of the run.
MOST_ROWS = 27


@value
class GoneLine:
    """With which chance the backlog is gone by which day, and between which days that day lies."""

    chance: float
    day: str
    low: str
    high: str


def shown_model(model: Model) -> dict[str, Any]:
    """What can be said of a model without playing it."""
    hours = hours_of_day(model)
    return {
        "hours": hours,
        "duty_chart": draw_on_duty(hours, name=f"{model.name}: staff on duty against demand by hour"),
        "standing": tuple(figures_of(model)),
    }


def shown_run(run: RunView, model: Model) -> dict[str, Any]:
    """What came of a run that is done."""
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
        "gone_lines": [_line(one, start) for one in gone["by"]] if gone else [],
        "queue_rows": rows,
        "queue_chart": draw_queue(
            queue, start=start, at_most=gone["at_most"] if gone else None,
            name=f"{result['name']}: how many wait, day by day",
        ),
        "command": command_of(run),
        "told": told_length,
        "figure": told_figure,
    }  # fmt: skip


def _line(one: Mapping[str, Any], start: datetime) -> GoneLine:
    return GoneLine(
        chance=one["chance"], day=tell_day(start, one["day"]), low=tell_day(start, one["low"]),
        high=tell_day(start, one["high"]),
    )  # fmt: skip


def told_length(hours: float | None) -> str:
    """Hours in words; a dash for none."""
    return "–" if hours is None else told_hours(hours)


def told_figure(unit: str, figure: float | None, *, signed: bool = False) -> str:
    """A figure of a run in its unit; `signed` for a difference."""
    if figure is None or math.isnan(figure):
        return "–"
    match unit:
        case "wait":
            told = told_hours(figure)
        case "share":
            told = f"{100 * figure:.1f} %"
        case _:
            told = f"{figure:,.1f}"
    # What is rounded to nothing has no sign.
    if not any(one in "123456789" for one in told):
        return told.removeprefix("-")
    return f"+{told}" if signed and figure > 0 else told.replace("-", "−")


def file_name_of(name: str, number: int) -> str:
    """What a scenario's file is called."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{plain or 'scenario'}-{number}.toml"


def command_of(run: RunView) -> str:
    """The one command that repeats the figures of a run from its scenario's file."""
    file = file_name_of(run.name, run.scenario)
    return f"constabulary simulate {file} --seed {run.seed} --replications {run.replications}"


def as_sentence(refusal: Exception) -> str:
    """What is wrong, beginning with a capital and ending with a stop."""
    words = str(refusal)
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
