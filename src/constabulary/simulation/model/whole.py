"""A whole model: what is played, from when, for how long, and which duties are counted."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from constabulary.simulation.model.demand import WorkClass
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.stages import Stage
from constabulary.standards.values import value

#: Ages in days at which the backlog is divided.
AGE_BANDS = (1.0, 3.0, 7.0, 14.0, 30.0, 90.0)


class Since(StrEnum):
    """From when a duty is counted."""

    ARRIVAL = "arrival"
    #: The last grading that restarted the clock; the arrival where there was none.
    GRADING = "grading"
    #: When the work joined the duty's stage.
    JOINING = "joining"


class Until(StrEnum):
    """What discharges a duty."""

    START = "start"
    END = "end"


@value
class Duty:
    """A named duty: work of `of` (classes; empty for all) is `until` started or ended at `stage` within `hours`."""

    name: str
    stage: str
    hours: float
    of: tuple[str, ...] = ()
    since: Since = Since.ARRIVAL
    until: Until = Until.START
    source: str = ""


@value
class Gone:
    """When the backlog counts as gone: no more than `at_most` wait at `stages` together.

    Without stages, at those where the backlog of the start waits; without a number, as many as come in within the days of
    `standards.queues.RECOVERY`.
    """

    stages: tuple[str, ...] = ()
    at_most: int | None = None


@value
class Model:
    """All that is played. `start` is an aware moment; profiles and shifts are read in its time zone.

    What comes in during the first `warm_up_days` is played and not counted. `label` is shown with every figure of the
    model ("synthetic", "arithmetic check").
    """

    name: str
    start: datetime
    days: float
    classes: tuple[WorkClass, ...]
    stages: tuple[Stage, ...]
    staff: tuple[StaffGroup, ...] = ()
    duties: tuple[Duty, ...] = ()
    warm_up_days: float = 0.0
    age_bands: tuple[float, ...] = AGE_BANDS
    snapshots_a_day: int = 1
    label: str = ""
    gone: Gone = Gone()

    def stage(self, name: str) -> Stage:
        """The stage of this name. Raises KeyError."""
        return {one.name: one for one in self.stages}[name]

    def group(self, name: str) -> StaffGroup:
        """The staff group of this name. Raises KeyError."""
        return {one.name: one for one in self.staff}[name]

    def with_group(self, group: StaffGroup) -> "Model":
        """The same model with one staff group (by its name) in place of what it had."""
        return replace(self, staff=tuple(group if one.name == group.name else one for one in self.staff))

    def with_stage(self, stage: Stage) -> "Model":
        """The same model with one stage (by its name) in place of what it had."""
        return replace(self, stages=tuple(stage if one.name == stage.name else one for one in self.stages))

    def with_class(self, work: WorkClass) -> "Model":
        """The same model with one class (by its name) in place of what it had."""
        return replace(self, classes=tuple(work if one.name == work.name else one for one in self.classes))
