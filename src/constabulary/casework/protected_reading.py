"""Opening what says who may not see what: restrictions, seals, emergency openings, safe routes, the outbox."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord, OpenedCrime, OpenedIncident, open_crime, open_incident
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries import emergency_openings, messages, protection
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.emergency_openings import Done, OpeningView, ToldView
from constabulary.records.queries.incidents import IncidentView, InvolvedView
from constabulary.records.queries.messages import MessageView, Reachable, RouteView
from constabulary.records.queries.protection import (
    Access,
    ProtectedPerson,
    RestrictionView,
    SealView,
    SomebodyAround,
)
from constabulary.standards.values import value


@value
class OpenedRestriction:
    """A restriction with everyone who has or had access."""

    restriction: RestrictionView
    access: tuple[Access, ...]


@value
class OpenedSeal:
    """A seal with everyone who needs or needed what it hides."""

    seal: SealView
    needs: tuple[Access, ...]


@value
class OpenedNeed:
    """A crime as opened to say whether its officer needs what is sealed of its victim: the seals in force over them."""

    opened: OpenedCrime
    seals: tuple[SealView, ...]

    @property
    def crime(self) -> CrimeView:
        """The crime."""
        return self.opened.crime


@value
class OpenedNeedAtIncident:
    """Somebody in an incident, the seals in force over them, and the officers who wait to be told whether they may."""

    opened: OpenedIncident
    about: InvolvedView
    seals: tuple[SealView, ...]
    waiting: tuple[int, ...]

    @property
    def incident(self) -> IncidentView:
        """The incident."""
        return self.opened.incident


@value
class OpenedProtection:
    """How a person is protected and reached, as far as the reader may see it.

    For whoever seals: who else is in their incidents, and where these were where no address of their own is kept.
    """

    person: ProtectedPerson
    seals: tuple[SealView, ...]
    reachable: tuple[Reachable, ...]
    routes: tuple[RouteView, ...]
    around: tuple[SomebodyAround, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


#: How much of what was done during an opening is shown on a page.
MOST_DONE = 100


@value
class OpenedOpening:
    """An emergency opening, and a part of what its opener did and read while it was open, of so much in all."""

    opening: OpeningView
    done: tuple[Done, ...]
    done_in_all: int
    is_told: bool


def open_restriction(*, number: int, by: Officer, at: datetime) -> OpenedRestriction:
    """Who may see a restricted record and why, for those who may see it themselves. Raises NoSuchRecord."""
    check_may(by, Permission.RESTRICT)
    found = protection.restriction_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    _journal_reading(EntryKind.READ_PROTECTION, f"restriction {number}", number, [number], by, at)
    return OpenedRestriction(restriction=found, access=tuple(protection.access_to_restriction(number)))


def open_seal(*, number: int, by: Officer, at: datetime) -> OpenedSeal:
    """Who needs what a seal hides and why. Raises NoSuchRecord, also for whoever is connected with the suspect."""
    check_may(by, Permission.KEEP_SEALS)
    found = protection.seal_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    _journal_reading(EntryKind.READ_PROTECTION, f"seal {number}", number, [number, found.person_id], by, at)
    return OpenedSeal(seal=found, needs=tuple(protection.needs_of_seal(number)))


def sealed_from_asker(people: Iterable[int]) -> frozenset[int]:
    """Of whom something is sealed from whoever asks, who could be given need of it."""
    return protection.sealed_among(list(people))


def open_need_at_incident(
    *, reference: str, person: str, purpose: str, by: Officer, at: datetime
) -> OpenedNeedAtIncident:
    """An incident with the seals over somebody in it and who waits for need. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.KEEP_SEALS)
    opened = open_incident(reference=reference, purpose=purpose, by=by, at=at)
    about = next((one for one in opened.people if one.reference == person), None)
    if about is None:
        raise NoSuchRecord(person)
    seals = tuple(one for one in protection.seals_of_person(about.person_id) if one.lifted_at is None)
    waiting = tuple(protection.who_asks_need(opened.incident.id, about.person_id)) if seals else ()
    _journal_reading(
        EntryKind.READ_PROTECTION, f"seals at incident {reference}", opened.incident.id,
        [about.person_id, *(one.id for one in seals)], by, at,
    )  # fmt: skip
    return OpenedNeedAtIncident(opened=opened, about=about, seals=seals, waiting=waiting)


def open_need(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedNeed:
    """A crime with the seals over its victim, none for whoever is on the other side. Raises NoSuchRecord."""
    check_may(by, Permission.KEEP_SEALS)
    opened = open_crime(reference=reference, purpose=purpose, by=by, at=at)
    victim = opened.crime.victim_id
    seals = tuple(one for one in protection.seals_of_person(victim) if one.lifted_at is None) if victim else ()
    _journal_reading(
        EntryKind.READ_PROTECTION, f"seals of crime {reference}", opened.crime.id,
        [*([victim] if victim else []), *(one.id for one in seals)], by, at,
    )  # fmt: skip
    return OpenedNeed(opened=opened, seals=seals)


def open_protection(*, reference: str, permission: Permission, by: Officer, at: datetime) -> OpenedProtection:
    """A person's seals, routes and ways to be reached, for whoever holds the permission. Raises NoSuchRecord."""
    check_may(by, permission)
    person = protection.person_by_reference(reference)
    if person is None:
        raise NoSuchRecord(reference)
    seals = permission is Permission.SEAL
    around = protection.others_around(person.id) if seals else []
    shown = [person.id, *(one.id for one in around)]
    _journal_reading(EntryKind.READ_PROTECTION, f"person {reference}", person.id, shown, by, at)
    reachable = messages.ways_to_reach(person.id)
    has_address = any(one.kind == "address" for one in reachable)
    return OpenedProtection(
        person=person,
        seals=tuple(protection.seals_of_person(person.id)),
        reachable=tuple(reachable),
        around=tuple(around),
        places=tuple(protection.places_around(person.id)) if seals and not has_address else (),
        routes=tuple(messages.routes_of_person(person.id)),
    )


def open_openings(*, by: Officer, at: datetime, most: int, skip: int = 0) -> tuple[int, tuple[OpeningView, ...]]:
    """(how many emergency openings there are, these of them), those to be reviewed first."""
    check_may(by, Permission.REVIEW_BREAK_GLASS)
    count, found = emergency_openings.openings(most=most, skip=skip)
    _journal_reading(EntryKind.READ_PROTECTION, "emergency openings", by.id, [one.id for one in found], by, at)
    return count, tuple(found)


def open_opening(*, number: int, by: Officer, at: datetime, most: int = MOST_DONE, skip: int = 0) -> OpenedOpening:
    """One emergency opening with what was done while it lasted, so much of it from there on. Raises NoSuchRecord."""
    check_may(by, Permission.REVIEW_BREAK_GLASS)
    found = emergency_openings.opening_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    _journal_reading(EntryKind.READ_PROTECTION, f"opening {number}", number, [number], by, at)
    count, done = emergency_openings.done_during(found, most=most, skip=skip)
    return OpenedOpening(
        opening=found, done=tuple(done), done_in_all=count, is_told=emergency_openings.is_told(found.id)
    )


def open_own_openings(*, by: Officer, at: datetime, most: int, skip: int = 0) -> tuple[int, tuple[ToldView, ...]]:
    """(how many of one's own emergency openings one was told were not justified, these of them).

    When, and nothing of what lay behind them.
    """
    check_may(by, Permission.SEE_WORKLIST)
    count, found = emergency_openings.told_of(by.id, most=most, skip=skip)
    _journal_reading(
        EntryKind.READ_PROTECTION, "emergency openings of one's own", by.id, [one.id for one in found], by, at
    )
    return count, tuple(found)


def open_outbox(*, by: Officer, at: datetime, number: int | None = None) -> tuple[MessageView, ...]:
    """What waits, was sent or was withdrawn, as far as the reader may see it; with a `number` that message only."""
    check_may(by, Permission.SEND_MESSAGES)
    found = tuple(messages.outbox(number=number))
    _journal_reading(EntryKind.READ_MESSAGES, "outbox", by.id, [one.id for one in found], by, at)
    return found


def _journal_reading(kind: EntryKind, subject: str, row: int, shown: list[int], by: Officer, at: datetime) -> None:
    write_reading(
        kind, subject=subject, subject_row=row, shown=shown, by=by, at=at, purpose="Looking after protected records"
    )
