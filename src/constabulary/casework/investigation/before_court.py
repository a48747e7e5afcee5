"""What a victim is asked before a trial, as part of taking their statement or of a charge."""

from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.victims.own_statement import Wish, offer_statement_due
from constabulary.policing.victims.special_measures import ask_measures_due
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, SpecialMeasures, StatementOffer
from constabulary.records.writing import Writing


def statement_was_offered(w: Writing, crime: Crime, *, is_settled: bool) -> None:
    """As part of taking a victim's statement: the offer is settled with it, or due once more."""
    waiting = find_open_duties_of(w, crime, DutyKind.OFFER_PERSONAL_STATEMENT)
    if is_settled:
        meet_duties(w, waiting, w.at)
    elif not waiting:
        _open_offer(w, crime)


def prepare_for_court(w: Writing, crime: Crime) -> None:
    """As part of a charge: what the victim is asked before a trial, unless it is settled or due already."""
    settled = any(one.wish != Wish.LATER.value for one in w.find(StatementOffer, crime_id=crime.id)[-1:])
    if not settled and not find_open_duties_of(w, crime, DutyKind.OFFER_PERSONAL_STATEMENT):
        _open_offer(w, crime)
    asked = w.find(SpecialMeasures, crime_id=crime.id)
    if not asked and not find_open_duties_of(w, crime, DutyKind.ASK_SPECIAL_MEASURES):
        due = [ask_measures_due(rulebook_of(w, crime), at=w.at, risk=risk_of_crime(crime))]
        open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)


def _open_offer(w: Writing, crime: Crime) -> None:
    due = [offer_statement_due(rulebook_of(w, crime), at=w.at, risk=risk_of_crime(crime))]
    open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)
