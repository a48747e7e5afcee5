"""The victim's position: recorded whenever it is given, never written over."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.victims.holding import hold_with_victim
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import review_on_event_due
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import AT_WORK
from constabulary.policing.victims.positions import PositionDetails, Support, find_reasons_against_position
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import VictimPosition
from constabulary.records.writing import writing


def record_position(*, crime: int, position: PositionDetails, by: Officer, at: datetime) -> None:
    """Record whether a victim supports, what they want and why; one who does not support calls for a review.

    Raises NotPermitted, or NotAllowed with what the record lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Recording the victim's position") as w:
        row = hold_with_victim(w, crime)
        asked = find_open_duties_of(w, row, DutyKind.ASK_VICTIM_ALONE)
        refuse_if(
            find_reasons_against_position(
                position, safety_matters=row.domestic_abuse or row.stalking, is_person=row.victim_id is not None,
                waits_to_be_asked=bool(asked),
            )
        )  # fmt: skip
        w.entry(
            EntryKind.VICTIM_POSITION_RECORDED,
            subject=row,
            journey=row.journey_id,
            facts={"support": position.support.value},
        )
        w.insert(
            VictimPosition(
                journey_id=row.journey_id,
                crime_id=row.id,
                support=position.support.value,
                wishes=position.wishes,
                reasons=position.reasons,
                account_true=position.account_true,
                recorded_in=position.recorded_in.value,
                reference=position.reference,
                pressure=position.pressure.value,
                pressure_words=position.pressure_words,
                seen_alone=position.seen_alone,
                effect=position.effect,
                support_offered=position.support_offered,
                would_attend=position.would_attend,
                recorded_at=at,
                recorded_by_id=by.id,
            )
        )
        if position.support is not Support.NOT_REACHED:
            meet_duties(w, asked, at)
        if position.support is Support.DOES_NOT and row.state in AT_WORK:
            due = [review_on_event_due(crime_at_work(row), rulebook_of(w, row), at=at)]
            open_duties(w, due, about=row, owner_id=supervisor_of(w, row), team_id=row.team_id)
