"""Trust 14: before an act is acknowledged it is on the disk, by what the database's processes ask of the kernel.

PostgreSQL answers COMMIT on the connection; the verb returns, and so a page answers, only after that answer. So each
answer to a COMMIT must come after a sync that came after the answer before it.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.project import database
from tests.conftest import AT, asking
from tests.factories.calls import former_partner_damage
from tests.project.installation import Installation

CALLS = 12
IN_FULL = 300
SYNCS = ("fsync", "fdatasync")


def why_not() -> str:
    """Why processes cannot be traced here; empty when they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else ""


pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"system calls cannot be traced here: {why_not()}")


@contextmanager
def connected_to(installation: Installation) -> Iterator[None]:
    """The application works on the durable database of an installation."""
    names = ("NAME", "USER", "PASSWORD", "HOST")
    usual = {name: connection.settings_dict[name] for name in names}
    database.start(installation.cluster)
    found = installation.cluster.parameters("application", "constabulary")
    connection.close()
    connection.settings_dict.update(
        NAME=found["dbname"], USER=found["user"], PASSWORD=found["password"], HOST=found["host"]
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


def processes(installation: Installation) -> list[int]:
    """The process that works for us, and those that write the log for everybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    master = psutil.Process(int((installation.cluster.data / "postmaster.pid").read_text().splitlines()[0]))
    writers = [one.pid for one in master.children() if "walwriter" in " ".join(one.cmdline())]
    assert writers
    return [ours, *writers]


@contextmanager
def traced(pids: list[int], path: Path) -> Iterator[None]:
    """What these processes ask of the kernel is written to a file while the block lasts."""
    command = ["strace", "-f", "-s", "4096", "-o", str(path), "-e", f"trace={','.join(SYNCS)},sendto"]
    command += [part for pid in pids for part in ("-p", str(pid))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in pids:
            assert "attached" in process.stderr.readline()
        time.sleep(0.1)
        try:
            yield
        finally:
            process.terminate()


def unsynced(path: Path) -> tuple[int, int]:
    """(answers to a COMMIT, those before which nothing had been synced since the one before)."""
    answers = bare = 0
    synced = False
    for line in path.read_text(errors="replace").splitlines():
        if any(f" {call}(" in line or f"... {call} resumed" in line for call in SYNCS):
            synced = synced or line.rstrip().endswith("= 0")
        elif "sendto(" in line and r"COMMIT\0" in line:
            answers, bare, synced = answers + 1, bare + (not synced), False
    return answers, bare


def take_calls(installation: Installation, path: Path, count: int, *, before: str = "") -> tuple[int, int]:
    """Take so many calls under the trace; (answers, those without a sync)."""
    with connected_to(installation):
        by = asking(Role.CONTACT_HANDLER)
        with connection.cursor() as cursor:
            cursor.execute("SHOW wal_sync_method")
            assert cursor.fetchone()[0] in SYNCS, "another way of syncing is traced otherwise"
            if before:
                cursor.execute(before)
        with traced(processes(installation), path):
            for _ in range(count):
                take_call(call=former_partner_damage(AT), by=by, at=AT)
    return unsynced(path)


def test_every_acknowledgement_follows_a_sync(demo, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        assert take_calls(demo, tmp_path / "trace", CALLS) == (CALLS, 0)


@pytest.mark.slow
def test_every_one_of_three_hundred_acknowledgements_follows_a_sync(demo, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        assert take_calls(demo, tmp_path / "trace", IN_FULL) == (IN_FULL, 0)


def test_without_synchronous_commit_the_same_look_fails(demo, tmp_path, django_db_blocker):
    """The control."""
    with django_db_blocker.unblock():
        answers, bare = take_calls(demo, tmp_path / "trace", CALLS, before="SET synchronous_commit = off")
    assert answers == CALLS
    assert bare > 0


def test_every_setting_that_makes_an_acknowledgement_durable_is_on(demo):
    database.start(demo.cluster)
    with demo.cluster.connect("application", "constabulary") as application:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            assert application.execute(f"SHOW {name}".encode()).fetchone() == ("on",), name
        assert application.execute("SHOW data_checksums").fetchone() == ("on",)
