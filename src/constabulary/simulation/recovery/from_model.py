"""The backlog of a model as the queue of a recovery plan: what waits by risk, what comes in, how much a day is done.

Sums, no play. The stage at which the backlog ends is where it is counted. The hours that its staff are on duty go to what
comes in first, from its first stage to its last; what is left of them goes to the backlog, of which each piece takes what
is still to be done of it. Stages that the staff take after that one (of a higher rank) are left until there is time.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from constabulary.simulation.distributions import gamma_quantile, normal_quantile
from constabulary.simulation.model.demand import Arrivals, WorkClass
from constabulary.simulation.model.durations import (
    Duration,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
    duration_of,
)
from constabulary.simulation.model.flows import few_enough, visits_a_day
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.stages import Kind, Stage
from constabulary.simulation.model.timetable import mean_on_duty
from constabulary.simulation.model.whole import Model
from constabulary.simulation.recovery.queue import Queue, RiskClass
from constabulary.simulation.results.gone import stages_of_backlog
from constabulary.standards.values import value

HOURS_OF_DAY = 24
WEEK = 7
#: A duty that nobody has set is never missed.
NO_STANDARD = 3650.0


class NoQueue(ValueError):
    """A model of which no such queue can be made; the sentence says why."""


@value
class Reckoned:
    """The queue, the hours of work that a piece that comes in takes and that one of the backlog still takes, the hours a day
    that one more person brings, and the stages that are left until there is time."""

    queue: Queue
    hours_each: float
    hours_left: float
    hours_of_one: float
    left_aside: tuple[str, ...]

    @property
    def one_more(self) -> float:
        """How many more a day of the backlog one more person does."""
        return self.hours_of_one / self.hours_left


def reckon(model: Model) -> Reckoned:
    """The queue of a model. Raises NoQueue where nothing waits, or where its work never ends."""
    waits = stages_of_backlog(model)
    visits = visits_a_day(model)
    if not waits:
        raise NoQueue("Nothing waits at the start of this scenario, so there is no backlog to clear.")
    if visits is None:
        raise NoQueue("In this scenario work goes round and never leaves, so no rate of clearing can be given.")
    last = model.stage(waits[-1])
    groups = [one for one in model.staff if last.skill in one.skills]
    skills = {skill for one in groups for skill in one.skills}
    flow = math.fsum(visits[last.name, work.name] for work in model.classes)
    hours = _work(model, skills, last.rank, visits)
    if not flow or not hours or not groups:
        raise NoQueue(f"No work comes to {last.name} from outside, so how long each takes in all cannot be reckoned.")
    there = dict(zip((one.name for one in model.staff), mean_on_duty(model), strict=True))
    on_duty = math.fsum(there[one.name] for one in groups) * HOURS_OF_DAY
    each, left = hours / flow, _left_of_backlog(model, skills, last.rank, waits) or hours / flow
    done = flow + (on_duty - hours) / left if on_duty >= hours else on_duty / each
    classes = tuple(
        _class(model, work, last, waits, visits)
        for work in sorted(model.classes, key=lambda one: one.priority)
        if visits[last.name, work.name] or any(lot.count for lot in work.backlog if lot.stage in waits)
    )
    queue = Queue(
        name=model.name, classes=classes, done_a_day=round(done, 3), cleared_at=few_enough(model),
        first_weekday=model.start.weekday(), label=model.label,
    )  # fmt: skip
    aside = tuple(one.name for one in model.stages if one.skill in skills and one.rank > last.rank)
    return Reckoned(
        queue=queue, hours_each=each, hours_left=left, hours_of_one=_hours_of_one(groups[0]), left_aside=aside
    )


def _left_of_backlog(model: Model, skills: set[str], rank: int, waits: Sequence[str]) -> float:
    """The mean hours of work that a piece of the backlog still takes."""
    count = total = 0.0
    for work in model.classes:
        for lot in work.backlog:
            if lot.stage in waits and lot.count:
                # As if one a day came in where it waits, and nothing else.
                coming = replace(work, arrivals=Arrivals(per_day=1.0, to=lot.stage))
                alone = tuple(coming if one is work else replace(one, arrivals=None) for one in model.classes)
                visits = visits_a_day(replace(model, classes=alone)) or {}
                count += lot.count
                total += lot.count * _work(model, skills, rank, visits)
    return total / count if count else 0.0


def _work(model: Model, skills: set[str], rank: int, visits: Mapping[tuple[str, str], float]) -> float:
    """Hours of work a day that what comes in makes for these skills, at stages up to this rank."""
    total = 0.0
    for stage in model.stages:
        if stage.kind is Kind.DELAY or stage.skill not in skills or stage.rank > rank:
            continue
        pieces = stage.pieces if stage.kind is Kind.CASELOAD else 1
        for work in model.classes:
            duration = duration_of(stage.service, work.name)
            if duration is not None:
                total += visits.get((stage.name, work.name), 0.0) * duration.mean * pieces * stage.people / stage.batch
    return total


def _hours_of_one(group: StaffGroup) -> float:
    """The hours a day, over the whole week and after absences, that one of the group is on duty: up to five shifts a week."""
    lengths = []
    for shift in group.shifts:
        start, end = shift.starts.hour + shift.starts.minute / 60, shift.ends.hour + shift.ends.minute / 60
        lengths += [((end - start) % HOURS_OF_DAY or HOURS_OF_DAY) * min(5, len(shift.weekdays)) / WEEK] * shift.people
    mean = math.fsum(lengths) / len(lengths) if lengths else HOURS_OF_DAY / 3 * 5 / WEEK
    return mean * (1 - group.abstraction)


def _class(
    model: Model, work: WorkClass, last: Stage, waits: Sequence[str], visits: Mapping[tuple[str, str], float]
) -> RiskClass:
    lots = [lot for lot in work.backlog if lot.stage in waits and lot.count]
    ages = [age for lot in lots for age in ages_of(lot.age, lot.count)]
    return RiskClass(
        name=work.name,
        waiting=len(ages),
        arrivals_a_day=round(visits[last.name, work.name], 4),
        standard_days=_standard(model, work, last),
        ages=tuple(sorted((round(age / HOURS_OF_DAY, 2) for age in ages), reverse=True)),
        dispersion=_dispersion(model),
    )


def _standard(model: Model, work: WorkClass, last: Stage) -> float:
    """Within how many days the work is to be done: by its duty there, else by what it is due within, else by its target."""
    hours = [duty.hours for duty in model.duties if duty.stage == last.name and (not duty.of or work.name in duty.of)]
    if not hours and work.due_within is not None:
        hours = [work.due_within]
    target = last.target.get(work.name, last.target.get(""))
    if not hours and target is not None:
        hours = [target]
    return min(hours) / HOURS_OF_DAY if hours else NO_STANDARD


def _dispersion(model: Model) -> float:
    """The variance of the factor of a day; a factor of a week is as uneven as seven times that of its days."""
    found = [
        one.arrivals.dispersion * (WEEK if one.arrivals.dispersion_over == "week" else 1)
        for one in model.classes
        if one.arrivals is not None
    ]
    return max(found, default=0.0)


def ages_of(age: Duration, count: int) -> list[float]:
    """The ages in hours of so many, spread over what their distribution says, so that none depends on luck."""
    return [min(_quantile(age, (place + 0.5) / count), 24.0 * NO_STANDARD) for place in range(count)]


def _quantile(duration: Duration, share: float) -> float:
    match duration:
        case Fixed():
            return duration.hours
        case Exponential():
            return -duration.mean * math.log1p(-share)
        case Lognormal():
            return duration.median * math.exp(duration.sigma * normal_quantile(share))
        case Gamma():
            return duration.mean / duration.form * gamma_quantile(duration.form, share)
        case Empirical():
            return float(np.quantile(duration.hours, share))
        case Triangular():
            return _triangular(duration, share)


def _triangular(one: Triangular, share: float) -> float:
    wide = one.most - one.least
    if not wide:
        return one.usual
    turn = (one.usual - one.least) / wide
    if share <= turn:
        return one.least + math.sqrt(share * wide * (one.usual - one.least))
    return one.most - math.sqrt((1 - share) * wide * (one.most - one.usual))
