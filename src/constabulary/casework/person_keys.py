"""Keeping the keys that people and places are found by, in the same act as the names and words they are made from.

Whoever adds or corrects a name, a date of birth or an address calls these in their act, after the change.
"""

from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.policing.people.keys import keys_of_person, keys_of_place
from constabulary.records.models import Person, PersonKeys, PersonName, Place, PlaceKeys
from constabulary.records.queries.people_found import note_common_keys
from constabulary.records.writing import Writing


def keep_person_keys(w: Writing, person: Person) -> None:
    """The keys of everything the person is or was known by, as this act leaves it."""
    others = [(one.given, one.family) for one in w.find(PersonName, person_id=person.id)]
    keys = keys_of_person([(person.given, person.family), *others], person.born_on)
    kept = w.find(PersonKeys, person_id=person.id)
    if kept:
        w.update(kept[0], keys=keys)
    else:
        w.insert(PersonKeys(person_id=person.id, keys=keys))


def keep_place_keys(w: Writing, place: Place) -> None:
    """The keys of the place's words, as this act leaves them."""
    keys = keys_of_place(place.line, place.locality, place.postcode)
    kept = w.find(PlaceKeys, place_id=place.id)
    if kept:
        w.update(kept[0], keys=keys)
    else:
        w.insert(PlaceKeys(place_id=place.id, keys=keys))


def count_common_keys(*, by: Officer, at: datetime) -> int:
    """Note which keys so many people share that a search does not look at them all; how many those are."""
    del by, at
    return note_common_keys()
