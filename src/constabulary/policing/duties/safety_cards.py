"""Duties of somebody's safety: risk, stalking, referrals, plans, warnings, what is sealed."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

SAFETY: Mapping[DutyKind, DutyCard] = {
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
        title="Say whether an officer needs somebody's sealed details",
        met_by="Need is given for a time, with a reason; or refused with one, at an incident.",
        desk=Desk.VULNERABILITY,
    ),
    DutyKind.PLAN_SUSPECT_LEARNS: DutyCard(
        title="Plan the day the suspect learns that the case goes on without the victim",
        met_by="The plan for the day is set.",
        desk=Desk.INVESTIGATION,
    ),
}
