"""Whether a reference names a record that whoever asks may see: answered by the very query that its page is opened with."""

from collections.abc import Callable, Mapping
from functools import partial

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
