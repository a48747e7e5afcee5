"""Opening a restricted or sealed record in an emergency: at once, for a limited time, reviewed by someone else."""

from datetime import datetime

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.protection import EMERGENCY_OPENING, EMERGENCY_REVIEW, OPENING_TOLD, SAFETY_AFTER_OPENING
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("emergency")
OURS = "Our safeguard"
SHORTEST_REASON = 12

REASON_TOO_SHORT = REASONS.add(
    "reason-too-short",
    "Say what the emergency is, so that someone who was not there can judge it.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
CANNOT_BE_OPENED = REASONS.add(
    "cannot-be-opened",
    "It cannot be opened for you. Ring the duty inspector.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reference",
)
NOTHING_HELD = REASONS.add(
    "nothing-held",
    "There is nothing under that reference that is kept from you.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reference",
)
FINDING_MISSING = REASONS.add(
    "finding-missing",
    "Say what you found and how you know.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="finding",
)
ALREADY_REVIEWED = REASONS.add(
    "already-reviewed", "This opening has been reviewed already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
NOTHING_TO_TELL = REASONS.add(
    "nothing-to-tell", "There is nothing to tell: it was justified, or not reviewed yet, or they have been told.",
    source=OURS, confidence=Confidence.ASSUMPTION,
)  # fmt: skip
READ_ALREADY = REASONS.add(
    "read-already", "You have noted already that you read it.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip


def find_reasons_against_opening(*, reason: str, is_connected: bool) -> Reasons:
    """Why a record cannot be opened in an emergency. What is open to all needs no opening."""
    against = (
        (len(reason.strip()) < SHORTEST_REASON, REASON_TOO_SHORT),
        (is_connected, CANNOT_BE_OPENED),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_review(*, finding: str, is_reviewed: bool) -> Reasons:
    """Why a review of an emergency opening cannot be stored."""
    against = ((not finding.strip(), FINDING_MISSING), (is_reviewed, ALREADY_REVIEWED))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_telling(*, justified: bool | None, is_told: bool) -> Reasons:
    """Why whoever opened a record is not told now what its review found: only what was not justified is told, once."""
    return () if justified is False and not is_told else (NOTHING_TO_TELL,)


def find_reasons_against_noting(*, waits: bool) -> Reasons:
    """Why it cannot be noted that what the review found was read."""
    return () if waits else (READ_ALREADY,)


def opened_until(rulebook: Rulebook, *, at: datetime) -> datetime:
    """Until when an emergency opening lasts."""
    return at + rulebook[EMERGENCY_OPENING].value


def find_duty_of_review(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The review that an emergency opening makes due."""
    standard = rulebook[EMERGENCY_REVIEW]
    return DutyDue(
        kind=DutyKind.REVIEW_EMERGENCY_OPENING,
        desk=CATALOGUE[DutyKind.REVIEW_EMERGENCY_OPENING].desk,
        due_at=at + standard.value,
        rule=standard.key,
        edition=standard.edition,
        # Until somebody has looked, what keeps a person safe may be with whoever should not have it.
        risk=3,
    )


def find_duty_of_safety(rulebook: Rulebook, *, at: datetime, has_plan: bool) -> DutyDue:
    """What is due for whoever was protected by what somebody opened without cause: their safety, planned or looked at."""
    standard = rulebook[SAFETY_AFTER_OPENING]
    kind = DutyKind.REVIEW_SAFETY_PLAN if has_plan else DutyKind.PLAN_SAFETY
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key, edition=standard.edition,
        risk=3,
    )  # fmt: skip


def find_duty_to_read(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """Reading that an opening of one's own was not justified: due from whoever opened it, by name."""
    standard, kind = rulebook[OPENING_TOLD], DutyKind.READ_OPENING_FOUND
    # Until they have read it they may go on using what they saw, or pass it on: it stands high on a long list.
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key, edition=standard.edition,
        risk=3,
    )  # fmt: skip
