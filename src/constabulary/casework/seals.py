"""Sealing addresses and contact details, granting need to see them, lifting seals.

Sealing covers the address, the place itself, every other address there and the same address or number kept twice; what
is added later seals itself (see `records/sql/protection.sql`). A connection with the person a seal is against closes
it for good: here it is refused, and the database shows nothing even where a grant was made before.
"""

from collections.abc import Iterator
from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import (
    IS_CONNECTED,
    NO_SUCH_OFFICER,
    find_reasons_against_ending,
    find_reasons_against_need,
    find_reasons_against_seal,
)
from constabulary.records.models import (
    Connection,
    ContactPoint,
    Person,
    PersonAddress,
    Place,
    Seal,
    SealGrant,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.protection import SEAL_GRANT, SEAL_GRANT_LONGEST
from constabulary.standards.rulebook import Moments


def seal_details(
    *,
    person: int,
    reason: str,
    by: Officer,
    at: datetime,
    against: str = "",
    addresses: tuple[int, ...] = (),
    contact_points: tuple[int, ...] = (),
) -> int:
    """Seal addresses and contact details of a person against another (by reference); returns the seal's number.

    Whoever seals needs them for a time. Raises NotPermitted, or NotAllowed with the field each reason belongs to.
    """
    check_may(by, Permission.SEAL)
    with writing(by=by, at=at, purpose="Sealing an address or contact detail") as w:
        row = w.lock(Person, person)
        suspect = next(iter(w.find(Person, reference=against.strip())), None) if against.strip() else None
        theirs = numbers_of_one(w, row.id)
        homes = [
            one
            for number in theirs
            for one in w.find(PersonAddress, lock=True, person_id=number)
            if one.id in addresses
        ]
        numbers = [
            one
            for number in theirs
            for one in w.find(ContactPoint, lock=True, person_id=number)
            if one.id in contact_points
        ]
        refuse_if(
            find_reasons_against_seal(
                reason=reason,
                something_is_chosen=bool(homes or numbers),
                against_themselves=suspect is not None and suspect.id in theirs,
                against_is_unknown=bool(against.strip()) and suspect is None,
            )
        )
        if suspect is not None and is_connected(w, officer=by.id, person=suspect.id):
            raise NotAllowed([IS_CONNECTED.on("against")])
        seal = Seal(
            id=w.new_id(),
            person_id=row.id,
            against_id=suspect.id if suspect else None,
            reason=reason.strip(),
            made_at=at,
            made_by_id=by.id,
        )
        w.entry(EntryKind.SEAL_MADE, subject=row)
        w.insert(seal)
        until = at + rulebook_for(w, Moments(decision=at))[SEAL_GRANT].value
        grant_in_act(w, seal, officer=by.id, reason="Made the seal.", until=until)
        for one in _everything_to_seal(w, homes, numbers):
            w.update(one, seal_id=seal.id)
        return seal.id


def _everything_to_seal(
    w: Writing, homes: list[PersonAddress], numbers: list[ContactPoint]
) -> Iterator[PersonAddress | ContactPoint | Place]:
    """The rows, what they name, and the same address or number kept for somebody else."""
    seen: set[int] = set()
    for home in homes:
        for place in w.find(Place, lock=True, id=home.place_id):
            for twin in (place, *_same_address(w, place)):
                yield from _once(seen, twin)
                for other in w.find(PersonAddress, lock=True, place_id=twin.id):
                    yield from _once(seen, other)
        # Its own seal even where it lay under another already: each person is protected from their own.
        if home.id not in seen:
            seen.add(home.id)
            yield home
    for number in numbers:
        for same in w.find(ContactPoint, lock=True, normalised=number.normalised):
            yield from _once(seen, same)


def _once(seen: set[int], row: PersonAddress | ContactPoint | Place) -> Iterator[PersonAddress | ContactPoint | Place]:
    if row.seal_id is None and row.id not in seen:
        seen.add(row.id)
        yield row


def _same_address(w: Writing, place: Place) -> list[Place]:
    """The same address kept twice, as far as an equal line tells; the database finds the rest when it is shown."""
    return [one for one in w.find(Place, lock=True, line=place.line) if one.postcode == place.postcode]


def grant_in_act(w: Writing, seal: Seal, *, officer: int, reason: str, until: datetime) -> SealGrant:
    """Give an officer need, within an act that has journalled it."""
    return w.insert(
        SealGrant(
            seal_id=seal.id, officer_id=officer, reason=reason, granted_at=w.at, granted_by_id=w.by.id, until=until
        )
    )


def is_connected(w: Writing, *, officer: int, person: int | None) -> bool:
    """Whether an officer has a connection in force with a person."""
    return person is not None and any(
        w.find(Connection, officer_id=officer, person_id=one, ended_at=None) for one in numbers_of_one(w, person)
    )


def grant_need(*, seal: int, officer: str, reason: str, until: datetime | None, by: Officer, at: datetime) -> None:
    """Say that an officer (by number) needs what a seal hides, why, and until when.

    Never for oneself, and never for anyone connected with the person the seal is against.
    """
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Granting need to see what is sealed") as w:
        row = w.lock(Seal, seal)
        found = next(iter(w.find(OfficerRow, collar_number=officer.strip().upper())), None)
        if found is None or found.is_system:
            raise NotAllowed([NO_SUCH_OFFICER])
        if found.id == by.id:
            raise NotPermitted("Somebody else must say that you need it. In an emergency, open it and say why.")
        longest = rulebook_for(w, Moments(decision=at))[SEAL_GRANT_LONGEST].value
        refuse_if(
            find_reasons_against_need(
                reason=reason,
                is_lifted=row.lifted_at is not None,
                is_connected=is_connected(w, officer=found.id, person=row.against_id),
                until=until,
                at=at,
                longest=longest,
            )
        )
        if until is None:
            raise RuntimeError("a need without an end was not refused")
        w.entry(EntryKind.SEAL_GRANTED, subject=row)
        grant_in_act(w, row, officer=found.id, reason=reason.strip(), until=until)


def end_need(*, grant: int, reason: str, by: Officer, at: datetime) -> None:
    """End an officer's need to see what is sealed. It takes effect at their next request."""
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Ending need to see what is sealed") as w:
        row = w.lock(SealGrant, grant)
        refuse_if(find_reasons_against_ending(reason=reason, is_over=row.ended_at is not None, over="need"))
        w.entry(EntryKind.SEAL_GRANT_ENDED, subject=w.lock(Seal, row.seal_id), facts={"reason": reason.strip()})
        w.update(row, ended_at=at, ended_by_id=by.id)


def lift_seal(*, seal: int, reason: str, by: Officer, at: datetime) -> None:
    """Lift a seal; what lies under another seal as well stays under that one.

    Only someone who needs what it hides can judge that it is no longer to be hidden.
    """
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Lifting a seal") as w:
        row = w.lock(Seal, seal)
        refuse_if(find_reasons_against_ending(reason=reason, is_over=row.lifted_at is not None, over="seal"))
        if not _needs(w, row) or is_connected(w, officer=by.id, person=row.against_id):
            raise NotPermitted("Only someone who may see what is sealed can lift the seal.")
        w.entry(EntryKind.SEAL_LIFTED, subject=row, facts={"reason": reason.strip()})
        w.update(row, lifted_at=at, lifted_by_id=by.id)
        for one in (
            *w.find(PersonAddress, lock=True, seal_id=row.id),
            *w.find(ContactPoint, lock=True, seal_id=row.id),
            *w.find(Place, lock=True, seal_id=row.id),
        ):
            w.update(one, seal_id=None)


def _needs(w: Writing, seal: Seal) -> bool:
    return any(
        one.until is None or one.until > w.at
        for one in w.find(SealGrant, seal_id=seal.id, officer_id=w.by.id, ended_at=None)
    )
