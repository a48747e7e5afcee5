"""How the report of a victim is acknowledged: in writing, or told by their safe route where nothing may be written."""

from constabulary.casework.duties import find_open_duties_of, open_duties, supersede_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.messages import current_route, must_not_know
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.duties import ACKNOWLEDGED_BY, acknowledgement_of
from constabulary.records.models import Crime
from constabulary.records.writing import Writing


def acknowledgement_of_crime(w: Writing, crime: Crime) -> DutyKind:
    """How the report of this crime is acknowledged to its victim as their route stands."""
    route = current_route(w, crime.victim_id) if crime.victim_id is not None else None
    way = Way(route.way) if route is not None else None
    at_risk = crime.domestic_abuse or crime.stalking or must_not_know(w, crime.journey_id)
    return acknowledgement_of(way, at_risk=crime.victim_id is not None and at_risk)


def acknowledge_as_route_stands(w: Writing, person: int) -> None:
    """Where an acknowledgement is still due to somebody whose route changed: let it ask for what the route allows.

    Due when it was; nothing is told or written by it.
    """
    for number in numbers_of_one(w, person):
        for crime in w.find(Crime, lock=True, victim_id=number):
            wanted = acknowledgement_of_crime(w, crime)
            for duty in find_open_duties_of(w, crime, *ACKNOWLEDGED_BY):
                if duty.kind != wanted:
                    supersede_duties(w, [duty], w.at)
                    instead = DutyDue(
                        kind=wanted, desk=Desk(duty.desk), due_at=duty.due_at, rule=duty.rule, edition=duty.edition,
                        risk=duty.risk,
                    )  # fmt: skip
                    open_duties(w, [instead], about=crime, owner_id=duty.owner_id, team_id=duty.team_id)
