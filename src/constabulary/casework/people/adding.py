"""Adding people and places, inside another act: matched ones are used, new ones are made."""

from datetime import date

from constabulary.casework.person_keys import keep_person_keys, keep_place_keys
from constabulary.casework.references import organisation_reference, person_reference, place_reference
from constabulary.policing.decisions import refuse_if
from constabulary.policing.people.details import find_reasons_against_organisation, normalise_telephone
from constabulary.records.models import ContactPoint, Organisation, Person, PersonAddress, Place
from constabulary.records.writing import Writing
from constabulary.standards.values import value


@value
class PlaceDetails:
    """A place as given at a call: one already known (`reference`), or a new one."""

    reference: str = ""
    line: str = ""
    locality: str = ""
    postcode: str = ""
    kind: str = "address"
    latitude: float | None = None
    longitude: float | None = None
    lsoa: str = ""
    rural: bool = False
    district_id: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether somebody could be sent there: a place known already, or a street or named place."""
        return bool(self.reference or self.line.strip())

    @property
    def is_given(self) -> bool:
        """Whether anything at all says where, if only a town or a postcode."""
        return self.is_exact or bool(self.locality.strip() or self.postcode.strip())


@value
class PersonDetails:
    """A person as given at a call: one already known (`reference`), or a new one."""

    reference: str = ""
    given: str = ""
    family: str = ""
    born_on: date | None = None
    sex: str = "not_known"
    ethnicity: str = "not_stated"
    language: str = "English"
    telephone: str = ""
    telephone_is_shared: bool = False
    address: PlaceDetails | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything at all identifies them."""
        return bool(self.reference or self.given or self.family)


def find_or_add_place(w: Writing, details: PlaceDetails) -> Place:
    """The place meant: the known one, or a new row of this act."""
    if details.reference:
        found = w.find(Place, reference=details.reference)
        if found:
            return found[0]
    number = w.new_id()
    place = w.insert(
        Place(
            id=number,
            reference=place_reference(number),
            # Of which only the town or the postcode is known, it is known by that.
            line=details.line.strip() or details.locality.strip() or details.postcode.strip().upper(),
            locality=details.locality.strip(),
            postcode=details.postcode.strip().upper(),
            kind=details.kind,
            latitude=details.latitude,
            longitude=details.longitude,
            lsoa=details.lsoa,
            rural=details.rural,
            district_id=details.district_id,
        )
    )
    keep_place_keys(w, place)
    return place


def name_organisation(
    w: Writing, *, name: str, kind: str, field: str = "", number: str = ""
) -> tuple[Organisation, bool]:
    """(the organisation of that name and kind, whether it is new): a new one is not stored yet.

    `field` is where whoever named it beside something else wrote the name. Raises NotAllowed.
    """
    against = find_reasons_against_organisation(name=name, kind=kind)
    refuse_if(tuple(one.on(field) if field else one for one in against))
    found = w.find(Organisation, name=name.strip(), kind=kind)
    if found:
        return found[0], False
    new = w.new_id()
    row = Organisation(
        id=new, reference=organisation_reference(new), name=name.strip(), kind=kind, number=number.strip(),
        noted_at=w.at, noted_by_id=w.by.id,
    )  # fmt: skip
    return row, True


def find_or_add_person(w: Writing, details: PersonDetails) -> Person:
    """The person meant: the known one, or a new row of this act with their number and address."""
    found = w.find(Person, reference=details.reference) if details.reference else []
    person = found[0] if found else _add_person(w, details)
    if details.telephone.strip():
        _note_telephone(w, person, details)
    if details.address is not None:
        note_home(w, person, find_or_add_place(w, details.address))
    return person


def note_home(w: Writing, person: Person, place: Place) -> None:
    """Note that somebody lives at a place, as part of an act; once."""
    if not w.find(PersonAddress, person_id=person.id, place_id=place.id):
        w.insert(PersonAddress(person_id=person.id, place_id=place.id, kind="home", noted_at=w.at, noted_by_id=w.by.id))


def _add_person(w: Writing, details: PersonDetails) -> Person:
    number = w.new_id()
    person = w.insert(
        Person(
            id=number,
            reference=person_reference(number),
            given=details.given.strip(),
            family=details.family.strip(),
            born_on=details.born_on,
            sex=details.sex,
            ethnicity=details.ethnicity,
            language=details.language,
        )
    )
    keep_person_keys(w, person)
    return person


def _note_telephone(w: Writing, person: Person, details: PersonDetails) -> None:
    normalised = normalise_telephone(details.telephone)
    if w.find(ContactPoint, person_id=person.id, normalised=normalised):
        return
    w.insert(
        ContactPoint(
            person_id=person.id,
            kind="telephone",
            value=details.telephone.strip(),
            normalised=normalised,
            shared=details.telephone_is_shared,
            noted_at=w.at,
            noted_by_id=w.by.id,
        )
    )
