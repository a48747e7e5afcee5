"""Abstractions: when officers are away from their work or work less, and how much of a day that leaves them.

Why somebody is sick, on leave or on a course is nowhere asked: no words are taken, and sickness is just sickness.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("abstraction")
OURS = "Our safeguard"


class AbstractionKind(StrEnum):
    """What takes an officer away, or shortens their hours."""

    LEAVE = "leave"
    SICKNESS = "sickness"
    TRAINING = "training"
    SECONDMENT = "secondment"
    PART_TIME = "part_time"

    @property
    def label(self) -> str:
        """What people call it."""
        return KIND_TITLES[self]


KIND_TITLES = {
    AbstractionKind.LEAVE: "Leave",
    AbstractionKind.SICKNESS: "Sickness",
    AbstractionKind.TRAINING: "Training",
    AbstractionKind.SECONDMENT: "Secondment",
    AbstractionKind.PART_TIME: "Part-time hours",
}

ENDS_BEFORE_IT_BEGINS = REASONS.add(
    "ends-before-it-begins",
    "The last day is before the first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_on",
)
LAST_DAY_NEEDED = REASONS.add(
    "last-day-needed",
    "Say which day is the last. Only sickness, a secondment and part-time hours may go on without one.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_on",
)
NO_SUCH_SHARE = REASONS.add(
    "no-such-share",
    "Say how much of their hours it takes, from 5 to 100 percent. Part-time hours take less than all.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="share",
)
OVERLAPS = REASONS.add(
    "overlaps",
    "They are away on some of these days already. End or withdraw that first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="from_on",
)
OVER_ALREADY = REASONS.add(
    "over-already",
    "It has been withdrawn, or was over by then.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_on",
)
#: What may be recorded before anybody knows when it ends.
OPEN_ENDED = frozenset({AbstractionKind.SICKNESS, AbstractionKind.SECONDMENT, AbstractionKind.PART_TIME})
LEAST_SHARE = 0.05


@value
class Abstraction:
    """One abstraction: its first and last day, and how much it takes of the hours they would work otherwise.

    Without a last day it goes on.
    """

    kind: AbstractionKind
    from_on: date
    until_on: date | None = None
    share: float = 1.0

    def covers(self, day: date) -> bool:
        """Whether it is on that day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def overlaps(self, other: "Abstraction") -> bool:
        """Whether both are on some day, and may not be: part-time hours go on while somebody is away."""
        if (self.kind is AbstractionKind.PART_TIME) is not (other.kind is AbstractionKind.PART_TIME):
            return False
        return self.covers(other.from_on) or other.covers(self.from_on)


def hours_on(day: date, *, contracted: float, abstractions: Iterable[Abstraction]) -> float:
    """The share of full hours that an officer works on a day: what is contracted, less what abstractions take of it.

    This is the one rule for it. Every page, every allocation and every proposal asks it.
    """
    left = contracted
    for one in abstractions:
        if one.covers(day):
            left *= 1 - one.share
    return round(left, 4)


def mean_hours(days: Iterable[date], *, contracted: float, abstractions: Iterable[Abstraction]) -> float:
    """The share of full hours that an officer works over some days, on the mean; 0 over none."""
    standing = list(abstractions)
    hours = [hours_on(day, contracted=contracted, abstractions=standing) for day in days]
    return sum(hours) / len(hours) if hours else 0.0


def days_away(days: Iterable[date], *, contracted: float, abstractions: Iterable[Abstraction]) -> int:
    """On how many of these days an officer works nothing."""
    standing = list(abstractions)
    return sum(1 for day in days if hours_on(day, contracted=contracted, abstractions=standing) <= 0)


def find_reasons_against_recording(wanted: Abstraction, standing: Iterable[Abstraction]) -> Reasons:
    """Why an abstraction cannot be recorded beside those that stand."""
    is_part_time = wanted.kind is AbstractionKind.PART_TIME
    against: list[tuple[bool, Reason]] = [
        (wanted.until_on is not None and wanted.until_on < wanted.from_on, ENDS_BEFORE_IT_BEGINS),
        (wanted.until_on is None and wanted.kind not in OPEN_ENDED, LAST_DAY_NEEDED),
        (not LEAST_SHARE <= wanted.share <= 1 or (is_part_time and wanted.share == 1), NO_SUCH_SHARE),
        (any(wanted.overlaps(one) for one in standing), OVERLAPS),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_ending(standing: Abstraction, *, last_day: date, is_withdrawn: bool) -> Reasons:
    """Why an abstraction cannot end on that day: it is no longer there, ends earlier, or had not begun."""
    if is_withdrawn or (standing.until_on is not None and last_day >= standing.until_on):
        return (OVER_ALREADY,)
    return (ENDS_BEFORE_IT_BEGINS,) if last_day < standing.from_on else ()
