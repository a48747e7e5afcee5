"""Emergency openings of restricted and sealed records: at once, for a limited time, reviewed by somebody else."""

from datetime import datetime
from typing import Any

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.seals import is_against_side_of
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.emergency import (
    NOTHING_HELD,
    find_duty_of_review,
    find_duty_of_safety,
    find_duty_to_read,
    find_reasons_against_noting,
    find_reasons_against_opening,
    find_reasons_against_review,
    find_reasons_against_telling,
    opened_until,
)
from constabulary.records.models import (
    BreakGlass,
    Duty,
    Incident,
    IncidentPerson,
    Restriction,
    RestrictionGrant,
    SafetyPlan,
    Seal,
    SealGrant,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.rulebook import Moments


def open_in_emergency(
    *,
    reason: str,
    by: Officer,
    at: datetime,
    restriction: int | None = None,
    seals: tuple[int, ...] = (),
) -> datetime:
    """Open what a restriction or seals keep from someone, at once; returns until when.

    Each opening opens a duty of review for somebody else. Never for anyone connected with the person a seal is
    against. With nothing to open it is refused, and the attempt is journalled all the same.
    """
    check_may(by, Permission.BREAK_GLASS)
    with writing(by=by, at=at, purpose="Opening in an emergency") as w:
        kept = [w.lock(Seal, one) for one in seals]
        connected = any(is_against_side_of(w, one, by.id) for one in kept)
        refuse_if(find_reasons_against_opening(reason=reason, is_connected=connected))
        if restriction is None and not kept:
            w.entry(EntryKind.EMERGENCY_FOUND_NOTHING, subject=w.lock(OfficerRow, by.id), facts={"reason": reason})
        until = opened_until(rulebook_for(w, Moments(decision=at)), at=at)
        if restriction is not None:
            _open(w, w.lock(Restriction, restriction), reason.strip(), until)
        for seal in kept:
            _open(w, seal, reason.strip(), until)
    if restriction is None and not kept:
        raise NotAllowed([NOTHING_HELD])
    return until


def _open(w: Writing, held: Restriction | Seal, reason: str, until: datetime) -> None:
    number = w.new_id()
    w.entry(EntryKind.OPENED_IN_EMERGENCY, subject=held)
    opening = w.insert(
        BreakGlass(
            id=number,
            opener_id=w.by.id,
            restriction_id=held.id if isinstance(held, Restriction) else None,
            seal_id=held.id if isinstance(held, Seal) else None,
            reason=reason,
            opened_at=w.at,
            opened_by_id=w.by.id,
            until=until,
        )
    )
    given: dict[str, Any] = {
        "officer_id": w.by.id,
        "reason": f"Emergency: {reason}",
        "granted_at": w.at,
        "granted_by_id": w.by.id,
        "until": until,
    }
    if isinstance(held, Restriction):
        w.insert(RestrictionGrant(restriction_id=held.id, **given))
    else:
        w.insert(SealGrant(seal_id=held.id, **given))
    open_duties(w, [find_duty_of_review(rulebook_for(w, Moments(decision=w.at)), at=w.at)], about=opening)


def review_opening(
    *, opening: int, justified: bool, finding: str, by: Officer, at: datetime, tell: bool = True
) -> None:
    """Store what the review of an emergency opening found.

    One that was not justified ends at once, and the safety of whoever was sealed from its opener is due to be looked at.
    Its opener is told, unless the reviewer holds that back: somebody may have to look into it before they know.
    """
    check_may(by, Permission.REVIEW_BREAK_GLASS)
    with writing(by=by, at=at, purpose="Reviewing an emergency opening") as w:
        row = w.lock(BreakGlass, opening)
        if row.opener_id == by.id:
            raise NotPermitted("Somebody else must review what you opened.")
        refuse_if(find_reasons_against_review(finding=finding, is_reviewed=row.reviewed_at is not None))
        w.entry(EntryKind.EMERGENCY_REVIEWED, subject=row, facts={"justified": justified})
        w.update(row, reviewed_at=at, reviewed_by_id=by.id, justified=justified, finding=finding.strip())
        meet_duties(w, w.find(Duty, lock=True, opening_id=row.id, state="open"), at)
        if not justified:
            for grant in _grants_of(w, row):
                w.update(grant, ended_at=at, ended_by_id=by.id)
            if row.seal_id is not None:
                _ask_for_safety(w, w.lock(Seal, row.seal_id))
            if tell:
                _tell(w, row)


def tell_opener(*, opening: int, by: Officer, at: datetime) -> None:
    """Tell whoever opened a record what had been held back: that it was found not justified."""
    check_may(by, Permission.REVIEW_BREAK_GLASS)
    with writing(by=by, at=at, purpose="Telling of a reviewed opening") as w:
        row = w.lock(BreakGlass, opening)
        if row.opener_id == by.id:
            raise NotPermitted("Somebody else must review what you opened.")
        refuse_if(find_reasons_against_telling(justified=row.justified, is_told=bool(_told(w, row))))
        w.entry(EntryKind.OPENING_TOLD, subject=row)
        _tell(w, row)


def note_read(*, opening: int, by: Officer, at: datetime) -> None:
    """Note, as whoever opened a record, that one has read that it was found not justified."""
    check_may(by, Permission.SEE_WORKLIST)
    with writing(by=by, at=at, purpose="Reading what a review found") as w:
        row = w.lock(BreakGlass, opening)
        if row.opener_id != by.id:
            raise NotPermitted("That is somebody else's.")
        waiting = [one for one in _told(w, row) if one.state == "open"]
        refuse_if(find_reasons_against_noting(waits=bool(waiting)))
        w.entry(EntryKind.OPENING_FOUND_READ, subject=row)
        meet_duties(w, waiting, at)


def _told(w: Writing, opening: BreakGlass) -> list[Duty]:
    return w.find(Duty, lock=True, opening_id=opening.id, kind=DutyKind.READ_OPENING_FOUND.value)


def _tell(w: Writing, opening: BreakGlass) -> None:
    due = find_duty_to_read(rulebook_for(w, Moments(decision=w.at)), at=w.at)
    open_duties(w, [due], about=opening, owner_id=opening.opener_id)


def _ask_for_safety(w: Writing, seal: Seal) -> None:
    """Whoever looked without cause may have told: the newest incident of the person has their safety due at once.

    Never one in which they are the person complained of: what is planned there would lie before the other side.
    """
    for seal_of in (seal, *([w.lock(Seal, seal.same_as_id)] if seal.same_as_id else [])):
        numbers = numbers_of_one(w, seal_of.person_id)
        parts = [one for number in numbers for one in w.find(IncidentPerson, person_id=number)]
        theirs = [one for one in parts if one.role != CallerRole.SUSPECT]
        if not theirs:
            continue
        newest = max(theirs, key=lambda one: one.incident_id)
        incident = w.lock(Incident, newest.incident_id)
        plans = w.find(SafetyPlan, person_id=newest.person_id, journey_id=incident.journey_id)
        due = find_duty_of_safety(rulebook_for(w, Moments(decision=w.at)), at=w.at, has_plan=bool(plans))
        standing = find_open_duties(w, incident.journey_id, DutyKind.PLAN_SAFETY, DutyKind.REVIEW_SAFETY_PLAN)
        supersede_duties(w, [one for one in standing if one.person_id == newest.person_id], w.at)
        open_duties(w, [due], about=incident, person_id=newest.person_id)


def _grants_of(w: Writing, opening: BreakGlass) -> list[RestrictionGrant | SealGrant]:
    theirs: dict[str, Any] = {"officer_id": opening.opener_id, "granted_at": opening.opened_at, "ended_at": None}
    if opening.restriction_id is not None:
        return [*w.find(RestrictionGrant, lock=True, restriction_id=opening.restriction_id, **theirs)]
    return [*w.find(SealGrant, lock=True, seal_id=opening.seal_id, **theirs)]
