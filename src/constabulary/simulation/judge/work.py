"""What the judge keeps of each piece of work, stage, and staff group."""

from dataclasses import dataclass, field

from constabulary.simulation.model.staffing import AtShiftEnd, StaffGroup
from constabulary.simulation.model.stages import Order, Route, Stage


@dataclass(eq=False)
class Work:
    """One piece of work. `of` is the place of its class; `order` the number with which it joined its queue."""

    number: int
    of: int
    arrived: float
    clock: float
    counted: bool
    stage: int = -1
    group: int = -1
    visit: int = -1
    looks: int = 0
    version: int = 0
    order: int = 0
    joined: float = 0.0
    started: float | None = None
    #: How much is left to do of what was begun; None where nothing was.
    remaining: float | None = None
    until: float = 0.0
    pending: Route | None = None
    visit_counted: bool = False
    pieces: int = 0
    met: set[int] = field(default_factory=set)
    batch: "list[Work]" = field(default_factory=list)
    #: At a caseload: how far its shared clock must come for this sitting to end.
    ends_at: float = 0.0
    waiting: bool = False
    #: It tries again later, and is nowhere until then.
    gone: bool = False


@dataclass(eq=False)
class Place:
    """A stage at work."""

    stage: Stage
    queue: list[Work] = field(default_factory=list)
    there: int = 0
    held: list[Work] = field(default_factory=list)
    ripe: bool = False
    ripening: int = 0
    sitting: list[Work] = field(default_factory=list)
    open: int = 0
    shared_clock: float = 0.0
    updated: float = 0.0
    rate: float = 0.0
    next_at: float = float("inf")
    group: int = -1
    limit: float = float("inf")


@dataclass(eq=False)
class Team:
    """A staff group at work; `over` are people who finish something after their shift."""

    group: StaffGroup
    stages: list[int]
    posted: int
    on_duty: int = 0
    busy: int = 0
    over: int = 0
    in_hand: list[Work] = field(default_factory=list)

    @property
    def free(self) -> int:
        """People on duty with nothing in hand."""
        return self.on_duty - self.busy

    @property
    def hands_over(self) -> bool:
        """Whether work in hand stops when the shift ends."""
        return self.group.at_shift_end is AtShiftEnd.HAND_OVER


def place_in_order(stage: Stage, work: Work, priority: int, due: float, ageing: float, now: float) -> tuple[float, int]:
    """What a stage takes first: the least of these."""
    match stage.order:
        case Order.FIRST_COME:
            return 0.0, work.order
        case Order.DEADLINE:
            return work.clock + due, work.order
        case Order.AGEING:
            return priority - ageing * (now - work.arrived) / 24.0, work.order
        case Order.PRIORITY:
            return float(priority), work.order
