"""The simulator's front door: play a model as often as is needed, on as many cores as are free, and keep the figures.

The replications are independent and numbered; which thread plays which makes no difference to the bit. Whether more are
needed is asked after every `STEP` of them, in order, so that this too is the same on any number of workers.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from constabulary.simulation.engine.layout import BINS, BINS_OF_DOUBLING, FIRST_DOUBLING
from constabulary.simulation.engine.preparing import Array, Prepared, prepare
from constabulary.simulation.engine.running import play
from constabulary.simulation.model.checking import Problem, check_playable
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.estimating import Estimate, estimate
from constabulary.simulation.results.figures import DayGone, Figure
from constabulary.simulation.results.replication import Replication, summarise
from constabulary.simulation.stopping import Stopped
from constabulary.standards.values import value

#: So many replications are played before it is asked whether they suffice.
STEP = 8
#: Fewer than this say too little of how far replications vary: an interval that is narrow by luck would end the play.
LEAST = 32


@value
class Precision:
    """Play on until the interval of every figure is no wider than `relative` of its mean to each side, or `absolute`.

    Not before `least` replications, and only if `STEP` more bear it out: a rule that stops by its own result holds the
    truth less often than its intervals say, the more so the sooner it may stop.
    """

    figures: tuple[Figure | DayGone, ...]
    relative: float = 0.05
    absolute: float = 0.0
    confidence: float = 0.95
    most: int = 1000
    least: int = LEAST

    def is_enough(self, model: Model, played: Sequence[Replication]) -> bool:
        """Whether the precision was reached one step ago and still is."""
        before = played[:-STEP]
        return len(before) >= self.least and self.is_reached(model, before) and self.is_reached(model, played)

    def is_reached(self, model: Model, played: Sequence[Replication]) -> bool:
        """Whether the replications so far suffice."""
        for figure in self.figures:
            found = estimate([figure.read(model, one) for one in played], self.confidence)
            if not found.half_width <= max(self.absolute, self.relative * abs(found.mean)):
                return False
        return True


@value
class Result:
    """A model as it was played. `reached` says whether the stated precision was met; `doubts` are sentences to show."""

    model: Model
    seed: int
    replications: tuple[Replication, ...]
    reached: bool
    doubts: tuple[Problem, ...]

    def estimate(self, figure: Figure, confidence: float = 0.95) -> Estimate:
        """A figure with its interval."""
        return estimate([figure.read(self.model, one) for one in self.replications], confidence)

    def wait_quantile(self, probability: float, stage: str, of: str = "") -> float:
        """The wait at a stage (of a class) that a share `probability` does not exceed, in hours; over all replications."""
        place = [one.name for one in self.model.stages].index(stage)
        classes = [n for n, work in enumerate(self.model.classes) if of in {"", work.name}]
        counts = sum(one.waits[place, classes].sum(axis=0) for one in self.replications)
        return quantile_of(np.asarray(counts), probability)

    def stay_quantile(self, probability: float, of: str = "") -> float:
        """The time from coming in to leaving that a share `probability` does not exceed, in hours."""
        classes = [n for n, work in enumerate(self.model.classes) if of in {"", work.name}]
        counts = sum(one.stays[classes].sum(axis=0) for one in self.replications)
        return quantile_of(np.asarray(counts), probability)

    def fan(self, stage: str = "", of: str = "", shares: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> Array:
        """How much there is (waiting or worked on) at each snapshot: `[shot, share]`, over the replications."""
        stages = [n for n, one in enumerate(self.model.stages) if stage in {"", one.name}]
        classes = [n for n, one in enumerate(self.model.classes) if of in {"", one.name}]
        lines = np.stack([one.there[:, stages][:, :, classes].sum(axis=(1, 2)) for one in self.replications])
        return np.quantile(lines, shares, axis=0).T

    def cleared(self, stage: str = "", of: str = "", at_most: int = 0) -> Array:
        """The chance, by snapshot, that no more than `at_most` are there at that time or were at some time before."""
        stages = [n for n, one in enumerate(self.model.stages) if stage in {"", one.name}]
        classes = [n for n, one in enumerate(self.model.classes) if of in {"", one.name}]
        lines = np.stack([one.there[:, stages][:, :, classes].sum(axis=(1, 2)) for one in self.replications])
        return np.maximum.accumulate(lines <= at_most, axis=1).mean(axis=0)

    def mean_ages(self) -> Array:
        """The mean number open by `[shot, class, band of age]`."""
        return np.mean([one.ages for one in self.replications], axis=0)


def simulate(
    model: Model,
    *,
    seed: int,
    replications: int = 32,
    precision: Precision | None = None,
    workers: int = 1,
    records: bool = False,
    told: Callable[[int, int], bool] | None = None,
) -> Result:
    """Play a model `replications` times, or until `precision` is reached. Raises NotPlayable, `running.Stopped`.

    `told` hears (played so far, at most to play) and answers whether to go on. Records of every visit are kept only if
    asked for, and only they make memory grow with the work that passes.
    """
    doubts = check_playable(model)
    prepared = prepare(model)
    most = precision.most if precision else replications
    played: list[Replication] = []
    reached = precision is None
    for step in _steps(prepared, seed, most, workers, records, lambda: told is None or told(len(played), most)):
        played.extend(step)
        if told is not None and not told(len(played), most):
            raise Stopped
        if precision is not None and precision.is_enough(model, played):
            reached = True
            break
    return Result(model=model, seed=seed, replications=tuple(played), reached=reached, doubts=doubts)


def _steps(
    prepared: Prepared, seed: int, most: int, workers: int, records: bool, go_on: Callable[[], bool]
) -> Iterator[list[Replication]]:
    def one(number: int) -> Replication:
        floor = play(prepared, seed=seed, replication=number, records=records, go_on=go_on)
        return summarise(prepared.model, number, floor)

    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        for first in range(0, most, STEP):
            yield list(pool.map(one, range(first, min(most, first + STEP))))


def play_numbers(model: Model, seed: int, numbers: Sequence[int]) -> list[Replication]:
    """The replications of these numbers, in this order: a part of what `simulate` plays, the same to the bit."""
    prepared = prepare(model)
    return [
        summarise(model, number, play(prepared, seed=seed, replication=number, records=False, go_on=lambda: True))
        for number in numbers
    ]


def edges() -> Array:
    """The lower ends of the histograms' bins in hours; the first bin holds nought alone."""
    places = np.arange(BINS - 1)
    doubling = np.floor_divide(places, BINS_OF_DOUBLING) + FIRST_DOUBLING
    part = 1.0 + np.remainder(places, BINS_OF_DOUBLING) / BINS_OF_DOUBLING
    return np.concatenate([[0.0], np.ldexp(part, doubling)])


def quantile_of(counts: Array, probability: float) -> float:
    """A quantile from a histogram, evenly between the ends of its bin: off by at most a thirtieth of itself."""
    total = int(counts.sum())
    if total == 0:
        return float("nan")
    ends = np.append(edges(), np.ldexp(1.0, FIRST_DOUBLING + (BINS - 1) // BINS_OF_DOUBLING))
    below = np.concatenate([[0], np.cumsum(counts)])
    place = min(int(np.searchsorted(below, probability * total, side="left")) - 1, len(counts) - 1)
    place = max(place, 0)
    if place == 0:
        return 0.0
    within = (probability * total - below[place]) / counts[place]
    return float(ends[place] + within * (ends[place + 1] - ends[place]))
