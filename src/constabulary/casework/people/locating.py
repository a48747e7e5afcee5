"""The district of a place that is given in words, told before the act by its postcode or town."""

from dataclasses import replace

from constabulary.casework.people.adding import PlaceDetails
from constabulary.policing.people.typed_places import read_typed_place
from constabulary.records.queries.districts import district_of_typed


def with_district(place: PlaceDetails) -> PlaceDetails:
    """The place with the district that its postcode or town tells; as it is where it is known already or cannot be told.

    It is a proposal: whoever corrects the incident may set another.
    """
    if place.reference or place.district_id is not None:
        return place
    found = district_of_typed(read_typed_place(place.line, place.locality, place.postcode))
    return replace(place, district_id=found.id) if found else place
