"""How much work reaches each stage in the long run, and how many people that keeps busy: sums, no simulation."""

import math
from collections.abc import Mapping

import numpy as np

from constabulary.simulation.model.demand import HOURS_OF_DAY, Arrivals, WorkClass
from constabulary.simulation.model.durations import duration_of
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.whole import Model

WEEK = 7


def arrivals_a_day(work: WorkClass, days: float) -> float:
    """Expected arrivals of a class a day, bursts and events included."""
    if work.arrivals is None:
        return 0.0
    return _arrivals_a_day(work.arrivals, days)


def _arrivals_a_day(arrivals: Arrivals, days: float) -> float:
    bursts = math.fsum(one.per_day * one.size for one in arrivals.bursts)
    return arrivals.per_day + bursts + math.fsum(one.expected for one in arrivals.events) / days


def few_enough(model: Model) -> int:
    """How many may wait when the backlog counts as gone."""
    if model.gone.at_most is not None:
        return model.gone.at_most
    return math.ceil(WEEK * math.fsum(arrivals_a_day(work, model.days) for work in model.classes))


def visits_a_day(model: Model) -> Mapping[tuple[str, str], float] | None:
    """Expected visits a day by (stage, class), rework included; None when work that goes round never leaves.

    Giving up, turning away and re-assessment are left out: the most that can come.
    """
    keys = [(stage.name, work.name) for stage in model.stages for work in model.classes]
    place = {key: number for number, key in enumerate(keys)}
    onward = np.zeros((len(keys), len(keys)))
    outside = np.zeros(len(keys))
    for work in model.classes:
        if work.arrivals is not None and (work.arrivals.to, work.name) in place:
            outside[place[work.arrivals.to, work.name]] += arrivals_a_day(work, model.days)
    for stage in model.stages:
        for work in model.classes:
            for route in stage.routes_of(work.name):
                target = (route.to, route.becomes or work.name)
                if target in place:
                    onward[place[target], place[stage.name, work.name]] += route.share
    try:
        flows = np.linalg.solve(np.eye(len(keys)) - onward, outside)
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(flows).all() or (flows < -1e-6).any() or flows.max(initial=0.0) > 1e12:
        return None
    return {key: max(0.0, float(flow)) for key, flow in zip(keys, flows, strict=True)}


def people_needed(model: Model, visits: Mapping[tuple[str, str], float]) -> Mapping[str, float]:
    """People kept busy by each skill, the mean over the run."""
    needed: dict[str, float] = {}
    for stage in model.stages:
        if stage.kind is Kind.DELAY:
            continue
        for work in model.classes:
            duration = duration_of(stage.service, work.name)
            flow = visits[stage.name, work.name]
            if duration is not None and flow:
                pieces = stage.pieces if stage.kind is Kind.CASELOAD else 1
                load = flow * duration.mean * pieces * stage.people / stage.batch / HOURS_OF_DAY
                needed[stage.skill] = needed.get(stage.skill, 0.0) + load
    return needed
