"""Victims who ask for a decision not to charge to be looked at again: one waits, one has an answer and is to be told."""

from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.demo.present import Present
from constabulary.casework.outcomes.review_requests import answer_review, ask_for_review
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.outcomes.check import REVIEWABLE
from constabulary.policing.outcomes.review_requests import Found, RequestDetails
from constabulary.policing.victims.incoming import CameBy
from constabulary.records.models import Outcome

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Three months to ask in; somebody who asks has thought about it for some days.
ASKED_AFTER, ASKED_BEFORE = 4 * DAY, 80 * DAY
SAID = (
    "I gave you the name of somebody who saw it and nobody has spoken to them.",
    "I do not understand how there can be too little when he was seen there.",
)
ANSWER = "The second witness was spoken to on the day and saw nobody's face; nothing else would add to what there is."


def add_reviews_asked(*, at: datetime, chance: Random) -> None:
    """Two requests for the newest decisions that can be reviewed; fewer where the force is too small to have them."""
    scene = Present(at=at, chance=chance)
    decided = Outcome.objects.filter(
        state="approved", outcome_type__in=REVIEWABLE, suspect__interviewed_at__isnull=False,
        crime__victim__isnull=False,
        decided_at__lte=at - ASKED_AFTER, decided_at__gte=at - ASKED_BEFORE,
    ).order_by("-decided_at", "-id")[: len(SAID)]  # fmt: skip
    for number, (made, said) in enumerate(zip(decided, SAID, strict=False)):
        asked = at - 3 * DAY + number * HOUR
        details = RequestDetails(came_as=CameBy.LETTER, from_safe_route=True, words=said, received_at=asked)
        try:
            ask_for_review(crime=made.crime_id, details=details, by=scene.by(Role.VICTIMS_DESK), at=asked + HOUR)
            if number:
                answer_review(
                    crime=made.crime_id, found=Found.STANDS, words=ANSWER, by=scene.by(Role.INSPECTOR), at=at - DAY
                )
        except (NotAllowed, NotPermitted):
            # Whoever would answer decided it, may not, or is of too low a rank: it waits for somebody else.
            continue
