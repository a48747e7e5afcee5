"""What a victim writes to us: kept word for word, and what it makes due."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.incoming import IncomingDetails, find_duty_of_incoming, find_reasons_against_incoming
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, IncomingMessage
from constabulary.records.writing import writing


def record_incoming(*, crime: int, details: IncomingDetails, by: Officer, at: datetime) -> None:
    """Keep a message of a victim word for word; one that could mean that they withdraw makes asking them alone due.

    It changes nobody's position. Raises NotPermitted, or NotAllowed with what the record lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Keeping what the victim wrote") as w:
        row = w.lock(Crime, crime)
        refuse_if(find_reasons_against_incoming(details, at=at))
        if details.received_at is None:
            raise LookupError("a message without a moment was not refused")
        due = find_duty_of_incoming(details.meaning, rulebook_of(w, row), at=at, risk=risk_of_crime(row))
        edition = due.edition if due is not None else ""
        w.entry(
            EntryKind.VICTIM_WROTE, subject=row, journey=row.journey_id, editions=[edition] if edition else [],
            facts={"meaning": details.meaning.value, "came_as": details.came_as.value},
        )  # fmt: skip
        w.insert(
            IncomingMessage(
                journey_id=row.journey_id,
                crime_id=row.id,
                came_as=details.came_as.value,
                from_safe_route=details.from_safe_route,
                words=details.words,
                around=details.around.strip(),
                meaning=details.meaning.value,
                edition=edition,
                received_at=details.received_at,
                recorded_at=at,
                recorded_by_id=by.id,
            )
        )
        # A second message while they wait to be asked is kept; the first clock goes on running.
        if due is not None and not find_open_duties_of(w, row, due.kind):
            open_duties(w, [due], about=row, owner_id=row.officer_id, team_id=row.team_id)
