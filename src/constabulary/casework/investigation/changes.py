"""What a victim is to be told has changed, always as part of the act that changes it."""

from dataclasses import replace

from constabulary.casework.duties import find_open_duties_of, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.suspects import VICTIM_IS_TOLD, SuspectStatus
from constabulary.policing.victims.duties import change_due, goes_on_due
from constabulary.records.facts.crimes import has_victim, owed_victim
from constabulary.records.models import Crime, Duty, Suspect
from constabulary.records.writing import Writing
from constabulary.standards.victims import GOES_ON


def owe_change_of_suspect(w: Writing, crime: Crime, row: Suspect) -> None:
    """As part of what happens with a suspect: the victim is to be told where it is something that they are told of.

    It follows the event, and not whether the crime has an outcome: who is charged is one suspect, who is bailed another.
    """
    if has_victim(crime) and SuspectStatus(row.state) in VICTIM_IS_TOLD:
        earlier = find_open_duties_of(w, crime, DutyKind.TELL_VICTIM_OF_CHANGE, subject_row=row.id)
        due = change_due(owed_victim(crime), rulebook_of(w, crime), since=w.at)
        _owe(w, crime, due, instead_of=earlier, subject_row=row.id)


def owe_that_it_goes_on(w: Writing, crime: Crime) -> None:
    """As part of refusing an outcome or of reopening a crime: the victim, who was told of an end, hears that it goes on."""
    if has_victim(crime):
        due = goes_on_due(owed_victim(crime), rulebook_of(w, crime), since=w.at)
        _owe(w, crime, due, instead_of=find_that_it_goes_on(w, crime))


def find_that_it_goes_on(w: Writing, crime: Crime) -> list[Duty]:
    """The open duty to tell a victim that their case goes on, which is no news any more once the case has ended anew."""
    return [one for one in find_open_duties_of(w, crime, DutyKind.TELL_VICTIM_OF_CHANGE) if one.rule == GOES_ON.name]


def _owe(w: Writing, crime: Crime, due: DutyDue, *, instead_of: list[Duty], subject_row: int | None = None) -> None:
    """One telling for all that has changed in one thing: the newest change stands, due when the first one was."""
    supersede_duties(w, instead_of, w.at)
    due = replace(due, due_at=min([due.due_at, *(one.due_at for one in instead_of)]))
    open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=subject_row)
