"""What of a record must not be heard when a message is read aloud: gathered from everything that whoever writes may see.

What is sealed from them they cannot write down; what they may see they could.
"""

from constabulary.casework.identity import numbers_of_one
from constabulary.policing.protection.reading_aloud import Unsayable
from constabulary.records.models import (
    ContactPoint,
    Crime,
    Incident,
    IncidentPerson,
    Person,
    PersonAddress,
    PersonName,
    Place,
    Suspect,
)
from constabulary.records.writing import Writing
from constabulary.standards.offences import offences_by_key


def gather_unsayable(w: Writing, incident: Incident, *, to: int) -> Unsayable:
    """The offences of an incident, everybody of the other side by every name, and where anybody of it can be found.

    The name of whoever it is written `to` may be said.
    """
    crimes = w.find(Crime, incident_id=incident.id)
    parts = w.find(IncidentPerson, incident_id=incident.id)
    named = {one.person_id for one in parts if one.role == "suspect"}
    for crime in crimes:
        named |= {one.person_id for one in w.find(Suspect, crime_id=crime.id) if one.person_id is not None}
    theirs = set(numbers_of_one(w, to))
    other_side = sorted({number for one in named for number in numbers_of_one(w, one)} - theirs)
    everybody = sorted({*other_side, *theirs, *(one.person_id for one in parts)})
    return Unsayable(
        offences=tuple(dict.fromkeys(offences_by_key()[one.offence_key].title for one in crimes)),
        other_side=_names(w, other_side),
        where=_where(w, everybody),
    )


def _names(w: Writing, people: list[int]) -> tuple[str, ...]:
    found = [f"{one.given} {one.family}" for number in people for one in w.find(Person, id=number)]
    found += [f"{one.given} {one.family}" for number in people for one in w.find(PersonName, person_id=number)]
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))


def _where(w: Writing, people: list[int]) -> tuple[str, ...]:
    found = [one.value for number in people for one in w.find(ContactPoint, person_id=number)]
    homes = [one.place_id for number in people for one in w.find(PersonAddress, person_id=number)]
    places = [place for number in dict.fromkeys(homes) for place in w.find(Place, id=number)]
    found += [words for place in places for words in (place.line, place.postcode)]
    return tuple(dict.fromkeys(one for one in found if one and one.strip()))
