"""Whether somebody is a suspect of a crime already, or its victim: by any record of theirs, or as far as a name and a birth can say."""

from datetime import date

from constabulary.casework.identity import numbers_of_one
from constabulary.casework.people import PersonDetails
from constabulary.policing.investigation.suspects import is_namesake
from constabulary.records.models import Crime, Person, PersonName, Suspect
from constabulary.records.writing import Writing
from constabulary.standards.values import value


@value
class AlreadyThere:
    """Whether a suspect of the crime is the very person by some record of theirs, or has a name that they have.

    `is_victim`: the very person is who the crime was done to.
    """

    is_same: bool
    is_namesake: bool
    is_victim: bool = False


#: Nobody is named who could be there.
NOT_THERE = AlreadyThere(is_same=False, is_namesake=False)


def find_already_there(w: Writing, crime: Crime, person: PersonDetails) -> AlreadyThere:
    """Compare somebody with the suspects of a crime and its victim, by all records of each that whoever acts may see."""
    suspects = {one.person_id for one in w.find(Suspect, crime_id=crime.id) if one.person_id is not None}
    theirs = {number for one in suspects for number in numbers_of_one(w, one)}
    meant = next(iter(w.find(Person, reference=person.reference)), None) if person.reference else None
    if meant is not None:
        mine = set(numbers_of_one(w, meant.id))
        return AlreadyThere(
            is_same=bool(mine & theirs),
            is_namesake=_share_a_name(w, mine, theirs),
            is_victim=crime.victim_id in mine,
        )
    typed = (f"{person.given} {person.family}", person.born_on)
    return AlreadyThere(is_same=False, is_namesake=any(is_namesake(one, typed) for one in _names(w, theirs)))


def _share_a_name(w: Writing, mine: set[int], theirs: set[int]) -> bool:
    return any(is_namesake(one, other) for one in _names(w, mine) for other in _names(w, theirs))


def _names(w: Writing, numbers: set[int]) -> list[tuple[str, date | None]]:
    """(a name, the birth that goes with it): of each record, and the other names noted for it."""
    found = []
    for number in sorted(numbers):
        for one in w.find(Person, id=number):
            found.append((f"{one.given} {one.family}", one.born_on))
            found += [(f"{name.given} {name.family}", one.born_on) for name in w.find(PersonName, person_id=number)]
    return found
