"""Reviews of investigations and THRIVE assessments that are near copies of others, selected for a colleague to read."""

from django.db import models

from constabulary.policing.supervision.likeness import Finding
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)


class CopiedReview(JourneyRecord):
    """A review that is a near copy of an earlier one, and what a colleague who read both found of it.

    Whose it is stands on the review alone, and nothing here is ever counted by that.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("likeness", "edition", "finding"),
    )

    review = models.OneToOneField("records.InvestigationReview", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("records.InvestigationReview", on_delete=models.PROTECT, related_name="+", db_index=False)
    likeness = models.FloatField()
    edition = models.TextField()
    selected_at = models.DateTimeField()
    finding = code(8, default="", blank=True)
    words = text()
    read_at = optional_moment()
    read_by = maybe_by()

    class Meta:
        db_table = "copied_review"
        constraints = [
            is_one_of("copied_review", "finding", ["", *Finding]),
            done_together("copied_review", "read_at", "read_by"),
        ]
        indexes = [models.Index(fields=["selected_at"], name="copied_review_by_day")]


class CopiedAssessment(JourneyRecord):
    """A THRIVE assessment that is a near copy of one of another incident, and what a colleague who read both found of it."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("likeness", "edition", "finding"),
    )

    assessment = models.OneToOneField("records.ThriveAssessment", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("records.ThriveAssessment", on_delete=models.PROTECT, related_name="+", db_index=False)
    likeness = models.FloatField()
    edition = models.TextField()
    selected_at = models.DateTimeField()
    finding = code(8, default="", blank=True)
    words = text()
    read_at = optional_moment()
    read_by = maybe_by()

    class Meta:
        db_table = "copied_assessment"
        constraints = [
            is_one_of("copied_assessment", "finding", ["", *Finding]),
            done_together("copied_assessment", "read_at", "read_by"),
        ]
        indexes = [models.Index(fields=["selected_at"], name="copied_assessment_by_day")]
