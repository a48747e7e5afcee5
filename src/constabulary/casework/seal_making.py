"""Sealing addresses and contact details of a person, and whatever else would give them away.

Sealing covers the address, the place itself, every other address there and the same address or number kept twice; what
is added later seals itself (see `records/sql/protection.sql`). What somebody else has of it lies under a seal of their
own that follows hers: nobody can tell a stranger from her mother, so it is hidden; but need of the other's number can
be given without showing anything of hers (docs/decisions/0014). Whoever has an open crime of anybody sealed is asked
about as at allocation.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.need import ask_need_for_taker
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.seals import grant_in_act, is_connected
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import IS_CONNECTED, SAME_AS_ANOTHER, find_reasons_against_seal
from constabulary.records.models import ContactPoint, Crime, Person, PersonAddress, Place, Seal
from constabulary.records.writing import Writing, writing
from constabulary.standards.protection import SEAL_GRANT
from constabulary.standards.rulebook import Moments

#: While a crime is in one of these somebody works it and has to reach its victim.
OPEN = ("allocated", "investigating", "outcome_proposed")


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
        w.entry(EntryKind.SEAL_MADE, subject=row)
        seal = _made(w, row, reason=reason.strip(), against_id=suspect.id if suspect else None)
        until = at + rulebook_for(w, Moments(decision=at))[SEAL_GRANT].value
        grant_in_act(w, seal, officer=by.id, reason="Made the seal.", until=until)
        of_others: dict[int, list[PersonAddress | ContactPoint]] = {}
        for one in _everything_to_seal(w, homes, numbers):
            if isinstance(one, Place) or one.person_id in theirs:
                w.update(one, seal_id=seal.id)
            else:
                of_others.setdefault(one.person_id, []).append(one)
        for other, rows in of_others.items():
            whose = w.lock(Person, other)
            w.entry(EntryKind.SEAL_MADE, subject=whose)
            follows = _made(w, whose, reason=SAME_AS_ANOTHER, same_as_id=seal.id)
            for one in rows:
                w.update(one, seal_id=follows.id)
        for number in (*theirs, *of_others):
            _ask_who_has_a_crime(w, number)
        return seal.id


def _made(w: Writing, person: Person, **said: Any) -> Seal:
    return w.insert(Seal(id=w.new_id(), person_id=person.id, made_at=w.at, made_by_id=w.by.id, **said))


def _ask_who_has_a_crime(w: Writing, person: int) -> None:
    """Whoever works a crime of theirs would lose reach to them without a word: need is due, as it is at allocation."""
    for crime in w.find(Crime, lock=True, victim_id=person):
        if crime.officer_id is not None and crime.state in OPEN:
            ask_need_for_taker(w, crime)


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
        if number.id not in seen:
            seen.add(number.id)
            yield number


def _once(seen: set[int], row: PersonAddress | ContactPoint | Place) -> Iterator[PersonAddress | ContactPoint | Place]:
    if row.seal_id is None and row.id not in seen:
        seen.add(row.id)
        yield row


def _same_address(w: Writing, place: Place) -> list[Place]:
    """The same address kept twice, as far as an equal line tells; the database finds the rest when it is shown."""
    return [one for one in w.find(Place, lock=True, line=place.line) if one.postcode == place.postcode]
