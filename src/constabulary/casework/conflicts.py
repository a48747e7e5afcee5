"""A conflict of interest that comes up while an officer has a crime: somebody else is to have it, and nobody is held up."""

from constabulary.casework.duties import find_open_duties_of, open_duties
from constabulary.casework.held import crimes_held_by
from constabulary.casework.identity import numbers_of_one, people_of_crime
from constabulary.casework.rulebooks import rulebook_of
from constabulary.casework.seals import is_connected
from constabulary.policing.allocation.conflicts import find_duty_of_conflict
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.lifecycles import AT_WORK
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Connection, Crime, Incident, IncidentPerson, RecordingDecision
from constabulary.records.writing import Writing


def ask_another_officer(w: Writing, crime: Crime, person: int | None) -> None:
    """As part of an act by which somebody came into a crime: an officer who is connected with them does not keep it."""
    _owe(w, crime, connected=crime.officer_id is not None and is_connected(w, officer=crime.officer_id, person=person))


def ask_others_for_incident(w: Writing, incident: Incident, person: int) -> None:
    """As part of an act by which somebody came into an incident, a witness say: so they did into each crime of it.

    A crime that the incident was added to is one of them, unless it is restricted from whoever acts: nobody is kept from
    adding a witness by what they may not see.
    """
    joined = {one.joined_id for one in w.find(RecordingDecision, incident_id=incident.id) if one.joined_id}
    added_to = [crime for one in sorted(joined) for crime in w.find(Crime, id=one)]
    for crime in (*w.find(Crime, incident_id=incident.id), *added_to):
        ask_another_officer(w, crime, person)


def ask_others_for_joined(w: Writing, incident: Incident, crime: Crime) -> None:
    """As part of adding an incident to a crime on record: whoever is in the one came into the other."""
    for one in w.find(IncidentPerson, incident_id=incident.id):
        ask_another_officer(w, crime, one.person_id)


def ask_others_for_combined(w: Writing, person: int) -> None:
    """As part of combining records of one person: whoever is connected with one of them is connected with them all."""
    for number in numbers_of_one(w, person):
        for one in w.find(Connection, person_id=number, ended_at=None):
            ask_others_instead_of(w, one.officer_id, person)


def ask_others_instead_of(w: Writing, officer: int, person: int) -> None:
    """As part of noting a connection: the officer keeps no crime in which the person has a part, by any record of theirs."""
    numbers = set(numbers_of_one(w, person))
    for crime in crimes_held_by(w, officer):
        _owe(w, crime, connected=not numbers.isdisjoint(people_of_crime(w, crime)))


def _owe(w: Writing, crime: Crime, *, connected: bool) -> None:
    due = find_duty_of_conflict(
        rulebook_of(w, crime), has_officer=crime.officer_id is not None, is_connected=connected,
        is_at_work=crime.state in AT_WORK, at=w.at, risk=risk_of_crime(crime),
    )  # fmt: skip
    if due is not None and not find_open_duties_of(w, crime, DutyKind.ALLOCATE):
        open_duties(w, [due], about=crime)
