"""Crimes that went one way out and begin to go another: found the day after, by a fall and a rise that chance never brings.

The monitor of every way out compares long windows and says what changed. This looks at one day: how many crimes would
have gone each way had every kind of offence gone as in the weeks before, and whether one way fell and another rose so
far that chance brings both less often than once in the time that the standard names. It names no person: whoever answers
for crime recording looks at the records.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from enum import StrEnum
from math import exp, fsum, lgamma, log
from typing import TypeVar

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import LOOK_AT_MOVED_WITHIN, MOVED_AGAIN_AFTER, MovedSettings
from constabulary.standards.values import value

#: A kind of offence, as whoever asks tells them apart.
Kind = TypeVar("Kind", bound=Hashable)
#: Whose it is to look.
ASKED_OF = Desk.REGISTRAR

REASONS = ReasonsCatalogue("ways-out-moved")
WORDS_MISSING = REASONS.add(
    "words-missing",
    "Say which records you looked at, and what you found.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="words",
)
LOOKED_AT_ALREADY = REASONS.add(
    "looked-at-already",
    "Somebody has looked at this already.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)


class MoveFinding(StrEnum):
    """What the registrar finds of crimes that began to go another way."""

    RIGHT = "right"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"right": "They ended rightly so", "wrong": "Some ended the wrong way, and are put right"}[self.value]


@value
class Moved:
    """A way that fell and the one that rose, each with what was found and what was to be expected of the day."""

    fell: str
    rose: str
    found_fell: int
    expected_fell: float
    found_rose: int
    expected_rose: float


def find_moved(
    before: Mapping[Kind, Mapping[str, int]], day: Mapping[Kind, Mapping[str, int]], settings: MovedSettings
) -> tuple[Moved, ...]:
    """Every pair of ways between which the day's crimes moved; both are crimes by kind of offence and way."""
    ways = sorted({way for by in (before, day) for one in by.values() for way in one})
    found = {way: sum(one.get(way, 0) for kind, one in day.items() if _total(before, kind)) for way in ways}
    expected = {
        way: sum(
            _total(day, kind) * before[kind].get(way, 0) / _total(before, kind) for kind in day if _total(before, kind)
        )
        for way in ways
    }
    pairs = max(1, len(ways) * (len(ways) - 1))
    # A fall and a rise are each this rare by chance, and both together once in the time named, over all pairs.
    rare: float = (1 / (pairs * settings.false_alarm_days)) ** 0.5
    fell = [
        way
        for way in ways
        if expected[way] >= settings.least_expected
        and found[way] <= settings.most_share * expected[way]
        and _so_few(found[way], expected[way]) < rare
    ]
    rose = [way for way in ways if _so_many(found[way], expected[way]) < rare]
    return tuple(
        Moved(
            fell=one, rose=other, found_fell=found[one], expected_fell=expected[one],
            found_rose=found[other], expected_rose=expected[other],
        )
        for one in fell
        for other in rose
        # One crime more of a way that is hardly ever taken is rare as well, and makes good no fall.
        if found[other] - expected[other] >= settings.least_made_good * (expected[one] - found[one])
    )  # fmt: skip


def look_at_moved_due(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The registrar's look at the records of both ways."""
    within = rulebook[LOOK_AT_MOVED_WITHIN]
    return DutyDue(
        kind=DutyKind.LOOK_AT_WAYS_OUT, desk=ASKED_OF, due_at=at + within.value, rule=within.key,
        edition=within.edition, risk=2,
    )  # fmt: skip


def is_raised_again(looked_at: datetime | None, rulebook: Rulebook, *, at: datetime) -> bool:
    """Whether the same move is raised again: never while nobody has looked at it, and not at once when somebody has."""
    return looked_at is not None and looked_at + rulebook[MOVED_AGAIN_AFTER].value <= at


def find_reasons_against_finding(*, words: str, is_looked_at: bool) -> Reasons:
    """Why a finding cannot stand."""
    if is_looked_at:
        return (LOOKED_AT_ALREADY,)
    return (WORDS_MISSING,) if not words.strip() else ()


def _total(by: Mapping[Kind, Mapping[str, int]], kind: Kind) -> int:
    return sum(by.get(kind, {}).values())


def _so_few(count: int, expected: float) -> float:
    """The chance that a Poisson count is so small."""
    if count < 0 or not expected:
        return float(count >= 0)
    # By logarithms: of a large force's day the chance of nought is too small to be written.
    return min(1.0, fsum(exp(one * log(expected) - expected - lgamma(one + 1)) for one in range(count + 1)))


def _so_many(count: int, expected: float) -> float:
    """The chance that a Poisson count is so large."""
    return max(0.0, 1 - _so_few(count - 1, expected))
