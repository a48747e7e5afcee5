"""Every way in which a report or a crime leaves the work, watched side by side: a fall in one beside the rise in another.

Two windows of equal length are compared. Of the later one it is worked out how often each way would have been taken if
every offence had gone as it went in the earlier one (indirect standardisation, the earlier window the standard); the
ratio of what was found to that is told with an interval that allows for chance in both windows. No share is a target.
"""

from collections.abc import Hashable, Mapping
from enum import StrEnum
from math import exp, sqrt
from typing import TypeVar

from constabulary.policing.inspection.intervals import Z95
from constabulary.standards.values import value

#: A kind of offence, as whoever asks tells them apart.
Kind = TypeVar("Kind", bound=Hashable)


class Family(StrEnum):
    """Of what the ways of one family are a share."""

    ENDED = "ended"
    RECORDED = "recorded"
    REPORTED = "reported"
    OPEN = "open"


FAMILY_TITLES = {
    Family.ENDED: "Of crimes that ended: an outcome approved, or the crime cancelled",
    Family.RECORDED: "Of crimes recorded",
    Family.REPORTED: "Of reports on which it was decided whether a crime is recorded",
    Family.OPEN: "Of crimes open at the end",
}


@value
class Way:
    """One way out: its code in an address, what it is called, and its family."""

    code: str
    title: str
    family: Family


N100, NOT_RECORDED, RECLASSIFIED, OPEN_LONG, OTHER = "n100", "not-recorded", "reclassified", "open-long", "other"
#: The outcomes and cancellations that are watched; every other end is one line, for the whole to be seen.
WATCHED = ("8", "10", "14", "15", "16", "17", "18", "20", "21", "22")
CANCELLED = ("C1", "C2", "C3", "C4", "C5")
_TITLES = {
    "8": "Community resolution", "10": "Not in the public interest, police",
    "14": "Victim does not support, no suspect identified", "15": "Evidential difficulties, victim supports",
    "16": "Victim does not support, suspect identified", "17": "Time limit passed", "18": "No suspect identified",
    "20": "Another agency acts", "21": "Further investigation not in the public interest",
    "22": "Diversion, education or intervention",
    "C1": "Transferred to another force", "C2": "No crime was committed", "C3": "Part of another crime",
    "C4": "Recorded in error", "C5": "Self-defence",
}  # fmt: skip
WAYS: tuple[Way, ...] = (
    *(Way(code=one.lower(), title=f"{one}: {_TITLES[one]}", family=Family.ENDED) for one in (*WATCHED, *CANCELLED)),
    Way(code=OTHER, title="Every other outcome: charged, cautioned, prosecution prevented", family=Family.ENDED),
    Way(code=RECLASSIFIED, title="Reclassified", family=Family.RECORDED),
    Way(code=N100, title="N100: a rape reported and not recorded", family=Family.REPORTED),
    Way(code=NOT_RECORDED, title="Never recorded: decided that it is no crime to record", family=Family.REPORTED),
    Way(code=OPEN_LONG, title="Never closed: open for long", family=Family.OPEN),
)
WAY_OF = {one.code: one for one in WAYS}


def way_of_end(code: str) -> str:
    """The way that an outcome or a cancellation is, by its code."""
    return code.lower() if code in (*WATCHED, *CANCELLED) else OTHER


class Nature(StrEnum):
    """What can be said of a change."""

    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "unclear"
    TOO_FEW = "too-few"


@value
class Share:
    """How many of how many went this way, in one window and one kind of offence."""

    found: int
    of: int


@value
class Change:
    """One way in both windows, and what the earlier one would lead one to expect of the later one.

    `left_out` were found later among offences of which there were none earlier: nothing can be expected of those.
    """

    before: Share
    now: Share
    expected: float
    left_out: int
    ratio: float | None
    low: float | None
    high: float | None
    nature: Nature


def find_change(before: Mapping[Kind, Share], now: Mapping[Kind, Share], *, least: int) -> Change:
    """Hold the later window against the earlier, kind of offence by kind; nothing is said of fewer than `least`."""
    expected = chance = 0.0
    compared = left_out = 0
    for kind, share in now.items():
        was = before.get(kind)
        if was is None or was.of == 0:
            left_out += share.found
            continue
        compared += share.found
        rate = was.found / was.of
        expected += share.of * rate
        chance += share.of**2 * rate * (1 - rate) / was.of
    earlier, later = _total(before), _total(now)
    ratio = compared / expected if expected > 0 else None
    low = high = None
    if ratio is not None and compared > 0:
        # Of the logarithm of the ratio: chance in what was found, and in the earlier window that sets what is expected.
        spread = Z95 * sqrt(1 / compared + chance / expected**2)
        low, high = ratio * exp(-spread), ratio * exp(spread)
    return Change(
        before=earlier, now=later, expected=expected, left_out=left_out, ratio=ratio, low=low, high=high,
        nature=_nature(earlier, later, low, high, least),
    )  # fmt: skip


def _total(shares: Mapping[Kind, Share]) -> Share:
    return Share(found=sum(one.found for one in shares.values()), of=sum(one.of for one in shares.values()))


def _nature(earlier: Share, later: Share, low: float | None, high: float | None, least: int) -> Nature:
    if earlier.found + later.found < least or low is None or high is None:
        return Nature.TOO_FEW
    if low > 1:
        return Nature.ROSE
    return Nature.FELL if high < 1 else Nature.UNCLEAR
