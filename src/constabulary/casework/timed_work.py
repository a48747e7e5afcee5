"""Doing what is due by the clock, once: one worker at a time, remembered by the moment it was due.

A timed job is a verb that may be done again without harm: it looks for what is due, does each thing as an act of its
own, and says how many it did. A worker that is killed in the middle leaves its lock with its connection; the next one
does the same moment again. Not journalled: what the verb did to records is.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from constabulary.access.officers import Officer
from constabulary.records.models import Draft, JobRun, RunProgress, SignIn
from constabulary.records.models.jobs import RunState

log = logging.getLogger("constabulary.worker")

#: The first half of the advisory locks of timed jobs; the second is a hash of the job's name.
JOB_LOCKS = 0x10B
#: Held, shared, by every worker that is alive.
WORKER_LOCK = 0xA11E
TRY_AGAIN_AFTER = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)
LONGEST_SAID = 200


class Job(Protocol):
    """A verb that takes `by` and `at`, does what is due, and says how many things that were."""

    def __call__(self, *, by: Officer, at: datetime) -> int:
        """Do what is due."""


def do_timed_job(*, name: str, verb: Job, due_at: datetime, by: Officer, at: datetime) -> JobRun | None:
    """Do a job for the moment it was due, unless that is done, or another worker is at it; then None.

    A failure is kept with its kind and tried again after five minutes; what the verb raised goes to the log.
    """
    with _alone_at(name) as alone:
        if not alone or not _is_waiting(name, due_at, at):
            return None
        run, made = JobRun.objects.get_or_create(job=name, due_at=due_at, defaults={"began_at": at})
        if not made:
            run.attempts, run.began_at, run.ended_at, run.state = run.attempts + 1, at, None, RunState.RUNNING.value
            run.save()
        began = timezone.now()
        try:
            run.handled, run.state, run.said = verb(by=by, at=at), RunState.DONE.value, ""
        except Exception as error:  # whatever one job raises, the others go on
            log.exception("The timed job %s failed.", name)
            # The kind only: the sentence may name a person, and this table is no record of persons.
            run.state, run.said = RunState.FAILED.value, type(error).__name__[:LONGEST_SAID]
        run.ended_at = at + (timezone.now() - began)
        run.save()
        return run


def _is_waiting(name: str, due_at: datetime, at: datetime) -> bool:
    last = JobRun.objects.filter(job=name).order_by("-due_at").first()
    if last is None or last.due_at < due_at or last.state == RunState.RUNNING.value:
        return True
    return last.state == RunState.FAILED.value and last.ended_at is not None and last.ended_at + TRY_AGAIN_AFTER <= at


@contextmanager
def _alone_at(name: str) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [JOB_LOCKS, name])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [JOB_LOCKS, name])


def clear_technical_rows(*, by: Officer, at: datetime) -> int:
    """Remove what is kept for thirty days only: drafts, ended or forgotten sign-ins, runs of timed jobs.

    The newest run of each job that was done stays: after a long outage it says what is to be made up.
    """
    del by
    before = at - KEPT_FOR
    newest = JobRun.objects.filter(state=RunState.DONE.value).order_by("job", "-due_at").distinct("job").values("pk")
    removed = 0
    for rows in (
        Draft.objects.filter(saved_at__lt=before),
        SignIn.objects.filter(seen_at__lt=before),
        JobRun.objects.filter(began_at__lt=before).exclude(pk__in=newest),
        RunProgress.objects.filter(noted_at__lt=before),
    ):
        removed += rows.delete()[0]
    return removed


def last_done(name: str) -> datetime | None:
    """The newest moment a job was due for and is done; None where it never was."""
    done = JobRun.objects.filter(job=name, state=RunState.DONE.value)
    newest: datetime | None = done.aggregate(newest=Max("due_at"))["newest"]
    return newest


def hold_worker_lock() -> None:
    """Show that a worker is alive, for as long as this connection lasts; taking it again does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock_shared(%s)", [WORKER_LOCK])
