"""Duties about a suspect: who they are, bail, release, detention."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

SUSPECTS: Mapping[DutyKind, DutyCard] = {
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
        met_by=(
            "A supervisor's look at the incident, or a review of the crime that examines its suspects, says what is done; "
            "or they are found."
        ),
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
}
