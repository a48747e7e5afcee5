"""Duties of an incident: being there, asking THRIVE, recording, handing over."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

INCIDENTS: Mapping[DutyKind, DutyCard] = {
    DutyKind.ATTEND: DutyCard(title="Be there", met_by="A unit arrives.", desk=Desk.CONTROL_ROOM),
    DutyKind.FIND_PLACE: DutyCard(
        title="Find out where it is", met_by="The place is on the incident.", desk=Desk.CONTROL_ROOM
    ),
    DutyKind.CALL_BACK: DutyCard(
        title="Call back or resolve",
        met_by="A unit arrives, what was reported is resolved, or the victim of the crime is reached.",
        desk=Desk.IMU,
    ),
    DutyKind.REASSESS: DutyCard(title="Ask THRIVE again", met_by="A new THRIVE assessment.", desk=Desk.CONTROL_ROOM),
    DutyKind.ACCEPT_BELOW_FLOOR: DutyCard(
        title="Decide a less urgent grade", met_by="A supervisor accepts or refuses the grade.", desk=Desk.CONTROL_ROOM
    ),
    DutyKind.SUPERVISE: DutyCard(
        title="Supervisor: look at this incident",
        met_by="A supervisor looks and writes down what is to happen.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.KEEP_APPOINTMENT: DutyCard(title="Keep the appointment", met_by="A unit arrives.", desk=Desk.CONTROL_ROOM),
    DutyKind.DECIDE_RECORDING: DutyCard(
        title="Decide whether to record a crime", met_by="A recording decision.", desk=Desk.IMU
    ),
    DutyKind.TELL_NOT_RECORDED: DutyCard(
        title="Tell whoever reported it that no crime is recorded",
        met_by="The log says that they were told, and how to challenge it, or why they cannot be told.",
        desk=Desk.IMU,
    ),
    DutyKind.ACKNOWLEDGE_HANDOFF: DutyCard(
        title="Acknowledge a hand-off", met_by="The receiving desk acknowledges.", desk=Desk.IMU
    ),
    DutyKind.SEE_HANDOFF_TAKEN: DutyCard(
        title="A hand-off was not acknowledged: see that somebody takes it",
        met_by="The receiving desk acknowledges.",
        desk=Desk.SUPERVISION,
    ),
}
