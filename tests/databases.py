"""Databases for tests: one template with tables, guards and a force, cloned for each worker and each committing test."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection as of_django

from constabulary.project.databases import drop_database, has_database, make_database, make_extensions
from tests.early import CLUSTER, ROOT


def fingerprint() -> str:
    """Changes whenever the tables, the guards or the force of the template would."""
    digest = hashlib.sha256()
    source = ROOT / "src" / "constabulary"
    for folder in ("records", "policing", "access", "casework"):
        for path in sorted((source / folder).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(path.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """The name of the template database, made once for these sources however many workers ask."""
    name = f"template_{fingerprint()}"
    with (CLUSTER.folder / ".template-lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with CLUSTER.connect() as connection:
            if has_database(connection, name):
                return name
            for old in _names(connection):
                if old.startswith(("template_", "building_", "test_")):
                    drop_database(connection, old)
            make_database(connection, f"building_{name}")
            with CLUSTER.connect("superuser", f"building_{name}") as inside:
                make_extensions(inside)
            _run_as_owner("prepare-tables", f"building_{name}")
            _run_as_owner("load-demo", f"building_{name}", "--size", "empty", "--as-at", "2026-11-02")
            connection.execute(f'ALTER DATABASE "building_{name}" RENAME TO "{name}"'.encode())
    return name


def _names(connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")]


def _run_as_owner(command: str, name: str, *arguments: str) -> None:
    environment = {**os.environ, "CONSTABULARY_CONNECT_AS": "owner", "CONSTABULARY_DATABASE": name}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    done = subprocess.run(
        [sys.executable, "-m", "django", command, *arguments],
        env=environment, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def clone(name: str, made_from: str = "") -> None:
    """Make a database from the template, or from another that nobody is connected to, in place of any of that name."""
    made_from = made_from or template()
    with CLUSTER.connect() as connection:
        drop_database(connection, name)
        connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{made_from}" STRATEGY FILE_COPY OWNER constabulary_owner'.encode()
        )
        connection.execute(
            f'GRANT CONNECT ON DATABASE "{name}" TO constabulary_owner, constabulary_application, constabulary_auditor'.encode()
        )
        connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'.encode())


def drop(name: str) -> None:
    """Drop a database."""
    with CLUSTER.connect() as connection:
        drop_database(connection, name)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django's connection leads to another database while the block lasts."""
    usual = of_django.settings_dict["NAME"]
    of_django.close()
    of_django.settings_dict["NAME"] = name
    try:
        yield
    finally:
        of_django.close()
        of_django.settings_dict["NAME"] = usual


@contextmanager
def own(name: str, made_from: str = "") -> Iterator[None]:
    """A clone there while the block lasts, to which Django's connection leads: commits in it are real."""
    clone(name, made_from)
    forget_anchors()
    try:
        with connected_to(name):
            yield
    finally:
        drop(name)


def forget_anchors() -> None:
    """What anchors the journal of another database would speak of seals that a new one does not have."""
    settings.ANCHOR_FILE.unlink(missing_ok=True)
