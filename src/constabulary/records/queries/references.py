"""Whether a reference names a record that whoever asks may see: answered by the very query that its page is opened with."""

from collections.abc import Callable, Mapping
from functools import partial

from django.db import connection

from constabulary.policing.people.links import Thing
from constabulary.records.queries.crimes import crime_by_reference
from constabulary.records.queries.incidents import incident_by_reference
from constabulary.records.queries.journeys import journey_by_reference
from constabulary.records.queries.known import place_by_reference, thing_by_reference
from constabulary.records.queries.people import person_by_reference

LOOK_UP: Mapping[str, Callable[[str], object | None]] = {
    "incident": incident_by_reference,
    "crime": crime_by_reference,
    "journey": journey_by_reference,
    "person": person_by_reference,
    "place": place_by_reference,
    "organisation": partial(thing_by_reference, Thing.ORGANISATION),
    "vehicle": partial(thing_by_reference, Thing.VEHICLE),
    "telephone": partial(thing_by_reference, Thing.TELEPHONE),
}


def is_visible(kind: str, reference: str) -> bool:
    """Whether there is a record of this kind and reference that whoever asks may see; nothing of it is told."""
    return LOOK_UP[kind](reference) is not None


#: Every record has one number of its own (docs/decisions/0004), which its reference is made of.
BY_NUMBER = " UNION ALL ".join(f"SELECT '{table}', reference FROM {table} WHERE id = %(number)s" for table in LOOK_UP)


def references_of_number(number: int) -> list[tuple[str, str]]:
    """(kind, reference) of the record with this number, as far as whoever asks may see it."""
    with connection.cursor() as cursor:
        cursor.execute(BY_NUMBER, {"number": number})
        return [(row[0], row[1]) for row in cursor.fetchall()]
