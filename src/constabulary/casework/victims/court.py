"""What a victim wants at court: the personal statement offered, and special measures."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.victims.holding import hold_with_victim
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.own_statement import (
    OfferDetails,
    Wish,
    find_reasons_against_offer,
    offer_statement_due,
)
from constabulary.policing.victims.special_measures import (
    MeasuresDetails,
    find_reasons_against_measures,
)
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import SpecialMeasures, StatementOffer
from constabulary.records.writing import writing


def offer_statement(*, crime: int, details: OfferDetails, by: Officer, at: datetime) -> None:
    """Record that a victim was offered a personal statement, and what became of it; for later it is due again.

    Raises NotPermitted, or NotAllowed with what the record lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Offering the victim a personal statement") as w:
        row = hold_with_victim(w, crime)
        refuse_if(find_reasons_against_offer(details, at=at))
        w.entry(EntryKind.VICTIM_COURT_NOTED, subject=row, journey=row.journey_id, facts={"offer": details.wish.value})
        w.insert(
            StatementOffer(
                journey_id=row.journey_id,
                crime_id=row.id,
                wish=details.wish.value,
                at_court=details.at_court.value,
                reader=details.reader.strip(),
                reference=" ".join(details.reference.split()),
                words=details.words.strip(),
                again_on=details.again_on if details.wish is Wish.LATER else None,
                offered_at=at,
                offered_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, row, DutyKind.OFFER_PERSONAL_STATEMENT), at)
        if details.wish is Wish.LATER:
            due = [offer_statement_due(rulebook_of(w, row), at=at, risk=risk_of_crime(row), on=details.again_on)]
            open_duties(w, due, about=row, owner_id=row.officer_id, team_id=row.team_id)


def note_special_measures(*, crime: int, details: MeasuresDetails, by: Officer, at: datetime) -> None:
    """Record a step of special measures: what the victim wants, what was applied for, what the court said.

    Raises NotPermitted, or NotAllowed with what the step lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Special measures for the victim") as w:
        row = hold_with_victim(w, crime)
        refuse_if(find_reasons_against_measures(details))
        w.entry(EntryKind.VICTIM_COURT_NOTED, subject=row, journey=row.journey_id, facts={"step": details.step.value})
        w.insert(
            SpecialMeasures(
                journey_id=row.journey_id,
                crime_id=row.id,
                step=details.step.value,
                grounds=[one.value for one in details.grounds],
                quality=details.quality.strip(),
                measures=[one.value for one in details.measures],
                wishes=details.wishes.strip(),
                court=details.court.strip(),
                noted_at=at,
                noted_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, row, DutyKind.ASK_SPECIAL_MEASURES), at)
