"""Asking who looked: a name may be turned into references only for a reason."""

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("looking-up")

REASON_MISSING = REASONS.add(
    "reason-missing",
    "Say why you ask. It stands in the journal with everyone found.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="reason",
)


def find_reasons_against_looking_up(*, reason: str) -> Reasons:
    """Why the references of a name are not told."""
    return () if reason.strip() else (REASON_MISSING,)
