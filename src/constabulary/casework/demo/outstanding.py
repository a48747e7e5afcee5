"""What is done about outstanding suspects as the force is opened: sought, intelligence, a custody record, a release reviewed."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.casework.investigation.custody import DecisionTaken, decide_detention, note_custody, review_release
from constabulary.casework.investigation.outstanding import note_attempt, note_intelligence
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.policing.investigation.detention import CustodyDetails, DetentionAct
from constabulary.policing.investigation.register import AttemptResult
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import Suspect

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def look_for(*, crimes: list[int], by: Officer, reviewers: tuple[Officer, Officer], at: datetime) -> None:
    """On these crimes: whoever is wanted or not located is looked for, and of one in custody the record is noted.

    A release is reviewed by both reviewers, a supervisor and an inspector: the next review waits for a superintendent.
    """
    for row in Suspect.objects.filter(crime__in=crimes).order_by("id"):
        if row.state in {SuspectStatus.WANTED_CIRCULATED.value, SuspectStatus.NAMED_NOT_LOCATED.value}:
            note_attempt(
                suspect=row.id, result=AttemptResult.NOT_THERE.value, words="Two officers at the last address.",
                moment=None, by=by, at=at - 2 * DAY,
            )  # fmt: skip
            note_intelligence(suspect=row.id, reference=f"INT/{row.id}", by=by, at=at - DAY)
        elif row.state == SuspectStatus.UNDER_INVESTIGATION.value:
            for reviewer, ago in zip(reviewers, (3 * DAY, 2 * DAY), strict=True):
                review_release(suspect=row.id, words="The laboratory has the telephone.", by=reviewer, at=at - ago)
    _take_in(crimes[0], by=by, inspector=reviewers[1], at=at)


def _take_in(crime: int, *, by: Officer, inspector: Officer, at: datetime) -> None:
    """Somebody named on a crime is arrested eight hours ago, their custody record noted, their detention reviewed."""
    row = Suspect.objects.filter(crime=crime, state=SuspectStatus.NAMED_NOT_ARRESTED.value).earliest("id")
    arrested_at = at - 8 * HOUR
    move_suspect(
        suspect=row.id, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested at home.",
        reference=f"ZZ/{row.id}", by=by, at=arrested_at,
    )  # fmt: skip
    details = CustodyDetails(
        reference=f"ZZ/{row.id}", arrested_at=arrested_at, arrived_at=arrested_at + HOUR / 2,
        authorised_at=arrested_at + HOUR, indictable=True,
    )  # fmt: skip
    note_custody(suspect=row.id, details=details, by=by, at=arrested_at + 2 * HOUR)
    taken = DecisionTaken(
        act=DetentionAct.REVIEW, moment=at - 2 * HOUR, decider=inspector.collar_number, words="To secure evidence."
    )
    decide_detention(suspect=row.id, taken=taken, by=by, at=at - 1.5 * HOUR)
