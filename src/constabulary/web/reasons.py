"""Reads stored reason codes back as their sentences."""

from functools import cache
from itertools import chain

from constabulary.policing import lifecycles
from constabulary.policing.contact import at_call
from constabulary.policing.decisions import Reason
from constabulary.policing.incidents import appointments, blocks, closing, grading, handoffs, log, thrive
from constabulary.policing.inspection import improvements
from constabulary.policing.recording import crimes, decision
from constabulary.policing.vulnerability import asked

CATALOGUES = (
    appointments.REASONS,
    asked.REASONS,
    at_call.REASONS,
    blocks.REASONS,
    closing.REASONS,
    crimes.REASONS,
    decision.REASONS,
    grading.REASONS,
    handoffs.REASONS,
    improvements.REASONS,
    lifecycles.REASONS,
    log.REASONS,
    thrive.REASONS,
)


@cache
def _reasons() -> dict[str, Reason]:
    return dict(chain.from_iterable(one.reasons.items() for one in CATALOGUES))


def sentence_of(code: str) -> str:
    """The sentence of a reason; the code itself where an old one is no longer known."""
    found = _reasons().get(code)
    return found.sentence if found else code
