"""Duties owed to a victim: contact, support, what they are told and asked."""

from collections.abc import Mapping

from constabulary.policing.desks import Desk
from constabulary.policing.duties.cards import DutyCard
from constabulary.policing.duties.kinds import DutyKind

VICTIMS: Mapping[DutyKind, DutyCard] = {
    DutyKind.CONFIRM_SAFE_ROUTE: DutyCard(
        title="Confirm a safe way to reach the victim",
        met_by="A safe route is confirmed with the victim, or it is recorded that there is none.",
        desk=Desk.CONTROL_ROOM,
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
        title="Tell the victim what has changed",
        met_by="An update that reached the victim, and says that this was told. A message only asks them to ring.",
        desk=Desk.INVESTIGATION,
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
    DutyKind.ACKNOWLEDGE_REVIEW: DutyCard(
        title="Acknowledge that the victim asks for a review",
        met_by="An update about the review that reached them, or was left with them.",
        desk=Desk.VICTIMS,
    ),
    DutyKind.REVIEW_DECISION: DutyCard(
        title="The victim asks for the decision to be reviewed: decide afresh",
        met_by="Somebody a rank above whoever decided, who had no part in it, answers with reasons.",
        desk=Desk.INSPECTORS,
    ),
    DutyKind.TELL_OF_REVIEW: DutyCard(
        title="Give the victim the result of the review, with the written reasons",
        met_by="An update about the review that reached them, or was left with them.",
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
}
