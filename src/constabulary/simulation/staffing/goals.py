"""What a rota is to meet: a share of work taken up in time, a share of a duty kept, or a backlog gone by a day.

A goal holds or does not in each replication; how often it holds is the probability that is promised.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.gone import stages_of_backlog
from constabulary.standards.values import value


class About(StrEnum):
    """What a goal is about."""

    WAIT = "wait"
    DUTY = "duty"
    GONE = "gone"


@value
class Goal:
    """One thing to be met.

    `wait`: at least `share` of the class `of` is taken up at `stage` within `within` hours. `duty`: at least `share` of
    what falls due under the duty `name` is done in time. `gone`: the backlog is gone by the end of day `day`.
    """

    what: About
    stage: str = ""
    of: str = ""
    name: str = ""
    share: float = 0.0
    within: float = 0.0
    day: float = 0.0

    def find_faults(self, model: Model) -> Iterator[str]:
        """What is wrong with it for a model, in sentences."""
        if self.what is About.GONE:
            if not stages_of_backlog(model):
                yield "Nothing waits at the start, so there is no backlog that could be gone."
            if not 1 <= self.day <= model.days:
                yield f"The backlog can be gone within the {model.days:g} days that are played, from the first day on."
            return
        if not 0 < self.share < 1:
            yield "A share lies above nought and below all: everybody in time, always, needs people without number."
        if self.what is About.DUTY and self.name not in {one.name for one in model.duties}:
            yield f"There is no duty {self.name}."
        if self.what is About.WAIT:
            known = {(stage.name, work.name) for stage in model.stages for work in model.classes}
            if (self.stage, self.of) not in known:
                yield f"There is no {self.of} at {self.stage}."
            if not (math.isfinite(self.within) and self.within >= 0):
                yield "A wait is nought or more."

    @property
    def label(self) -> str:
        """The goal in words, without its share or day."""
        match self.what:
            case About.WAIT:
                return f"{self.of} at {self.stage} within {told_hours(self.within)}"
            case About.DUTY:
                return self.name
            case _:
                return "the backlog is gone in time"


def as_asked(model: Model, goals: Iterable[Goal]) -> Model:
    """The model with the waits of the goals as the targets that it counts by."""
    for goal in goals:
        if goal.what is About.WAIT:
            stage = model.stage(goal.stage)
            # What holds for every class stays so for the others.
            every = {one.name: stage.target[""] for one in model.classes} if "" in stage.target else {}
            target: Mapping[str, float] = {**every, **stage.target, goal.of: goal.within}
            model = model.with_stage(replace(stage, target=target))
    return model


def is_met(goal: Goal, reached: float) -> bool:
    """Whether that is enough."""
    if math.isnan(reached):
        return True
    return reached <= goal.day if goal.what is About.GONE else reached >= goal.share


def lack(goal: Goal, reached: float) -> float:
    """By how much it falls short, as a share of what was asked; nought where it is met."""
    if is_met(goal, reached):
        return 0.0
    if goal.what is About.GONE:
        return min(1.0, (reached - goal.day) / goal.day) if math.isfinite(reached) else 1.0
    return (goal.share - reached) / goal.share


def goals_offered(model: Model) -> tuple[Goal, ...]:
    """Every goal that can be asked of a model without naming a wait that it does not name: its targets, its duties, and the
    backlog, each without a share or day."""
    waits = [
        Goal(what=About.WAIT, stage=stage.name, of=work.name, within=within)
        for stage in model.stages
        if stage.kind is not Kind.DELAY
        for work in model.classes
        if (within := stage.target.get(work.name, stage.target.get(""))) is not None
    ]
    duties = [Goal(what=About.DUTY, name=one.name) for one in model.duties]
    backlog = [Goal(what=About.GONE)] if stages_of_backlog(model) else []
    return (*waits, *duties, *backlog)
