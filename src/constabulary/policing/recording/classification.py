"""Changing what a crime is classified as: only by the registrar or a designated decision maker, with a reason."""

from datetime import datetime

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Authority
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Offence

REASONS = ReasonsCatalogue("classification")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27, page 13"

#: Any one of them may reclassify.
AUTHORITIES = (Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER)

OFFENCE_UNKNOWN = REASONS.add(
    "offence-unknown", "Choose an offence from the list.", source=HOCR, confidence=Confidence.READ, field="offence"
)
OFFENCE_NOT_CURRENT = REASONS.add(
    "offence-not-current",
    "This offence could not be recorded for the day it happened. Choose one that could.",
    source="Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="offence",
)
SAME_OFFENCE = REASONS.add(
    "same-offence", "The crime is classified as this already.", source=HOCR, confidence=Confidence.READ,
    field="offence",
)  # fmt: skip
REASON_MISSING = REASONS.add(
    "reason-missing",
    "Say why the classification was wrong on the facts known when the crime was recorded.",
    source=HOCR,
    confidence=Confidence.READ,
    field="reason",
)


def find_reasons_against_reclassification(
    offence: Offence | None, *, present_key: str, reason: str, occurred_from: datetime
) -> Reasons:
    """Why a crime cannot be reclassified like this."""
    if offence is None:
        return (OFFENCE_UNKNOWN,)
    against: list[tuple[bool, Reason]] = [
        (not offence.is_recordable_on(occurred_from), OFFENCE_NOT_CURRENT),
        (offence.key == present_key, SAME_OFFENCE),
        (not reason.strip(), REASON_MISSING),
    ]
    return tuple(one for applies, one in against if applies)
