"""A victim's request that a decision be looked at again, with its answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.outcomes.review_requests import Found
from constabulary.policing.victims.incoming import CameBy
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE_OF_VICTIM


class ReviewRequest(JourneyRecord):
    """A request to review one outcome, as the victim made it; what was found and why, by whom.

    `against` names why there is no right to it, as it stood when it was asked. While `found` is empty somebody waits.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("words", "from_safe_route", "answer"),
        operational=("came_as", "against", "found", "edition"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="review_requests")
    outcome = models.ForeignKey("records.Outcome", on_delete=models.PROTECT, related_name="+")
    came_as = code()
    from_safe_route = models.BooleanField()
    words = text()
    against = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    edition = models.TextField()
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = done_by()
    found = code(default="", blank=True)
    answer = text()
    answered_at = optional_moment()
    answered_by = maybe_by()

    class Meta:
        db_table = "review_request"
        constraints = [
            is_one_of("review_request", "came_as", CameBy),
            is_one_of("review_request", "found", ["", *Found]),
            done_together("review_request", "answered_at", "answered_by"),
            models.UniqueConstraint(fields=["crime"], condition=Q(found=""), name="review_request_one_waiting"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(found__in=["", "no_right"]),
                name="review_request_answered_with_finding",
            ),
        ]
