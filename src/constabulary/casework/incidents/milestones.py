"""The moments of an incident that forces count from."""

from datetime import datetime

from constabulary.policing.incidents.milestones import Milestone
from constabulary.records.models import Incident, IncidentMilestone
from constabulary.records.writing import Writing


def reach_milestone(w: Writing, incident: Incident, kind: Milestone, at: datetime) -> None:
    """Note that the incident has reached one of the moments that forces count from."""
    w.insert(
        IncidentMilestone(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            kind=kind.value,
            reached_at=at,
            reached_by_id=w.by.id,
        )
    )


def has_reached(w: Writing, incident: Incident, kind: Milestone) -> bool:
    """Whether a moment that is kept once only has been reached before."""
    return bool(w.find(IncidentMilestone, incident_id=incident.id, kind=kind.value))
