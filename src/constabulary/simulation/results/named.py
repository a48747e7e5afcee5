"""What the figures of a run are called, and which are offered of a model. Loads nothing of the simulator's core."""

from enum import StrEnum

from constabulary.simulation.model.flows import few_enough
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.gone import GONE, stages_of_backlog
from constabulary.standards.values import value


class What(StrEnum):
    """What a figure measures; hours, shares from 0 to 1, or numbers of pieces of work."""

    #: Of what was begun in the run.
    MEAN_WAIT = "mean wait"
    #: Of that and of what still waits at the end, which will have waited longer.
    LEAST_MEAN_WAIT = "mean wait at least"
    STILL_WAITING = "share still waiting at the end"
    #: What still waits past its target has missed it.
    SHARE_IN_TARGET = "share in target"
    SHARE_GAVE_UP = "share that gave up"
    SHARE_TURNED_AWAY = "share turned away"
    MEAN_THERE = "mean number there"
    MEAN_WAITING = "mean number waiting"
    WAITING_AT_END = "waiting at the end"
    MEAN_STAY = "mean time in all"
    BREACHES = "breaches"
    UTILISATION = "utilisation"
    OVERTIME = "hours of overtime"


@value
class Named:
    """A figure by its name. `stage`, `of` (a class), `duty` and `group` are names; "" takes all stages or classes together."""

    what: What
    stage: str = ""
    of: str = ""
    duty: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """The figure in words."""
        about = [one for one in (self.stage, self.of, self.duty, self.group) if one]
        return f"{self.what}{': ' if about else ''}{', '.join(about)}"


#: The unit of every figure that is compared: `told` in days or hours, a share from 0 to 1, or a count.
UNITS = {
    What.LEAST_MEAN_WAIT: "wait",
    What.WAITING_AT_END: "count",
    What.BREACHES: "count",
    What.UTILISATION: "share",
    What.OVERTIME: "count",
    What.SHARE_IN_TARGET: "share",
    What.SHARE_GAVE_UP: "share",
}


def figures_offered(model: Model) -> tuple[Named, ...]:
    """Every figure that two runs are compared by, and that play can go on until it is known."""
    worked = [one.name for one in model.stages if one.kind is not Kind.DELAY]
    return (
        *(Named(what=What.LEAST_MEAN_WAIT, stage=name) for name in worked),
        *(Named(what=What.WAITING_AT_END, stage=name) for name in worked),
        *(Named(what=What.SHARE_IN_TARGET, stage=stage, of=of) for stage, of in targets_of(model)),
        *(Named(what=What.SHARE_GAVE_UP, stage=one.name) for one in model.stages if one.patience),
        *(Named(what=What.BREACHES, duty=one.name) for one in model.duties),
        *(Named(what=What.UTILISATION, group=one.name) for one in model.staff),
        *(Named(what=What.OVERTIME, group=one.name) for one in model.staff),
    )


def targets_of(model: Model) -> list[tuple[str, str]]:
    """The stages and classes of which it is said within how long they are to be begun."""
    return [
        (stage.name, work.name)
        for stage in model.stages
        for work in model.classes
        if stage.target.get(work.name, stage.target.get("")) is not None
    ]


def has_backlog(model: Model) -> bool:
    """Whether there is a backlog at the start that could be gone."""
    stages = stages_of_backlog(model)
    at_start = sum(one.count for work in model.classes for one in work.backlog if one.stage in stages)
    return at_start > few_enough(model)


def labels_offered(model: Model) -> tuple[str, ...]:
    """What play can go on until it is known: the day the backlog is gone first, where there is one."""
    return (*((GONE,) if has_backlog(model) else ()), *(one.label for one in figures_offered(model)))
