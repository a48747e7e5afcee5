"""The officer in charge and her victim's sealed details: need asked for, and given to whoever has the crime.

Nobody is shown anything by asking. Whoever is connected with the person a seal is against, or with a suspect of the
crime, is never given it, and cannot tell from asking that there is a seal at all.
"""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.seals import grant_in_act, is_against_side_of, is_connected
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.seals import (
    find_duty_of_need,
    find_reasons_against_asking,
    find_reasons_against_giving,
    find_reasons_against_need,
)
from constabulary.records.models import Crime, Seal, SealGrant, Suspect
from constabulary.records.writing import Writing, writing
from constabulary.standards.protection import SEAL_GRANT_LONGEST
from constabulary.standards.rulebook import Moments


def ask_for_need(*, crime: int, by: Officer, at: datetime) -> None:
    """Ask, as the officer in charge, for need to see the victim's sealed details; those who may give it have it due.

    Raises NotPermitted, or NotAllowed: nothing is sealed from them, or it is asked for already.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Asking for need to see what is sealed") as w:
        row = w.lock(Crime, crime)
        if row.officer_id != by.id:
            raise NotPermitted("Only the officer in charge asks for need to see their victim's details.")
        refuse_if(
            find_reasons_against_asking(
                something_is_hidden=bool(_seals_openable_to(w, row, by.id)), is_asked=_is_asked(w, row, by.id)
            )
        )
        w.entry(EntryKind.NEED_ASKED, subject=row, journey=row.journey_id)
        _open_duty(w, row, by.id)


def give_need_in_charge(
    *, crime: int, reason: str, until: datetime | None, by: Officer, at: datetime, officer: int | None = None
) -> None:
    """Say that the officer in charge needs what is sealed of the crime's victim, why, and until when.

    `officer` is whoever had the crime when it was decided: nobody else is given it. Never for oneself. Raises
    NotPermitted or NotAllowed.
    """
    check_may(by, Permission.KEEP_SEALS)
    with writing(by=by, at=at, purpose="Granting need to see what is sealed") as w:
        row = w.lock(Crime, crime)
        taker = row.officer_id if officer in {None, row.officer_id} else None
        if taker == by.id:
            raise NotPermitted("Somebody else must say that you need it. In an emergency, open it and say why.")
        if _is_on_the_other_side(w, row, by.id):
            raise NotPermitted("Somebody else must decide that.")
        connected = taker is not None and _is_on_the_other_side(w, row, taker)
        hiding = [] if taker is None else _seals_openable_to(w, row, taker)
        refuse_if(
            find_reasons_against_giving(
                has_officer=taker is not None, is_connected=connected, something_is_hidden=bool(hiding)
            )
        )
        longest = rulebook_for(w, Moments(decision=at))[SEAL_GRANT_LONGEST].value
        refuse_if(
            find_reasons_against_need(
                reason=reason, is_lifted=False, is_connected=connected, until=until, at=at, longest=longest
            )
        )
        if taker is None or until is None:
            raise RuntimeError("a need of nobody or without an end was not refused")
        for seal in hiding:
            w.entry(EntryKind.SEAL_GRANTED, subject=seal)
            grant_in_act(w, seal, officer=taker, reason=reason.strip(), until=until)
        meet_duties(w, find_open_duties_of(w, row, DutyKind.GIVE_NEED), at)


def ask_need_for_taker(w: Writing, crime: Crime) -> bool:
    """Within an allocation: whoever has it now cannot see the victim's sealed details, so need is due. Whether it is."""
    before = find_open_duties_of(w, crime, DutyKind.GIVE_NEED)
    supersede_duties(w, [one for one in before if one.subject_row != crime.officer_id], w.at)
    if crime.officer_id is None or not _seals_openable_to(w, crime, crime.officer_id):
        return False
    if not _is_asked(w, crime, crime.officer_id):
        _open_duty(w, crime, crime.officer_id)
    return True


def _open_duty(w: Writing, crime: Crime, officer: int) -> None:
    due = find_duty_of_need(rulebook_for(w, Moments(report=crime.reported_at, decision=w.at)), at=w.at)
    open_duties(w, [due], about=crime, subject_row=officer, person_id=crime.victim_id)


def _is_asked(w: Writing, crime: Crime, officer: int) -> bool:
    return bool(find_open_duties_of(w, crime, DutyKind.GIVE_NEED, subject_row=officer))


def seals_over(w: Writing, person: int | None) -> list[Seal]:
    """The seals in force over a person, under whichever of their numbers."""
    if person is None:
        return []
    return [one for number in numbers_of_one(w, person) for one in w.find(Seal, person_id=number, lifted_at=None)]


def _is_on_the_other_side(w: Writing, crime: Crime, officer: int) -> bool:
    """Whether an officer is connected with anyone a seal of the victim's is against, or with a suspect of the crime."""
    suspects = {one.person_id for one in w.find(Suspect, crime_id=crime.id)}
    return any(is_against_side_of(w, one, officer) for one in seals_over(w, crime.victim_id)) or any(
        is_connected(w, officer=officer, person=one) for one in suspects
    )


def _seals_openable_to(w: Writing, crime: Crime, officer: int) -> list[Seal]:
    """The seals that hide the victim's details from an officer who could be given need; none where they never could."""
    seals = seals_over(w, crime.victim_id)
    if not seals or _is_on_the_other_side(w, crime, officer):
        return []
    return [one for one in seals if not has_need(w, one, officer)]


def has_need(w: Writing, seal: Seal, officer: int) -> bool:
    """Whether an officer has been given what a seal, or the one it follows, hides, and still has it."""
    return any(
        one.until is None or one.until > w.at
        for number in {seal.id, seal.same_as_id} - {None}
        for one in w.find(SealGrant, seal_id=number, officer_id=officer, ended_at=None)
    )
