"""Hand-offs between desks: sent with a reason, acknowledged in time by the receiving desk, or escalated."""

from datetime import datetime

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk, supervisor_desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.response import ACKNOWLEDGE_WITHIN
from constabulary.standards.rulebook import Rulebook

REASONS = ReasonsCatalogue("handoff")

#: The desks that an incident may be handed to.
TAKES_INCIDENTS = (
    Desk.CONTROL_ROOM, Desk.IMU, Desk.INVESTIGATION, Desk.VULNERABILITY, Desk.VICTIMS, Desk.OFFENDER_MANAGEMENT,
    Desk.ONLINE_INVESTIGATION,
)  # fmt: skip


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source="Our safeguard", confidence=Confidence.ASSUMPTION, field=field)


REASON_MISSING = _reason("reason-missing", "Say why it goes to the other desk, and what they are to do.", "reason")
SAME_DESK = _reason("same-desk", "The incident is with that desk already.", "to_desk")
NOT_A_DESK_FOR_INCIDENTS = _reason("not-for-incidents", "That desk does not take incidents.", "to_desk")
ON_ITS_WAY = _reason("on-its-way", "A hand-off of this incident has not been acknowledged yet.", "to_desk")


def find_reasons_against_handoff(*, from_desk: Desk, to_desk: Desk, reason: str, one_is_open: bool) -> Reasons:
    """Why an incident cannot be handed over like this."""
    against: list[tuple[bool, Reason]] = [
        (not reason.strip(), REASON_MISSING),
        (from_desk is to_desk, SAME_DESK),
        (to_desk not in TAKES_INCIDENTS, NOT_A_DESK_FOR_INCIDENTS),
        (one_is_open, ON_ITS_WAY),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_duty_of_handoff(rulebook: Rulebook, *, to_desk: Desk, risk: int, at: datetime) -> DutyDue:
    """The receiving desk is to acknowledge within the standard interval."""
    within = rulebook[ACKNOWLEDGE_WITHIN]
    return DutyDue(
        kind=DutyKind.ACKNOWLEDGE_HANDOFF,
        desk=to_desk,
        due_at=at + within.value,
        rule=within.key,
        edition=within.edition,
        risk=risk,
    )


def find_duty_of_escalation(rulebook: Rulebook, *, from_desk: Desk, risk: int, at: datetime) -> DutyDue:
    """A supervisor of the sending desk is to see that a hand-off nobody acknowledged is taken, in the same time again."""
    within = rulebook[ACKNOWLEDGE_WITHIN]
    return DutyDue(
        kind=DutyKind.SEE_HANDOFF_TAKEN,
        desk=supervisor_desk(from_desk),
        due_at=at + within.value,
        rule=within.key,
        edition=within.edition,
        risk=risk,
    )
