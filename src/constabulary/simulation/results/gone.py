"""When a backlog is gone, and how sure: the day in each replication, and what the replications say together."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.simulation.model.flows import few_enough
from constabulary.simulation.model.whole import Model
from constabulary.standards.queues import recovery_from
from constabulary.standards.values import value

Counts = NDArray[np.int64]
#: What the days of every replication are called among a run's figures.
GONE = "days until the backlog is gone, at least"


@value
class GoneBy:
    """The backlog is gone by `day` with this chance; the true day lies between `low` and `high` with 95 %.

    Days since the start; None for later than was played.
    """

    chance: float
    day: float | None
    low: float | None
    high: float | None


@value
class Clearing:
    """A backlog of `at_start` at `stages`, gone when no more than `at_most` wait there for the first time.

    `by` says with which chance by which day, `within` how often it was gone at all in what was played, `still` how often
    it was no higher at the end of it.
    """

    stages: tuple[str, ...]
    at_start: int
    at_most: int
    days: float
    by: tuple[GoneBy, ...]
    within: Rate
    still: Rate


def stages_of_backlog(model: Model) -> tuple[str, ...]:
    """The stages whose queue is the backlog; none where nothing waits at the start and none are named."""
    waits = {one.stage for work in model.classes for one in work.backlog if one.count}
    return model.gone.stages or tuple(stage.name for stage in model.stages if stage.name in waits)


def waiting_lines(model: Model, waiting: Sequence[Counts]) -> Counts:
    """How many wait at the stages of the backlog, a row for each replication; from its `[shot, stage, class]`."""
    chosen = [number for number, stage in enumerate(model.stages) if stage.name in stages_of_backlog(model)]
    return np.stack([one[:, chosen].sum(axis=(1, 2)) for one in waiting])


def days_gone(model: Model, lines: Counts) -> list[float | None]:
    """The day on which the backlog was gone, for each replication; None where it was not while it was played."""
    low = lines <= few_enough(model)
    shots = np.where(low.any(axis=1), low.argmax(axis=1), -1)
    return [None if shot < 0 else (int(shot) + 1) / model.snapshots_a_day for shot in shots]


def clearing_of(model: Model, lines: Counts) -> Clearing | None:
    """What the replications say of the backlog; None where there is none at the start."""
    stages = stages_of_backlog(model)
    at_start = sum(one.count for work in model.classes for one in work.backlog if one.stage in stages)
    if at_start <= few_enough(model) or not lines.size:
        return None
    days = days_gone(model, lines)
    gone = sorted(day for day in days if day is not None)
    return Clearing(
        stages=stages,
        at_start=at_start,
        at_most=few_enough(model),
        days=model.days,
        by=tuple(gone_by(chance, gone, len(days)) for chance in recovery_from(model.start.date()).value.told_with),
        within=wilson(len(gone), len(days)),
        still=wilson(int((lines[:, -1] <= few_enough(model)).sum()), len(days)),
    )


def gone_by(chance: float, gone: Sequence[float], count: int) -> GoneBy:
    """By which day the backlog is gone with a chance; `gone` are the days on which it was in rising order, of `count` times.

    By order: which of the sorted days bound the quantile follows from how many lie below it by chance.
    """
    around = wilson(round(chance * count), count)
    assert around.low is not None
    assert around.high is not None
    return GoneBy(
        chance=chance,
        day=_ranked(gone, math.ceil(chance * count)),
        low=_ranked(gone, max(1, math.floor(around.low * count))),
        high=_ranked(gone, min(count, math.ceil(around.high * count) + 1)),
    )


def _ranked(gone: Sequence[float], rank: int) -> float | None:
    return gone[rank - 1] if 0 < rank <= len(gone) else None
