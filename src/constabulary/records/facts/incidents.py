"""Facts of incidents."""

from constabulary.policing.desks import Desk
from constabulary.policing.incidents.duties import IncidentFacts
from constabulary.records.models import Incident


def incident_facts(row: Incident, *, rural: bool) -> IncidentFacts:
    """What the clocks of an incident depend on. The incident must be graded."""
    if row.graded_at is None:
        raise ValueError(f"{row.reference} is not graded")
    return IncidentFacts(
        reported_at=row.reported_at,
        graded_at=row.graded_at,
        grade=row.grade,
        desk=Desk(row.desk),
        crime_reported=row.crime_reported,
        domestic_abuse=row.domestic_abuse,
        stalking=row.stalking,
        vulnerable=row.vulnerable,
        rural=rural,
        deployed=row.state != "open",
    )
