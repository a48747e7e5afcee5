"""The kinds of duty: what is due, at which desk, and what meets it."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.kinds import DutyKind
from constabulary.standards.values import value

__all__ = ["CATALOGUE", "DutyCard", "DutyKind"]


@value
class DutyCard:
    """A kind of duty in words: what is due, what meets it, which desk holds it unless the act says otherwise."""

    title: str
    met_by: str
    desk: Desk


CATALOGUE: Mapping[DutyKind, DutyCard] = {
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
    DutyKind.ANSWER_QUEUE_ALARM: DutyCard(
        title="A queue has stopped or slowed, or far less comes in: say what is done about it",
        met_by="A supervisor answers.",
        desk=Desk.SUPERVISION,
    ),
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
    DutyKind.FOLLOW_LINE: DutyCard(
        title="Follow a line of enquiry",
        met_by="The line is ended with its result or a reason.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.CONTACT_VICTIM_FIRST: DutyCard(
        title="First contact with the victim",
        met_by="The victim is reached, or an attempt is recorded each time.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.ACKNOWLEDGE_REPORT: DutyCard(
        title="Send the victim the written acknowledgement",
        met_by="It is sent by the safe route with the crime's reference.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.TELL_OF_REPORT: DutyCard(
        title="Tell the victim by their safe route that their report is recorded: write nothing",
        met_by="They are told by the safe route, with the crime's reference where they want it, and that is recorded.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.REFER_TO_SUPPORT: DutyCard(
        title="Refer the victim to a support service",
        met_by="The referral is made, or the victim declines.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.ASSESS_NEEDS: DutyCard(
        title="Assess the victim's needs", met_by="The needs assessment is recorded.", desk=Desk.VICTIMS
    ),
    DutyKind.AGREE_CONTACT: DutyCard(
        title="Agree contact with the victim",
        met_by="How and how often is agreed and recorded.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.UPDATE_VICTIM: DutyCard(
        title="Update the victim as agreed", met_by="An update that reached the victim.", desk=Desk.INVESTIGATION
    ),
    DutyKind.TELL_VICTIM_OF_CHANGE: DutyCard(
        title="Tell the victim what has changed", met_by="An update that reached the victim.", desk=Desk.INVESTIGATION
    ),
    DutyKind.TELL_VICTIM_OF_OUTCOME: DutyCard(
        title="Tell the victim of the outcome before it is applied",
        met_by="The victim is told, or what counts as told is recorded.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.OFFER_REVIEW: DutyCard(
        title="Tell the victim of the right to review",
        met_by="The offer is recorded with an update.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.ASK_VICTIM_ALONE: DutyCard(
        title="Ask the victim alone, in a safe way, what they want",
        met_by="Their position is recorded, in their own words, seen or spoken to alone.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.ANSWER_VICTIM: DutyCard(
        title="Answer what the victim asked", met_by="An update that reached the victim.", desk=Desk.INVESTIGATION
    ),
    DutyKind.TELEPHONE_INSTEAD: DutyCard(
        title="A message could not be delivered: telephone by the safe route",
        met_by="The person is reached, another message goes out, or a new safe route is confirmed.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.SEE_IF_SAFE_TO_TELL: DutyCard(
        title="See whether the victim can safely be told of the outcome by now",
        met_by="The victim is told, or it is decided again that it is not safe.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.OFFER_PERSONAL_STATEMENT: DutyCard(
        title="Offer the victim a personal statement",
        met_by="They make one, decline, or agree when to be asked again.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.ASK_SPECIAL_MEASURES: DutyCard(
        title="Ask the victim about special measures at court",
        met_by="What they want is recorded, with the grounds or that there are none.",
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
    DutyKind.REVIEW_SUSPECT: DutyCard(
        title="Review an outstanding suspect",
        met_by="The suspect's status moves, or a review examines it.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.FIND_ABUSE_SUSPECT: DutyCard(
        title="Find a named suspect of domestic abuse",
        met_by="They are arrested, interviewed, eliminated or disposed of, with the reference of it.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.SEE_ABUSE_SUSPECT_FOUND: DutyCard(
        title="Supervisor: a named suspect of domestic abuse is not found in time",
        met_by="They are arrested, interviewed, eliminated or disposed of, with the reference of it.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.ESTABLISH_IDENTITY: DutyCard(
        title="Establish the suspect's true identity",
        met_by="It is established, or a supervisor records why it cannot be.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.LOOK_AT_BAIL: DutyCard(
        title="Bail ends soon: look at what is still to do, and whether it must be extended",
        met_by="Somebody with the authority asked notes what they found, bail is extended, or the suspect's status moves.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.DECIDE_BAIL: DutyCard(
        title="Bail ends: decide, release, or have it extended by who may",
        met_by="The suspect's status moves, or bail is extended by the rank that the law asks for, or a court.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.REVIEW_RELEASE: DutyCard(
        title="Review a release under investigation",
        met_by="The review is noted by the rank that the standard asks for, or the suspect's status moves.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.REVIEW_DETENTION: DutyCard(
        title="Review a detention",
        met_by="The review is noted from the custody record, or they are no longer in custody.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.END_DETENTION: DutyCard(
        title="Detention reaches its limit: charge, release, or have it extended by who may",
        met_by="They are no longer in custody, or the limit is extended by a superintendent or a court.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.DECIDE_EVIDENCE_LED: DutyCard(
        title="Decide whether the case goes on without the victim",
        met_by="Somebody with the authority decides.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.DECIDE_OUTCOME: DutyCard(
        title="Decide a proposed outcome", met_by="It is approved or refused.", desk=Desk.SUPERVISION
    ),
    DutyKind.DECIDE_OVER_LIMIT: DutyCard(
        title="Decide whether an officer takes more than they can carry",
        met_by="The crime is given to them, or it is refused with a reason.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.PROPOSE_AGAIN: DutyCard(
        title="Do what the refusal or reopening asks, then propose an outcome",
        met_by="An outcome is proposed.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.CHANGE_OUTCOME: DutyCard(
        title="A suspect was found: reopen and change the outcome",
        met_by="The crime is reopened.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.DECIDE_CANCELLATION: DutyCard(
        title="Decide a cancellation", met_by="It is decided or refused.", desk=Desk.REGISTRAR
    ),
    DutyKind.OVERSEE_DECISION: DutyCard(
        title="Look at a recording decision", met_by="The registrar's finding is recorded.", desk=Desk.REGISTRAR
    ),
    DutyKind.OVERSEE_OUTCOME: DutyCard(
        title="Look at an outcome", met_by="The registrar's finding is recorded.", desk=Desk.REGISTRAR
    ),
    DutyKind.GIVE_FEEDBACK: DutyCard(
        title="Give feedback on an assessment you scored",
        met_by="The feedback is given to whoever made the assessment.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.REVIEW_RISK: DutyCard(
        title="Look at the risk a second time",
        met_by="Somebody other than the assessor grades it with reasons.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.DECIDE_RISK_GRADE: DutyCard(
        title="Decide a risk grade below the suggestion",
        met_by="A supervisor grades it with reasons.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.LOOK_AT_STALKING: DutyCard(
        title="Specialist: look at a stalking screening",
        met_by="A specialist asks the stalking questions again or assesses the risk.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.REFER_TO_MARAC: DutyCard(
        title="Refer to the MARAC", met_by="The referral is sent.", desk=Desk.VULNERABILITY
    ),
    DutyKind.REFER_CHILD: DutyCard(
        title="Refer a child of the household to children's services",
        met_by="The referral is sent.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.FOLLOW_REFERRAL: DutyCard(
        title="Hear that a referral has arrived", met_by="Its answer is noted.", desk=Desk.VULNERABILITY
    ),
    DutyKind.SEE_REFERRAL_TAKEN: DutyCard(
        title="A referral was not acknowledged, or was declined: see that somebody takes it",
        met_by="It is accepted, or another is sent.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.PLAN_SAFETY: DutyCard(title="Set the safety plan", met_by="The plan is set.", desk=Desk.VULNERABILITY),
    DutyKind.REVIEW_SAFETY_PLAN: DutyCard(
        title="Review the safety plan", met_by="The plan is reviewed.", desk=Desk.VULNERABILITY
    ),
    DutyKind.REVIEW_WARNING: DutyCard(
        title="Look at a warning again",
        met_by="Somebody looks and writes what they found, or the warning is ended.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.GIVE_NEED: DutyCard(
        title="Say whether the officer in charge needs the victim's sealed details",
        met_by="Need is given for a time, with a reason.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.PLAN_SUSPECT_LEARNS: DutyCard(
        title="Plan the day the suspect learns that the case goes on without the victim",
        met_by="The plan for the day is set.",
        desk=Desk.INVESTIGATION,
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
    DutyKind.LOOK_AT_RECOVERY: DutyCard(
        title="A recovery plan is in danger, or a week of it has not been entered: look at it",
        met_by="The week is entered and the plan is on course, or the plan is ended with its reason.",
        desk=Desk.PLANNING,
    ),
}
