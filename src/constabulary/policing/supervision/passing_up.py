"""Passing a decision up: whoever lacks the rank for it asks somebody who holds it, and is told what comes of it."""

from datetime import datetime
from enum import StrEnum

from constabulary.policing.allocation.choice import BY_AUTHORITY, Fit
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import DESK_OF_AUTHORITY, Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.investigation import REVIEW_ON_EVENT_WITHIN
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("passing-up")
OURS = "Our safeguard"


class Passing(StrEnum):
    """What is passed up."""

    OVER_LIMIT = "over_limit"
    OUTCOME = "outcome"


class Answer(StrEnum):
    """What came of it."""

    GIVEN = "given"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


WHY_NEEDED = REASONS.add(
    "why-needed",
    "Say why, so that whoever decides knows what you know.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="because",
)
WHY_THIS_OFFICER = REASONS.add(
    "why-this-officer",
    "Say why it should be this officer all the same: whoever decides reads it.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
NOTHING_TO_ASK = REASONS.add(
    "nothing-to-ask",
    "Nobody need be asked: this officer is not over what they can carry. Allocate the crime.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
ASKED_ALREADY = REASONS.add(
    "asked-already",
    "Somebody has asked already and waits for the answer.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
DECIDE_YOURSELF = REASONS.add(
    "decide-yourself", "You may decide this yourself.", source=OURS, confidence=Confidence.ASSUMPTION
)
NOBODY_WAITS = REASONS.add(
    "nobody-waits",
    "Nobody waits for an answer any more: it was answered, or the crime was given to somebody.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
WORDS_NEEDED = REASONS.add(
    "words-needed",
    "Say why you decide so: whoever asked reads it.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="words",
)


def find_reasons_against_asking(fit: Fit, *, reason: str, may_exceed: bool, is_asked: bool) -> Reasons:
    """Why nobody can be asked to let an officer have a crime that takes them over what they can carry."""
    if fit.refusals:
        return fit.refusals
    against: list[tuple[bool, Reason]] = [
        (is_asked, ASKED_ALREADY),
        (may_exceed, DECIDE_YOURSELF),
        (BY_AUTHORITY.keys().isdisjoint(fit.overrides), NOTHING_TO_ASK),
        (not reason.strip(), WHY_THIS_OFFICER),
    ]
    return tuple(one for applies, one in against if applies)


def find_reasons_against_passing(*, because: str, may_decide: bool, is_passed: bool) -> Reasons:
    """Why a proposed outcome cannot be passed to an inspector."""
    against: list[tuple[bool, Reason]] = [
        (is_passed, ASKED_ALREADY),
        (may_decide, DECIDE_YOURSELF),
        (not because.strip(), WHY_NEEDED),
    ]
    return tuple(one for applies, one in against if applies)


def find_reasons_against_answer(*, words: str, waits: bool) -> Reasons:
    """Why an answer cannot stand: nobody waits for it, or it says nothing."""
    if not waits:
        return (NOBODY_WAITS,)
    return () if words.strip() else (WORDS_NEEDED,)


def decide_over_limit_due(authority: Authority, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The decision on giving an officer more than they can carry, at the desk of whoever may decide it."""
    standard = rulebook[REVIEW_ON_EVENT_WITHIN]
    return DutyDue(
        kind=DutyKind.DECIDE_OVER_LIMIT, desk=DESK_OF_AUTHORITY[authority], due_at=at + standard.value, rule=standard.key,
        edition=standard.edition, risk=risk,
    )  # fmt: skip


def desk_passed_to(authority: Authority, *, is_own: bool) -> Desk:
    """The desk that a proposed outcome is passed to: of the authority it needs; above it where the case is one's own."""
    return Desk.INSPECTORS if is_own and authority is Authority.SUPERVISOR else DESK_OF_AUTHORITY[authority]
