"""The lifecycles as data: states, what moves each to which, and the journal entry each move leaves.

`docs/reference/states.md` is generated from these tables; records carry the same states as CHECK constraints.
"""

from collections.abc import Mapping

from constabulary.policing.decisions import NotAllowed, ReasonsCatalogue
from constabulary.policing.investigation.suspects import MAY_FOLLOW, SUSPECT_STATUS_TITLES
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("lifecycle")


@value
class Move:
    """One allowed move, what people call it, and the kind of journal entry it leaves."""

    from_state: str
    to_state: str
    verb: str
    entry: str


@value
class Lifecycle:
    """One lifecycle: its states in words, the first, the final ones and the moves between them."""

    name: str
    states: Mapping[str, str]
    first: str
    final: tuple[str, ...]
    moves: tuple[Move, ...]

    def may_move(self, from_state: str, to_state: str) -> bool:
        """Whether there is such a move."""
        return any(move.from_state == from_state and move.to_state == to_state for move in self.moves)

    def check_move(self, from_state: str, to_state: str) -> None:
        """Raise NotAllowed unless there is such a move."""
        if not self.may_move(from_state, to_state):
            raise NotAllowed([WRONG_STATE[self.name]])


def _lifecycle(
    name: str,
    states: Mapping[str, str],
    *,
    final: tuple[str, ...],
    moves: tuple[tuple[str, str, str, str], ...],
) -> Lifecycle:
    return Lifecycle(
        name=name,
        states=states,
        first=next(iter(states)),
        final=final,
        moves=tuple(Move(from_state=a, to_state=b, verb=verb, entry=entry) for a, b, verb, entry in moves),
    )


INCIDENT = _lifecycle(
    "incident",
    {
        "open": "Open: nobody is on the way",
        "deployed": "A unit is on its way or there",
        "attended": "Attended: being resolved",
        "closed": "Closed",
    },
    final=("closed",),
    moves=(
        ("open", "deployed", "deploy a unit", "incident_deployed"),
        ("deployed", "open", "divert the unit", "incident_unit_diverted"),
        ("deployed", "attended", "arrive", "incident_attended"),
        ("open", "closed", "close without deployment", "incident_closed"),
        ("attended", "closed", "close", "incident_closed"),
    ),
)
CRIME = _lifecycle(
    "crime",
    {
        "unallocated": "Recorded, waiting for an officer",
        "allocated": "Allocated, no plan yet",
        "investigating": "Under investigation to a plan",
        "outcome_proposed": "An outcome is proposed",
        "finalised": "Finalised with an outcome",
        "cancelled": "Cancelled or transferred",
    },
    final=("cancelled",),
    moves=(
        ("unallocated", "allocated", "allocate", "crime_allocated"),
        ("allocated", "allocated", "allocate again", "crime_allocated"),
        ("investigating", "investigating", "allocate again", "crime_allocated"),
        ("allocated", "investigating", "set the plan", "plan_set"),
        ("investigating", "outcome_proposed", "propose an outcome", "outcome_proposed"),
        ("allocated", "outcome_proposed", "propose an outcome", "outcome_proposed"),
        ("unallocated", "outcome_proposed", "propose an outcome at the desk", "outcome_proposed"),
        ("outcome_proposed", "finalised", "approve the outcome", "outcome_approved"),
        ("outcome_proposed", "investigating", "refuse the outcome", "outcome_refused"),
        ("outcome_proposed", "allocated", "refuse the outcome of a crime without a plan", "outcome_refused"),
        ("outcome_proposed", "unallocated", "refuse the outcome of a crime at the desk", "outcome_refused"),
        ("finalised", "investigating", "reopen", "crime_reopened"),
        ("finalised", "allocated", "reopen a crime without a plan", "crime_reopened"),
        ("finalised", "unallocated", "reopen a crime of the desk", "crime_reopened"),
        ("unallocated", "cancelled", "cancel", "crime_cancelled"),
        ("allocated", "cancelled", "cancel", "crime_cancelled"),
        ("investigating", "cancelled", "cancel", "crime_cancelled"),
        ("finalised", "cancelled", "cancel", "crime_cancelled"),
    ),
)
#: The states of a crime under investigation: an officer has it, or an outcome is proposed.
AT_WORK = frozenset({"allocated", "investigating", "outcome_proposed"})
#: The states of a crime on which nobody works: it may be open again one day, or never.
WORK_OVER = frozenset({"finalised", "cancelled"})
DUTY = _lifecycle(
    "duty",
    {"open": "Due", "met": "Met", "superseded": "No longer needed: replaced by a later one, or fallen away undone"},
    final=("met", "superseded"),
    moves=(
        ("open", "met", "do what was due", "the entry of the act that met it"),
        ("open", "superseded", "replace or let fall away", "the entry of the act that made it needless"),
    ),
)
HANDOFF = _lifecycle(
    "handoff",
    {
        "sent": "Sent, not acknowledged",
        "escalated": "Not acknowledged in time",
        "acknowledged": "Acknowledged",
    },
    final=("acknowledged",),
    moves=(
        ("sent", "acknowledged", "acknowledge", "handoff_acknowledged"),
        ("sent", "escalated", "escalate", "handoff_escalated"),
        ("escalated", "acknowledged", "acknowledge", "handoff_acknowledged"),
    ),
)
IMPROVEMENT = _lifecycle(
    "improvement",
    {
        "awaiting_review": "Nobody has begun",
        "being_progressed": "Being worked on",
        "complete": "Complete, with a statement",
        "superseded": "Taken up by a later inspection",
        "rejected": "Not accepted by the force",
    },
    final=("superseded", "rejected"),
    moves=(
        ("awaiting_review", "being_progressed", "begin", "improvement_progressed"),
        ("awaiting_review", "rejected", "reject", "improvement_progressed"),
        ("awaiting_review", "superseded", "supersede", "improvement_progressed"),
        ("being_progressed", "complete", "complete", "improvement_completed"),
        ("being_progressed", "superseded", "supersede", "improvement_progressed"),
        ("complete", "being_progressed", "reopen", "improvement_progressed"),
    ),
)
DEPLOYMENT = _lifecycle(
    "deployment",
    {
        "sent": "Sent",
        "en_route": "On the way",
        "at_scene": "There",
        "cleared": "Cleared",
        "diverted": "Diverted before it was there",
    },
    final=("cleared", "diverted"),
    moves=(
        ("sent", "en_route", "set off", "unit_en_route"),
        ("sent", "at_scene", "arrive", "incident_attended"),
        ("en_route", "at_scene", "arrive", "incident_attended"),
        ("sent", "diverted", "divert", "incident_unit_diverted"),
        ("en_route", "diverted", "divert", "incident_unit_diverted"),
        ("at_scene", "cleared", "clear", "unit_cleared"),
    ),
)
APPOINTMENT = _lifecycle(
    "appointment",
    {
        "made": "Made",
        "kept": "Kept",
        "missed": "Missed by us",
        "moved": "Moved to another time",
        "refused": "Refused by the caller",
    },
    final=("kept", "missed", "moved", "refused"),
    moves=(
        ("made", "kept", "arrive", "incident_attended"),
        ("made", "missed", "miss", "appointment_missed"),
        ("made", "moved", "move", "appointment_moved"),
        ("made", "refused", "refuse", "appointment_refused"),
    ),
)
MESSAGE = _lifecycle(
    "message",
    {"queued": "Waiting in the outbox", "sent": "Sent", "withdrawn": "Withdrawn before it was sent"},
    final=("sent", "withdrawn"),
    moves=(
        ("queued", "sent", "send", "message_sent"),
        ("queued", "withdrawn", "withdraw", "message_withdrawn"),
    ),
)
LINE_OF_ENQUIRY = _lifecycle(
    "line of enquiry",
    {"open": "Open", "done": "Done, with its result", "not_pursued": "Not pursued, with the reason"},
    final=("done", "not_pursued"),
    moves=(
        ("open", "done", "end with a result", "line_ended"),
        ("open", "not_pursued", "end without", "line_ended"),
    ),
)
SUSPECT = _lifecycle(
    "suspect",
    {status.value: title for status, title in SUSPECT_STATUS_TITLES.items()},
    final=("deceased",),
    moves=tuple(
        (now.value, then.value, then.label.lower(), "suspect_moved")
        for now, followers in MAY_FOLLOW.items()
        for then in followers
    ),
)
OUTCOME = _lifecycle(
    "outcome",
    {
        "proposed": "Proposed, waiting for a decision",
        "approved": "Approved: it stands",
        "refused": "Refused, with what must be done",
        "overtaken": "Stood until the crime was reopened",
    },
    final=("refused", "overtaken"),
    moves=(
        ("proposed", "approved", "approve", "outcome_approved"),
        ("proposed", "refused", "refuse", "outcome_refused"),
        ("approved", "overtaken", "reopen the crime", "crime_reopened"),
    ),
)
CANCELLATION = _lifecycle(
    "cancellation",
    {"asked": "Asked for", "decided": "The crime is cancelled", "refused": "Refused"},
    final=("decided", "refused"),
    moves=(
        ("asked", "decided", "cancel the crime", "crime_cancelled"),
        ("asked", "refused", "refuse", "cancellation_refused"),
    ),
)
REFERRAL = _lifecycle(
    "referral",
    {
        "sent": "Sent, not acknowledged",
        "escalated": "Not acknowledged in time",
        "acknowledged": "Acknowledged, not taken on yet",
        "accepted": "Taken on",
        "declined": "Declined",
    },
    final=("accepted", "declined"),
    moves=(
        ("sent", "acknowledged", "note that they have it", "referral_answered"),
        ("sent", "accepted", "note that they take it", "referral_answered"),
        ("sent", "declined", "note that they decline", "referral_answered"),
        ("sent", "escalated", "escalate", "referral_escalated"),
        ("escalated", "acknowledged", "note that they have it", "referral_answered"),
        ("escalated", "accepted", "note that they take it", "referral_answered"),
        ("escalated", "declined", "note that they decline", "referral_answered"),
        ("acknowledged", "accepted", "note that they take it", "referral_answered"),
        ("acknowledged", "declined", "note that they decline", "referral_answered"),
    ),
)
PROPOSAL = _lifecycle(
    "proposal",
    {
        "open": "Proposed, to be decided",
        "accepted": "Accepted: the officer has the crime",
        "changed": "Another officer was chosen",
        "rejected": "Rejected, with the reason",
        "superseded": "Proposed anew",
    },
    final=("accepted", "changed", "rejected", "superseded"),
    moves=(
        ("open", "accepted", "allocate to the officer proposed", "crime_allocated"),
        ("open", "changed", "allocate to another officer", "crime_allocated"),
        ("open", "rejected", "reject", "proposal_rejected"),
        ("open", "superseded", "propose anew", "allocation_proposed"),
    ),
)
CHARGING_REQUEST = _lifecycle(
    "charging request",
    {
        "sent": "Sent to the prosecutor, not answered",
        "charge": "The prosecutor decided to charge",
        "no_further_action": "The prosecutor decided on no further action",
        "action_plan": "The prosecutor gave an action plan",
        "sent_again": "Sent again after its action plan",
    },
    final=("charge", "no_further_action", "sent_again"),
    moves=(
        ("sent", "charge", "record a decision to charge", "charge_answered"),
        ("sent", "no_further_action", "record a decision on no further action", "charge_answered"),
        ("sent", "action_plan", "record an action plan", "charge_answered"),
        ("action_plan", "sent_again", "send the request again", "charge_requested"),
    ),
)
EXHIBIT = _lifecycle(
    "exhibit",
    {
        "held": "Held by the force",
        "returned": "Returned to whoever may have it",
        "disposed": "Destroyed or otherwise disposed of",
    },
    final=("returned", "disposed"),
    moves=(
        ("held", "returned", "return", "exhibit_ended"),
        ("held", "disposed", "dispose of it", "exhibit_ended"),
    ),
)
SCENARIO_RUN = _lifecycle(
    "scenario run",
    {
        "asked": "Asked for, waiting to be played",
        "running": "Being played",
        "done": "Done, with its figures",
        "failed": "Could not be played, with the reason",
        "cancelled": "Cancelled before it was done",
    },
    final=("done", "failed", "cancelled"),
    moves=(
        ("asked", "running", "begin", "scenario_run_begun"),
        ("running", "running", "begin again after the worker ended", "scenario_run_begun"),
        ("running", "asked", "put back by a worker that was told to stop", "scenario_run_put_back"),
        ("running", "done", "finish", "scenario_run_done"),
        ("running", "failed", "give up", "scenario_run_failed"),
        ("asked", "cancelled", "cancel before it began", "scenario_run_cancelled"),
        ("running", "cancelled", "cancel", "scenario_run_cancelled"),
    ),
)
LIFECYCLES: tuple[Lifecycle, ...] = (
    INCIDENT, CRIME, DUTY, HANDOFF, DEPLOYMENT, APPOINTMENT, IMPROVEMENT, MESSAGE, LINE_OF_ENQUIRY, SUSPECT, OUTCOME,
    CANCELLATION, REFERRAL, PROPOSAL, CHARGING_REQUEST, EXHIBIT, SCENARIO_RUN,
)  # fmt: skip

WRONG_STATE = {
    one.name: REASONS.add(
        f"{one.name.replace(' ', '-')}-state",
        f"That is not possible as the {one.name} now stands.",
        source="Our lifecycles",
        confidence=Confidence.ASSUMPTION,
    )
    for one in LIFECYCLES
}
