"""Whether what was said reads as a report of rape, so that none is left unrecorded and without its N100 code by oversight.

The words propose; whoever decides says whether a rape is reported, and where the words say so and they do not, why.
"""

import re
from collections.abc import Iterable

from constabulary.policing.decisions import Reasons
from constabulary.policing.recording.decision import REASONS, RecordingCheck, RecordingFacts, RecordingResult
from constabulary.standards.dated import Confidence

SAYS_RAPE = REASONS.add(
    "says-rape",
    "What was said reads as a report of rape. Tick that a rape is reported, or say why none is: the registrar sees it.",
    source="Our own safeguard, for page 63 of the Crime Recording Rules for Front line Officers and Staff 2026/27",
    confidence=Confidence.ASSUMPTION,
    field="no_rape_because",
)


def words_of_rape(said: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words and phrases of the standard that stand in what was said, as whole words, in its order."""
    return tuple(one for one in words if re.search(rf"\b{re.escape(one)}\b", said, re.IGNORECASE))


def find_reasons_on_rape(
    said: str, words: Iterable[str], *, check: RecordingCheck, facts: RecordingFacts, no_rape_because: str
) -> Reasons:
    """Why it may not yet end unrecorded and without an N100 code."""
    if check.result in {None, RecordingResult.RECORD} or facts.rape_reported or no_rape_because.strip():
        return ()
    return (SAYS_RAPE,) if words_of_rape(said, words) else ()
