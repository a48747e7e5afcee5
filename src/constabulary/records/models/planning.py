"""Scenarios of demand and capacity, and what came of playing them. Counts and assumptions, of no person."""

from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    code,
    done_by,
    is_one_of,
    optional_moment,
    text,
)


class Scenario(Record):
    """A model as it was saved. A change makes another one, so that what was played can always be played again.

    `origin` is the shipped scenario's name, `records` or `text`; `changes` what was changed of the scenario it was made
    from, as asked; `told` the same in words.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("name", "origin", "text", "changes", "told"),
    )

    name = models.CharField(max_length=80)
    origin = code()
    text = text()
    changes = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=list, blank=True)
    made_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = done_by()

    class Meta:
        db_table = "scenario"
        indexes = [models.Index(fields=["-made_at"], name="scenario_latest")]


class ScenarioRun(Record):
    """One run of a scenario: how often and from which seed it is played, how far it is, and its figures when it is done.

    `begun` counts how often a worker took it up and did not put it back; `digest` is of the figures, so that two runs can be seen to be the same.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("seed", "replications", "begun", "edition", "result", "digest", "said"),
    )

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="runs")
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

    keeping = Keeping(history=History.TECHNICAL, retention=Retention.TECHNICAL, operational=("played", "most"))

    run = models.OneToOneField(ScenarioRun, on_delete=models.CASCADE, related_name="progress")
    played = models.IntegerField(default=0)
    most = models.IntegerField()
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "run_progress"
