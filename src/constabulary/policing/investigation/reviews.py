"""Reviews: what counts as one. 'Noted' does not: a review examines, then directs, challenges, or says why it need not."""

import re
from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("review")
PEEL = "PEEL 2018/19, Kent: supervisors tended to accept rather than challenge"


class ReviewLevel(StrEnum):
    """Who reviews."""

    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"


class Examined(StrEnum):
    """What a reviewer looked at."""

    PLAN = "plan"
    LINES = "lines"
    SUSPECTS = "suspects"
    VICTIM = "victim"
    RISK = "risk"
    EVIDENCE = "evidence"
    DISCLOSURE = "disclosure"

    @property
    def label(self) -> str:
        """What people call it."""
        return EXAMINED_TITLES[self]


EXAMINED_TITLES = {
    Examined.PLAN: "The plan and the points to prove",
    Examined.LINES: "The lines of enquiry and what they brought",
    Examined.SUSPECTS: "Suspects: who, where they stand, what is outstanding",
    Examined.VICTIM: "The victim: contact, needs, wishes",
    Examined.RISK: "Risk and safeguarding",
    Examined.EVIDENCE: "Evidence, and what could be lost",
    Examined.DISCLOSURE: "Material recorded and kept for disclosure",
}


class Occasion(StrEnum):
    """What called for a review."""

    INTERVAL = "interval"
    BAIL = "bail"
    VICTIM_WITHDREW = "victim_withdrew"
    REALLOCATED = "reallocated"
    BEFORE_OUTCOME = "before_outcome"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people call it."""
        return OCCASION_TITLES[self]


OCCASION_TITLES = {
    Occasion.INTERVAL: "It was due",
    Occasion.BAIL: "Bail is extended or ends",
    Occasion.VICTIM_WITHDREW: "The victim does not support, or no longer",
    Occasion.REALLOCATED: "A new officer in charge",
    Occasion.BEFORE_OUTCOME: "Before an outcome",
    Occasion.OTHER: "Something else",
}


@value
class DirectionGiven:
    """A direction: what is to be done, and by when."""

    words: str
    due_at: datetime


@value
class ReviewDetails:
    """A review as a supervisor or inspector writes it."""

    level: ReviewLevel
    occasion: Occasion
    examined: tuple[Examined, ...]
    findings: str
    directions: tuple[DirectionGiven, ...] = ()
    challenge: str = ""
    no_direction_because: str = ""


EXAMINED_MISSING = REASONS.add(
    "examined-missing", "Say what you looked at.", source=PEEL, confidence=Confidence.READ, field="examined"
)
FINDINGS_MISSING = REASONS.add(
    "findings-missing",
    "Say what you found. 'Noted' or 'agreed' is not a review.",
    source=PEEL,
    confidence=Confidence.READ,
    field="findings",
)
NO_DIRECTION = REASONS.add(
    "no-direction",
    "Give a direction, challenge something, or say why nothing needs directing.",
    source=PEEL,
    confidence=Confidence.READ,
    field="direction",
)
EMPTY_REASON = REASONS.add(
    "empty-reason",
    "'Nothing to add' is no reason. Say what makes further direction unnecessary.",
    source=PEEL,
    confidence=Confidence.READ,
    field="no_direction_because",
)
DIRECTION_IN_PAST = REASONS.add(
    "direction-in-past",
    "A direction cannot be due in the past.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="direction_due",
)
OWN_CRIME = REASONS.add(
    "own-crime",
    "Nobody reviews a crime of their own.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
)

#: Words that say nothing: a text made of these alone is not a review.
EMPTY_WORDS = frozenset(
    [
        "noted",
        "agreed",
        "agree",
        "reviewed",
        "review",
        "ok",
        "okay",
        "seen",
        "read",
        "happy",
        "with",
        "no",
        "further",
        "action",
        "direction",
        "directions",
        "nothing",
        "to",
        "add",
        "none",
        "needed",
        "required",
        "n",
        "a",
        "nil",
        "satisfied",
        "content",
        "all",
        "good",
        "fine",
        "continue",
        "crime",
        "plan",
        "progress",
        "thanks",
        "and",
        "the",
        "this",
        "is",
        "as",
        "above",
        "na",
        "comment",
        "comments",
        "supervisor",
        "sgt",
        "updated",
        "update",
    ]
)


def says_something(words: str) -> bool:
    """Whether a text holds more than the formulas with which a review is waved through."""
    return any(word not in EMPTY_WORDS for word in re.findall(r"[a-z]+", words.lower()))


def find_reasons_against_review(review: ReviewDetails, *, at: datetime) -> Reasons:
    """What a review lacks to count as one."""
    acts = bool(review.directions) or says_something(review.challenge)
    gives_reason = bool(review.no_direction_because.strip())
    against: list[tuple[bool, Reason]] = [
        (not review.examined, EXAMINED_MISSING),
        (not says_something(review.findings), FINDINGS_MISSING),
        (not acts and not gives_reason, NO_DIRECTION),
        (not acts and gives_reason and not says_something(review.no_direction_because), EMPTY_REASON),
        (any(one.due_at <= at for one in review.directions), DIRECTION_IN_PAST),
    ]
    return tuple(reason for applies, reason in against if applies)
