"""Closing incidents."""

from constabulary.casework.duties import find_open_duties, meet_duties
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.lifecycles import INCIDENT
from constabulary.records.models import Incident
from constabulary.records.writing import Writing


def close_in_act(w: Writing, incident: Incident, *, closure: str, category: str, rationale: str) -> None:
    """Close an incident as part of an act whose journal entry is begun; its duties of attendance end with it."""
    INCIDENT.check_move("attended" if incident.state == "deployed" else incident.state, "closed")
    w.update(
        incident,
        state="closed",
        closure=closure,
        closing_category=category,
        closing_rationale=rationale,
        closed_at=w.at,
        closed_by_id=w.by.id,
    )
    reach_milestone(w, incident, Milestone.CLOSED, w.at)
    over = (DutyKind.ATTEND, DutyKind.CALL_BACK, DutyKind.REASSESS, DutyKind.ACCEPT_BELOW_FLOOR)
    meet_duties(w, find_open_duties(w, incident.journey_id, *over), w.at)
