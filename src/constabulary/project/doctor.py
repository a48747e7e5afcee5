"""`constabulary doctor`: what is wrong with this installation, and what to do. Changes nothing of it."""

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

import psycopg

from constabulary.jobs.checks.finding import Finding, note, ok, tell, wrong
from constabulary.project import database, databases, installation
from constabulary.project.installation import ANCHOR_FILE, CLUSTER, VAR, NotConfigured, uses_server
from constabulary.project.running import first_line, run_as, start_database
from constabulary.project.telling import Trouble, result
from constabulary.simulation.engine.kept import is_warm

PYTHON = (3, 11)
LEAST_FREE = 1024**3
SHORTEST_KEY = 32
AT_HOME = {"localhost", "127.0.0.1", "[::1]"}


def run_doctor(_known: argparse.Namespace) -> int:
    """Look at everything; exit code 1 when something is wrong."""
    found = 0
    for check in (check_python, check_packages, check_folder, check_space, check_settings, check_simulator):
        found += tell(check())
    try:
        start_database()
        found += tell(check_databases())
        found += run_as("application", ["check-database"]) != 0
    except Trouble as trouble:
        advice = "Make one with `constabulary demo`." if not uses_server() else "See docs/how-to/run-on-postgresql.md."
        found += tell([wrong(str(trouble), advice)])
    result("Something is wrong; see above." if found else "Nothing is wrong.")
    return 1 if found else 0


def check_python() -> Iterator[Finding]:
    """The Python that the lock file is made for."""
    have = ".".join(str(one) for one in sys.version_info[:3])
    if sys.version_info[:2] == PYTHON:
        yield ok(f"Python {have}.")
    else:
        yield wrong(f"This is Python {have}; Constabulary is made for 3.11.", "Make the environment anew: `make demo`.")


def check_packages() -> Iterator[Finding]:
    """Every package is there in the locked version."""
    differing = []
    for requirement in requires("constabulary") or []:
        pinned = re.match(r"([\w.-]+)(?:\[.*?\])?==([\w.]+)$", requirement)
        if pinned is None:
            continue
        try:
            found = version(pinned[1])
        except PackageNotFoundError:
            found = "missing"
        if found != pinned[2]:
            differing.append(f"{pinned[1]} {found} instead of {pinned[2]}")
    if differing:
        yield wrong(
            f"Other packages than the locked ones: {', '.join(differing)}.", "Install the locked ones: `make demo`."
        )
    else:
        yield ok("Every package is the locked one.")


def check_folder() -> Iterator[Finding]:
    """The installation's folder can be used, and so can the anchor file."""
    for path in (VAR, ANCHOR_FILE):
        there = next(one for one in (path, *path.parents) if one.exists())
        if os.access(there, os.W_OK | os.R_OK):
            yield ok(f"{path} can be written.")
        else:
            yield wrong(f"{path} cannot be written by this account.", "CONSTABULARY_VAR names another folder.")
    key = VAR / "secret-key"
    for secret in (key, CLUSTER.folder / "passwords.json"):
        if secret.exists() and secret.stat().st_mode & 0o077:
            yield wrong(f"Others can read {secret}.", f"chmod 600 {secret}")
    if key.exists() and len(key.read_text().strip()) < SHORTEST_KEY:
        yield wrong(f"{key} is too short: sign-ins could be forged.", f"Delete {key}: then a new one is made.")


def check_space() -> Iterator[Finding]:
    """There is room on the disks of the folder and of the embedded database."""
    places = {VAR} if uses_server() else {VAR, CLUSTER.home}
    for path in sorted(places):
        there = next(one for one in (path, *path.parents) if one.exists())
        free = shutil.disk_usage(there).free
        if free < LEAST_FREE:
            yield wrong(
                f"Only {free / 1024**2:.0f} MB are free for {path}.", "Make room: a full disk stops the database."
            )
        else:
            yield ok(f"{free / 1024**3:.0f} GB are free for {path}.")


def check_settings() -> Iterator[Finding]:
    """Keys, names and protocols are fit for what the installation is used for."""
    key = os.environ.get("CONSTABULARY_SECRET_KEY")
    if key is not None and len(key) < SHORTEST_KEY:
        yield wrong(
            f"CONSTABULARY_SECRET_KEY has {len(key)} characters; sign-ins could be forged.",
            f"Take at least {SHORTEST_KEY} random ones, or unset it: then one is made.",
        )
    hosts = set(os.environ.get("CONSTABULARY_HOSTS", "").split(",")) - {""}
    if "*" in hosts:
        yield wrong("CONSTABULARY_HOSTS lets any name in.", "Name the addresses that people use.")
    if hosts - AT_HOME and os.environ.get("CONSTABULARY_HTTPS") != "1":
        yield wrong(
            f"People reach {', '.join(sorted(hosts - AT_HOME))} without HTTPS being required.",
            "Put a proxy with a certificate in front and set CONSTABULARY_HTTPS=1.",
        )
    if not hosts - AT_HOME:
        yield note("Only this machine can reach the pages.", "CONSTABULARY_HOSTS names the addresses that people use.")


def check_simulator() -> Iterator[Finding]:
    """The simulator's core is compiled, so that the first run of a scenario does not wait for it."""
    if is_warm():
        yield ok("The simulator is compiled.")
    else:
        yield note(
            "The simulator is not compiled yet: the first run of a scenario waits about a minute for it.",
            "`constabulary serve` has it done in the background, once on a machine.",
        )


def check_databases() -> Iterator[Finding]:
    """The accounts reach the database, and nothing half-made is left over."""
    for role, name in installation.URLS.items():
        try:
            with psycopg.connect(**{"connect_timeout": 5, **installation.connection_parameters(role)}) as connection:
                number = connection.info.server_version // 10000
                yield ok(f"The account of the {role} reaches PostgreSQL {number}.")
        except NotConfigured as error:
            yield wrong(str(error), f"Set {name}.")
        except database.DatabaseTrouble as error:
            yield wrong(str(error), "Nothing of the records is lost by that.")
            return
        except psycopg.Error as error:
            reason = first_line(error)
            yield wrong(f"The account of the {role} cannot reach the database: {reason}", f"Look at {name}.")
    if not uses_server():
        with CLUSTER.connect() as connection:
            for name in databases.half_made(connection):
                yield wrong(
                    f"The database {name} is half-made: something was stopped in the middle.",
                    "If no `constabulary demo` or `restore` runs now, the next one removes it.",
                )
        for path in database.left_behind(CLUSTER):
            yield note(
                f"{path} is a database whose folder was deleted, passwords and all.", "Delete it if nobody misses it."
            )
