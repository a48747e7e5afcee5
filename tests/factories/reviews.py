"""Crimes whose victim may ask for a review: a suspect interviewed, the police decided not to charge."""

from datetime import datetime, timedelta
from typing import Any

from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.outcomes.review_requests import ask_for_review
from constabulary.casework.victims.positions import record_position
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.review_requests import RequestDetails
from constabulary.policing.victims.incoming import CameBy
from constabulary.policing.victims.positions import PositionDetails, Support
from constabulary.records.models import Crime
from tests.conftest import asking
from tests.factories.crimes import identified, planned, told_of
from tests.factories.outcomes import filled
from tests.factories.worked import worked

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THEIR_WORDS = "Two people saw him do it and nobody has rung them."


def not_charged(at: datetime) -> Crime:
    """Outcome 15 approved a day after `at`: the suspect was interviewed, and the victim would go to court."""
    crime = planned(at)
    worked(crime, at + 4 * HOUR, settled=False)
    suspect = identified(crime, at + 4 * HOUR)
    by = asking(Role.DETECTIVE)
    arranged = {"suspect": suspect.pk, "words": "As arranged.", "by": by, "at": at + 4 * HOUR}
    move_suspect(**arranged, to_status=SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, moment=at + DAY)
    move_suspect(**arranged, to_status=SuspectStatus.INTERVIEWED_VOLUNTARILY, reference="VA/7")
    supports = PositionDetails(support=Support.SUPPORTS, wishes="Court.")
    record_position(crime=crime.pk, position=supports, by=by, at=at + 4 * HOUR)
    number = propose_outcome(
        crime=crime.pk, outcome_type="15", suspect=suspect.pk, rationale="Nobody can say who swung the bat.",
        stated=filled(tuple(one.heading for one in RULES["15"].stated)), by=by, at=at + DAY,
    )  # fmt: skip
    told_of(crime, "15", at + DAY)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + DAY)
    crime.refresh_from_db()
    return crime


def review_asked(crime: Crime, at: datetime, **changes: object) -> None:
    """The victim asks, an hour before it is recorded."""
    details: dict[str, Any] = {
        "came_as": CameBy.LETTER, "from_safe_route": True, "words": THEIR_WORDS, "received_at": at - HOUR, **changes,
    }  # fmt: skip
    ask_for_review(crime=crime.pk, details=RequestDetails(**details), by=asking(Role.VICTIMS_DESK), at=at)
