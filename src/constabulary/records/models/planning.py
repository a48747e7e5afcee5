"""Scenarios of demand and capacity, and what came of playing them. Counts and assumptions, of no person."""

from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.policing.planning.runs import RunKind
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


class Scenario(Record):
    """A model as it was saved. A change makes another one, so that what was played can always be played again.

    `origin` is the shipped scenario's name, `records`, `chain` or `text`; `changes` what was changed of the scenario it was made
    from, as asked; `told` the same in words. `learned` is what the records taught, and from which stretch of them, where it was
    learned (`simulation.learning.kept`).
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("name", "origin", "text", "changes", "told", "learned"),
    )

    name = models.CharField(max_length=80)
    origin = code()
    text = text()
    changes = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=list, blank=True)
    learned = models.JSONField(default=dict, blank=True)
    made_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = done_by()

    class Meta:
        db_table = "scenario"
        indexes = [models.Index(fields=["-made_at"], name="scenario_latest")]


class ScenarioRun(Record):
    """One run of a scenario: how often and from which seed it is played, how far it is, and its figures when it is done.

    `kind` says what is asked of it (`policing.planning.runs.RunKind`), `question` what is asked beside. `begun` counts how
    often a worker took it up and did not put it back; `digest` is of the figures, so that two runs can be seen to be the same.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("kind", "seed", "replications", "question", "begun", "edition", "result", "digest", "said"),
    )

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="runs")
    kind = code(12, default=RunKind.PLAY.value)
    question = models.JSONField(default=dict, blank=True)
    state = code(12, default=SCENARIO_RUN.first)
    seed = models.BigIntegerField()
    replications = models.IntegerField()
    begun = models.SmallIntegerField(default=0)
    edition = models.CharField(max_length=80, default="", blank=True)
    result = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    said = text()
    asked_at = models.DateTimeField()
    asked_by = done_by()
    began_at = optional_moment()
    ended_at = optional_moment()

    class Meta:
        db_table = "scenario_run"
        constraints = [
            is_one_of("scenario_run", "state", SCENARIO_RUN.states),
            is_one_of("scenario_run", "kind", RunKind),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(digest="")) | (~Q(state="done") & Q(digest="")),
                name="scenario_run_done_with_result",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["asked", "running"]), name="scenario_run_waiting")
        ]


class RunProgress(models.Model):
    """How far a run has come, for whoever watches it. What came of it is in the run."""

    keeping = Keeping(
        history=History.TECHNICAL, retention=Retention.TECHNICAL, operational=("played", "most", "is_compiling")
    )

    run = models.OneToOneField(ScenarioRun, on_delete=models.CASCADE, related_name="progress")
    played = models.IntegerField(default=0)
    most = models.IntegerField()
    is_compiling = models.BooleanField(default=False)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "run_progress"


class RecoveryPlan(Record):
    """A way to clear a backlog that somebody approved: a document of its inputs, seed, edition and figures.

    `document` is the text as `simulation.recovery.document` writes it, with its first day and digest: what was approved
    stays as it was. `counted_at` is where the records count its weeks, empty where they are typed in. `promised_on` is the day by which the backlog is to be gone; `moved` what of the records it was made
    of was no longer so when the clock last looked; `ended_at` when it was ended, `outcome` why.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("way", "document", "promised_on", "words", "counted_at", "moved", "outcome"),
    )

    run = models.ForeignKey(ScenarioRun, on_delete=models.PROTECT, related_name="plans")
    way = models.CharField(max_length=80)
    document = text()
    promised_on = models.DateField()
    words = text()
    counted_at = code(100, default="", blank=True)
    moved = models.JSONField(default=list, blank=True)
    approved_at = models.DateTimeField()
    approved_by = done_by()
    outcome = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "recovery_plan"
        constraints = [done_together("recovery_plan", "ended_at", "ended_by")]
        indexes = [models.Index(fields=["-approved_at"], name="recovery_plan_latest")]


class RecoveryWeek(Record):
    """A finished week of a running plan as it came about: what came in, what was done, and what waited at its end, by class in
    the order of the plan's queue; `standing` is how the plan stood then, as whoever entered the week was told."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("number", "came_in", "done", "waiting", "standing"),
    )

    plan = models.ForeignKey(RecoveryPlan, on_delete=models.PROTECT, related_name="weeks", db_index=False)
    number = models.SmallIntegerField()
    came_in = models.IntegerField()
    done = models.IntegerField()
    waiting = models.JSONField()
    standing = models.JSONField()
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "recovery_week"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="recovery_week_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(came_in__gte=0) & Q(done__gte=0), name="recovery_week_not_negative"
            ),
        ]
