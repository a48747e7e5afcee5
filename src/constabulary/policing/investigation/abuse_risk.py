"""The domestic abuse risk grade as decisions count it: the highest held since the report; less needs its own reason."""

from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("abuse_risk")


class AbuseRisk(StrEnum):
    """The three grades, in order."""

    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"


REDUCTION_REASON = REASONS.add(
    "reduction-reason",
    "This is lower than before: say why. Decisions still count the highest grade held since the report.",
    source="Our ruling: high-risk domestic abuse is judged by the highest grade held since the report",
    confidence=Confidence.ASSUMPTION,
    field="reason",
)


def find_reasons_against_grade(grade: AbuseRisk, *, present: str, reason: str) -> Reasons:
    """Why a grade cannot be noted like this; `present` is the one before, empty where there is none."""
    order = [one.value for one in AbuseRisk]
    is_lower = present in order and order.index(grade.value) < order.index(present)
    return (REDUCTION_REASON,) if is_lower and not reason.strip() else ()
