"""The whole of it: a history in, what was learned out, with what could not be learned and why."""

from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from constabulary.simulation.distributions import Floats
from constabulary.simulation.learning.arrivals import ArrivalRates, learn_arrivals
from constabulary.simulation.learning.fitting import Fit, fit_all
from constabulary.simulation.learning.history import HOUR, Faults, History
from constabulary.simulation.learning.routing import Routing, learn_routing
from constabulary.simulation.learning.survival import Curve, Durations, Quantile, draw_curve
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

#: A fit this far from what was seen is not used: what was measured is.
FARTHEST = 0.1
#: With more of a stage still open than this its long durations are not known.
MOST_OPEN = 0.5
#: A rate or duration of fewer than this is shown with a word of caution.
FEW = 30
#: In fewer days than this it can hardly be told how days and weeks vary; forecasts then lean on an assumption.
FEW_DAYS = 28
#: What stands in place of a stage where only classes are spoken of, and the reverse.
ALL = -1


class Remark(StrEnum):
    """What a reader must know of what was learned."""

    NOTHING = "nothing"
    ONE = "one"
    NO_TIME = "no_time"
    FEW_ARRIVALS = "few_arrivals"
    UNDER_A_WEEK = "under_a_week"
    NO_SEASON = "no_season"
    FEW_DAYS = "few_days"
    BEYOND_CHANCE = "beyond_chance"
    IN_RUNS = "in_runs"
    FEW_ENDS = "few_ends"
    NONE_ENDED = "none_ended"
    MANY_OPEN = "many_open"
    POOR_FIT = "poor_fit"
    ALL_ALIKE = "all_alike"
    OUT_OF_ORDER = "out_of_order"
    NO_BEGINNING = "no_beginning"
    NOT_YET = "not_yet"


@value
class Remarked:
    """A remark, what it is about (a stage or class by name, or nothing), and its figure."""

    remark: Remark
    about: str = ""
    figure: float = 0.0


@value
class Stage:
    """What was learned of how long a stage takes, waiting included: of all its visits, or of those of one class."""

    stage: int
    work: int
    visits: int
    still_open: int
    curve: Curve
    fits: tuple[Fit, ...]
    half: Quantile
    nine_in_ten: Quantile

    @property
    def best(self) -> Fit | None:
        """The best fit, where it is near enough to be used in place of what was measured."""
        return self.fits[0] if self.fits and self.fits[0].distance <= FARTHEST else None


@value
class Learned:
    """What a history taught: `arrivals` by class (None where nothing came in), `stages`, `routing`, and the remarks."""

    stage_names: tuple[str, ...]
    class_names: tuple[str, ...]
    since: float
    until: float
    visits: int
    faults: Faults
    arrivals: tuple[ArrivalRates | None, ...]
    stages: tuple[Stage, ...]
    routing: Routing
    remarks: tuple[Remarked, ...]

    def stage(self, stage: int, work: int = ALL) -> Stage:
        """What was learned of a stage, of all classes or of one. Raises KeyError."""
        return {(one.stage, one.work): one for one in self.stages}[stage, work]


def durations_of(history: History) -> Durations:
    """The time spent in visits: what has not ended yet lasts until the history does; what began before it is seen from
    its age at that moment on."""
    ended = np.isfinite(history.ended)
    ends = np.where(ended, history.ended, history.until)
    length = (ends - history.began) / HOUR
    entered = np.maximum(0.0, (history.since - history.began) / HOUR)
    # What ended before the history begins was never under its eyes.
    seen = (length > entered) | (entered == 0)
    return Durations(length=length[seen], ended=ended[seen], entered=entered[seen])


def first_moments(history: History, work: int) -> Floats:
    """When each piece of work of a class first came in."""
    here = history.where(history.classes == work)
    order = np.lexsort((here.began, here.items))
    _, places = np.unique(here.items[order], return_index=True)
    return here.began[order][places]


def learn(history: History, faults: Faults | None = None, *, zone: ZoneInfo = LONDON) -> Learned:
    """Everything that a history teaches; of an empty one, that it is empty."""
    known = faults or Faults(read=history.count)
    arrivals = tuple(
        learn_arrivals(first_moments(history, work), since=history.since, until=history.until, zone=zone)
        for work in range(len(history.class_names))
    )
    stages = [
        measure_stage(durations_of(history.of_stage(stage)), stage, ALL) for stage in range(len(history.stage_names))
    ]
    if len(history.class_names) > 1:
        stages += [
            measure_stage(
                durations_of(history.where((history.stages == stage) & (history.classes == work))), stage, work
            )
            for stage in range(len(history.stage_names))
            for work in range(len(history.class_names))
            if ((history.stages == stage) & (history.classes == work)).any()
        ]
    remarks = [*_of_whole(history, known), *_of_arrivals(history, arrivals)]
    for one in stages:
        # A table without any ending says nothing of durations at all; that is no finding of each stage.
        if one.work == ALL and np.isfinite(history.ended).any():
            remarks += _of_stage(one, history.stage_names[one.stage])
    return Learned(
        stage_names=history.stage_names, class_names=history.class_names, since=history.since, until=history.until,
        visits=history.count, faults=known, arrivals=arrivals, stages=tuple(stages), routing=learn_routing(history),
        remarks=tuple(remarks),
    )  # fmt: skip


def measure_stage(durations: Durations, stage: int, work: int) -> Stage:
    """What durations teach of a stage."""
    curve = draw_curve(durations)
    return Stage(
        stage=stage, work=work, visits=durations.count, still_open=durations.still_open, curve=curve,
        fits=fit_all(durations, curve), half=curve.quantile(0.5), nine_in_ten=curve.quantile(0.9),
    )  # fmt: skip


def _of_whole(history: History, faults: Faults) -> list[Remarked]:
    found = []
    if history.count == 0:
        found.append(Remarked(remark=Remark.NOTHING))
    elif history.count == 1:
        found.append(Remarked(remark=Remark.ONE))
    elif history.until <= history.since:
        found.append(Remarked(remark=Remark.NO_TIME))
    for remark, count in (
        (Remark.OUT_OF_ORDER, faults.out_of_order),
        (Remark.NO_BEGINNING, faults.no_beginning),
        (Remark.NOT_YET, faults.not_yet),
    ):
        if count:
            found.append(Remarked(remark=remark, figure=count))
    return found


def _of_arrivals(history: History, arrivals: tuple[ArrivalRates | None, ...]) -> list[Remarked]:
    found = []
    for name, one in zip(history.class_names, arrivals, strict=True):
        if one is None:
            continue
        if one.seen < FEW:
            found.append(Remarked(remark=Remark.FEW_ARRIVALS, about=name, figure=one.seen))
        if one.daily.chance < 0.01:
            found.append(Remarked(remark=Remark.BEYOND_CHANCE, about=name, figure=one.daily.index))
        if one.day_to_day > 0.3 and one.daily.periods >= 28:
            found.append(Remarked(remark=Remark.IN_RUNS, about=name, figure=one.day_to_day))
    known = [one for one in arrivals if one is not None]
    if known and known[0].days < 7:
        found.append(Remarked(remark=Remark.UNDER_A_WEEK, figure=known[0].days))
    if known and known[0].days < FEW_DAYS:
        found.append(Remarked(remark=Remark.FEW_DAYS, figure=known[0].days))
    if known and not known[0].has_season:
        found.append(Remarked(remark=Remark.NO_SEASON, figure=known[0].days))
    return found


def _of_stage(one: Stage, name: str) -> list[Remarked]:
    ended = one.visits - one.still_open
    if not one.visits:
        return []
    if not ended:
        return [Remarked(remark=Remark.NONE_ENDED, about=name, figure=one.visits)]
    found = []
    if one.still_open / one.visits > MOST_OPEN:
        found.append(Remarked(remark=Remark.MANY_OPEN, about=name, figure=one.still_open / one.visits))
    if ended < FEW:
        found.append(Remarked(remark=Remark.FEW_ENDS, about=name, figure=ended))
    elif not one.fits:
        found.append(Remarked(remark=Remark.ALL_ALIKE, about=name))
    elif one.best is None:
        found.append(Remarked(remark=Remark.POOR_FIT, about=name, figure=one.fits[0].distance))
    return found
