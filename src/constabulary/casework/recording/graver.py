"""A crime that nobody has yet and that turns out graver: sooner an officer's, and no longer filed at the desk."""

from dataclasses import replace

from constabulary.casework.allocation_screening import facts_of
from constabulary.casework.duties import find_open_duties_of, replace_duties
from constabulary.casework.rulebooks import rulebook_of
from constabulary.policing.allocation.screening import find_exclusions
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.recording.crimes import find_duties_of_recording
from constabulary.records.facts.crimes import crime_facts
from constabulary.records.models import Crime
from constabulary.records.writing import Writing


def allocate_as_it_is_now(w: Writing, crime: Crime) -> None:
    """As part of an act that changed what a crime is: its time to have an officer follows, and is never later than before.

    One that was filed and may not be filed as it is now waits for an officer after all. Where an outcome is proposed for
    it, the proposal can only be refused, and it waits for an officer then.
    """
    if crime.state not in {"unallocated", "outcome_proposed"} or crime.officer_id is not None:
        return
    if crime.filed_at is not None and find_exclusions(facts_of(w, crime)):
        w.update(crime, filed_at=None)
    if crime.filed_at is not None or crime.state != "unallocated":
        return
    standing = [one.due_at for one in find_open_duties_of(w, crime, DutyKind.ALLOCATE)]
    due = [
        replace(one, due_at=min((one.due_at, *standing)))
        for one in find_duties_of_recording(crime_facts(crime), rulebook_of(w, crime), at=w.at)
    ]
    replace_duties(w, due, about=crime, kinds=(DutyKind.ALLOCATE, DutyKind.FILE_CRIME))
