"""The clocks of an incident put where its grade, its state and what has happened to it say they belong."""

from datetime import datetime

from constabulary.casework.duties import find_open_duties, replace_duties
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.duties import (
    IncidentFacts,
    attend_due_at,
    find_duties_of_grade,
    find_reassessment_after,
    risk_of,
)
from constabulary.policing.incidents.log import LogKind
from constabulary.records.facts.incidents import incident_facts
from constabulary.records.models import Deployment, Incident, IncidentLogEntry, Place
from constabulary.records.writing import Writing
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Moments, Rulebook

#: The duties that follow from grade and state alone.
OF_GRADE = (DutyKind.ATTEND, DutyKind.CALL_BACK, DutyKind.REASSESS, DutyKind.SUPERVISE)


def facts_of(w: Writing, incident: Incident) -> IncidentFacts:
    """What the clocks of an incident depend on."""
    places = w.find(Place, id=incident.place_id) if incident.place_id else []
    # Nobody asks for what an open incident cannot have.
    sent_at = first_dispatch(w, incident) if incident.state != "open" else None
    return incident_facts(incident, rural=any(place.rural for place in places), dispatched_at=sent_at)


def rules_of(w: Writing, incident: Incident) -> Rulebook:
    """The rule book for an incident at the moment of the act."""
    report = incident.reported_at
    return w.kept(("rule book", report), lambda: rulebook_for(w, Moments(report=report, decision=w.at)))


def wind_clocks(w: Writing, incident: Incident) -> None:
    """Set the duties of attendance, THRIVE and supervision as grade and state now ask, as part of an act."""
    facts, rulebook = facts_of(w, incident), rules_of(w, incident)
    supervised = [one.written_at for one in w.find(
        IncidentLogEntry, incident_id=incident.id, kind=LogKind.SUPERVISOR.value
    )]  # fmt: skip
    grade = rulebook[RESPONSE_GRADES].value.named(incident.grade)
    w.update(incident, attend_due_at=attend_due_at(facts, grade), risk=risk_of(facts))
    due = find_duties_of_grade(facts, rulebook, supervised_at=max(supervised, default=None))
    replace_duties(w, due, about=incident, kinds=OF_GRADE)


def ask_thrive_soon(w: Writing, incident: Incident) -> None:
    """Open THRIVE within the standard minutes, because something happened that calls for it, as part of an act."""
    if incident.state == "closed":
        return
    due = find_reassessment_after(facts_of(w, incident), rules_of(w, incident), at=w.at)
    standing = find_open_duties(w, incident.journey_id, DutyKind.REASSESS)
    if not any(duty.due_at <= due.due_at and duty.desk == incident.desk for duty in standing):
        replace_duties(w, (due,), about=incident, kinds=(DutyKind.REASSESS,))


def units_of(w: Writing, incident: Incident, *states: str) -> list[Deployment]:
    """The units on an incident that are in one of these states."""
    return [one for one in w.find(Deployment, lock=True, incident_id=incident.id) if one.state in states]


def first_dispatch(w: Writing, incident: Incident) -> datetime | None:
    """When the first unit was sent."""
    return min((one.sent_at for one in w.find(Deployment, incident_id=incident.id)), default=None)
