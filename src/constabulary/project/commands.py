"""The commands about the installation: their arguments, and demo, serve, stop, migrate."""

import argparse
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib.metadata import version

import psycopg

from constabulary.project import database, databases, doctor
from constabulary.project.backing_up import run_backup
from constabulary.project.installation import ANCHOR_FILE, CLUSTER, DATABASE_NAME, uses_server
from constabulary.project.jobs import WORDS
from constabulary.project.restoring import run_restore
from constabulary.project.running import (
    MAKING,
    OUR_FAULT,
    UNAVAILABLE,
    WRONG_ARGUMENTS,
    ask_database,
    begin_as,
    choose_port,
    one_at_a_time,
    run_as,
    start_database,
)
from constabulary.project.serving import address_of, serve_until_stopped, stop_serving, usual_workers
from constabulary.project.telling import Trouble, result, say

BUILDING = f"{DATABASE_NAME}_building"
BUILDING_ANCHORS = ANCHOR_FILE.with_name(f"{ANCHOR_FILE.name}.building")
#: The sizes of a demonstration force, each with the room it needs on disk in gigabytes while it is made: `small` and
#: `year` as measured (1 and 18), `decade` (7.5 times a year's crimes) reckoned from them.
SIZES = {"tiny": 1, "small": 2, "year": 25, "decade": 160}
ENDING = """exit codes: 0 done; 1 found something wrong; 2 wrong arguments; 69 something needed is not there;
70 our fault; 75 try again later; 130 interrupted. `constabulary COMMAND --help` says more of each command."""


def parser() -> argparse.ArgumentParser:
    """Every command of `constabulary`."""
    made = argparse.ArgumentParser(
        prog="constabulary",
        description="The system a police force runs its work on.",
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"constabulary {version('constabulary')}")

    def help_asked(_known: argparse.Namespace) -> int:
        made.print_help()
        return WRONG_ARGUMENTS

    made.set_defaults(run=help_asked)
    _add_commands(made)
    return made


def _add_commands(to: argparse.ArgumentParser) -> None:
    commands = to.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="make a demonstration force and serve it")
    demo.add_argument("--size", choices=SIZES, default="small", help="tiny, small (default), year, decade")
    demo.add_argument("--as-at", type=_day, metavar="YYYY-MM-DD", help="make the force for this day, to repeat one")
    demo.add_argument("--seed", type=int, default=None, help="the seed of everything random in it")
    demo.add_argument("--fresh", action="store_true", help="make it anew even if there is one")
    demo.add_argument("--no-serve", action="store_true", help="make it and stop")
    _listening(demo)
    demo.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="run the web server and the worker")
    _listening(serve)
    serve.set_defaults(run=run_serve)

    stop = commands.add_parser("stop", help="stop the server and the embedded database")
    stop.add_argument("--delete", action="store_true", help="and delete the embedded database with all it holds")
    stop.set_defaults(run=run_stop)

    migrate = commands.add_parser("migrate", help="bring the database's tables and guards up to date")
    migrate.set_defaults(run=run_migrate)

    backup = commands.add_parser("backup", help="write the database, the anchors and their hashes to one file")
    backup.add_argument("file", metavar="FILE", help="the file to write; it must not be there yet")
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="make the database anew from a backup and verify it")
    restore.add_argument("file", metavar="FILE", help="a file that `constabulary backup` has written")
    restore.add_argument("--replace", action="store_true", help="replace the database that is there")
    restore.set_defaults(run=run_restore)

    examine = commands.add_parser("doctor", help="say what is wrong with this installation and what to do")
    examine.set_defaults(run=doctor.run_doctor)

    commands.add_parser("learn", help="learn arrivals and durations from a table of timestamps", add_help=False)
    commands.add_parser("surge", help="check the one published surge against the stages of POLIT", add_help=False)
    commands.add_parser("recover", help="say when a backlog is gone, and what would make it sooner", add_help=False)
    commands.add_parser("simulate", help="play demand against capacity from a model's file", add_help=False)

    for name, words in WORDS.items():
        commands.add_parser(name, help=words, add_help=False)


def _listening(to: argparse.ArgumentParser) -> None:
    to.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    to.add_argument("--port", type=_port, default=None, help="the first free one from 8000 by default")
    to.add_argument("--workers", type=_processes, default=usual_workers(), help="web server processes")


def _processes(raw: str) -> int:
    if not raw.isdigit() or int(raw) < 1:
        raise argparse.ArgumentTypeError(f"{raw} is not a number of processes; at least one serves")
    return int(raw)


def _port(raw: str) -> int:
    if not raw.isdigit() or not 0 < int(raw) < 65536:
        raise argparse.ArgumentTypeError(f"{raw} is not a port; ports go from 1 to 65535")
    return int(raw)


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{raw} is not a day; write it as 2026-03-01") from error


def run_migrate(_known: argparse.Namespace) -> int:
    """Tables and guards, as the owner."""
    start_database()
    if not uses_server():
        with one_at_a_time("make", MAKING), CLUSTER.connect() as connection:
            if not databases.has_database(connection, DATABASE_NAME):
                databases.make_database(connection, DATABASE_NAME)
    return migrate(DATABASE_NAME)


def migrate(name: str) -> int:
    """Bring a database up to date as the owner; the exit code."""
    if not uses_server():
        with CLUSTER.connect("superuser", name) as connection:
            databases.make_extensions(connection)
    return run_as("owner", ["prepare-tables"], database_name=name)


def run_demo(known: argparse.Namespace) -> int:
    """Make the demonstration force, unless there is one, and serve it."""
    if uses_server():
        raise Trouble("The demonstration force uses the embedded database: unset DATABASE_URL.", WRONG_ARGUMENTS)
    asked_at = time.monotonic()
    with ExitStack() as loading:
        began: list[subprocess.Popen[bytes]] = []

        def begin() -> None:
            # Loading has a second or two to do before it needs a database.
            began.append(loading.enter_context(_loading(known)))

        started, made = start_database(while_made=begin), False
        with one_at_a_time("make", MAKING), CLUSTER.connect() as connection:
            if databases.has_database(connection, BUILDING):
                say("A half-made demonstration force was found; it is made anew.")
                databases.drop_database(connection, BUILDING)
            there = _force_here(connection)
            if there == "real":
                raise Trouble(
                    "The database here holds a force that is no demonstration; it is not replaced. "
                    "CONSTABULARY_VAR names another folder for a demonstration.",
                    UNAVAILABLE,
                )
            wants_another = known.fresh or known.as_at or known.seed is not None or known.size != "small"
            if there == "demo" and not wants_another:
                say("The demonstration force is there already. --fresh makes a new one.")
            else:
                check_room(known.size)
                if not began:
                    begin()
                _make_demo(began[0])
                say(f"The demonstration force was made in {time.monotonic() - asked_at:.0f} seconds.")
                made = True
    if known.no_serve:
        return 0
    return run_serve(known, started=started, made=made)


def _force_here(connection: psycopg.Connection) -> str:
    """What the database holds: a `demo` force, a `real` one, or nothing yet (also when it is half-made)."""
    if not databases.has_database(connection, DATABASE_NAME):
        return ""
    with CLUSTER.connect("superuser", DATABASE_NAME) as inside:
        try:
            row = inside.execute("SELECT is_demo FROM force").fetchone()
        except psycopg.errors.UndefinedTable:
            return ""
    return "" if row is None else "demo" if row[0] else "real"


def check_room(size: str) -> None:
    """Raises Trouble when the disk would be full before the force is made."""
    free = shutil.disk_usage(CLUSTER.home).free / 1e9
    if free < SIZES[size]:
        raise Trouble(
            f"A demonstration force of the size {size} needs about {SIZES[size]} GB of disk while it is made; "
            f"{free:.0f} GB are free at {CLUSTER.home}. Free some, or make a smaller one.",
            UNAVAILABLE,
        )


@contextmanager
def _loading(known: argparse.Namespace) -> "Iterator[subprocess.Popen[bytes]]":
    """The process that makes the force, begun: it waits to be told that there is a database. It ends with the block."""
    arguments = ["load-demo", "--when-told", "--make-tables", "--size", known.size]
    arguments += ["--as-at", known.as_at.isoformat()] if known.as_at else []
    arguments += ["--seed", str(known.seed)] if known.seed is not None else []
    # A force that is half made is made anew, so that nothing waits for the disk: not the putting back of hundreds of
    # indexes and references, each a transaction, and no act. When it gets its name, that waits for all that was written.
    unwaiting = f"{os.environ.get('PGOPTIONS', '')} -c synchronous_commit=off".strip()
    extra = {"CONSTABULARY_ANCHOR": str(BUILDING_ANCHORS), "PGOPTIONS": unwaiting}
    with begin_as("owner", arguments, database_name=BUILDING, extra=extra) as process:
        try:
            yield process
        finally:
            process.terminate()


def _make_demo(loading: "subprocess.Popen[bytes]") -> None:
    with CLUSTER.connect() as connection:
        databases.make_database(connection, BUILDING)
    with CLUSTER.connect("superuser", BUILDING) as connection:
        databases.make_extensions(connection)
    BUILDING_ANCHORS.unlink(missing_ok=True)
    # It says itself what went wrong when it has ended already and does not hear this.
    loading.communicate(b"The database is there.\n")
    if loading.returncode != 0:
        raise Trouble("The demonstration force could not be made; see above. Nothing is left half-made.", OUR_FAULT)
    with CLUSTER.connect() as connection:
        databases.drop_database(connection, DATABASE_NAME)
        connection.execute(f'ALTER DATABASE "{BUILDING}" RENAME TO "{DATABASE_NAME}"'.encode())
    # The chain of the force before has gone with it, and its anchors with the chain.
    ANCHOR_FILE.unlink(missing_ok=True)
    if BUILDING_ANCHORS.exists():
        BUILDING_ANCHORS.rename(ANCHOR_FILE)


def run_serve(known: argparse.Namespace, *, started: bool = False, made: bool = False) -> int:
    """The web server and the worker, until stopped; the database stops with them if we `started` it.

    A database that was `made` a moment ago need not be asked whether it can be served from.
    """
    started = start_database() or started
    port = choose_port(known.host, known.port)
    if not made and run_as("application", ["check-ready"]) != 0:
        raise Trouble("The database is not ready; `constabulary doctor` says what is wrong.", UNAVAILABLE)
    offset = ask_database("application", "SELECT extract(epoch FROM clock_offset)::text FROM force")
    extra = {"CONSTABULARY_CLOCK_OFFSET": offset} if offset else {}
    address = f"http://{address_of(known.host, port)}/"
    try:
        # Whoever opens it at once is served.
        return serve_until_stopped(
            host=known.host, port=port, workers=known.workers, extra=extra, listening=lambda: result(address)
        )
    finally:
        if started:
            database.stop(CLUSTER)


def run_stop(known: argparse.Namespace) -> int:
    """Stop the servers of this installation and the embedded database, if they run. Raises Trouble."""
    if known.delete and uses_server():
        raise Trouble("DATABASE_URL names a server's database: delete that on the server.", WRONG_ARGUMENTS)
    if stop_serving():
        say("The web server is stopped.")
    if uses_server():
        return 0
    if database.stop(CLUSTER):
        say("The database is stopped.")
    if known.delete:
        database.remove(CLUSTER)
        say("The database is deleted.")
    return 0
