"""Where the search for a rota starts: how many each hour of the week needs by formula, and the cheapest rota that covers it.

Where work is to be taken up within a few hours, each hour is reckoned by Erlang's formulas from the load that is offered
in it (work lasts into the hours after). Where days count, the hours of a week must suffice for what comes in and, where a
day is asked for, for the backlog; when they fall is for the play to say.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from constabulary.simulation.distributions import Floats
from constabulary.simulation.model.durations import duration_of
from constabulary.simulation.model.flows import people_needed, visits_a_day
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.timetable import hour_of_week_weights
from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.goals import About, Goal
from constabulary.simulation.staffing.needed import NoStaffIsEnough, Target, least_staff
from constabulary.simulation.staffing.offered import offered_load
from constabulary.simulation.staffing.places import WEEK_HOURS, Counts, Place, counts_of, hours_a_week, places_of
from constabulary.standards.values import value

#: Work that may wait longer than this is done when there is time, not when it comes.
SHORT_WAIT = 12.0
HOURS_OF_DAY = 24
#: The solver counts in whole numbers.
THOUSAND = 1000
#: What is counted on beside the mean where days count: with just as many hours as work a queue never ends.
SLACK = 1.05


@value
class Start:
    """The rota that formulas give: people at each place, by which formula, and the mean number that the work keeps busy."""

    counts: Counts
    formula: str
    load: float


def start_from(model: Model, group: StaffGroup, goals: Sequence[Goal]) -> Start:
    """The rota that formulas give for a staff group. Work that others of the same skill do as well is counted in full."""
    load = load_by_hour(model, group)
    places = places_of(group)
    there = 1 - group.abstraction
    short = [one for one in _waits(model, goals) if one.wait <= SHORT_WAIT]
    if short:
        # The strictest, as if all work were held to it.
        needed = _by_erlang(model, group, load, max(short, key=lambda one: (one.share, -one.wait)))
        return Start(counts=_cover(places, needed / there), formula="Erlang, hour by hour", load=float(load.mean()))
    hours = SLACK * float(load.sum()) + _backlog_hours(model, group, goals)
    return Start(
        counts=_scaled(places, counts_of(group), hours / there), formula="hours of work", load=hours / WEEK_HOURS
    )


def _waits(model: Model, goals: Sequence[Goal]) -> list[Target]:
    hours = {duty.name: duty.hours for duty in model.duties}
    found = [Target(share=one.share, wait=one.within) for one in goals if one.what is About.WAIT]
    return found + [Target(share=one.share, wait=hours[one.name]) for one in goals if one.what is About.DUTY]


def load_by_hour(model: Model, group: StaffGroup) -> Floats:
    """How many of the group the work that comes in would keep busy in each hour of the week (168), if nobody waited."""
    load = np.zeros(WEEK_HOURS)
    for work in model.classes:
        if work.arrivals is None:
            continue
        alone = replace(
            model, classes=tuple(one if one is work else replace(one, arrivals=None) for one in model.classes)
        )
        visits = visits_a_day(alone)
        if visits is not None:
            busy = math.fsum(many for skill, many in people_needed(alone, visits).items() if skill in group.skills)
            load += busy * hour_of_week_weights(work.arrivals)
    return load


def _mean_service(model: Model, group: StaffGroup) -> float:
    """The mean time at work of one visit, over everything that the group does."""
    visits = visits_a_day(model) or {}
    count = total = 0.0
    for stage in model.stages:
        if stage.kind is Kind.DELAY or stage.skill not in group.skills:
            continue
        for work in model.classes:
            duration = duration_of(stage.service, work.name)
            flow = visits.get((stage.name, work.name), 0.0)
            if duration is not None:
                count, total = count + flow, total + flow * duration.mean
    return total / count if count else 0.0


def _by_erlang(model: Model, group: StaffGroup, load: Floats, target: Target) -> Floats:
    """How many each hour needs."""
    service = _mean_service(model, group)
    if service <= 0:
        return np.zeros(WEEK_HOURS)
    rates = load / service
    offered = offered_load(rates, slot=1.0, longer=lambda hours: np.exp(-hours / service), mean=service)
    known: dict[float, int] = {}
    found = []
    for one in (round(float(each), 3) for each in offered):
        if one not in known:
            try:
                known[one] = least_staff(one, service=service, target=target).staff
            except NoStaffIsEnough:
                known[one] = math.ceil(one)
        found.append(float(known[one]))
    return np.array(found)


def _backlog_hours(model: Model, group: StaffGroup, goals: Sequence[Goal]) -> float:
    """The hours of a week that it takes to clear the backlog by the day asked for."""
    days = [goal.day for goal in goals if goal.what is About.GONE]
    if not days:
        return 0.0
    hours = 0.0
    for work in model.classes:
        for lot in work.backlog:
            stage = model.stage(lot.stage)
            duration = duration_of(stage.service, work.name)
            if duration is not None and stage.skill in group.skills:
                hours += lot.count * duration.mean * stage.people
    return hours / min(days) * 7


def _cover(places: Sequence[Place], needed: Floats) -> Counts:
    """The fewest hours on duty that cover what each hour needs, as far as any place covers it."""
    model = cp_model.CpModel()
    most = max(1, math.ceil(float(needed.max())) * 4)
    people = [model.new_int_var(0, most, place.name) for place in places]
    for hour, need in enumerate(needed):
        weights = [round(THOUSAND * place.covers[hour]) for place in places]
        # An hour that is covered in part only is looked at in the play.
        if need > 0 and any(weight >= THOUSAND / HOURS_OF_DAY for weight in weights):
            model.add(
                sum(w * one for w, one in zip(weights, people, strict=True)) >= round(THOUSAND * need * _full(weights))
            )
    model.minimize(sum(round(THOUSAND * place.hours) * one for place, one in zip(places, people, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 5.0
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return tuple(most for _ in places)
    return tuple(int(solver.value(one)) for one in people)


def _full(weights: Sequence[int]) -> float:
    """How much of an hour its best cover is there: half an hour of everybody covers half an hour of work."""
    return min(1.0, max(weights) / THOUSAND) if max(weights) > THOUSAND / 2 else 1.0


def _scaled(places: Sequence[Place], counts: Counts, hours: float) -> Counts:
    """As many as make so many hours a week, spread as they are now; at the place with most hours where there is nobody."""
    now = hours_a_week(places, counts)
    if now <= 0:
        chosen = max(range(len(places)), key=lambda place: places[place].hours)
        return tuple(math.ceil(hours / places[place].hours) if place == chosen else 0 for place in range(len(places)))
    return tuple(math.ceil(count * hours / now - 1e-9) for count in counts)
