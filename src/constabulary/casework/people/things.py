"""Organisations, vehicles, telephones and places of their own: added, found again, corrected."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.people.adding import PlaceDetails, find_or_add_place, name_organisation
from constabulary.casework.references import telephone_reference, vehicle_reference
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.details import (
    DEVICE_KINDS,
    LINE_MISSING,
    NOTHING_CHANGED,
    REASON_MISSING,
    VEHICLE_KINDS,
    find_reasons_against_number,
    find_reasons_against_thing,
    normalise_telephone,
)
from constabulary.records.models import Organisation, Place, Telephone, Vehicle
from constabulary.records.writing import Writing, writing
from constabulary.standards.values import value


@value
class PlaceCorrection:
    """A place as the record should read; None leaves a part as it is."""

    line: str | None = None
    locality: str | None = None
    postcode: str | None = None
    uprn: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    lsoa: str | None = None


def add_organisation(*, name: str, kind: str, by: Officer, at: datetime, number: str = "") -> str:
    """Add an organisation, or find the one of that name; its reference."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Adding an organisation") as w:
        row, is_new = name_organisation(w, name=name, kind=kind, number=number)
        return _add_thing(w, row) if is_new else row.reference


def add_vehicle(*, registration: str, kind: str, by: Officer, at: datetime, make: str = "", colour: str = "") -> str:
    """Add a vehicle, or find the one of that registration; its reference."""
    check_may(by, Permission.KEEP_PEOPLE)
    refuse_if(find_reasons_against_thing(known_by=registration, kind=kind, kinds=VEHICLE_KINDS))
    normalised = "".join(one for one in registration.upper() if one.isalnum())
    with writing(by=by, at=at, purpose="Adding a vehicle") as w:
        found = w.find(Vehicle, normalised=normalised)
        if found:
            return found[0].reference
        new = w.new_id()
        row = Vehicle(
            id=new,
            reference=vehicle_reference(new),
            registration=registration.strip().upper(),
            normalised=normalised,
            kind=kind,
            make=make.strip(),
            colour=colour.strip(),
            noted_at=at,
            noted_by_id=by.id,
        )
        return _add_thing(w, row)


def add_telephone(*, number: str, kind: str, by: Officer, at: datetime, make: str = "") -> str:
    """Add a telephone or other device, or find the one of that number; its reference.

    One whose number is sealed on somebody's record is hidden as the number is.
    """
    check_may(by, Permission.KEEP_PEOPLE)
    refuse_if(find_reasons_against_thing(known_by=number, kind=kind, kinds=DEVICE_KINDS))
    refuse_if(tuple(one.on("known_by") for one in find_reasons_against_number(number)) if kind != "device" else ())
    normalised = number.strip().lower() if kind == "device" else normalise_telephone(number) or number.strip().lower()
    with writing(by=by, at=at, purpose="Adding a telephone") as w:
        found = w.find(Telephone, normalised=normalised)
        if found:
            return found[0].reference
        new = w.new_id()
        row = Telephone(
            id=new,
            reference=telephone_reference(new),
            number=number.strip(),
            normalised=normalised,
            kind=kind,
            make=make.strip(),
            noted_at=at,
            noted_by_id=by.id,
        )
        return _add_thing(w, row)


def _add_thing(w: Writing, row: Organisation | Vehicle | Telephone) -> str:
    w.entry(EntryKind.THING_ADDED, subject=row)
    w.insert(row)
    return row.reference


def add_place(*, place: PlaceDetails, by: Officer, at: datetime) -> str:
    """Add a place that is in no incident yet; its reference."""
    check_may(by, Permission.KEEP_PEOPLE)
    refuse_if(() if place.line.strip() or place.reference else (LINE_MISSING,))
    with writing(by=by, at=at, purpose="Adding a place") as w:
        known = w.find(Place, reference=place.reference) if place.reference else []
        if known:
            return known[0].reference
        row = Place(id=w.new_id())
        entry = w.entry(EntryKind.THING_ADDED, subject=row)
        made = find_or_add_place(w, place)
        entry.subject, entry.subject_row = f"place {made.reference}", made.id
        return made.reference


def correct_place(*, place: int, correction: PlaceCorrection, reason: str, by: Officer, at: datetime) -> None:
    """Correct a place: its words, coordinates, small area. What is sealed stays sealed under its new words."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Correcting a place") as w:
        row = w.lock(Place, place)
        parts = {name: getattr(correction, name) for name in correction.__dataclass_fields__}
        named = {name: one.strip() if isinstance(one, str) else one for name, one in parts.items() if one is not None}
        changed = {name: new for name, new in named.items() if getattr(row, name) != new}
        against = (
            (not reason.strip(), REASON_MISSING),
            ("line" in changed and not changed["line"], LINE_MISSING),
            (not changed, NOTHING_CHANGED),
        )
        refuse_if(one for applies, one in against if applies)
        w.entry(EntryKind.THING_CORRECTED, subject=row, facts={"reason": reason.strip()})
        w.update(row, **changed)
