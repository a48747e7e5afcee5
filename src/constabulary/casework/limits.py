"""The time limit of a summary offence: due to whoever has the crime before it passes, and shown from recording on."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.rulebooks import read_rulebook, rulebook_for
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.limits import (
    LimitStanding,
    are_proceedings_begun,
    begin_proceedings_due,
    find_limit,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.lifecycles import WORK_OVER
from constabulary.records.facts.crimes import offence_facts, risk_of_crime
from constabulary.records.models import Crime, Suspect
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.writing import Writing
from constabulary.standards.rulebook import Moments


def keep_limit(w: Writing, crime: Crime) -> None:
    """As part of an act: what is due before the limit passes, as the crime stands now; met once proceedings have begun."""
    open_now = find_open_duties_of(w, crime, DutyKind.BEGIN_PROCEEDINGS)
    if are_proceedings_begun(SuspectStatus(one.state) for one in w.find(Suspect, crime_id=crime.id)):
        meet_duties(w, open_now, w.at)
        return
    due = _due(w, crime) if crime.officer_id is not None and crime.state not in WORK_OVER else None
    same = [one for one in open_now if due is not None and one.outer_due_at == due.outer_due_at]
    supersede_duties(w, [one for one in open_now if one not in same], w.at)
    if due is not None and not same:
        open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id)


def _due(w: Writing, crime: Crime) -> DutyDue | None:
    rulebook = rulebook_for(w, Moments(offence=crime.occurred_from, report=crime.reported_at, decision=w.at))
    return begin_proceedings_due(offence_facts(crime), rulebook, at=w.at, risk=risk_of_crime(crime))


def limit_of_crime(
    crime: CrimeView, statuses: Iterable[SuspectStatus], *, at: datetime, overlay: str | None = None
) -> LimitStanding | None:
    """How the limit of a crime that was opened stands; None where there is none, or nothing hangs on it any more.

    With the force's own standards, where they have been read already.
    """
    if crime.state in WORK_OVER or are_proceedings_begun(statuses):
        return None
    moments = Moments(offence=crime.occurred_from, report=crime.reported_at, decision=at)
    rulebook = read_rulebook(moments, overlay=overlay)
    return find_limit(offence_facts(crime), rulebook, at=at)
