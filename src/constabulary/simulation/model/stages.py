"""What is done with work: stages, the order in which they take it, what happens while it waits, where it goes next."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from constabulary.simulation.model.durations import ByClass, Duration
from constabulary.standards.values import value


class Kind(StrEnum):
    """How a stage works."""

    #: Staff take one piece of work at a time and finish it.
    DESK = "desk"
    #: Nobody of ours works on it: it waits for others, all at the same time.
    DELAY = "delay"
    #: Each person carries several at once and shares the day among them.
    CASELOAD = "caseload"


class Order(StrEnum):
    """Which work a stage takes first."""

    #: By the priority of the class, then first come first served.
    PRIORITY = "priority"
    #: First come first served, whatever the class.
    FIRST_COME = "first come"
    #: Whatever is due first.
    DEADLINE = "deadline"
    #: By priority, and waiting makes up for a lower one.
    AGEING = "ageing"


class WhenFull(StrEnum):
    """What becomes of work that finds no room at a stage."""

    TURNED_AWAY = "turned away"
    HELD_BACK = "held back"


@value
class Patience:
    """How long they wait before they give up, and how many of them try again, and after how long."""

    limit: Duration
    try_again: float = 0.0
    after: Duration | None = None


@value
class Reassessment:
    """Waiting work is looked at anew every `every` hours: `becomes` gives the chance of each other class.

    `restarts_clock`: what is due is then counted from the look that changed its class.
    """

    every: float
    becomes: Mapping[str, float]
    restarts_clock: bool = False


@value
class Route:
    """Where work of `of` (a class; "" for every class not named) goes next with chance `share`; `to` "" leaves.

    `becomes` changes its class on the way (a grading); `restarts_clock` counts what is due from then.
    """

    to: str
    share: float = 1.0
    of: str = ""
    becomes: str = ""
    restarts_clock: bool = False


@value
class Stage:
    """One step of the work.

    `skill` is what staff need for it (not for a delay). `people` work together on one piece. `rank` puts one stage before
    another for staff who do both: the lower comes first. `room` is the most that may be there, waiting and worked on.
    `interrupts`: work of a more urgent class takes over from work of a less urgent one, which goes on later where it was.
    `batch` pieces are done together as one; `batch_wait` hours after the first came they are done even if fewer.
    At a caseload, `caseload` is the most each person carries, `pieces` the number of sittings of `service` each takes,
    `between` the wait for others between two sittings, and `switching` the share of the day that each open one costs.
    `target` is the wait in hours, by class, whose share within is reported. `exposes`: whoever works here sees distressing
    material, and how much of their time that is is told.
    """

    name: str
    service: ByClass
    kind: Kind = Kind.DESK
    skill: str = ""
    people: int = 1
    rank: int = 0
    order: Order = Order.PRIORITY
    room: int | None = None
    when_full: WhenFull = WhenFull.TURNED_AWAY
    interrupts: bool = False
    patience: Mapping[str, Patience] = field(default_factory=dict)
    reassessment: Mapping[str, Reassessment] = field(default_factory=dict)
    batch: int = 1
    batch_wait: float | None = None
    caseload: int | None = None
    pieces: int = 1
    between: Duration | None = None
    switching: float = 0.0
    target: Mapping[str, float] = field(default_factory=dict)
    exposes: bool = False
    routes: tuple[Route, ...] = ()

    def routes_of(self, name: str) -> tuple[Route, ...]:
        """Where work of a class goes from here."""
        own = tuple(route for route in self.routes if route.of == name)
        return own or tuple(route for route in self.routes if route.of == "")
