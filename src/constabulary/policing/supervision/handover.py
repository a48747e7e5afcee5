"""The hand-over of a shift: what the outgoing supervisor leaves, what the incoming one acknowledges."""

import re
from datetime import datetime, timedelta

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.supervision import Shift
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("shift")
OURS = "Our safeguard"

HANDOVER_EMPTY = REASONS.add(
    "handover-empty",
    "Say what the next supervisor has to know, or that there is nothing.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="words",
)
ADDRESS_IN_HANDOVER = REASONS.add(
    "address-in-handover",
    "Leave out addresses, telephone numbers and e-mail addresses: they stay in their record. Write its reference.",
    source="Our safeguard: what is sealed in a record must not lie open in a note",
    confidence=Confidence.ASSUMPTION,
    field="words",
)
OWN_HANDOVER = REASONS.add(
    "own-handover",
    "Somebody else acknowledges what you handed over.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
ACKNOWLEDGED_ALREADY = REASONS.add(
    "acknowledged-already",
    "Somebody has acknowledged it already.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
ENDS_BEFORE_IT_BEGINS = REASONS.add(
    "ends-before-it-begins",
    "The end is before the beginning.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_at",
)
PROTECTED_IN_PAST = REASONS.add(
    "protected-in-past",
    "It is over already. Protect time that is to come.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until_at",
)
PROTECTED_TOO_LONG = REASONS.add(
    "protected-too-long",
    "That is longer than a shift keeps free. Protect each day by itself.",
    source="Our default: supervision.shift",
    confidence=Confidence.ASSUMPTION,
    field="until_at",
)
PROTECTED_TWICE = REASONS.add(
    "protected-twice",
    "Some of this time is protected already.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="from_at",
)
AWAY_THEN = REASONS.add(
    "away-then",
    "They are away on that day.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
#: A postcode, an e-mail address, or ten digits and more as a telephone number has them.
ADDRESSES = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\S+@\S+\.\S+|(?:\+?\d[\s()-]*){10,}", re.IGNORECASE)


@value
class Period:
    """A time that is kept free for investigating."""

    from_at: datetime
    until_at: datetime

    def overlaps(self, other: "Period") -> bool:
        """Whether both share a moment."""
        return self.from_at < other.until_at and other.from_at < self.until_at


def find_reasons_against_handover(words: str) -> Reasons:
    """Why a hand-over cannot stand as it is written."""
    if not words.strip():
        return (HANDOVER_EMPTY,)
    return (ADDRESS_IN_HANDOVER,) if ADDRESSES.search(words) else ()


def find_reasons_against_acknowledging(*, is_own: bool, is_acknowledged: bool) -> Reasons:
    """Why somebody cannot acknowledge a hand-over."""
    if is_acknowledged:
        return (ACKNOWLEDGED_ALREADY,)
    return (OWN_HANDOVER,) if is_own else ()


def find_reasons_against_protecting(
    wanted: Period, standing: tuple[Period, ...], shift: Shift, *, is_away: bool, at: datetime
) -> Reasons:
    """Why a time cannot be kept free for an officer."""
    longest = timedelta(hours=shift.most_protected_hours)
    against: list[tuple[bool, Reason]] = [
        (wanted.until_at <= wanted.from_at, ENDS_BEFORE_IT_BEGINS),
        (wanted.until_at <= at, PROTECTED_IN_PAST),
        (wanted.until_at - wanted.from_at > longest, PROTECTED_TOO_LONG),
        (any(wanted.overlaps(one) for one in standing), PROTECTED_TWICE),
        (is_away, AWAY_THEN),
    ]
    return tuple(reason for applies, reason in against if applies)
