"""Connections of officers and staff with persons: declared by themselves, or found by others.

A connection closes every seal against the person to that officer, at once and for as long as it lasts; and a crime that
the officer has with the person in it is given to somebody else.
"""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.conflicts import ask_others_instead_of
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import (
    AGAINST_UNKNOWN,
    NO_SUCH_OFFICER,
    find_reasons_against_connection,
    find_reasons_against_ending,
)
from constabulary.records.models import Connection, Person, Seal, SealGrant
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing


def declare_connection(*, person: str, nature: str, by: Officer, at: datetime) -> None:
    """Declare one's own connection with a person (by reference)."""
    check_may(by, Permission.DECLARE_CONNECTION)
    with writing(by=by, at=at, purpose="Declaring a connection") as w:
        _connect(w, EntryKind.CONNECTION_DECLARED, officer=by.id, person=person, nature=nature)


def record_connection(*, officer: str, person: str, nature: str, by: Officer, at: datetime) -> None:
    """Record a colleague's (by number) connection with a person (by reference), however it was found."""
    check_may(by, Permission.RECORD_CONNECTION)
    with writing(by=by, at=at, purpose="Recording a colleague's connection") as w:
        found = next(iter(w.find(OfficerRow, collar_number=officer.strip().upper())), None)
        if found is None or found.is_system:
            raise NotAllowed([NO_SUCH_OFFICER])
        _connect(w, EntryKind.CONNECTION_FOUND, officer=found.id, person=person, nature=nature)


def _connect(w: Writing, kind: EntryKind, *, officer: int, person: str, nature: str) -> None:
    row = next(iter(w.find(Person, reference=person.strip().upper())), None)
    if row is None:
        raise NotAllowed([AGAINST_UNKNOWN.on("person")])
    known = w.find(Connection, officer_id=officer, person_id=row.id, ended_at=None)
    refuse_if(find_reasons_against_connection(nature=nature, is_recorded=bool(known)))
    w.entry(kind, subject=row)
    w.insert(
        Connection(
            officer_id=officer,
            person_id=row.id,
            nature=nature.strip(),
            declared_at=w.at,
            declared_by_id=w.by.id,
        )
    )
    ask_others_instead_of(w, officer, row.id)
    against = w.find(Seal, against_id=row.id, lifted_at=None)
    following = [more for seal in against for more in w.find(Seal, same_as_id=seal.id, lifted_at=None)]
    for seal in (*against, *following):
        for grant in w.find(SealGrant, lock=True, seal_id=seal.id, officer_id=officer, ended_at=None):
            w.update(grant, ended_at=w.at, ended_by_id=w.by.id)


def end_connection(*, connection: int, reason: str, by: Officer, at: datetime) -> None:
    """End a connection that was recorded in error or is over. Never one's own."""
    check_may(by, Permission.RECORD_CONNECTION)
    with writing(by=by, at=at, purpose="Ending a connection") as w:
        row = w.lock(Connection, connection)
        if row.officer_id == by.id:
            raise NotPermitted("Somebody else must end a connection of yours.")
        refuse_if(find_reasons_against_ending(reason=reason, is_over=row.ended_at is not None, over="need"))
        w.entry(EntryKind.CONNECTION_ENDED, subject=row, facts={"reason": reason.strip()})
        w.update(row, ended_at=at, ended_by_id=by.id)
