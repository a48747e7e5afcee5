"""A queue that has grown too long, and what can be done about it, as data."""

import math
from enum import StrEnum

from constabulary.standards.values import value

#: Far above any force's queue, and as far as the play holds: more of one is taken for a slip of the pen.
MOST_WAITING = 1_000_000
MOST_A_DAY = 100_000
MOST_DAYS = 36_600
MOST_NAMES = 60
#: The most that an option takes away of the work, or all of them of the time that each takes.
MOST_SHARE = 0.999
#: A factor that varies less than this is none; one that varies more has most days at nothing.
LEAST_DISPERSION, MOST_DISPERSION = 1e-6, 100.0


@value
class RiskClass:
    """What waits of one risk, the riskiest first in the queue: how many, how old each is in days (`ages`, one for each that
    waits, or empty for all new), how many come in a day, and the standard in days by which each should be done.

    `dispersion` is the variance of a factor of mean one drawn for each day: nought is chance alone.
    """

    name: str
    waiting: int
    arrivals_a_day: float
    standard_days: float
    ages: tuple[float, ...] = ()
    dispersion: float = 0.0


@value
class Queue:
    """A queue: its classes, the riskiest first, and how many a day are done as things are.

    `cleared_at` is how many may wait when the backlog counts as gone: work in hand, not backlog. `weekdays` weighs the
    work done by weekday, Monday first, from the weekday of the first day on; empty for every day alike. `label` is shown
    with every figure of it ("synthetic").
    """

    name: str
    classes: tuple[RiskClass, ...]
    done_a_day: float
    done_dispersion: float = 0.0
    cleared_at: int = 0
    weekdays: tuple[float, ...] = ()
    first_weekday: int = 0
    label: str = ""

    @property
    def titled(self) -> str:
        """Its name with its label, as every picture and line about it says it."""
        return f"{self.name} ({self.label})" if self.label else self.name

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return sum(one.waiting for one in self.classes)

    @property
    def arrivals_a_day(self) -> float:
        """How many come in a day."""
        return sum(one.arrivals_a_day for one in self.classes)

    def find_faults(self) -> list[str]:
        """What is wrong with it, in sentences."""
        faults = [] if self.classes else ["The queue has no class of work."]
        if len({one.name for one in self.classes}) < len(self.classes):
            faults.append("Two classes of the queue have the same name.")
        numbers = [self.done_a_day, self.done_dispersion, self.cleared_at, *self.weekdays]
        for one in self.classes:
            numbers += [one.waiting, one.arrivals_a_day, one.standard_days, one.dispersion, *one.ages]
            if one.ages and len(one.ages) != one.waiting:
                faults.append(f"{one.waiting} wait of {one.name}, but {len(one.ages)} ages are given.")
        if any(not math.isfinite(number) or number < 0 for number in numbers):
            return [*faults, "Counts, rates, ages and standards are numbers of nought or more."]
        faults += self._find_excess()
        if self.weekdays and (len(self.weekdays) != 7 or not sum(self.weekdays)):
            faults.append("Weekdays are seven weights, and not all nought.")
        return faults

    def _find_excess(self) -> list[str]:
        """What is more than any queue has, in sentences."""
        days = [day for one in self.classes for day in (one.standard_days, *one.ages)]
        rates = [self.done_a_day, *self.weekdays, *(one.arrivals_a_day for one in self.classes)]
        spreads = [self.done_dispersion, *(one.dispersion for one in self.classes)]
        excess = (
            (max([self.cleared_at, *(one.waiting for one in self.classes)]) > MOST_WAITING,
             f"Of a class up to {MOST_WAITING:,} can wait."),
            (max(rates) > MOST_A_DAY, f"Rates a day and weights of weekdays can be up to {MOST_A_DAY:,}."),
            (max(days, default=0.0) > MOST_DAYS, f"Ages and standards can be up to {MOST_DAYS:,} days."),
            (any(spread and not LEAST_DISPERSION <= spread <= MOST_DISPERSION for spread in spreads),
             f"A dispersion is nought, or from {LEAST_DISPERSION:f} to {MOST_DISPERSION:.0f}."),
            (len(self.classes) > MOST_NAMES, f"A queue can have up to {MOST_NAMES} classes."),
        )  # fmt: skip
        return [sentence for is_so, sentence in excess if is_so]


class Kind(StrEnum):
    """What can be done about a backlog."""

    SURGE = "surge"
    OVERTIME = "overtime"
    MUTUAL_AID = "mutual_aid"
    TRIAGE = "triage"
    TELEPHONE = "telephone"
    PARTNER = "partner"


#: Which figure each kind turns on, so that an option says what it does and nothing else.
TURNS_ON = {
    Kind.SURGE: "extra_a_day",
    Kind.OVERTIME: "extra_a_day",
    Kind.MUTUAL_AID: "extra_a_day",
    Kind.TRIAGE: "closed_at_once",
    Kind.TELEPHONE: "saves",
    Kind.PARTNER: "diverted",
}


@value
class Option:
    """Something done from day `starts` (0 is the first) for so many `days` (None: for good).

    Surge, overtime and mutual aid do `extra_a_day` more; triage closes the share `closed_at_once` of what waits on its
    first day and as much of what comes in while it lasts; telephone resolution `saves` a share of the time that each
    takes; a partner takes the share `diverted` of what comes in. Shares are of the classes named in `of`, or of all.
    """

    name: str
    kind: Kind
    starts: int = 0
    days: int | None = None
    extra_a_day: float = 0.0
    closed_at_once: float = 0.0
    saves: float = 0.0
    diverted: float = 0.0
    of: tuple[str, ...] = ()
    hours_a_day: float = 0.0

    def lasts(self, day: int) -> bool:
        """Whether it is done on a day."""
        return self.starts <= day and (self.days is None or day < self.starts + self.days)

    def find_faults(self, queue: Queue) -> list[str]:
        """What is wrong with it, in sentences."""
        faults = []
        shares = (self.closed_at_once, self.saves, self.diverted)
        if any(not 0 <= share <= MOST_SHARE for share in shares):
            faults.append(f"{self.name}: shares lie between nought and one, and none is all of it.")
        if max(self.extra_a_day, self.hours_a_day) > MOST_A_DAY or max(self.starts, self.days or 0) > MOST_DAYS:
            faults.append(f"{self.name}: up to {MOST_A_DAY:,} more can be done a day, within {MOST_DAYS:,} days.")
        if self.starts < 0 or (self.days is not None and self.days < 1) or self.extra_a_day < 0 or self.hours_a_day < 0:
            faults.append(f"{self.name}: days and extra work are not negative.")
        if not getattr(self, TURNS_ON[self.kind]):
            faults.append(f"{self.name}: {self.kind.value.replace('_', ' ')} that changes nothing is no option.")
        unknown = sorted(set(self.of) - {one.name for one in queue.classes})
        faults += [f"{self.name}: there is no class {name}." for name in unknown]
        return faults
