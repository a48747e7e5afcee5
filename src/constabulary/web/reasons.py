"""Reads stored reason codes back as their sentences."""

from functools import cache
from itertools import chain

from constabulary.policing import lifecycles
from constabulary.policing.contact import at_call
from constabulary.policing.decisions import Reason
from constabulary.policing.incidents import appointments, blocks, closing, grading, handoffs, log, thrive
from constabulary.policing.inspection import improvements
from constabulary.policing.investigation import clocks
from constabulary.policing.protection import emergency, messages, restrictions, safe_route, seals
from constabulary.policing.recording import counting, crimes, decision
from constabulary.policing.victims import code
from constabulary.policing.vulnerability import asked, risk

CATALOGUES = (
    clocks.REASONS,
    code.REASONS,
    counting.REASONS,
    appointments.REASONS,
    asked.REASONS,
    at_call.REASONS,
    blocks.REASONS,
    closing.REASONS,
    crimes.REASONS,
    decision.REASONS,
    emergency.REASONS,
    grading.REASONS,
    handoffs.REASONS,
    improvements.REASONS,
    lifecycles.REASONS,
    log.REASONS,
    risk.REASONS,
    messages.REASONS,
    restrictions.REASONS,
    safe_route.REASONS,
    seals.REASONS,
    thrive.REASONS,
)


@cache
def _reasons() -> dict[str, Reason]:
    return dict(chain.from_iterable(one.reasons.items() for one in CATALOGUES))


def sentence_of(reason: str) -> str:
    """The sentence of a reason; the code itself where an old one is no longer known."""
    found = _reasons().get(reason)
    return found.sentence if found else reason
