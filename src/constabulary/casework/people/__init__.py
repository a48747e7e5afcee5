"""People, places and things: added inside other acts, corrected, linked, warned of, combined, disclosed."""

from constabulary.casework.people.adding import (
    PersonDetails,
    PlaceDetails,
    find_or_add_person,
    find_or_add_place,
    name_organisation,
    note_home,
)
from constabulary.policing.people.details import normalise_telephone

__all__ = [
    "PersonDetails",
    "PlaceDetails",
    "find_or_add_person",
    "find_or_add_place",
    "name_organisation",
    "normalise_telephone",
    "note_home",
]
