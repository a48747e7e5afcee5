"""What crimes weigh, graded a second time, blind: the samples drawn, the weight that stood, and the second one."""

from django.db import models
from django.db.models import Q

from constabulary.policing.allocation.workload import Stage, Weight
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Record,
    Retention,
    Scope,
    code,
    done_by,
    is_one_of,
    text,
)


class RegradingSample(Record):
    """One draw, for the week that begins on a day: how many officers were near their limit, and how many were drawn.

    The officers themselves are not kept: nothing is said of anybody by being drawn.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("week_on", "seed", "edition", "from_share", "share", "near", "drawn", "size"),
    )

    week_on = models.DateField(unique=True)
    seed = models.TextField()
    edition = models.TextField()
    from_share = models.FloatField()
    share = models.FloatField()
    near = models.IntegerField()
    drawn = models.IntegerField()
    size = models.IntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = done_by()

    class Meta:
        db_table = "regrading_sample"


class SampledWeight(JourneyRecord):
    """A crime drawn to be graded again, with the weight that stood then; the team is whose it was, and nobody is named."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("weight", "stage", "points", "edition"),
    )

    sample = models.ForeignKey(RegradingSample, on_delete=models.PROTECT, related_name="sampled")
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    weight = code(20)
    stage = code(20)
    points = models.FloatField()
    edition = models.TextField()
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "sampled_weight"
        constraints = [
            is_one_of("sampled_weight", "weight", Weight),
            is_one_of("sampled_weight", "stage", Stage),
            models.UniqueConstraint(fields=["sample", "crime"], name="sampled_weight_once"),
        ]


class SecondWeight(JourneyRecord):
    """How somebody who did not know the first weight would have weighed the crime, and why. It changes nothing by itself."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("weight", "stage", "points", "edition"),
    )

    sampled = models.OneToOneField(SampledWeight, on_delete=models.PROTECT, related_name="second")
    weight = code(20)
    stage = code(20)
    points = models.FloatField()
    words = text()
    edition = models.TextField()
    graded_at = models.DateTimeField()
    graded_by = done_by()

    class Meta:
        db_table = "second_weight"
        constraints = [
            is_one_of("second_weight", "weight", Weight),
            is_one_of("second_weight", "stage", Stage),
            models.CheckConstraint(condition=~Q(words=""), name="second_weight_says_why"),
        ]
        indexes = [models.Index(fields=["graded_at"], name="second_weight_by_day")]
