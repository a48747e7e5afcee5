"""Closed crimes decided a second time, blind: the samples drawn, the second decisions, and what came of a difference."""

from django.db import models
from django.db.models import Q

from constabulary.policing.supervision.second_review import WAYS_DRAWN, Closing, Settled
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Record,
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


class ClosureSample(Record):
    """One draw of closed crimes: over which days, from what, with which seed, under which edition of the rule.

    What it was drawn from is kept as it stood, so that it can be drawn again although crimes have moved on since.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("seed", "edition", "share", "more_often", "population", "size", "candidates"),
    )

    from_on = models.DateField()
    until_on = models.DateField()
    seed = models.BigIntegerField()
    edition = models.TextField()
    share = models.FloatField()
    more_often = models.FloatField()
    population = models.IntegerField()
    size = models.IntegerField()
    candidates = models.JSONField(default=list, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = done_by()

    class Meta:
        db_table = "closure_sample"


class SampledClosure(JourneyRecord):
    """A decision that closed a crime, or one on a report of rape, drawn to be made again; the team is whose it was."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("closing", "way", "authority", "stratum", "chance"),
    )

    sample = models.ForeignKey(ClosureSample, on_delete=models.PROTECT, related_name="drawn")
    closing = code(16)
    way = code(12)
    authority = code()
    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="+", db_index=False)
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.OneToOneField("records.Outcome", on_delete=models.PROTECT, null=True, related_name="+")
    cancellation = models.OneToOneField("records.Cancellation", on_delete=models.PROTECT, null=True, related_name="+")
    recording = models.OneToOneField("records.RecordingDecision", on_delete=models.PROTECT, null=True, related_name="+")
    stratum = models.CharField(max_length=200)
    chance = models.FloatField()
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField()

    class Meta:
        db_table = "sampled_closure"
        constraints = [
            is_one_of("sampled_closure", "closing", Closing),
            is_one_of("sampled_closure", "way", WAYS_DRAWN),
            models.CheckConstraint(
                condition=Q(closing="outcome", outcome__isnull=False, cancellation__isnull=True, recording__isnull=True)
                | Q(closing="cancellation", outcome__isnull=True, cancellation__isnull=False, recording__isnull=True)
                | Q(closing="recording", outcome__isnull=True, cancellation__isnull=True, recording__isnull=False),
                name="sampled_closure_of_one_decision",
            ),
        ]


class SecondReview(JourneyRecord):
    """How somebody who did not know the first decision would have decided, and what came of it where the two differ."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("words", "settled_words"),
        operational=("choice", "differs", "settled", "edition"),
    )

    sampled = models.OneToOneField(SampledClosure, on_delete=models.PROTECT, related_name="review")
    choice = code(12)
    differs = models.BooleanField()
    words = text()
    edition = models.TextField()
    reviewed_at = models.DateTimeField()
    reviewed_by = done_by()
    settled = code(16, default="", blank=True)
    settled_words = text()
    settled_at = optional_moment()
    settled_by = maybe_by()

    class Meta:
        db_table = "second_review"
        constraints = [
            is_one_of("second_review", "settled", ["", *Settled]),
            done_together("second_review", "settled_at", "settled_by"),
        ]
        indexes = [models.Index(fields=["reviewed_at"], name="second_review_by_day")]
