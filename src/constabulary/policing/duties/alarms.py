"""What an alarm of a queue makes due, and what its answer needs."""

from datetime import datetime

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk, supervisor_desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.duties.flow import FlowState
from constabulary.standards.dated import Confidence
from constabulary.standards.queues import ANSWER_ALARM_WITHIN
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("queue-alarm")
ANSWER_MISSING = REASONS.add(
    "answer-missing",
    "Say what is done about it and by when.",
    source="Our default",
    confidence=Confidence.ASSUMPTION,
    field="words",
)
ANSWERED_ALREADY = REASONS.add(
    "answered-already",
    "Somebody has answered this alarm, or the queue flows again.",
    source="Our default",
    confidence=Confidence.ASSUMPTION,
)
ONLY_OF_THINNED = REASONS.add(
    "only-of-thinned",
    "Only of a queue into which less comes can it be said that this is usual from now on.",
    source="Our default",
    confidence=Confidence.ASSUMPTION,
    field="is_usual",
)
#: What a queue of is no work: a supervisor's own alarms.
NOT_A_QUEUE = frozenset({DutyKind.ANSWER_QUEUE_ALARM})


def find_duty_of_alarm(rulebook: Rulebook, *, desk: Desk, at: datetime) -> DutyDue:
    """A supervisor of the desk is to answer."""
    within = rulebook[ANSWER_ALARM_WITHIN]
    return DutyDue(
        kind=DutyKind.ANSWER_QUEUE_ALARM,
        desk=supervisor_desk(desk),
        due_at=at + within.value,
        rule=within.key,
        edition=within.edition,
        risk=2,
    )


def find_reasons_against_answer(
    *, words: str, is_waiting: bool, is_usual: bool = False, nature: FlowState = FlowState.THINNED
) -> Reasons:
    """Why an alarm cannot be answered like this; `is_usual`: by saying that it is so from now on."""
    if not is_waiting:
        return (ANSWERED_ALREADY,)
    found = [] if words.strip() else [ANSWER_MISSING]
    return (*found, ONLY_OF_THINNED) if is_usual and nature is not FlowState.THINNED else tuple(found)
