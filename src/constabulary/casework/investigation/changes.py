"""What a victim is to be told has changed, always as part of the act that changes it."""

from dataclasses import replace

from constabulary.casework.duties import find_open_duties_of, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import VICTIM_IS_TOLD, SuspectStatus
from constabulary.policing.victims.duties import change_due
from constabulary.records.facts.crimes import has_victim, owed_victim
from constabulary.records.models import Crime, Suspect
from constabulary.records.writing import Writing


def owe_change_of_suspect(w: Writing, crime: Crime, row: Suspect) -> None:
    """As part of what happens with a suspect: the victim is to be told where it is something that they are told of.

    It follows the event, and not whether the crime has an outcome: who is charged is one suspect, who is bailed another.
    """
    if has_victim(crime) and SuspectStatus(row.state) in VICTIM_IS_TOLD:
        _owe(w, crime, subject_row=row.id)


def _owe(w: Writing, crime: Crime, *, subject_row: int | None) -> None:
    """One telling for all that has changed with a suspect: the newest change stands, due when the first one was."""
    changes = find_open_duties_of(w, crime, DutyKind.TELL_VICTIM_OF_CHANGE)
    earlier = [one for one in changes if one.subject_row == subject_row]
    supersede_duties(w, earlier, w.at)
    due = change_due(owed_victim(crime), rulebook_of(w, crime), since=w.at)
    due = replace(due, due_at=min([due.due_at, *(one.due_at for one in earlier)]))
    open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=subject_row)
