"""Duties of second looks, queues, aids and plans: what is asked of whoever watches how work is done."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

SECOND_LOOKS: Mapping[DutyKind, DutyCard] = {
    DutyKind.REVIEW_EMERGENCY_OPENING: DutyCard(
        title="Review an emergency opening",
        met_by="Someone other than the opener records whether it was justified.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.READ_OPENING_FOUND: DutyCard(
        title="An emergency opening of yours was found not justified: read that",
        met_by="Whoever opened it notes that they have read it.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.ANSWER_QUEUE_ALARM: DutyCard(
        title="A queue has stopped or slowed, or far less comes in: say what is done about it",
        met_by="A supervisor answers.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.GIVE_FEEDBACK: DutyCard(
        title="Give feedback on an assessment you scored",
        met_by="The feedback is given to whoever made the assessment.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.DECIDE_AGAIN_BLIND: DutyCard(
        title="Decide a closed crime a second time, blind",
        met_by="The second decision is stored.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.SETTLE_DIFFERENCE: DutyCard(
        title="Two decided a closed crime differently: look at both",
        met_by="The first decision stands for reasons given, or the crime is reopened.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.ACCEPT_AID_AGAIN: DutyCard(
        title="The acceptance of a decision aid ends: look at its error",
        met_by="It is accepted again, or switched off.",
        desk=Desk.INSPECTION,
    ),
    DutyKind.READ_COPIES: DutyCard(
        title="Read two reviews that are nearly the same",
        met_by="A colleague says whether the later one is thin, or fine and why.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.LOOK_AT_WAYS_OUT: DutyCard(
        title="Crimes that went one way out began to go another: look at their records",
        met_by="The registrar records what they found.",
        desk=Desk.REGISTRAR,
    ),
    DutyKind.READ_ALIKE_THRIVE: DutyCard(
        title="Read two THRIVE assessments that are nearly the same",
        met_by="A colleague says whether the later one is thin, or fine and why.",
        desk=Desk.CONTROL_ROOM,
    ),
    DutyKind.FEED_BACK_THIN: DutyCard(
        title="A THRIVE was found thin: give feedback to whoever asked it",
        met_by="Their supervisor notes that it was given.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.LOOK_AT_RECOVERY: DutyCard(
        title="A recovery plan is in danger, or a week of it has not been entered: look at it",
        met_by="The week is entered and the plan is on course, or the plan is ended with its reason.",
        desk=Desk.PLANNING,
    ),
}
