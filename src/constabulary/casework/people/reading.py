"""Opening people, places and things on screen: who may, and that they did and why, journalled before it is shown."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.links import Thing
from constabulary.records.journal import write_reading
from constabulary.records.queries import known, people
from constabulary.records.queries.known import LinkView, PlaceView, ResidentView, ThingView, WarningView
from constabulary.records.queries.messages import RouteView, routes_of_person
from constabulary.records.queries.organisations import crimes_of_organisation, incidents_of_organisation
from constabulary.records.queries.people import (
    AddressView,
    ContactView,
    CrimePartView,
    DisclosureView,
    MergedView,
    NameView,
    PartView,
    PersonView,
)
from constabulary.records.queries.reach import Reaches, reach_of_person
from constabulary.standards.people import REPEATS_WITHIN
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class OpenedPerson:
    """A person with everything known of them that the reader may see."""

    person: PersonView
    warnings: tuple[WarningView, ...]
    names: tuple[NameView, ...]
    addresses: tuple[AddressView, ...]
    contacts: tuple[ContactView, ...]
    links: tuple[LinkView, ...]
    incidents: tuple[PartView, ...]
    crimes: tuple[CrimePartView, ...]
    merged: tuple[MergedView, ...]
    route: RouteView | None
    reach: Reaches
    #: Whether they are the victim in a matter of domestic abuse or stalking.
    is_in_danger: bool
    disclosures: tuple[DisclosureView, ...]
    repeats: int

    @property
    def suspected(self) -> tuple[CrimePartView, ...]:
        """The crimes of domestic abuse or stalking that this person is suspected of and the reader may see."""
        return tuple(one for one in self.crimes if one.is_abuse and "suspect" in one.role.split(", "))


@value
class OpenedPlace:
    """A place with who is linked to it, what happened there lately, and its warnings."""

    place: PlaceView
    warnings: tuple[WarningView, ...]
    residents: tuple[ResidentView, ...]
    links: tuple[LinkView, ...]
    incidents: tuple[PartView, ...]
    since: datetime


@value
class OpenedThing:
    """An organisation, vehicle or telephone with its links, and whose number it is; what an organisation is in."""

    thing: ThingView
    links: tuple[LinkView, ...]
    owners: tuple[ResidentView, ...]
    incidents: tuple[PartView, ...] = ()
    crimes: tuple[CrimePartView, ...] = ()


def open_person(
    *, reference: str, purpose: str, by: Officer, at: datetime, permission: Permission = Permission.SEARCH_PEOPLE
) -> OpenedPerson:
    """Open a person's record. Raises NotPermitted or NoSuchRecord."""
    check_may(by, permission)
    found = people.person_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    since = at - read_rulebook(Moments(decision=at))[REPEATS_WITHIN].value
    reach, is_in_danger = reach_of_person(found.id)
    opened = OpenedPerson(
        person=found,
        warnings=tuple(known.warnings_of_person(found.id)),
        names=tuple(people.names_of_person(found.id)),
        addresses=tuple(people.addresses_of_person(found.id)),
        contacts=tuple(people.contacts_of_person(found.id)),
        links=tuple(known.links_of(Thing.PERSON, found.id)),
        incidents=tuple(people.incidents_of_person(found.id)) if may(by, Permission.SEE_INCIDENTS) else (),
        crimes=tuple(people.crimes_of_person(found.id)) if may(by, Permission.SEE_CRIMES) else (),
        merged=tuple(people.merged_into(found.id)),
        route=next((one for one in routes_of_person(found.id) if one.ended_at is None), None),
        reach=reach,
        is_in_danger=is_in_danger,
        disclosures=tuple(people.disclosures_of_person(found.id)),
        repeats=sum(
            one.at >= since and "victim" in one.role.split(", ") for one in people.incidents_of_person(found.id)
        ),
    )
    shown = [found.id, *(one.id for one in opened.merged), *(one.id for one in opened.addresses)]
    shown += [*(one.id for one in opened.contacts), *(one.id for one in (*opened.incidents, *opened.crimes))]
    _note_opened(EntryKind.READ_PERSON, f"person {found.reference}", found.id, shown, purpose, by, at)
    return opened


def open_place(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedPlace:
    """Open a place. Raises NotPermitted or NoSuchRecord, also for one that is sealed from the reader."""
    check_may(by, Permission.SEARCH_PEOPLE)
    found = known.place_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    since = at - read_rulebook(Moments(decision=at))[REPEATS_WITHIN].value
    residents = tuple(known.residents_of(found.id))
    shown = [found.id, *(one.id for one in residents)]
    _note_opened(EntryKind.READ_PLACE, f"place {found.reference}", found.id, shown, purpose, by, at)
    return OpenedPlace(
        place=found,
        warnings=tuple(known.warnings_of_place(found.id)),
        residents=residents,
        links=tuple(known.links_of(Thing.PLACE, found.id)),
        incidents=tuple(known.incidents_at(found.id, since=since)) if may(by, Permission.SEE_INCIDENTS) else (),
        since=since,
    )


def open_thing(*, thing: Thing, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedThing:
    """Open an organisation, a vehicle or a telephone. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEARCH_PEOPLE)
    found = known.thing_by_reference(thing, reference)
    if found is None:
        raise NoSuchRecord(reference)
    owners = tuple(known.owners_of_number(found.id)) if thing is Thing.TELEPHONE else ()
    has_parts = thing is Thing.ORGANISATION
    incidents = incidents_of_organisation(found.id) if has_parts and may(by, Permission.SEE_INCIDENTS) else []
    crimes = crimes_of_organisation(found.id) if has_parts and may(by, Permission.SEE_CRIMES) else []
    shown = [found.id, *(one.id for one in owners), *(one.id for one in (*incidents, *crimes))]
    _note_opened(EntryKind.READ_THING, f"{thing.value} {found.reference}", found.id, shown, purpose, by, at)
    return OpenedThing(
        thing=found, links=tuple(known.links_of(thing, found.id)), owners=owners, incidents=tuple(incidents),
        crimes=tuple(crimes),
    )  # fmt: skip


def _note_opened(
    kind: EntryKind, subject: str, number: int, shown: list[int], purpose: str, by: Officer, at: datetime
) -> None:
    write_reading(kind, subject=subject, subject_row=number, shown=shown, by=by, at=at, purpose=purpose)
