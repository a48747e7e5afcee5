"""The one published surge against a backlog of online child abuse referrals, played by the stages of the POLIT scenario.

Avon and Somerset said in February 2025 that extra staff resolved 140 referrals in 28 days and about halved the backlog,
with 73 referrals a month coming in. The scenario's arrivals are these 73, its backlog is what the three figures imply, and
its team and service times are our own, of a size that fits: so the check can show that they hang together, and fails when a
service time is changed. It is an arithmetic check. It cannot show that a model is right.

Played are the stages up to the visit, by the scenario's whole team, as a surge is: interviews, devices and files are left to
others. A referral counts as resolved when it leaves the last of these stages.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from constabulary.simulation.model.durations import Triangular
from constabulary.simulation.model.stages import Stage
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import read_scenario
from constabulary.standards.values import value

RESOLVED, SURGE_DAYS, HALF = 140, 28, 0.5
SCENARIO, LAST = "online-investigation", "act"
STAGES = ("triage", "subscriber", "research", LAST)


@value
class SurgeCheck:
    """What the published figures and the stage model say together, each with the middle 95 % of the times it was played.

    `resolved` in `days` was published; `played` is what the stages resolve; `arrivals` came in; `before` is the backlog that
    the published figures imply, and `ratio` what is left of the scenario's backlog of `start`.
    """

    resolved: int
    days: int
    start: int
    played: float
    played_interval: tuple[float, float]
    arrivals: float
    arrivals_interval: tuple[float, float]
    before: float
    before_interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]

    @property
    def is_resolved(self) -> bool:
        """Whether the published number resolved lies within the interval of what was played."""
        return self.played_interval[0] <= self.resolved <= self.played_interval[1]

    @property
    def is_halved(self) -> bool:
        """Whether "about halved" lies within the interval."""
        return self.ratio_interval[0] <= HALF <= self.ratio_interval[1]

    @property
    def holds(self) -> bool:
        """Whether both published figures come out."""
        return self.is_resolved and self.is_halved


def surge_model(hours_each: float | Mapping[str, float] = 1.0) -> Model:
    """The stages that are played. `hours_each` times as long each takes, for all stages or by the stage's name."""
    whole = read_scenario(SCENARIO)
    times = hours_each if isinstance(hours_each, Mapping) else dict.fromkeys(STAGES, hours_each)
    stages = tuple(_longer(whole.stage(name), times.get(name, 1.0)) for name in STAGES)
    return replace(
        whole, name="Published surge", label="synthetic; an arithmetic check, not validation", days=float(SURGE_DAYS),
        stages=tuple(replace(one, routes=()) if one.name == LAST else one for one in stages), duties=(),
    )  # fmt: skip


def check_surge(
    *, hours_each: float | Mapping[str, float] = 1.0, seed: int = 1, times: int = 200, workers: int = 1
) -> SurgeCheck:
    """Play the surge so many times. With other service times than the scenario's, 140 do not come out."""
    model = surge_model(hours_each)
    played = simulate(model, seed=seed, replications=times, workers=workers).replications
    start = sum(one.count for work in model.classes for one in work.backlog)
    done = np.array([float(one.finished[STAGES.index(LAST)].sum()) for one in played])
    # What is there at the start is counted as having arrived.
    came = np.array([float(one.arrived.sum() - start) for one in played])
    left = np.array([float(one.there[-1].sum()) for one in played]) / start
    before = (RESOLVED - came) / (1 - HALF)
    return SurgeCheck(
        resolved=RESOLVED, days=SURGE_DAYS, start=start,
        played=float(done.mean()), played_interval=_middle(done),
        arrivals=float(came.mean()), arrivals_interval=_middle(came),
        before=float(before.mean()), before_interval=_middle(before),
        ratio=float(left.mean()), ratio_interval=_middle(left),
    )  # fmt: skip


def _longer(stage: Stage, times: float) -> Stage:
    """The same stage with work of people that takes so many times as long; other people's delays stay as they are."""
    service = {
        name: replace(one, least=one.least * times, usual=one.usual * times, most=one.most * times)
        if isinstance(one, Triangular)
        else one
        for name, one in stage.service.items()
    }
    return replace(stage, service=service)


def _middle(drawn: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)
