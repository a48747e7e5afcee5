"""Appointments: what one must be, and when keeping it is due."""

from datetime import datetime

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.incidents.duties import IncidentFacts, risk_of
from constabulary.standards.dated import Confidence
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("appointment")


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source="Our safeguard", confidence=Confidence.ASSUMPTION, field=field)


ENDS_BEFORE_IT_BEGINS = _reason("ends-first", "It must end after it begins.", "until_at")
IN_THE_PAST = _reason("in-the-past", "It must lie ahead.", "from_at")
ONE_IS_MADE = _reason("one-is-made", "There is an appointment already: move it instead.", "from_at")
NONE_IS_MADE = _reason("none-is-made", "There is no appointment.", "reason")
REASON_MISSING = _reason("reason-missing", "Say why, in a few words.", "reason")


def find_reasons_against_appointment(from_at: datetime, until_at: datetime, *, at: datetime) -> Reasons:
    """Why that cannot be an appointment."""
    against = [(until_at <= from_at, ENDS_BEFORE_IT_BEGINS), (until_at <= at, IN_THE_PAST)]
    return tuple(reason for applies, reason in against if applies)


def find_duty_of_appointment(facts: IncidentFacts, rulebook: Rulebook, *, until_at: datetime) -> DutyDue:
    """Keeping it is due by its end; the time that the grade gives stands beside it."""
    grades = rulebook[RESPONSE_GRADES]
    return DutyDue(
        kind=DutyKind.KEEP_APPOINTMENT,
        desk=facts.desk,
        due_at=until_at,
        rule=grades.key,
        edition=grades.edition,
        risk=risk_of(facts),
    )
