"""Allocations: which officer got which crime, why, and what it did to their load. Added to, never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    done_by,
    text,
)


class Allocation(JourneyRecord):
    """One allocation: the officer before, the officer after, the reason, the load before and after, and any override."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("reason",),
        operational=("load_before", "load_after", "load_limit", "override_reason", "reasons", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="allocations")
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = text()
    override_reason = text()
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    load_before = models.DecimalField(max_digits=7, decimal_places=2)
    load_after = models.DecimalField(max_digits=7, decimal_places=2)
    load_limit = models.DecimalField(max_digits=7, decimal_places=2)
    edition = models.TextField()
    allocated_at = models.DateTimeField()
    allocated_by = done_by()

    class Meta:
        db_table = "allocation"
