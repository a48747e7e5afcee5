"""Granting need to see what a seal hides, ending it, lifting seals; how one is made: `casework/seal_making.py`.

A connection with the person a seal is against closes it for good: here it is refused, and the database shows nothing
even where a grant was made before.
"""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import (
    LIFTED_WITH_ANOTHER,
    NO_SUCH_OFFICER,
    find_reasons_against_ending,
    find_reasons_against_need,
)
from constabulary.records.models import (
    Connection,
    ContactPoint,
    PersonAddress,
    Place,
    Seal,
    SealGrant,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.protection import SEAL_GRANT_LONGEST
from constabulary.standards.rulebook import Moments


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


def is_against_side_of(w: Writing, seal: Seal, officer: int) -> bool:
    """Whether an officer is connected with whoever a seal is against, or whoever the seal is against that it follows."""
    followed = w.find(Seal, id=seal.same_as_id) if seal.same_as_id else []
    return any(is_connected(w, officer=officer, person=one.against_id) for one in (seal, *followed))


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
                is_connected=is_against_side_of(w, row, found.id),
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
    """Lift a seal and those that follow it; what lies under another seal as well stays under that one.

    Only someone who needs what it hides can judge that it is no longer to be hidden.
    """
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Lifting a seal") as w:
        row = w.lock(Seal, seal)
        refuse_if(find_reasons_against_ending(reason=reason, is_over=row.lifted_at is not None, over="seal"))
        if not _needs(w, row) or is_against_side_of(w, row, by.id):
            raise NotPermitted("Only someone who may see what is sealed can lift the seal.")
        refuse_if((LIFTED_WITH_ANOTHER,) if row.same_as_id else ())
        lifted = [row, *w.find(Seal, lock=True, same_as_id=row.id, lifted_at=None)]
        for each in lifted:
            w.entry(EntryKind.SEAL_LIFTED, subject=each, facts={"reason": reason.strip()})
            w.update(each, lifted_at=at, lifted_by_id=by.id)
        # All are lifted before any row is let go of: a row that leaves one goes under any other still in force.
        for each in lifted:
            for one in (
                *w.find(PersonAddress, lock=True, seal_id=each.id),
                *w.find(ContactPoint, lock=True, seal_id=each.id),
                *w.find(Place, lock=True, seal_id=each.id),
            ):
                w.update(one, seal_id=None)


def _needs(w: Writing, seal: Seal) -> bool:
    return any(
        one.until is None or one.until > w.at
        for one in w.find(SealGrant, seal_id=seal.id, officer_id=w.by.id, ended_at=None)
    )
