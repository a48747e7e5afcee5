"""Duties of an outcome: proposing, deciding, changing, overseeing it."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

OUTCOMES: Mapping[DutyKind, DutyCard] = {
    DutyKind.DECIDE_EVIDENCE_LED: DutyCard(
        title="Decide whether the case goes on without the victim",
        met_by="Somebody with the authority decides.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.DECIDE_OUTCOME: DutyCard(
        title="Decide a proposed outcome", met_by="It is approved or refused.", desk=Desk.SUPERVISION
    ),
    DutyKind.PROPOSE_AGAIN: DutyCard(
        title="Do what the refusal or reopening asks, then propose an outcome",
        met_by="An outcome is proposed, or a cancellation asked for.",
        desk=Desk.INVESTIGATION,
    ),
    DutyKind.CHANGE_OUTCOME: DutyCard(
        title="Reopen and change the outcome: a suspect was found, or the registrar found it wrong",
        met_by="The crime is reopened.",
        desk=Desk.SUPERVISION,
    ),
    DutyKind.DECIDE_CANCELLATION: DutyCard(
        title="Decide a cancellation", met_by="It is decided or refused.", desk=Desk.REGISTRAR
    ),
    DutyKind.OVERSEE_DECISION: DutyCard(
        title="Look at a recording decision", met_by="The registrar's finding is recorded.", desk=Desk.REGISTRAR
    ),
    DutyKind.ANSWER_REGISTRAR: DutyCard(
        title="Answer what the registrar asks of a decision",
        met_by="What was asked is answered; the registrar looks again.",
        desk=Desk.IMU,
    ),
    DutyKind.OVERSEE_OUTCOME: DutyCard(
        title="Look at an outcome", met_by="The registrar's finding is recorded.", desk=Desk.REGISTRAR
    ),
}
