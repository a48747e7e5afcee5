"""Whether what runs by the clock runs: the worker, the sealing, the timed jobs; and the clock itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from constabulary.casework.anchoring import AnchorsBroken, last_anchored
from constabulary.casework.timed_work import WORKER_LOCK
from constabulary.jobs.checks.finding import Finding, note, ok, wrong
from constabulary.jobs.timed import TIMED_JOBS
from constabulary.records.queries import installation

SKEW = timedelta(seconds=2)
SEALED_WITHIN = timedelta(seconds=60)
ANCHORED_WITHIN = timedelta(seconds=5)
LONG = timedelta(minutes=5)


def check_clock() -> Iterator[Finding]:
    """This machine's clock and the database's agree."""
    before = timezone.now()
    there = installation.clock()
    after = timezone.now()
    apart = max(before - there, there - after, timedelta())
    if apart > SKEW:
        yield wrong(
            f"This machine's clock and the database's are {apart.total_seconds():.0f} seconds apart.",
            "Let both follow a time server: deadlines and the journal go by these clocks.",
        )
    else:
        yield ok("This machine's clock and the database's agree.")


def check_worker() -> Iterator[Finding]:
    """A worker is alive."""
    alive = installation.workers(WORKER_LOCK)
    if alive:
        yield ok("The worker is running." if alive == 1 else f"{alive} workers are running.")
    else:
        yield note("No worker is running: nothing is done by the clock.", "`constabulary serve` runs one.")


def check_sealing() -> Iterator[Finding]:
    """Entries are sealed soon, and seals are anchored."""
    if installation.brought_from_another_server():
        yield wrong("The database was brought from another server; it is not sealed.", "Run `constabulary migrate`.")
        return
    head, waiting = installation.unsealed()
    if waiting.since is not None and waiting.since < installation.clock() - SEALED_WITHIN:
        yield wrong(
            f"{waiting.count:,} journal entries wait for a seal, the first since {waiting.since:%d %B %Y %H:%M} UTC.",
            "Start the worker, or seal now with `constabulary journal seal`.",
        )
    else:
        yield ok("The journal is sealed up to the last minute.")
    path: Path = settings.ANCHOR_FILE
    try:
        last, _ = last_anchored(path)
    except (AnchorsBroken, OSError) as error:
        yield wrong(f"The anchor file {path} cannot be gone by: {error}", "Run `constabulary journal verify`.")
        return
    # A seal is anchored right after it is made; a file that holds none at all is not behind, it is gone.
    grace = ANCHORED_WITHIN if last == 0 else SEALED_WITHIN
    if head is not None and last != head.number and head.sealed_at < timezone.now() - grace:
        yield wrong(
            f"The anchor file {path} ends at seal {last}; the database is at seal {head.number}.",
            "Run `constabulary journal verify`.",
        )
    else:
        yield ok(f"The anchor file {path} is up to date.")


def check_jobs() -> Iterator[Finding]:
    """No timed job failed the last time."""
    known = {job.name for job in TIMED_JOBS}
    failed = [run for run in installation.last_runs() if run.has_failed and run.job in known]
    for run in failed:
        yield wrong(
            f"The timed job {run.job} failed when it was due at {run.due_at:%d %B %Y %H:%M} UTC ({run.said}).",
            "The worker's log says more; it is tried again every five minutes.",
        )
    if not failed:
        yield ok("No timed job has failed.")


def check_durability() -> Iterator[Finding]:
    """What is acknowledged is on the disk."""
    off = installation.settings_off(("fsync", "full_page_writes", "synchronous_commit"))
    for name in off:
        yield wrong(
            f"The database runs with {name} off: what it acknowledges may be lost when it is killed.",
            f"Set {name} = on in postgresql.conf and restart the database.",
        )
    if not off:
        yield ok("What the database acknowledges is on the disk.")


def check_transactions() -> Iterator[Finding]:
    """Nothing keeps a transaction open."""
    found = installation.long_transactions(LONG)
    for process, lasted in found:
        yield wrong(
            f"Process {process} of the database has had a transaction open for {lasted.total_seconds() / 60:.0f} minutes.",
            "What it wrote is neither seen nor sealed until it ends; find out what it is.",
        )
    if not found:
        yield ok("No transaction has been open for long.")
