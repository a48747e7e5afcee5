"""How much work reaches each stage in the long run, and how many people that keeps busy: sums, no simulation."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.model.demand import HOURS_OF_DAY, Arrivals, WorkClass
from constabulary.simulation.model.durations import duration_of
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.whole import Model
from constabulary.standards.queues import recovery_from


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
    days = recovery_from(model.start.date()).value.gone_within_days
    return math.ceil(days * math.fsum(arrivals_a_day(work, model.days) for work in model.classes))


def visits_a_day(model: Model) -> Mapping[tuple[str, str], float] | None:
    """Expected visits a day by (stage, class), rework included; None when work that goes round never leaves.

    Giving up, turning away and re-assessment are left out: the most that can come.
    """
    keys = _keys(model)
    place = {key: number for number, key in enumerate(keys)}
    outside = np.zeros(len(keys))
    for work in model.classes:
        if work.arrivals is not None and (work.arrivals.to, work.name) in place:
            outside[place[work.arrivals.to, work.name]] += arrivals_a_day(work, model.days)
    return _solved(keys, _onward(model, keys), outside)


def work_from_a_visit(model: Model) -> Mapping[tuple[str, str], float] | None:
    """Hours of people's work that one visit brings by (stage, class), with all that comes of it there and onward.

    None when work that goes round never leaves. The same is left out as of `visits_a_day`.
    """
    keys = _keys(model)
    of_itself = _hours_of_visits(model)
    hours = np.array([of_itself.get(key, 0.0) for key in keys])
    return _solved(keys, _onward(model, keys).T, hours)


def _keys(model: Model) -> list[tuple[str, str]]:
    return [(stage.name, work.name) for stage in model.stages for work in model.classes]


def _onward(model: Model, keys: list[tuple[str, str]]) -> NDArray[np.float64]:
    """The share of each visit (column) after which the work goes on to another (row)."""
    place = {key: number for number, key in enumerate(keys)}
    onward = np.zeros((len(keys), len(keys)))
    for stage in model.stages:
        for work in model.classes:
            for route in stage.routes_of(work.name):
                target = (route.to, route.becomes or work.name)
                if target in place:
                    onward[place[target], place[stage.name, work.name]] += route.share
    return onward


def _solved(
    keys: list[tuple[str, str]], onward: NDArray[np.float64], of_itself: NDArray[np.float64]
) -> Mapping[tuple[str, str], float] | None:
    try:
        found = np.linalg.solve(np.eye(len(keys)) - onward, of_itself)
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(found).all() or (found < -1e-6).any() or found.max(initial=0.0) > 1e12:
        return None
    return {key: max(0.0, float(one)) for key, one in zip(keys, found, strict=True)}


def people_needed(model: Model, visits: Mapping[tuple[str, str], float]) -> Mapping[str, float]:
    """People kept busy by each skill, the mean over the run."""
    needed: dict[str, float] = {}
    skills = {stage.name: stage.skill for stage in model.stages}
    for (stage, work), hours in _hours_of_visits(model).items():
        if flow := visits[stage, work]:
            needed[skills[stage]] = needed.get(skills[stage], 0.0) + flow * hours / HOURS_OF_DAY
    return needed


def _hours_of_visits(model: Model) -> Mapping[tuple[str, str], float]:
    """Hours of people's work of one visit by (stage, class); none where nobody works."""
    found = {}
    for stage in model.stages:
        if stage.kind is Kind.DELAY:
            continue
        pieces = stage.pieces if stage.kind is Kind.CASELOAD else 1
        for work in model.classes:
            duration = duration_of(stage.service, work.name)
            if duration is not None:
                found[stage.name, work.name] = duration.mean * pieces * stage.people / stage.batch
    return found
