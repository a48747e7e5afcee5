"""A result as plain data that can be kept as JSON, shown without the simulator, and compared with another of its luck.

The same model, seed and number of replications give the same data to the last digit.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.figures import Figure, What
from constabulary.simulation.results.gone import GONE, clearing_of, days_gone, stages_of_backlog, waiting_lines
from constabulary.simulation.results.simulating import Result

#: Goes up whenever the play of a model changes its figures, or these data change their shape.
EDITION = "Simulation 1"
FAN = (0.05, 0.25, 0.5, 0.75, 0.95)
#: The unit of every figure that is compared: `told` in days or hours, a share from 0 to 1, or a count.
UNITS = {
    What.LEAST_MEAN_WAIT: "wait",
    What.WAITING_AT_END: "count",
    What.BREACHES: "count",
    What.UTILISATION: "share",
    What.OVERTIME: "count",
}
#: More points of a line than this are not seen.
MOST_POINTS = 400
#: With more than this share of what came in still waiting at the end, a mean wait is told as what it is at least.
MANY = 0.05


def plain_result(result: Result) -> dict[str, Any]:
    """What is kept of a result: numbers, names and sentences. Figures that are no number are None."""
    model = result.model
    # Where nothing waits at the start, the queue that is drawn is that of all desks together.
    stages = stages_of_backlog(model) or tuple(one.name for one in model.stages if one.kind is not Kind.DELAY)
    chosen = [number for number, one in enumerate(model.stages) if one.name in stages]
    lines = np.stack([one.waiting[:, chosen].sum(axis=(1, 2)) for one in result.replications])
    clearing = None
    figures: dict[str, list[float]] = {
        one.label: [one.read(model, each) for each in result.replications] for one in _asked(model)
    }
    if stages_of_backlog(model):
        backlog = waiting_lines(model, [one.waiting for one in result.replications])
        clearing = clearing_of(model, backlog)
    if clearing is not None:
        # What is not gone when play ends is later than that, by how much nobody knows: it counts as the last day.
        figures[GONE] = [model.days if day is None else day for day in days_gone(model, backlog)]
    return {
        "edition": EDITION,
        "name": model.name,
        "label": model.label,
        "start": model.start.isoformat(),
        "days": model.days,
        "seed": result.seed,
        "replications": len(result.replications),
        "reached": result.reached,
        "doubts": [one.sentence for one in result.doubts],
        "queue": _queue(result, stages, lines),
        "gone": None if clearing is None else json.loads(json.dumps(asdict(clearing))),
        "waits": list(_waits(result)),
        "duties": list(_duties(result)),
        "staff": list(_staff(result)),
        "figures": {name: [_number(one) for one in values] for name, values in figures.items()},
        "units": [[GONE, "count"], *([one.label, UNITS[one.what]] for one in _asked(model))],
    }


def _queue(result: Result, stages: tuple[str, ...], lines: Any) -> dict[str, Any]:
    every = max(1, math.ceil(lines.shape[1] / MOST_POINTS))
    fan = np.quantile(lines, FAN, axis=0).T[::every]
    days = [(shot + 1) / result.model.snapshots_a_day for shot in range(0, lines.shape[1], every)]
    return {"stages": list(stages), "shares": list(FAN), "days": days, "fan": [[float(x) for x in row] for row in fan]}


def _asked(model: Model) -> tuple[Figure, ...]:
    """Every figure that two runs are compared by."""
    worked = [one.name for one in model.stages if one.kind is not Kind.DELAY]
    return (
        *(Figure(what=What.LEAST_MEAN_WAIT, stage=name) for name in worked),
        *(Figure(what=What.WAITING_AT_END, stage=name) for name in worked),
        *(Figure(what=What.BREACHES, duty=one.name) for one in model.duties),
        *(Figure(what=What.UTILISATION, group=one.name) for one in model.staff),
        *(Figure(what=What.OVERTIME, group=one.name) for one in model.staff),
    )


def _waits(result: Result) -> Iterator[dict[str, Any]]:
    model = result.model
    for place, stage in enumerate(model.stages):
        for number, work in enumerate(model.classes):
            if stage.kind is Kind.DELAY or not any(one.joined[place, number] for one in result.replications):
                continue
            about = {"stage": stage.name, "of": work.name}
            # Where many still wait, those that were begun are not all: their mean would be too low.
            many = result.estimate(Figure(what=What.STILL_WAITING, **about)).mean > MANY
            wait = result.estimate(Figure(what=What.LEAST_MEAN_WAIT if many else What.MEAN_WAIT, **about))
            yield {
                "stage": stage.name,
                "class": work.name,
                "at_least": many,
                "mean": _number(wait.mean),
                "low": _number(wait.low),
                "high": _number(wait.high),
                "median": _number(result.wait_quantile(0.5, stage.name, work.name)),
                "p95": _number(result.wait_quantile(0.95, stage.name, work.name)),
                "at_end": _number(result.estimate(Figure(what=What.WAITING_AT_END, **about)).mean),
            }


def _duties(result: Result) -> Iterator[dict[str, Any]]:
    for duty in result.model.duties:
        found = result.estimate(Figure(what=What.BREACHES, duty=duty.name))
        yield {
            "duty": duty.name,
            "breaches": _number(found.mean),
            "low": _number(found.low),
            "high": _number(found.high),
        }


def _staff(result: Result) -> Iterator[dict[str, Any]]:
    for group in result.model.staff:
        busy = result.estimate(Figure(what=What.UTILISATION, group=group.name))
        over = result.estimate(Figure(what=What.OVERTIME, group=group.name))
        yield {"group": group.name, "busy": _number(busy.mean), "overtime": _number(over.mean)}


def _number(figure: float) -> float | None:
    return None if math.isnan(figure) else float(figure)
