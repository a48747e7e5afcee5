"""What a call must have before its incident is opened, beside the field it belongs to."""

from datetime import datetime

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.incident_categories import incident_categories

REASONS = ReasonsCatalogue("call")
NSIR = "National Standard for Incident Recording 2011"

SUMMARY_MISSING = REASONS.add(
    "summary-missing",
    "Say what has happened.",
    source=f"{NSIR}, 1.4",
    confidence=Confidence.READ,
    field="summary",
)
CATEGORY_MISSING = REASONS.add(
    "category-missing",
    "Choose the incident category from the list.",
    source=f"{NSIR}, chapter 2",
    confidence=Confidence.READ,
    field="category",
)
PLACE_MISSING = REASONS.add(
    "place-missing",
    "Say where: an address, or the nearest place you can name.",
    source=f"{NSIR}, 1.4",
    confidence=Confidence.READ,
    field="place_line",
)
HISTORY_NOT_CHECKED = REASONS.add(
    "history-not-checked",
    "Look at what is known of the caller and the place, and record that you did, before you grade.",
    source="HMICFRS victim service assessments; PAF 2023-25",
    confidence=Confidence.READ,
    field="history_checked",
)
ANSWERED_IN_FUTURE = REASONS.add(
    "answered-in-future",
    "The call cannot have been answered in the future.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="answered_at",
)


def find_reasons_against_call(
    *,
    summary: str,
    category: str,
    place_is_given: bool,
    history_checked: bool,
    answered_at: datetime,
    at: datetime,
) -> Reasons:
    """Why an incident cannot be opened from this call yet; nothing when it can."""
    is_known = any(one.code == category and one.is_offered_on(at) for one in incident_categories())
    against: list[tuple[bool, Reason]] = [
        (not summary.strip(), SUMMARY_MISSING),
        (not is_known, CATEGORY_MISSING),
        (not place_is_given, PLACE_MISSING),
        (not history_checked, HISTORY_NOT_CHECKED),
        (answered_at > at, ANSWERED_IN_FUTURE),
    ]
    return tuple(reason for applies, reason in against if applies)
