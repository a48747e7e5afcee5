"""What a force and somebody who joins it are called: code, name, number; what each is refused for."""

import re

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("joining")
OURS = "Our safeguard"
LONGEST_NAME = 80

CODE_MALFORMED = REASONS.add(
    "code-malformed", "A force's code is one to four capital letters and digits, as in its crime references.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="code",
)  # fmt: skip
FORCE_UNNAMED = REASONS.add(
    "force-unnamed", "Say what the force is called, in 80 letters or fewer.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="force",
)  # fmt: skip
NUMBER_MALFORMED = REASONS.add(
    "number-malformed", "A number is up to 12 letters, digits and hyphens, without spaces.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="collar_number",
)  # fmt: skip
NUMBER_TAKEN = REASONS.add(
    "number-taken", "Somebody has that number already, or had it before they left.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="collar_number",
)  # fmt: skip
UNNAMED = REASONS.add(
    "unnamed", "Say what they are called, in 80 letters or fewer.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="name",
)  # fmt: skip


def number_meant(typed: str) -> str:
    """A collar or staff number as it is kept: in capitals."""
    return typed.strip().upper()


def find_reasons_against_force(*, code: str, name: str) -> Reasons:
    """Why a force cannot be called so."""
    against = () if re.fullmatch("[0-9A-Z]{1,4}", code) else (CODE_MALFORMED,)
    return against if _is_name(name) else (*against, FORCE_UNNAMED)


def find_reasons_against_joining(*, collar_number: str, name: str, is_taken: bool) -> Reasons:
    """Why nobody can join with this number and name; `is_taken` when somebody has the number."""
    against: Reasons = (NUMBER_TAKEN,) if is_taken else ()
    if not re.fullmatch("[0-9A-Z][0-9A-Z-]{0,11}", collar_number):
        against = (NUMBER_MALFORMED,)
    return against if _is_name(name) else (*against, UNNAMED)


def _is_name(words: str) -> bool:
    return 0 < len(words.strip()) <= LONGEST_NAME
