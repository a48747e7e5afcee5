"""What a district is called, and when one can be ended; what each is refused for."""

import re

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.workforce.joining import find_reasons_against_words
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("districts")
OURS = "Our safeguard"

CODE_MALFORMED = REASONS.add(
    "code-malformed", "A district's code is up to 12 letters, digits and hyphens, without spaces.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="code",
)  # fmt: skip
CODE_TAKEN = REASONS.add(
    "code-taken", "A district has that code, or had it before it was ended.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="code",
)  # fmt: skip
UNNAMED = REASONS.add(
    "unnamed", "Say what the district is called.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip
NAME_TAKEN = REASONS.add(
    "name-taken", "There is a district of that name already.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip
HAS_ENDED = REASONS.add(
    "has-ended", "This district has ended.", source=OURS, confidence=Confidence.ASSUMPTION, field="district",
)  # fmt: skip
WORKED = REASONS.add(
    "worked", "Teams work this district. Put each in another district, or in none, first.",
    source=OURS, confidence=Confidence.ASSUMPTION,
)  # fmt: skip


def find_reasons_against_code(code: str, *, is_taken: bool) -> Reasons:
    """Why a district cannot have this code."""
    if not re.fullmatch("[0-9A-Z][0-9A-Z-]{0,11}", code):
        return (CODE_MALFORMED,)
    return (CODE_TAKEN,) if is_taken else ()


def find_reasons_against_name(name: str, *, is_taken: bool, letters: int) -> Reasons:
    """Why a district cannot be called so; `is_taken` when another that is in use is, `letters` that a name has at most."""
    return find_reasons_against_words(name, UNNAMED, letters) or ((NAME_TAKEN,) if is_taken else ())


def find_reasons_against_ending(*, has_ended: bool, is_worked: bool) -> Reasons:
    """Why a district cannot be ended."""
    if has_ended:
        return (HAS_ENDED,)
    return (WORKED,) if is_worked else ()
