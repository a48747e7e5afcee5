"""What the worker has done by the clock."""

from enum import StrEnum

from django.db import models

from constabulary.records.models.base import History, Keeping, Retention, code, is_one_of, optional_moment, text


class RunState(StrEnum):
    """How far a run of a timed job has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobRun(models.Model):
    """One run of a timed job, for the moment it was due. What the job did to records is in the journal."""

    keeping = Keeping(
        history=History.TECHNICAL,
        retention=Retention.TECHNICAL,
        operational=("job", "attempts", "handled", "said"),
    )

    job = code(60)
    due_at = models.DateTimeField()
    state = code(12, default=RunState.RUNNING.value)
    attempts = models.SmallIntegerField(default=1)
    began_at = models.DateTimeField()
    ended_at = optional_moment()
    handled = models.IntegerField(default=0)
    said = text()

    class Meta:
        db_table = "job_run"
        constraints = [
            models.UniqueConstraint(fields=["job", "due_at"], name="job_run_once"),
            is_one_of("job_run", "state", RunState),
        ]
