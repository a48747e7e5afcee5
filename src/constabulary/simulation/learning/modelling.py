"""What was learned made a model that the simulator plays: arrivals, durations, routes and what is open now.

A stage that nobody is named for is a wait for others, as long as was measured: waiting is in it, so that more people change
nothing there. A stage with staff needs the time at work itself, which records of a stage's beginning and end do not have.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from constabulary.simulation.learning.arrivals import ArrivalRates
from constabulary.simulation.learning.fitting import Fit, Shape
from constabulary.simulation.learning.history import HOUR, History
from constabulary.simulation.learning.learning import ALL, Learned
from constabulary.simulation.learning.learning import Stage as LearnedStage
from constabulary.simulation.learning.routing import LEAVES
from constabulary.simulation.model.demand import Arrivals, Backlog, WorkClass
from constabulary.simulation.model.durations import ByClass, Duration, Empirical, Fixed, Gamma, Lognormal, Mark
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.stages import Kind, Route, Stage
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value

#: Where work comes in that does not all begin at one stage.
COMES_IN = "comes in"
ANY_WORK = "work"
#: How many points stand for a distribution that no shape fits.
POINTS = 200
LEAST_OF_CLASS = 100
SOURCE = "learned from {visits:,} visits, {open:,} of them open"


class CannotModel(ValueError):
    """No model can be made of what was learned; the sentence says why."""


@value
class Worked:
    """A stage that people work at: how long the work itself takes, and who does it."""

    service: Duration
    staff: StaffGroup


def make_model(
    history: History,
    learned: Learned,
    *,
    name: str,
    start: datetime,
    days: float,
    worked: Mapping[str, Worked] | None = None,
) -> Model:
    """The model of a history, from `start` on with what is open at its end as the backlog. Raises CannotModel."""
    if not any(learned.arrivals):
        raise CannotModel("Nothing came in in these records, so there is nothing to play.")
    staffed = dict(worked or {})
    unknown = sorted(set(staffed) - {stage_name(learned, place) for place in range(len(learned.stage_names))})
    if unknown:
        raise CannotModel(f"People are named for {', '.join(unknown)}, which is no stage of these records.")
    firsts = _firsts(history)
    stages = [_stage(learned, place, staffed) for place in range(len(learned.stage_names))]
    single = {work: next(iter(counts)) for work, counts in firsts.items() if len(counts) == 1}
    if len(single) < len(firsts):
        stages.insert(0, _entry(learned, firsts))
    classes = tuple(
        WorkClass(
            name=class_name(learned, work),
            arrivals=arrivals_of(rates, stage_name(learned, single[work]) if work in single else COMES_IN),
            backlog=_backlog(history, learned, work),
        )
        for work, rates in enumerate(learned.arrivals)
        if rates is not None
    )
    return Model(
        name=name,
        start=start,
        days=days,
        classes=classes,
        stages=tuple(stages),
        staff=tuple({one.staff.name: one.staff for one in staffed.values()}.values()),
        label="learned from records",
    )


def stage_name(learned: Learned, place: int) -> str:
    """A stage's name, or a word for the one that has none."""
    return learned.stage_names[place] or ANY_WORK


def class_name(learned: Learned, place: int) -> str:
    """A class's name, or a word for the one that has none."""
    return learned.class_names[place] or ANY_WORK


def _firsts(history: History) -> dict[int, Counter[int]]:
    """Of each class, at which stages its pieces of work begin, and how many."""
    order = np.lexsort((history.began, history.items))
    _, places = np.unique(history.items[order], return_index=True)
    found: dict[int, Counter[int]] = {}
    # What came in before the history begins is there only as far as it was not over: where it began says little.
    places = places[history.began[order][places] >= history.since]
    for work, stage in zip(
        history.classes[order][places].tolist(), history.stages[order][places].tolist(), strict=True
    ):
        found.setdefault(work, Counter())[stage] += 1
    return found


def _entry(learned: Learned, firsts: dict[int, Counter[int]]) -> Stage:
    routes = [
        Route(to=stage_name(learned, stage), share=count / counts.total(), of=class_name(learned, work))
        for work, counts in firsts.items()
        for stage, count in sorted(counts.items())
    ]
    return Stage(name=COMES_IN, kind=Kind.DELAY, service={"": Fixed(hours=0.0)}, routes=tuple(routes))


def _stage(learned: Learned, place: int, staffed: Mapping[str, Worked]) -> Stage:
    name = stage_name(learned, place)
    routes = tuple(
        Route(to="" if one.to == LEAVES else stage_name(learned, one.to), share=one.share.estimate or 0.0)
        for one in learned.routing.of(place)
    )
    if name in staffed:
        by = staffed[name]
        return Stage(name=name, service={"": by.service}, skill=by.staff.skills[0], routes=routes)
    return Stage(name=name, kind=Kind.DELAY, service=_durations(learned, place), routes=routes)


def _durations(learned: Learned, place: int) -> ByClass:
    found = {"": duration_of(learned.stage(place))}
    for one in learned.stages:
        if one.stage == place and one.work != ALL and one.visits - one.still_open >= LEAST_OF_CLASS:
            found[class_name(learned, one.work)] = duration_of(one)
    return found


def duration_of(one: LearnedStage) -> Duration:
    """The duration of a stage as the simulator draws it: the fitted shape where it is near enough, else what was measured.

    Raises CannotModel where none has ended.
    """
    source = SOURCE.format(visits=one.visits, open=one.still_open)
    if one.best is not None and one.best.shape is not Shape.WEIBULL:
        return _shape(one.best, source)
    if not len(one.curve.hours):
        raise CannotModel("None of the visits to a stage has ended, so it cannot be said how long it takes.")
    shares = (np.arange(POINTS) + 0.5) / POINTS
    if one.best is not None:
        return Empirical(hours=tuple(one.best.quantile(float(share)) for share in shares), source=source)
    # What lasts longer than was seen is taken for the longest that was: too short, and said so by the report.
    places = np.minimum(np.searchsorted(-one.curve.share, shares - 1), len(one.curve.hours) - 1)
    return Empirical(hours=tuple(one.curve.hours[places].tolist()), source=source)


def _shape(fit: Fit, source: str) -> Duration:
    if fit.shape is Shape.LOGNORMAL:
        return Lognormal(median=fit.scale, sigma=fit.form, mark=Mark.MEASURED, source=source)
    return Gamma(mean=fit.mean, form=fit.form, mark=Mark.MEASURED, source=source)


def arrivals_of(rates: ArrivalRates, to: str) -> Arrivals:
    """What comes in to a stage as the simulator draws it."""
    daily, weekly = rates.factors
    return Arrivals(
        per_day=rates.per_day,
        to=to,
        by_hour_of_week=tuple(rates.by_hour_of_week.tolist()),
        by_month=tuple(rates.months.tolist()) if rates.has_season else (),
        # The simulator draws one factor: for the period that varies more, of the variance of both.
        dispersion=daily + weekly,
        dispersion_over="week" if weekly > daily else "day",
        mark=Mark.MEASURED,
        source=f"learned from {rates.seen:,} in {rates.days:.0f} days",
    )


def _backlog(history: History, learned: Learned, work: int) -> tuple[Backlog, ...]:
    """What is open at the end, by stage, each as old as the piece of work is."""
    came: dict[int, float] = {}
    for item, began in zip(history.items.tolist(), history.began.tolist(), strict=True):
        came[item] = min(began, came.get(item, began))
    found = []
    for place in range(len(learned.stage_names)):
        here = (history.stages == place) & (history.classes == work) & np.isnan(history.ended)
        ages = tuple((history.until - came[item]) / HOUR for item in history.items[here].tolist())
        if ages:
            found.append(
                Backlog(stage=stage_name(learned, place), count=len(ages), age=Empirical(hours=tuple(sorted(ages))))
            )
    return tuple(found)
