"""Warnings on people and places: what one asks for, when it is looked at again, how one ends."""

from datetime import date, datetime, timedelta

from constabulary.policing.clocks import end_of
from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence, Standard
from constabulary.standards.people import URGENT, WARNING_REVIEW, WARNING_REVIEW_URGENT, is_shown_first
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("warning")
OURS = "Our safeguard"

KIND_MISSING = REASONS.add(
    "kind-missing", "Choose a kind of warning that fits.", source=OURS, confidence=Confidence.ASSUMPTION, field="kind"
)  # fmt: skip
GROUNDS_MISSING = REASONS.add(
    "grounds-missing",
    "Say what it rests on, so that someone who was not there can judge it.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="grounds",
)
REVIEW_MISSING = REASONS.add(
    "review-missing",
    "Say when it is to be looked at again.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="review_on",
)
REVIEW_IN_PAST = REASONS.add(
    "review-in-past",
    "The day of the next look must come after today.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="review_on",
)
REVIEW_TOO_FAR = REASONS.add(
    "review-too-far",
    "That is too far ahead. A warning nobody looks at again is not trusted.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="review_on",
)
THERE_ALREADY = REASONS.add(
    "there-already",
    "This warning is there already. Look at it again instead.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="kind",
)
ENDED_ALREADY = REASONS.add(
    "ended-already", "This warning has been ended.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
FINDING_MISSING = REASONS.add(
    "finding-missing",
    "Say what you found and how you know.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="finding",
)
REASON_MISSING = REASONS.add(
    "reason-missing", "Say why it ends.", source=OURS, confidence=Confidence.ASSUMPTION, field="reason"
)  # fmt: skip


def review_standard(kind: str, rulebook: Rulebook) -> Standard[timedelta]:
    """The standard that says how long a warning of this kind may go without a look."""
    return rulebook[WARNING_REVIEW_URGENT if kind == URGENT else WARNING_REVIEW]


def latest_review(kind: str, rulebook: Rulebook, *, at: datetime) -> date:
    """The latest day on which a warning of this kind made or looked at now is looked at again."""
    return local_day(at) + review_standard(kind, rulebook).value


def find_reasons_against_review_day(*, kind: str, review_on: date | None, rulebook: Rulebook, at: datetime) -> Reasons:
    """Why a warning cannot be looked at again on that day."""
    if review_on is None:
        return (REVIEW_MISSING,)
    if review_on <= local_day(at):
        return (REVIEW_IN_PAST,)
    return (REVIEW_TOO_FAR,) if review_on > latest_review(kind, rulebook, at=at) else ()


def find_reasons_against_warning(*, kind_fits: bool, grounds: str, is_there: bool) -> Reasons:
    """Why a warning cannot be made, its day of review apart."""
    against = ((not kind_fits, KIND_MISSING), (len(grounds.split()) < 3, GROUNDS_MISSING), (is_there, THERE_ALREADY))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_look(*, finding: str, has_ended: bool) -> Reasons:
    """Why a look at a warning cannot be stored."""
    against = ((not finding.strip(), FINDING_MISSING), (has_ended, ENDED_ALREADY))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_end(*, reason: str, has_ended: bool) -> Reasons:
    """Why a warning cannot be ended."""
    against = ((not reason.strip(), REASON_MISSING), (has_ended, ENDED_ALREADY))
    return tuple(one for applies, one in against if applies)


def find_duty_of_look(kind: str, rulebook: Rulebook, *, review_on: date) -> DutyDue:
    """The look at a warning that falls due at the end of its day."""
    standard = review_standard(kind, rulebook)
    return DutyDue(
        kind=DutyKind.REVIEW_WARNING,
        desk=CATALOGUE[DutyKind.REVIEW_WARNING].desk,
        due_at=end_of(review_on),
        rule=standard.key,
        edition=standard.edition,
        risk=2 if is_shown_first(kind) else 1,
    )
