"""What is known of a person, corrected and added to: names, who they are, addresses, contact details."""

from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.acknowledging import acknowledge_as_route_stands
from constabulary.casework.identity import numbers_of_one, person_to_write
from constabulary.casework.people.adding import (
    PersonDetails,
    PlaceDetails,
    find_or_add_person,
    find_or_add_place,
)
from constabulary.casework.person_keys import keep_person_keys
from constabulary.casework.safe_routes import end_route_in_act
from constabulary.policing.decisions import refuse_if
from constabulary.policing.incidents.log import PERSON_MISSING
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.details import (
    find_reasons_against_address,
    find_reasons_against_contact,
    find_reasons_against_correction,
    find_reasons_against_ending,
    find_reasons_against_name,
    normalise_telephone,
)
from constabulary.records.models import ContactPoint, Person, PersonAddress, PersonName, Place, SafeRoute
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.values import value


@value
class PersonCorrection:
    """Who somebody is, as the record should read; None leaves a part as it is."""

    given: str | None = None
    family: str | None = None
    born_on: date | None = None
    born_on_is_estimated: bool | None = None
    sex: str | None = None
    ethnicity: str | None = None
    language: str | None = None
    died_on: date | None = None

    @property
    def named(self) -> dict[str, object]:
        """The fields it speaks of, each with what it should be."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: one.strip() if isinstance(one, str) else one for name, one in parts.items() if one is not None}


def add_person(*, person: PersonDetails, by: Officer, at: datetime) -> str:
    """Add somebody who is in no incident yet; their reference."""
    check_may(by, Permission.KEEP_PEOPLE)
    refuse_if(() if person.is_known else (PERSON_MISSING.on("family"),))
    with writing(by=by, at=at, purpose="Adding a person") as w:
        row = Person(id=w.new_id())
        entry = w.entry(EntryKind.PERSON_ADDED, subject=row)
        made = find_or_add_person(w, person)
        # The entry speaks of the person made, whose number is known only now.
        entry.subject, entry.subject_row = f"person {made.reference}", made.id
        return made.reference


def add_name(*, person: int, given: str, family: str, kind: str, by: Officer, at: datetime) -> None:
    """Add another name that somebody is or was known by."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Adding a name") as w:
        row = person_to_write(w, person)
        wanted = (given.strip().casefold(), family.strip().casefold())
        known = [(row.given, row.family)]
        for number in numbers_of_one(w, row.id):
            known += [(one.given, one.family) for one in w.find(PersonName, person_id=number)]
        is_known = wanted in {(first.casefold(), last.casefold()) for first, last in known}
        refuse_if(find_reasons_against_name(given=given, family=family, kind=kind, is_known=is_known))
        w.entry(EntryKind.NAME_ADDED, subject=row)
        _add_name(w, row, given=given, family=family, kind=kind)
        keep_person_keys(w, row)


def _add_name(w: Writing, row: Person, *, given: str, family: str, kind: str) -> None:
    w.insert(
        PersonName(
            person_id=row.id, given=given.strip(), family=family.strip(), kind=kind, noted_at=w.at, noted_by_id=w.by.id
        )
    )


def correct_person(*, person: int, correction: PersonCorrection, reason: str, by: Officer, at: datetime) -> None:
    """Correct who somebody is; a name that changes stays as a former name, so that they are found by it."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Correcting a person's record") as w:
        row = person_to_write(w, person)
        changed = {name: new for name, new in correction.named.items() if getattr(row, name) != new}
        before = (row.given, row.family)
        after = (str(changed.get("given", row.given)), str(changed.get("family", row.family)))
        born_on, died_on = changed.get("born_on", row.born_on), changed.get("died_on", row.died_on)
        refuse_if(
            find_reasons_against_correction(
                reason=reason,
                names=after,
                born_on=born_on if isinstance(born_on, date) else None,
                died_on=died_on if isinstance(died_on, date) else None,
                today=local_day(at),
                changes=bool(changed),
            )
        )
        w.entry(EntryKind.PERSON_CORRECTED, subject=row, facts={"reason": reason.strip()})
        w.update(row, **changed)
        if after != before and any(before):
            _add_name(w, row, given=before[0], family=before[1], kind="former")
        keep_person_keys(w, row)


def note_address(
    *,
    person: int,
    place: PlaceDetails,
    kind: str,
    by: Officer,
    at: datetime,
    from_on: date | None = None,
    until_on: date | None = None,
) -> int:
    """Note where somebody lives, works or lived; returns the address's number. One that is sealed seals itself."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Noting an address") as w:
        row = person_to_write(w, person)
        named = bool(place.reference.strip())
        unknown = named and not w.find(Place, reference=place.reference.strip().upper())
        refuse_if(
            find_reasons_against_address(
                line=place.line or place.reference,
                kind=kind,
                from_on=from_on,
                until_on=until_on,
                place_is_unknown=unknown,
            )
        )
        w.entry(EntryKind.ADDRESS_NOTED, subject=row)
        found = w.find(Place, reference=place.reference.strip().upper())[0] if named else find_or_add_place(w, place)
        made = PersonAddress(
            id=w.new_id(),
            person_id=row.id,
            place_id=found.id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
            noted_at=at,
            noted_by_id=by.id,
        )
        w.insert(made)
        return made.id


def end_address(*, address: int, until_on: date | None, reason: str, by: Officer, at: datetime) -> None:
    """Note that somebody no longer lives or works there; a safe route by letter to it ends."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Ending an address") as w:
        row = w.lock(PersonAddress, address)
        last = until_on or local_day(at)
        refuse_if(
            find_reasons_against_ending(
                reason=reason, has_ended=row.until_on is not None, from_on=row.from_on, until_on=last
            )
        )
        w.entry(EntryKind.ADDRESS_ENDED, subject=w.lock(Person, row.person_id), facts={"reason": reason.strip()})
        w.update(row, until_on=last)
        for route in w.find(SafeRoute, lock=True, address_id=row.id, ended_at=None):
            end_route_in_act(w, route, ending="The address was ended.")
            acknowledge_as_route_stands(w, route.person_id)


def note_contact_point(*, person: int, kind: str, contact: str, shared: bool, by: Officer, at: datetime) -> int:
    """Note a telephone number, e-mail address or online name of somebody; returns its number."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Noting a contact detail") as w:
        row = person_to_write(w, person)
        normalised = normalise_telephone(contact) if kind == "telephone" else contact.strip().lower()
        known = [
            one
            for number in numbers_of_one(w, row.id)
            for one in w.find(ContactPoint, person_id=number, normalised=normalised, ended_at=None)
        ]
        refuse_if(find_reasons_against_contact(value=contact, kind=kind, is_known=bool(known)))
        w.entry(EntryKind.CONTACT_POINT_NOTED, subject=row)
        made = ContactPoint(
            id=w.new_id(),
            person_id=row.id,
            kind=kind,
            value=contact.strip(),
            normalised=normalised,
            shared=shared,
            noted_at=at,
            noted_by_id=by.id,
        )
        w.insert(made)
        return made.id


def end_contact_point(*, contact_point: int, reason: str, by: Officer, at: datetime) -> None:
    """Note that somebody is no longer reached there; a safe route that leads there ends at once."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Ending a contact detail") as w:
        row = w.lock(ContactPoint, contact_point)
        refuse_if(find_reasons_against_ending(reason=reason, has_ended=row.ended_at is not None))
        w.entry(EntryKind.CONTACT_POINT_ENDED, subject=w.lock(Person, row.person_id), facts={"reason": reason.strip()})
        w.update(row, ended_at=at)
        for route in w.find(SafeRoute, lock=True, contact_point_id=row.id, ended_at=None):
            end_route_in_act(w, route, ending="The contact detail was ended.")
            acknowledge_as_route_stands(w, route.person_id)
