"""Who is who: records of one person that were combined are read, and written for, as one; and who is in a crime."""

from constabulary.policing.decisions import refuse_if
from constabulary.policing.people.details import find_reasons_against_writing
from constabulary.records.models import Crime, CrimePerson, IncidentPerson, Person, RecordingDecision, Suspect
from constabulary.records.writing import Writing


def survivor_of(w: Writing, person: Person) -> Person:
    """The record that this one leads to; itself where it was never combined. Raises DoesNotExist for one not seen."""
    while person.merged_into_id is not None:
        person = w.lock(Person, person.merged_into_id)
    return person


def numbers_of_one(w: Writing, person: int) -> list[int]:
    """The numbers of every record of the same person that whoever acts may see, this one first."""
    found: list[int] = []
    waiting = [person]
    while waiting:
        number = waiting.pop(0)
        if number in found:
            continue
        found.append(number)
        waiting += [one.id for one in w.find(Person, merged_into_id=number)]
        waiting += [one.merged_into_id for one in w.find(Person, id=number) if one.merged_into_id is not None]
    return found


def people_of_crime(w: Writing, crime: Crime) -> set[int]:
    """The row numbers of everyone in a crime: victim, suspects, whoever else has a part, the witnesses of its reports too."""
    people = {one.person_id for one in w.find(CrimePerson, crime_id=crime.id)}
    reports = {crime.incident_id, *(one.incident_id for one in w.find(RecordingDecision, joined_id=crime.id))}
    people |= {one.person_id for report in reports for one in w.find(IncidentPerson, incident_id=report)}
    people |= {one.person_id for one in w.find(Suspect, crime_id=crime.id) if one.person_id}
    return people | ({crime.victim_id} if crime.victim_id else set())


def person_to_write(w: Writing, person: int) -> Person:
    """The person's record, held for writing. Raises NotAllowed where it leads to another."""
    row = w.lock(Person, person)
    refuse_if(find_reasons_against_writing(is_merged=row.merged_into_id is not None))
    return row
