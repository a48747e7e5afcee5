"""Second scoring: samples drawn, blind second scores and their feedback, and answers to practice calls."""

from django.db import models

from constabulary.policing.desks import Desk
from constabulary.policing.inspection.second_scoring import GRADES, Quality
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


class ScoringSample(Record):
    """One draw: over which days, from what, with which seed, under which edition of the rule.

    What it was drawn from is kept as it stood, so that it can be drawn again although incidents have moved on since.
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
        db_table = "scoring_sample"


class SampledAssessment(JourneyRecord):
    """An assessment that was drawn; desk and team are those it was made at, and nobody is named."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("stratum", "chance", "desk"),
    )

    sample = models.ForeignKey(ScoringSample, on_delete=models.PROTECT, related_name="drawn")
    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField("records.ThriveAssessment", on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=200)
    chance = models.FloatField()
    desk = code()
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "sampled_assessment"
        constraints = [is_one_of("sampled_assessment", "desk", Desk)]


class SecondScore(JourneyRecord):
    """A blind second score, and the feedback that whoever made the first assessment was given."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("rationale", "feedback"),
        operational=("grade", "severity", "likelihood", "quality"),
    )

    sampled = models.OneToOneField(SampledAssessment, on_delete=models.PROTECT, related_name="score")
    grade = code(4)
    severity = models.SmallIntegerField()
    likelihood = models.SmallIntegerField()
    rationale = text()
    scored_at = models.DateTimeField()
    scored_by = done_by()
    quality = code(16, default="", blank=True)
    feedback = text()
    fed_back_at = optional_moment()
    fed_back_by = maybe_by()

    class Meta:
        db_table = "second_score"
        constraints = [
            is_one_of("second_score", "grade", GRADES),
            is_one_of("second_score", "quality", ["", *Quality]),
            done_together("second_score", "fed_back_at", "fed_back_by"),
        ]
        indexes = [models.Index(fields=["scored_at"], name="second_score_by_day")]


class VignetteAnswer(Record):
    """What somebody answered to a practice call. Shown to themselves; counted by desk and team, and in no other way."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.WORKFORCE,
        operational=("vignette", "edition", "grade", "severity", "likelihood", "rationale", "desk", "panel_grade"),
    )

    vignette = code(60)
    edition = models.TextField()
    grade = code(4)
    severity = models.SmallIntegerField()
    likelihood = models.SmallIntegerField()
    rationale = text()
    # As it stood when it was answered, so that a later change of the panel's mind does not change an old figure.
    panel_grade = code(4)
    desk = code(default="", blank=True)
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField()
    answered_by = done_by(db_index=True)

    class Meta:
        db_table = "vignette_answer"
        constraints = [
            is_one_of("vignette_answer", "grade", GRADES),
            models.UniqueConstraint(fields=["answered_by", "vignette", "edition"], name="vignette_answered_once"),
        ]
