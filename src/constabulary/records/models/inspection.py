"""Inspection: what was measured and when; inspections and their areas for improvement; reviews, briefings, checks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from constabulary.policing.lifecycles import IMPROVEMENT
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


class MeasureResult(Record):
    """One measure as computed: numerator, denominator, estimate, interval, and the definition it was computed by.

    The estimate is kept because not every measure is a share: agreement is a kappa. `outside` are the records that fall short.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=(
            "measure", "definition", "numerator", "denominator", "estimate", "low", "high", "outside", "digest",
        ),
    )  # fmt: skip

    measure = code(60)
    definition = models.CharField(max_length=24)
    as_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField()
    numerator = models.IntegerField()
    denominator = models.IntegerField()
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    outside = ArrayField(models.BigIntegerField(), default=list)
    digest = models.BinaryField(max_length=32)
    computed_at = models.DateTimeField()
    computed_by = done_by()

    class Meta:
        db_table = "measure_result"
        indexes = [models.Index(fields=["measure", "as_at"], name="measure_result_latest")]


class Inspection(Record):
    """An inspection of a force: the force's own, or a published one that stands beside it as history."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("reference", "framework", "title", "of_force", "is_own", "published_on", "source", "judgments"),
    )

    reference = models.CharField(max_length=40, unique=True)
    framework = code()
    title = models.CharField(max_length=160)
    of_force = models.CharField(max_length=80)
    is_own = models.BooleanField()
    published_on = models.DateField()
    source = text()
    judgments = models.JSONField(default=list, blank=True)
    entered_at = models.DateTimeField()
    entered_by = done_by()

    class Meta:
        db_table = "inspection"


class Improvement(Record):
    """An area for improvement: what the force should do, by when if the inspectors said, who leads, where it stands."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=(
            "reference",
            "question",
            "expectation",
            "within_months",
            "due_on",
            "measures",
            "closing_statement",
        ),
    )

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="improvements")
    reference = models.CharField(max_length=20, unique=True)
    question = code()
    expectation = text()
    within_months = models.SmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    measures = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    state = code(24, default=IMPROVEMENT.first)
    leader = models.ForeignKey("records.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    closing_statement = text()
    closed_at = optional_moment()
    closed_by = maybe_by()

    class Meta:
        db_table = "improvement"
        constraints = [
            is_one_of("improvement", "state", IMPROVEMENT.states),
            done_together("improvement", "closed_at", "closed_by"),
            models.CheckConstraint(
                condition=Q(within_months__isnull=True, due_on__isnull=True)
                | Q(within_months__isnull=False, due_on__isnull=False),
                name="improvement_due_is_computed",
            ),
            models.CheckConstraint(
                condition=~Q(state="complete") | (Q(closed_at__isnull=False) & ~Q(closing_statement="")),
                name="improvement_complete_with_statement",
            ),
        ]


class ImprovementProgress(Record):
    """A dated step on an area for improvement: what was done and where it stands since."""

    keeping = Keeping(history=History.APPEND_ONLY, retention=Retention.FORCE, operational=("words", "became"))

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="progress")
    words = text()
    became = code(24)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "improvement_progress"


class ImprovementReview(Record):
    """The review that the inspectors ordered: its scope, the evidence looked at, its conclusion, a chief officer's signature."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("scope", "evidence", "results", "evidence_digest", "conclusion"),
    )

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="reviews")
    scope = text()
    evidence = text()
    results = ArrayField(models.BigIntegerField(), default=list)
    evidence_digest = models.BinaryField(max_length=32)
    conclusion = text()
    reviewed_at = models.DateTimeField()
    reviewed_by = done_by()
    signed_at = optional_moment()
    signed_by = maybe_by()

    class Meta:
        db_table = "improvement_review"
        constraints = [
            done_together("improvement_review", "signed_at", "signed_by"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("reviewed_by")),
                name="improvement_review_signed_by_another",
            ),
        ]


class Briefing(Record):
    """Staff were told why something matters: what, which team, how many of them."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=Retention.FORCE, operational=("title", "words", "attended")
    )

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="briefings")
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    words = text()
    attended = models.SmallIntegerField()
    given_at = models.DateTimeField()
    given_by = done_by()

    class Meta:
        db_table = "briefing"


class KnowledgeCheck(Record):
    """What a team knew before or after a briefing: answers counted together, nobody named."""

    keeping = Keeping(
        history=History.APPEND_ONLY, retention=Retention.FORCE, operational=("phase", "people", "asked", "right")
    )

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="checks")
    phase = code(8)
    people = models.SmallIntegerField()
    asked = models.IntegerField()
    right = models.IntegerField()
    taken_at = models.DateTimeField()
    taken_by = done_by()

    class Meta:
        db_table = "knowledge_check"
        constraints = [
            is_one_of("knowledge_check", "phase", ["before", "after"]),
            models.CheckConstraint(
                condition=Q(right__gte=0, right__lte=F("asked"), people__gt=0), name="knowledge_check_counts"
            ),
        ]
