"""Reads stored reason codes back as their sentences."""

from functools import cache
from itertools import chain

from constabulary.open_data import reasons as open_data
from constabulary.policing import exports, lifecycles
from constabulary.policing.allocation import choice, proposing, regrading, screening, training
from constabulary.policing.case_file import authority, checklist, code_tests, exhibits, learning, statements
from constabulary.policing.case_file import disclosure as unused_material
from constabulary.policing.case_file import referrals as charging_requests
from constabulary.policing.contact import at_call
from constabulary.policing.decisions import Reason
from constabulary.policing.duties import alarms
from constabulary.policing.incidents import appointments, blocks, closing, grading, handoffs, log, thrive, triggers
from constabulary.policing.inspection import aids, improvements, moved, second_scoring
from constabulary.policing.investigation import (
    abuse_risk,
    clocks,
    detention,
    evidence_led,
    plans,
    register,
    reviews,
    suspects,
)
from constabulary.policing.journal import erasure, looking
from constabulary.policing.outcomes import check, preconditions, review_requests
from constabulary.policing.people import details, disclosure, links, matching, merging, warnings
from constabulary.policing.planning import runs as scenario_runs
from constabulary.policing.protection import emergency, messages, reading_aloud, restrictions, safe_route, seals
from constabulary.policing.recording import (
    another,
    cancellation,
    classification,
    counting,
    crimes,
    decision,
    flags,
    oversight,
)
from constabulary.policing.supervision import handover, likeness, passing_up, second_review
from constabulary.policing.takeover import reasons as takeover
from constabulary.policing.victims import (
    code,
    contact,
    incoming,
    naming,
    needs,
    own_statement,
    positions,
    special_measures,
    summary,
    telling,
)
from constabulary.policing.vulnerability import asked, assessments, referrals, risk, stalking
from constabulary.policing.vulnerability import plans as safety_plans
from constabulary.policing.workforce import abstractions, districts, joining, passwords

#: Importing `check` is what declares every precondition of every outcome.
OUTCOMES_DECLARED = check.RULES
CATALOGUES = (
    looking.REASONS,
    scenario_runs.REASONS,
    abstractions.REASONS,
    districts.REASONS,
    joining.REASONS,
    passwords.REASONS,
    handover.REASONS,
    aids.REASONS,
    likeness.REASONS,
    moved.REASONS,
    passing_up.REASONS,
    second_review.REASONS,
    takeover.REASONS,
    abuse_risk.REASONS,
    alarms.REASONS,
    another.REASONS,
    appointments.REASONS,
    asked.REASONS,
    at_call.REASONS,
    authority.REASONS,
    charging_requests.REASONS,
    checklist.REASONS,
    code_tests.REASONS,
    exhibits.REASONS,
    unused_material.REASONS,
    statements.REASONS,
    learning.REASONS,
    blocks.REASONS,
    cancellation.REASONS,
    choice.REASONS,
    proposing.REASONS,
    screening.REASONS,
    regrading.REASONS,
    training.REASONS,
    classification.REASONS,
    clocks.REASONS,
    closing.REASONS,
    code.REASONS,
    contact.REASONS,
    counting.REASONS,
    crimes.REASONS,
    decision.REASONS,
    details.REASONS,
    detention.REASONS,
    disclosure.REASONS,
    links.REASONS,
    merging.REASONS,
    warnings.REASONS,
    emergency.REASONS,
    evidence_led.REASONS,
    flags.REASONS,
    exports.REASONS,
    erasure.REASONS,
    grading.REASONS,
    handoffs.REASONS,
    improvements.REASONS,
    lifecycles.REASONS,
    log.REASONS,
    matching.REASONS,
    risk.REASONS,
    messages.REASONS,
    incoming.REASONS,
    review_requests.REASONS,
    telling.REASONS,
    own_statement.REASONS,
    reading_aloud.REASONS,
    summary.REASONS,
    special_measures.REASONS,
    naming.REASONS,
    needs.REASONS,
    preconditions.REASONS,
    oversight.REASONS,
    plans.REASONS,
    positions.REASONS,
    open_data.REASONS,
    restrictions.REASONS,
    register.REASONS,
    reviews.REASONS,
    risk.REASONS,
    safe_route.REASONS,
    seals.REASONS,
    second_scoring.REASONS,
    suspects.REASONS,
    thrive.REASONS,
    triggers.REASONS,
    assessments.REASONS,
    referrals.REASONS,
    safety_plans.REASONS,
    stalking.REASONS,
)


@cache
def _reasons() -> dict[str, Reason]:
    return dict(chain.from_iterable(one.reasons.items() for one in CATALOGUES))


def sentence_of(reason: str) -> str:
    """The sentence of a reason; the code itself where an old one is no longer known."""
    found = _reasons().get(reason)
    return found.sentence if found else reason


def held_in_words(reason: str) -> str:
    """What was found to be so, for the stored code of a precondition that held."""
    return f"Found: {preconditions.TITLES_BY_UNMET.get(reason, sentence_of(reason))}"
