"""What comes in: classes of work, when they arrive, and what waits already."""

from datetime import datetime

from constabulary.simulation.model.durations import Duration, Fixed, Mark
from constabulary.standards.values import value

HOURS_OF_DAY = 24
DAYS_OF_WEEK = 7
MONTHS = 12


@value
class Burst:
    """A crash on the motorway: extra arrivals that come together. `per_day` bursts, each of `size` expected arrivals
    spread over `hours`."""

    per_day: float
    size: float
    hours: float


@value
class Event:
    """A match, a carnival: known beforehand. `expected` extra arrivals spread over `hours` from `at`."""

    name: str
    at: datetime
    hours: float
    expected: float


@value
class Arrivals:
    """How often work of a class comes in, and where it goes first.

    `per_day` is the mean over a plain week. `by_hour` (24, local time), `by_weekday` (7, Monday first) and `by_month`
    (12) are weights, brought to a mean of one; empty means level. `by_hour_of_week` (168, Monday 00:00 first) stands in
    place of the first two where it is given. `dispersion` is the variance of a factor of mean one drawn for each
    `dispersion_over` ("day" or "week"): counts are then negative binomial; nought means Poisson.
    """

    per_day: float
    to: str
    by_hour: tuple[float, ...] = ()
    by_weekday: tuple[float, ...] = ()
    by_month: tuple[float, ...] = ()
    by_hour_of_week: tuple[float, ...] = ()
    dispersion: float = 0.0
    dispersion_over: str = "day"
    bursts: tuple[Burst, ...] = ()
    events: tuple[Event, ...] = ()
    mark: Mark = Mark.ASSUMPTION
    source: str = ""


@value
class Backlog:
    """Work that is there at the start: `count` at a stage, each as old as `age` says (hours since it came in)."""

    stage: str
    count: int
    age: Duration = Fixed(hours=0.0)


@value
class WorkClass:
    """A class of work. The lower `priority`, the more urgent; `risk` is the word shown for it.

    `due_within` (hours since it came in or was last graded) orders stages that go by deadline; `ageing` is how many
    places of priority a day of waiting is worth at stages that let work age.
    """

    name: str
    priority: int = 0
    risk: str = ""
    due_within: float | None = None
    ageing: float = 0.0
    arrivals: Arrivals | None = None
    backlog: tuple[Backlog, ...] = ()
