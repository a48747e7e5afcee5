"""Erasing the personal content of journal entries: on which basis, and what stands against it.

The entry itself stays, with who, when and what kind of act it was; so does the digest of what is erased.
"""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("erasure")
ACT = "Data Protection Act 2018, section 47"
OURS = "Our safeguard"


class LegalBasis(StrEnum):
    """Why personal content must be erased."""

    UNLAWFUL_PROCESSING = "unlawful_processing"
    LEGAL_OBLIGATION = "legal_obligation"
    COURT_ORDER = "court_order"
    DISPOSAL_REVIEW = "disposal_review"

    @property
    def label(self) -> str:
        """The basis in words."""
        return LABELS[self]


LABELS = {
    LegalBasis.UNLAWFUL_PROCESSING: "Keeping it would infringe the data protection principles (section 47(1)(a))",
    LegalBasis.LEGAL_OBLIGATION: "A legal obligation to erase it (section 47(1)(b))",
    LegalBasis.COURT_ORDER: "An order of a court",
    LegalBasis.DISPOSAL_REVIEW: "A review of retention and disposal decided that it is no longer needed",
}

NOTHING_CHOSEN = REASONS.add(
    "nothing-chosen", "Choose the entries.", source=OURS, confidence=Confidence.ASSUMPTION, field="entries"
)
REASON_MISSING = REASONS.add(
    "reason-missing", "Say why.", source=OURS, confidence=Confidence.ASSUMPTION, field="reason"
)
DECIDER_MISSING = REASONS.add(
    "decider-missing",
    "Name who decided that it is erased, and their decision's reference.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="decided_by",
)
IS_EVIDENCE = REASONS.add(
    "is-evidence",
    "What must be kept for evidence is restricted instead of erased.",
    source=f"{ACT}(2)",
    confidence=Confidence.UNCONFIRMED,
    field="needed_as_evidence",
)


@value
class Erasure:
    """What is to be erased, on which basis, decided by whom, and whether it is needed as evidence."""

    entries: tuple[int, ...]
    basis: LegalBasis
    decided_by: str
    reason: str
    needed_as_evidence: bool


def find_reasons_against_erasure(erasure: Erasure) -> Reasons:
    """What stands against it."""
    found: list[Reason] = []
    if not erasure.entries:
        found.append(NOTHING_CHOSEN)
    if not erasure.reason.strip():
        found.append(REASON_MISSING)
    if not erasure.decided_by.strip():
        found.append(DECIDER_MISSING)
    # A court's order to erase binds also where evidence would be kept otherwise.
    if erasure.needed_as_evidence and erasure.basis is not LegalBasis.COURT_ORDER:
        found.append(IS_EVIDENCE)
    return tuple(found)
