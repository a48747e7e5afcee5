"""The kinds of duty: what is due, at which desk, and what meets it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from constabulary.policing.desks import Desk
from constabulary.standards.values import value


class DutyKind(StrEnum):
    """One kind of thing due."""

    ATTEND = "attend"
    CALL_BACK = "call_back"
    REASSESS = "reassess"
    ACCEPT_BELOW_FLOOR = "accept_below_floor"
    SUPERVISE = "supervise"
    KEEP_APPOINTMENT = "keep_appointment"
    DECIDE_RECORDING = "decide_recording"
    CONFIRM_SAFE_ROUTE = "confirm_safe_route"
    ASSESS_DOMESTIC_ABUSE = "assess_domestic_abuse"
    ASK_STALKING_QUESTIONS = "ask_stalking_questions"
    ACKNOWLEDGE_HANDOFF = "acknowledge_handoff"
    SEE_HANDOFF_TAKEN = "see_handoff_taken"
    ALLOCATE = "allocate"
    REVIEW_EMERGENCY_OPENING = "review_emergency_opening"


@value
class DutyCard:
    """A kind of duty in words: what is due, what meets it, which desk holds it unless the act says otherwise."""

    title: str
    met_by: str
    desk: Desk


CATALOGUE: Mapping[DutyKind, DutyCard] = {
    DutyKind.ATTEND: DutyCard(
        title="Be there", met_by="A unit arrives, or the incident is closed.", desk=Desk.CONTROL_ROOM
    ),
    DutyKind.CALL_BACK: DutyCard(
        title="Call back or resolve",
        met_by="The caller is dealt with and the incident closed.",
        desk=Desk.IMU,
    ),
    DutyKind.REASSESS: DutyCard(
        title="Ask THRIVE again",
        met_by="A new THRIVE assessment, or the incident is closed.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.ACCEPT_BELOW_FLOOR: DutyCard(
        title="Decide a less urgent grade",
        met_by="A supervisor accepts or refuses the grade, or THRIVE is asked again.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.SUPERVISE: DutyCard(
        title="Supervisor: look at this incident",
        met_by="A supervisor looks and writes down what is to happen, or the incident is closed.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.KEEP_APPOINTMENT: DutyCard(
        title="Keep the appointment",
        met_by="A unit arrives, or the appointment is moved, missed or refused.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.DECIDE_RECORDING: DutyCard(
        title="Decide whether to record a crime", met_by="A recording decision.", desk=Desk.IMU
    ),
    DutyKind.CONFIRM_SAFE_ROUTE: DutyCard(
        title="Confirm a safe way to reach the victim",
        met_by="A safe route is confirmed with the victim, or it is recorded that there is none.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.ASSESS_DOMESTIC_ABUSE: DutyCard(
        title="First domestic abuse risk assessment",
        met_by="A risk assessment with a grade and a rationale.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.ASK_STALKING_QUESTIONS: DutyCard(
        title="Ask the stalking questions",
        met_by="The stalking screening with its four answers.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.ACKNOWLEDGE_HANDOFF: DutyCard(
        title="Acknowledge a hand-off", met_by="The receiving desk acknowledges.", desk=Desk.IMU
    ),
    DutyKind.SEE_HANDOFF_TAKEN: DutyCard(
        title="A hand-off was not acknowledged: see that somebody takes it",
        met_by="The receiving desk acknowledges.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.REVIEW_EMERGENCY_OPENING: DutyCard(
        title="Review an emergency opening",
        met_by="Someone other than the opener records whether it was justified.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.ALLOCATE: DutyCard(title="Allocate to an officer", met_by="The crime is allocated.", desk=Desk.ALLOCATION),
}


@value
class DutyDue:
    """A duty that an act opens: what, at which desk, by when, under which edition of which standard."""

    kind: DutyKind
    desk: Desk
    due_at: datetime
    rule: str
    edition: str
    outer_due_at: datetime | None = None
    risk: int = 0
