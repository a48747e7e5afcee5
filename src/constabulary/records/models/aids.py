"""Decision aids: who accepted which until when and why, with the error as it was shown."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from constabulary.policing.inspection.aids import Aid
from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)


class AidAcceptance(Record):
    """A decision aid accepted until a day: by whom, why, under which edition, and its error as it was shown then."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("aid", "reason", "errors", "edition", "until_on", "ended_because"),
    )

    aid = code()
    until_on = models.DateField()
    reason = text()
    errors = models.JSONField(default=list, blank=True)
    edition = models.TextField()
    accepted_at = models.DateTimeField()
    accepted_by = done_by()
    ended_because = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "aid_acceptance"
        constraints = [
            is_one_of("aid_acceptance", "aid", Aid),
            done_together("aid_acceptance", "ended_at", "ended_by"),
            # Looked at when the act ends: what is accepted anew is written before what it ends is changed.
            ExclusionConstraint(
                name="aid_acceptance_one_standing",
                expressions=[("aid", RangeOperators.EQUAL)],
                condition=Q(ended_at__isnull=True),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
