"""Asking whoever may decide it to give an officer more than they can carry, and their answer."""

from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.allocation import AllocationDone, allocate_in_act, fit_of
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.passed_up import answer_passed, find_waiting
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.allocation.choice import TAKEN_MEANWHILE
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.passing_up import (
    NOBODY_WAITS,
    Answer,
    Passing,
    decide_over_limit_due,
    find_reasons_against_answer,
    find_reasons_against_asking,
)
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, PassedUp
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import writing
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.workload import OVER_LIMIT_BY


def ask_to_exceed(
    *, crime: int, officer: int, reason: str, by: Officer, at: datetime, instead_of: int | None = None
) -> int:
    """Ask whoever may decide it to give an officer a crime that takes them over what they can carry. Returns its number.

    Raises NotPermitted, or NotAllowed: the officer cannot have the crime at all, need not be asked about, nobody says why,
    or it is asked already.
    """
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Allocating") as w:
        row, taker = w.lock(Crime, crime), w.lock(OfficerRow, officer)
        if row.officer_id != instead_of:
            raise NotAllowed([TAKEN_MEANWHILE])
        rulebook = rulebook_for(w, Moments(report=row.reported_at, decision=at))
        authority = _exceeds_by(rulebook)
        refuse_if(
            find_reasons_against_asking(
                fit_of(w, row, taker, rulebook), reason=reason, may_exceed=holds_authority(by, authority),
                is_asked=find_waiting(w, row, Passing.OVER_LIMIT) is not None,
            )
        )  # fmt: skip
        due = decide_over_limit_due(authority, rulebook, at=at, risk=risk_of_crime(row))
        w.entry(EntryKind.ALLOCATION_ASKED, subject=row, journey=row.journey_id, editions=[due.edition])
        made = w.insert(
            PassedUp(
                id=w.new_id(), journey_id=row.journey_id, crime_id=row.id, passing=Passing.OVER_LIMIT.value,
                officer_id=taker.id, to_desk=due.desk.value, because=reason.strip(), passed_at=at, passed_by_id=by.id,
            )
        )  # fmt: skip
        open_duties(w, [due], about=row, team_id=taker.team_id, subject_row=made.id)
        return made.id


def answer_over_limit(*, crime: int, gives: bool, words: str, by: Officer, at: datetime) -> AllocationDone | None:
    """Decide what was asked about a crime: give it to the officer, or refuse; with words that whoever asked reads.

    Raises NotPermitted without the authority that the standard names, or NotAllowed: nobody waits, no words, or the officer
    cannot have it any more. None when refused.
    """
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Allocating") as w:
        row = w.lock(Crime, crime)
        rulebook = rulebook_for(w, Moments(report=row.reported_at, decision=at))
        check_authority(by, _exceeds_by(rulebook))
        asked = find_waiting(w, row, Passing.OVER_LIMIT)
        refuse_if(find_reasons_against_answer(words=words, waits=asked is not None))
        if asked is None or asked.officer_id is None:
            raise NotAllowed([NOBODY_WAITS])
        if not gives:
            w.entry(EntryKind.ALLOCATION_REFUSED, subject=row, journey=row.journey_id)
            meet_duties(w, find_open_duties_of(w, row, DutyKind.DECIDE_OVER_LIMIT), at)
            answer_passed(w, asked, Answer.REFUSED, words)
            return None
        return allocate_in_act(
            w, row, w.lock(OfficerRow, asked.officer_id), reason=asked.because, override_reason=words, passed=asked
        )


def _exceeds_by(rulebook: Rulebook) -> Authority:
    return Authority(rulebook[OVER_LIMIT_BY].value)
