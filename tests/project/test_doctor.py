"""`constabulary doctor` finds each planted fault, says it in a sentence with what to do, and finds nothing without one."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from constabulary.jobs.checks.running import ANCHORED_WITHIN
from constabulary.project import database
from tests.project.installation import Installation


@pytest.fixture(scope="module")
def one(demo: Installation) -> Installation:
    """The installation of this folder, sealed; each fault is healed, so that the next finds it well."""
    assert demo.run("journal", "seal").returncode == 0
    return demo


def wait_until_anchored(one: Installation) -> None:
    """A seal of a moment ago need not be in the anchor file yet: most often the faults before have taken longer."""
    with one.cluster.connect("superuser", "constabulary") as superuser:
        since = "SELECT extract(epoch FROM clock_timestamp() - max(sealed_at)) FROM journal_seal"
        seconds = superuser.execute(since).fetchone()[0]
    time.sleep(max(0.0, ANCHORED_WITHIN.total_seconds() - float(seconds)))


@contextmanager
def statement(one: Installation, plant: str, heal: str, role: str = "superuser") -> Iterator[None]:
    with one.cluster.connect(role, "constabulary") as connection:
        connection.execute(plant.encode())
    try:
        yield
    finally:
        with one.cluster.connect(role, "constabulary") as connection:
            connection.execute(heal.encode())


@contextmanager
def mode(path, wrong: int) -> Iterator[None]:
    usual = path.stat().st_mode
    path.chmod(wrong)
    yield
    path.chmod(usual)


@contextmanager
def content(path, wrong: str | None) -> Iterator[None]:
    usual = path.read_bytes()
    path.unlink() if wrong is None else path.write_text(wrong)
    yield
    path.write_bytes(usual)
    path.chmod(0o600)


@contextmanager
def configured(one: Installation, line: str) -> Iterator[None]:
    path = one.cluster.data / "postgresql.conf"
    usual = path.read_text()
    database.stop(one.cluster)
    path.write_text(f"{usual}\n{line}\n")
    yield
    database.stop(one.cluster)
    path.write_text(usual)


FAULTS: dict[str, tuple[Callable, str]] = {
    "a trigger dropped": (
        lambda one: statement(
            one, "ALTER TABLE incident DISABLE TRIGGER journal_required_update",
            "ALTER TABLE incident ENABLE TRIGGER journal_required_update",
        ),
        "Not as this version declares them, triggers: ",
    ),
    "row-level security off": (
        lambda one: statement(
            one, "ALTER TABLE journey DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE journey ENABLE ROW LEVEL SECURITY",
        ),
        "Not as this version declares them, policies: ",
    ),
    "a right too many": (
        lambda one: statement(
            one, "GRANT DELETE ON journal_entry TO constabulary_application",
            "REVOKE DELETE ON journal_entry FROM constabulary_application",
        ),
        "Not as this version declares them, grants: ",
    ),
    "a migration missing": (
        lambda one: statement(
            one, "UPDATE django_migrations SET app = 'kept' WHERE app = 'records'",
            "UPDATE django_migrations SET app = 'records' WHERE app = 'kept'",
        ),
        "The tables are not up to date",
    ),
    "the key readable": (lambda one: mode(one.var / "secret-key", 0o644), "Others can read"),
    "the key short": (lambda one: content(one.var / "secret-key", "short"), "is too short"),
    "the passwords readable": (lambda one: mode(one.cluster.folder / "passwords.json", 0o644), "Others can read"),
    "the passwords spoilt": (lambda one: content(one.cluster.folder / "passwords.json", "{"), "cannot be read"),
    "the passwords gone": (lambda one: content(one.cluster.folder / "passwords.json", None), "is gone"),
    "the anchor file gone": (lambda one: content(one.anchors, None), "ends at seal 0"),
    "the anchor file spoilt": (lambda one: content(one.anchors, "nonsense\n"), "cannot be gone by"),
    "fsync off": (lambda one: configured(one, "fsync = off"), "runs with fsync off"),
    "synchronous commit off": (
        lambda one: configured(one, "synchronous_commit = off"), "runs with synchronous_commit off",
    ),
    "a database half made": (
        lambda one: statement(one, "CREATE DATABASE con_building", "DROP DATABASE con_building WITH (FORCE)"),
        "The database con_building is half-made",
    ),
    "the version of the data gone": (lambda one: gone_version(one), "PostgreSQL did not start"),
}  # fmt: skip


@contextmanager
def gone_version(one: Installation) -> Iterator[None]:
    database.stop(one.cluster)
    path = one.cluster.data / "PG_VERSION"
    path.rename(path.with_name("kept"))
    yield
    path.with_name("kept").rename(path)


#: Looked for in every run; the others in full.
ALWAYS = ("a trigger dropped", "the anchor file gone", "the passwords spoilt", "fsync off")


@pytest.mark.parametrize(
    "fault", [one if one in ALWAYS else pytest.param(one, marks=pytest.mark.slow) for one in FAULTS]
)
def test_a_planted_fault_is_found_and_said(one, fault):
    database.start(one.cluster)
    plant, sentence = FAULTS[fault]
    if fault == "the anchor file gone":
        wait_until_anchored(one)
    with plant(one):
        done = one.run("doctor")
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert sentence in done.stdout
    assert "Something is wrong; see above." in done.stdout


def test_without_a_fault_nothing_is_wrong(one):
    done = one.run("doctor")
    assert done.returncode == 0, done.stdout
    assert "Nothing is wrong." in done.stdout


def test_what_a_killed_process_has_left_stops_nothing(one):
    database.stop(one.cluster)
    (one.cluster.data / "postmaster.pid").write_text("99999\n")
    (one.var / ".make-lock").write_text("")
    (one.var / "serving-8000.pid").write_text("99999")
    (one.var / "secret-key").write_text("")
    assert one.run("doctor").returncode in {0, 1}
    done = one.run("doctor")
    assert done.returncode == 0, done.stdout


#: Commands that each reach for the passwords in their own way.
EVERY_WAY = (["serve"], ["journal", "head"], ["demo", "--no-serve"], ["backup", "/tmp/never.zip"])


def test_without_passwords_every_command_says_so_in_a_sentence(one):
    path = one.cluster.folder / "passwords.json"
    for wrong in (None, "{", json.dumps([])):
        with content(path, wrong):
            for arguments in EVERY_WAY if wrong is None else EVERY_WAY[1:2]:
                done = one.run(*arguments)
                assert done.returncode == 69, (arguments, done.stderr)
                assert "Traceback" not in done.stderr, (arguments, done.stderr)
