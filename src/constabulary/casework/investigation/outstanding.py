"""Looking for somebody outstanding: circulated as wanted, sought, intelligence noted by its reference alone."""

from datetime import datetime

from constabulary.access.officers import Officer, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.investigation.suspects import hold_crime_of, move_suspect, note_event
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import next_suspect_review_due
from constabulary.policing.investigation.register import (
    find_reasons_against_attempt,
    find_reasons_against_intelligence,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import Crime, Duty, Suspect
from constabulary.records.writing import Writing, writing


def circulate_suspect(
    *, suspect: int, reference: str, moment: datetime | None, words: str, by: Officer, at: datetime
) -> None:
    """Circulate somebody as wanted, under the reference of the circulation.

    Raises NotPermitted, or NotAllowed when it cannot follow or something is missing.
    """
    check_may(by, Permission.INVESTIGATE)
    move_suspect(
        suspect=suspect, to_status=SuspectStatus.WANTED_CIRCULATED, words=words, moment=moment, reference=reference,
        by=by, at=at,
    )  # fmt: skip


def note_attempt(*, suspect: int, result: str, words: str, moment: datetime | None, by: Officer, at: datetime) -> None:
    """Note an attempt to find or arrest somebody that did not end in an arrest; the next look is due an interval on."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Looking for a suspect") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        refuse_if(
            find_reasons_against_attempt(SuspectStatus(row.state), result=result, words=words, moment=moment, at=at)
        )
        w.entry(EntryKind.SUSPECT_SOUGHT, subject=crime, journey=crime.journey_id, facts={"result": result})
        note_event(w, row, "sought", words, moment=moment or at, result=result)
        met = find_open_duties_of(w, crime, DutyKind.REVIEW_SUSPECT, subject_row=row.id)
        meet_duties(w, met, at)
        look_again(w, crime, row)


def note_intelligence(*, suspect: int, reference: str, by: Officer, at: datetime) -> None:
    """Note that there is intelligence on where somebody is: its reference, and nothing of what it says or who said it."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Looking for a suspect") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        refuse_if(find_reasons_against_intelligence(SuspectStatus(row.state), reference=reference))
        w.entry(EntryKind.SUSPECT_INTELLIGENCE_NOTED, subject=crime, journey=crime.journey_id)
        note_event(w, row, "intelligence", "", moment=at, reference=reference)


def look_again(w: Writing, crime: Crime, row: Suspect) -> None:
    """Open the next review of somebody outstanding who has just been looked at or for."""
    if crime.allocated_at is None:
        return
    due = next_suspect_review_due(
        SuspectStatus(row.state), crime_at_work(crime), rulebook_of(w, crime), at=w.at, until=row.until
    )
    open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=row.id)


def look_again_at(w: Writing, crime: Crime, met: list[Duty]) -> None:
    """The next review of everybody whose review has just been done."""
    for number in sorted({one.subject_row for one in met if one.subject_row is not None}):
        look_again(w, crime, w.lock(Suspect, number))
