"""Finding a named suspect of domestic abuse: due from the call on, carried to the crime, passed to a supervisor when late."""

from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import (
    find_open_duties,
    find_open_duties_of,
    meet_duties,
    open_duties,
    supersede_duties,
)
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.desks import Desk, supervisor_desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.abuse_suspects import (
    SEARCHES,
    is_found_by,
    is_look_due,
    is_to_be_found,
    late_search_due,
    search_due,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, Duty, Incident, IncidentPerson, Suspect
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments, Rulebook

BY_THE_CLOCK = "Suspects of domestic abuse not found in time"
FIND, SEE = DutyKind.FIND_ABUSE_SUSPECT, DutyKind.SEE_ABUSE_SUSPECT_FOUND


def search_from_call(w: Writing, incident: Incident, *, is_detained: bool = False) -> None:
    """Open the search for everyone named in the report of a crime of domestic abuse; meet it where they are detained.

    By the person; once for each, and none once the recording decision was taken.
    """
    if is_detained:
        meet_duties(w, _of_incident(w, incident, *SEARCHES), w.at)
        return
    awaits = find_open_duties(w, incident.journey_id, DutyKind.DECIDE_RECORDING)
    if not incident.domestic_abuse or not awaits:
        return
    known = {one.subject_row for one in w.find(Duty, journey_id=incident.journey_id, kind=FIND.value)}
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    for part in w.find(IncidentPerson, incident_id=incident.id, role="suspect"):
        if part.person_id not in known:
            due = search_due(rulebook, named_at=part.added_at, desk=Desk.CONTROL_ROOM)
            open_duties(w, [due], about=incident, subject_row=part.person_id)


def end_search_from_call(w: Writing, incident: Incident) -> None:
    """Nobody is searched for any more: no crime is recorded."""
    supersede_duties(w, _of_incident(w, incident, *SEARCHES), w.at)


def carry_search(w: Writing, crime: Crime) -> None:
    """Search for the suspects of a crime that was just recorded, by when each was to be found from the call on."""
    incident = w.lock(Incident, crime.incident_id)
    before = [
        one
        for one in w.find(Duty, journey_id=crime.journey_id, kind=FIND.value, incident_id=incident.id)
        if one.subject_row is not None
    ]
    due_by = {one.subject_row: one for one in before if one.state != "met"}
    found = {one.subject_row for one in before if one.state == "met"}
    for suspect in w.find(Suspect, crime_id=crime.id):
        if suspect.person_id not in found:
            earlier = due_by.get(suspect.person_id)
            search(w, crime, suspect, due_at=earlier.due_at if earlier else None)
    supersede_duties(w, _of_incident(w, incident, *SEARCHES), w.at)


def search_from_flag(w: Writing, crime: Crime) -> None:
    """Search for everyone named in a crime that has turned out to be domestic abuse: due from now, not from their naming."""
    for suspect in w.find(Suspect, crime_id=crime.id):
        search(w, crime, suspect, known_at=w.at)


def search(
    w: Writing, crime: Crime, suspect: Suspect, *, due_at: datetime | None = None, known_at: datetime | None = None
) -> None:
    """Open the search for a suspect of a crime where they are to be found and none is open.

    Due from when they were named, or from `known_at` where it was known only then to be domestic abuse.
    """
    status = SuspectStatus(suspect.state)
    if suspect.person_id is None or not is_to_be_found(status, domestic_abuse=crime.domestic_abuse):
        return
    if not find_open_duties_of(w, crime, FIND, subject_row=suspect.id):
        due = search_due(_rulebook_of(w, crime), named_at=known_at or suspect.since, desk=Desk.INVESTIGATION)
        due = replace(due, due_at=due_at or due.due_at)
        open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=suspect.id)


def end_search(w: Writing, crime: Crime, suspect: Suspect) -> None:
    """What a step of a suspect's does to the search for them: an arrest and its like meets it."""
    if is_found_by(SuspectStatus(suspect.state)):
        meet_duties(w, find_open_duties_of(w, crime, *SEARCHES, subject_row=suspect.id), w.at)


def escalate_searches(*, by: Officer, at: datetime) -> int:
    """By the clock: everyone who was not found in time goes to a supervisor, and again while they are not; how many.

    Each in an act of its own.
    """
    check_may(by, Permission.DISPATCH)
    with writing(by=by, at=at, purpose=BY_THE_CLOCK) as w:
        looked_for = {(one.journey_id, one.subject_row) for one in w.find(Duty, kind=SEE.value, state="open")}
        late = [
            one
            for one in w.find(Duty, kind=FIND.value, state="open")
            if one.due_at < at and (one.journey_id, one.subject_row) not in looked_for
        ]
    return sum(_escalate(one.id, by=by, at=at) for one in late)


def _escalate(duty: int, *, by: Officer, at: datetime) -> bool:
    with writing(by=by, at=at, purpose=BY_THE_CLOCK) as w:
        row = w.lock(Duty, duty)
        seen = w.find(Duty, journey_id=row.journey_id, kind=SEE.value, subject_row=row.subject_row)
        if row.state != "open":
            return False
        about: Crime | Incident
        if row.crime_id is not None:
            about = crime = w.lock(Crime, row.crime_id)
            rulebook, owner, desk = _rulebook_of(w, crime), _supervisor_of(w, crime), Desk.SUPERVISION
        else:
            about = incident = w.lock(Incident, row.incident_id or 0)
            rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=at))
            owner, desk = None, supervisor_desk(Desk.CONTROL_ROOM)
        looks = [one.ended_at for one in seen if one.opened_at >= row.due_at]
        if not is_look_due(rulebook, looks, at=at):
            return False
        w.entry(EntryKind.SUSPECT_NOT_FOUND, subject=about, journey=row.journey_id)
        due = late_search_due(rulebook, at=at, desk=desk)
        open_duties(w, [due], about=about, owner_id=owner, team_id=row.team_id, subject_row=row.subject_row)
        return True


def _rulebook_of(w: Writing, crime: Crime) -> Rulebook:
    return rulebook_for(w, Moments(offence=crime.occurred_from, report=crime.reported_at, decision=w.at))


def _supervisor_of(w: Writing, crime: Crime) -> int | None:
    return next((one.supervisor_id for one in w.find(OfficerRow, id=crime.officer_id)), None)


def _of_incident(w: Writing, incident: Incident, *kinds: DutyKind) -> list[Duty]:
    return [one for one in find_open_duties(w, incident.journey_id, *kinds) if one.incident_id == incident.id]
