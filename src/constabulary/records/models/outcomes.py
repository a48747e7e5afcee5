"""Outcomes: each as proposed, approved or refused; one that stood before a reopening stays as it was."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import OUTCOME
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


class Outcome(JourneyRecord):
    """One outcome of a crime: what it rests on, who proposed it, who decided with what authority, under which edition."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("stated", "approver_stated", "rationale", "decision_words", "overtaken_because"),
        operational=("outcome_type", "preconditions", "edition", "authority"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="outcomes")
    outcome_type = code(4)
    state = code(default=OUTCOME.first)
    suspect = models.ForeignKey(
        "records.Suspect", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    stated = models.JSONField(default=dict)
    approver_stated = models.JSONField(default=dict)
    rationale = text()
    preconditions = ArrayField(models.CharField(max_length=60), default=list)
    edition = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = done_by()
    authority = code(default="", blank=True)
    decision_words = text()
    decided_at = optional_moment()
    decided_by = maybe_by()
    overtaken_because = text()
    overtaken_at = optional_moment()
    overtaken_by = maybe_by()

    class Meta:
        db_table = "outcome"
        constraints = [
            is_one_of("outcome", "state", OUTCOME.states),
            done_together("outcome", "decided_at", "decided_by"),
            done_together("outcome", "overtaken_at", "overtaken_by"),
            models.UniqueConstraint(
                fields=["crime"], condition=Q(state__in=["proposed", "approved"]), name="outcome_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
                name="outcome_decided_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["proposed_at"], condition=Q(state="proposed"), name="outcome_waiting"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="outcome_by_decision"),
            models.Index(fields=["overtaken_at"], condition=Q(overtaken_at__isnull=False), name="outcome_by_reopening"),
        ]
