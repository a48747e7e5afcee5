"""A result as plain data that can be kept as JSON, shown without the simulator, and compared with another of its luck.

The same model, seed and number of replications give the same data to the last digit.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from constabulary.simulation.model.durations import duration_of
from constabulary.simulation.model.staffing import StaffGroup, hours_of
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.results.figures import Figure, figure_of
from constabulary.simulation.results.gone import GONE, clearing_of, days_gone, stages_of_backlog, waiting_lines
from constabulary.simulation.results.named import UNITS, What, figures_offered, targets_of
from constabulary.simulation.results.simulating import Result

#: Goes up whenever the play of a model changes its figures, or these data change their shape.
EDITION = "Simulation 2"
FAN = (0.05, 0.25, 0.5, 0.75, 0.95)
#: More points of a line than this are not seen.
MOST_POINTS = 400
#: Ages are kept at the end of so many days, evenly over the run.
AGES_TOLD = 5
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
        one.label: [figure_of(one).read(model, each) for each in result.replications] for one in figures_offered(model)
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
        "stays": list(_stays(result)),
        "ages": _ages(result),
        "duties": list(_duties(result)),
        "staff": list(_staff(result)),
        "figures": {name: [_number(one) for one in values] for name, values in figures.items()},
        "units": [[GONE, "count"], *([one.label, UNITS[one.what]] for one in figures_offered(model))],
    }


def _queue(result: Result, stages: tuple[str, ...], lines: Any) -> dict[str, Any]:
    every = max(1, math.ceil(lines.shape[1] / MOST_POINTS))
    fan = np.quantile(lines, FAN, axis=0).T[::every]
    days = [(shot + 1) / result.model.snapshots_a_day for shot in range(0, lines.shape[1], every)]
    return {"stages": list(stages), "shares": list(FAN), "days": days, "fan": [[float(x) for x in row] for row in fan]}


def _waits(result: Result) -> Iterator[dict[str, Any]]:
    model = result.model
    targets = set(targets_of(model))
    for place, stage in enumerate(model.stages):
        for number, work in enumerate(model.classes):
            if stage.kind is Kind.DELAY or not any(one.joined[place, number] for one in result.replications):
                continue
            about = {"stage": stage.name, "of": work.name}
            # Where many still wait, those that were begun are not all: their mean would be too low.
            many = result.estimate(Figure(what=What.STILL_WAITING, **about)).mean > MANY
            wait = result.estimate(Figure(what=What.LEAST_MEAN_WAIT if many else What.MEAN_WAIT, **about))
            within = result.estimate(Figure(what=What.SHARE_IN_TARGET, **about))
            has_target = (stage.name, work.name) in targets
            gave_up = result.estimate(Figure(what=What.SHARE_GAVE_UP, **about))
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
                "target": stage.target.get(work.name, stage.target.get("")),
                "in_target": _number(within.mean) if has_target else None,
                "in_target_low": _number(within.low) if has_target else None,
                "in_target_high": _number(within.high) if has_target else None,
                "gave_up": _number(gave_up.mean) if stage.patience else None,
            }


def _stays(result: Result) -> Iterator[dict[str, Any]]:
    """From coming in to leaving, of what left in the run, by class."""
    for number, work in enumerate(result.model.classes):
        if any(one.left[number] for one in result.replications):
            found = result.estimate(Figure(what=What.MEAN_STAY, of=work.name))
            yield {
                "class": work.name,
                "mean": _number(found.mean),
                "low": _number(found.low),
                "high": _number(found.high),
                "median": _number(result.stay_quantile(0.5, work.name)),
                "p95": _number(result.stay_quantile(0.95, work.name)),
            }


def _ages(result: Result) -> dict[str, Any]:
    """How many are open on some days, by class and age in days, on average over the replications."""
    model, ages = result.model, result.mean_ages()
    last = len(ages) - 1
    shots = sorted({round(last * part / (AGES_TOLD - 1)) for part in range(AGES_TOLD)}) if len(ages) else []
    return {
        "bands": list(model.age_bands),
        "classes": [work.name for work in model.classes],
        "risks": [work.risk for work in model.classes],
        "days": [(shot + 1) / model.snapshots_a_day for shot in shots],
        "open": [[[round(float(one), 2) for one in row] for row in ages[shot]] for shot in shots],
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
        yield {
            "group": group.name,
            "busy": _number(busy.mean),
            "overtime": _number(over.mean),
            **_exposure(result, group),
        }


def _exposure(result: Result, group: StaffGroup) -> dict[str, float | None]:
    """The share of their time on duty that a group works at stages that expose (`exposed`), by what was finished there and
    how long that takes on average, and how many hours of a shift of theirs it is (`exposed_hours`); none where none exposes."""
    model = result.model
    stages = [(place, one) for place, one in enumerate(model.stages) if one.exposes and one.skill in group.skills]
    place_of_group = [one.name for one in model.staff].index(group.name)
    able = [place for place, one in enumerate(model.staff) if any(stage.skill in one.skills for _, stage in stages)]
    on_duty = sum(float(one.duty_hours[able].sum()) for one in result.replications)
    if not stages or not on_duty or place_of_group not in able:
        return {"exposed": None, "exposed_hours": None}
    worked = 0.0
    for place, stage in stages:
        pieces = stage.pieces * stage.people / stage.batch
        for number, work in enumerate(model.classes):
            duration = duration_of(stage.service, work.name)
            if duration is not None:
                done = sum(float(one.finished[place, number]) for one in result.replications)
                worked += done * duration.mean * pieces
    share, lengths = worked / on_duty, [hours_of(shift) for shift in group.shifts]
    return {"exposed": share, "exposed_hours": share * max(lengths) if lengths else None}


def _number(figure: float) -> float | None:
    return None if math.isnan(figure) else float(figure)
