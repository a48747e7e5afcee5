"""Duties of an investigation: giving it to somebody, its plan, its reviews, the case that goes to a prosecutor."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

INVESTIGATION: Mapping[DutyKind, DutyCard] = {
    DutyKind.ALLOCATE: DutyCard(title="Allocate to an officer", met_by="The crime is allocated.", desk=Desk.ALLOCATION),
    DutyKind.GRADE_AGAIN: DutyCard(
        title="Grade what a crime weighs a second time, blind",
        met_by="Somebody who neither has the crime nor graded it says what it weighs, and why.",
        desk=Desk.ALLOCATION,
    ),
    DutyKind.FILE_CRIME: DutyCard(
        title="Propose the outcome of a crime that is filed", met_by="An outcome is proposed.", desk=Desk.IMU
    ),
    DutyKind.SET_PLAN: DutyCard(title="Set the investigation plan", met_by="The plan is set.", desk=Desk.INVESTIGATION),
    DutyKind.APPROVE_PLAN: DutyCard(
        title="Approve the plan",
        met_by="A supervisor approves or returns the plan, or a review directs.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.BEGIN_PROCEEDINGS: DutyCard(
        title="The time limit of a summary offence comes near: charge, or have the outcome decided",
        met_by="Every suspect who is still in it is charged or summoned, or an outcome is decided.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.FOLLOW_LINE: DutyCard(
        title="Follow a line of enquiry",
        met_by="The line is ended with its result or a reason.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.REVIEW_INVESTIGATION: DutyCard(
        title="Review the investigation",
        met_by="A supervisor's review that directs, challenges, or says why not.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.INSPECT_INVESTIGATION: DutyCard(
        title="Inspector's review",
        met_by="An inspector's review that directs, challenges, or says why not.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.FOLLOW_DIRECTION: DutyCard(
        title="Carry out a direction", met_by="The direction is answered.", desk=Desk.INVESTIGATION
    ),
    DutyKind.DECIDE_OVER_LIMIT: DutyCard(
        title="Decide whether an officer takes more than they can carry",
        met_by="The crime is given to them, or it is refused with a reason.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.APPLY_FULL_CODE: DutyCard(
        title="Apply the full code test after a threshold charge",
        met_by="The full code test is recorded.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.HEAR_FROM_PROSECUTOR: DutyCard(
        title="Hear from the prosecutor, and ask after the request",
        met_by="The prosecutor's answer is recorded.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.ANSWER_ACTION_ITEM: DutyCard(
        title="Do an item of the prosecutor's action plan", met_by="The item is answered.", desk=Desk.INVESTIGATION
    ),
    DutyKind.SEND_REQUEST_AGAIN: DutyCard(
        title="Send the request to the prosecutor again", met_by="The request is sent again.", desk=Desk.INVESTIGATION
    ),
    DutyKind.CHARGE_SUSPECT: DutyCard(
        title="Charge or summons the suspect as decided",
        met_by="The suspect moves to charged or summoned.",
        desk=Desk.INVESTIGATION,
    ),
}
