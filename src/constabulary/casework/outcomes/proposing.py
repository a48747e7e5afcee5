"""Proposing an outcome: everything it needs must be there, but that victim and suspect may still have to be told."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_in_charge, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.outcomes.matter import NOTHING, gather_facts, listed_outcome
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME
from constabulary.policing.outcomes.check import OutcomeCheck, check_outcome
from constabulary.policing.outcomes.duties import decide_due
from constabulary.policing.outcomes.general import victim_is_told
from constabulary.policing.outcomes.preconditions import Stage
from constabulary.policing.victims.duties import outcome_due
from constabulary.records.facts.crimes import owed_victim, risk_of_crime
from constabulary.records.models import Crime, Outcome
from constabulary.records.writing import Writing, writing


def propose_outcome(
    *,
    crime: int,
    outcome_type: str,
    rationale: str,
    by: Officer,
    at: datetime,
    suspect: int | None = None,
    stated: Mapping[str, str] = NOTHING,
) -> int:
    """Propose an outcome for a crime. Returns its number.

    Raises NotPermitted, or NotAllowed with every precondition of a proposal that is not met, beside its field.
    """
    check_may(by, Permission.PROPOSE_OUTCOME)
    listed = listed_outcome(outcome_type, at)
    with writing(by=by, at=at, purpose="Proposing an outcome") as w:
        row = w.lock(Crime, crime)
        if row.officer_id is not None or not may(by, Permission.RECORD_CRIME):
            check_in_charge(by, row.officer_id)
        CRIME.check_move(row.state, "outcome_proposed")
        facts = gather_facts(
            w, row, listed, suspect=suspect, stated=stated, approver_stated=NOTHING, rationale=rationale
        )
        check = check_outcome(facts)
        refuse_if(check.missing(Stage.PROPOSAL))
        w.entry(
            EntryKind.OUTCOME_PROPOSED,
            subject=row,
            journey=row.journey_id,
            editions=[listed.edition],
            facts={"outcome": listed.code, "title": listed.title},
            reasons=[one.precondition.unmet.code for one in check.checked if one.holds is True],
        )
        made = w.insert(
            Outcome(
                id=w.new_id(),
                journey_id=row.journey_id,
                crime_id=row.id,
                outcome_type=listed.code,
                suspect_id=suspect,
                stated=dict(facts.stated),
                rationale=rationale,
                preconditions=[one.precondition.code for one in check.checked if one.holds is True],
                edition=listed.edition,
                proposed_at=at,
                proposed_by_id=by.id,
            )
        )
        w.update(row, state="outcome_proposed")
        _open_duties(w, row, made, check, tell_victim=victim_is_told.holds(facts) is False)
        return made.id


def _open_duties(w: Writing, crime: Crime, made: Outcome, check: OutcomeCheck, *, tell_victim: bool) -> None:
    rulebook = rulebook_of(w, crime)
    meet_duties(w, find_open_duties_of(w, crime, DutyKind.PROPOSE_AGAIN, DutyKind.FILE_CRIME), w.at)
    authority = check.authorities[0]
    owner = supervisor_of(w, crime) if authority is Authority.SUPERVISOR else None
    due = [decide_due(authority, rulebook, at=w.at, risk=risk_of_crime(crime))]
    open_duties(w, due, about=crime, owner_id=owner, team_id=crime.team_id, subject_row=made.id)
    if tell_victim:
        told = [outcome_due(owed_victim(crime), rulebook, since=w.at)]
        open_duties(w, told, about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=made.id)
