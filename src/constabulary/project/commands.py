"""The commands about the installation, and the door to those of `jobs`."""

import argparse
import os
import signal
import time
from contextlib import suppress
from datetime import date

from django.core.management import CommandError, ManagementUtility

from constabulary.project import database, settings
from constabulary.project.running import (
    UNAVAILABLE,
    choose_port,
    run_as,
    serve_until_stopped,
    start_database,
    uses_server,
)
from constabulary.project.telling import Trouble, result, say, working

BUILDING = f"{settings.DATABASE_NAME}_building"
SIZES = ("small", "year", "decade")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add every command to the parser."""
    commands = parser.add_subparsers(title="commands", metavar="command")

    demo = commands.add_parser("demo", help="make a demonstration force and serve it")
    demo.add_argument("--size", choices=SIZES, default="small", help="small (default), year, decade")
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
    stop.set_defaults(run=run_stop)

    migrate = commands.add_parser("migrate", help="bring the database's tables and guards up to date")
    migrate.set_defaults(run=run_migrate)

    for name, words in (
        ("import", "import published data"),
        ("export", "export records"),
        ("journal", "verify, seal, print the head of, or export the journal"),
        ("measures", "compute the inspection measures"),
        ("work", "run what is done by the clock"),
    ):
        commands.add_parser(name, help=words, add_help=False)


def _listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=None, help="the first free one from 8000 by default")
    parser.add_argument("--workers", type=int, default=min(4, 1 + (os.cpu_count() or 1)))


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{raw} is not a day; write it as 2026-03-01") from error


def run_job(arguments: list[str]) -> int:
    """Run a command of `jobs` with the database started."""
    start_database(settings.CLUSTER)
    try:
        ManagementUtility(["constabulary", *arguments]).execute()
    except CommandError as error:
        raise Trouble(str(error), error.returncode) from error
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def run_migrate(_known: argparse.Namespace) -> int:
    """Tables and guards, as the owner."""
    start_database(settings.CLUSTER)
    return _migrate(settings.DATABASE_NAME)


def _migrate(name: str) -> int:
    if not uses_server():
        with settings.CLUSTER.connect("superuser", name) as connection:
            database.make_extensions(connection)
    return run_as("owner", ["prepare-tables"], database_name=name)


def run_demo(known: argparse.Namespace) -> int:
    """Make the demonstration force, unless there is one, and serve it."""
    if uses_server():
        raise Trouble("The demonstration force uses the embedded database: unset DATABASE_URL.", 2)
    start_database(settings.CLUSTER)
    with settings.CLUSTER.connect() as connection:
        if database.has_database(connection, BUILDING):
            say("A half-made demonstration force was found; it is made anew.")
            database.drop_database(connection, BUILDING)
        there = database.has_database(connection, settings.DATABASE_NAME)
        if there and not (known.fresh or known.as_at or known.seed is not None or known.size != "small"):
            say("The demonstration force is there already. --fresh makes a new one.")
        else:
            _make_demo(known)
    if known.no_serve:
        return 0
    return run_serve(known)


def _make_demo(known: argparse.Namespace) -> None:
    began = time.monotonic()
    with settings.CLUSTER.connect() as connection:
        database.make_database(connection, BUILDING)
    with working("Making the tables ..."):
        if _migrate(BUILDING) != 0:
            raise Trouble("The tables could not be made; see above.", 70)
    arguments = ["load-demo", "--size", known.size]
    arguments += ["--as-at", known.as_at.isoformat()] if known.as_at else []
    arguments += ["--seed", str(known.seed)] if known.seed is not None else []
    if run_as("owner", arguments, database_name=BUILDING) != 0:
        raise Trouble("The demonstration force could not be made; see above. Nothing is left half-made.", 70)
    with settings.CLUSTER.connect() as connection:
        database.drop_database(connection, settings.DATABASE_NAME)
        connection.execute(f'ALTER DATABASE "{BUILDING}" RENAME TO "{settings.DATABASE_NAME}"'.encode())
    say(f"The demonstration force was made in {time.monotonic() - began:.0f} seconds.")


def run_serve(known: argparse.Namespace) -> int:
    """The web server and the worker, until stopped."""
    started = start_database(settings.CLUSTER)
    port = choose_port(known.host, known.port)
    if run_as("application", ["check-ready"]) != 0:
        raise Trouble("The database is not ready; `constabulary doctor` says what is wrong.", UNAVAILABLE)
    result(f"http://{known.host}:{port}/")
    try:
        return serve_until_stopped(host=known.host, port=port, workers=known.workers, var=settings.VAR, extra={})
    finally:
        if started:
            database.stop(settings.CLUSTER)


def run_stop(_known: argparse.Namespace) -> int:
    """Stop the server and the embedded database, if they run."""
    pid_file = settings.VAR / "server.pid"
    with suppress(FileNotFoundError, ValueError, ProcessLookupError):
        os.kill(int(pid_file.read_text()), signal.SIGTERM)
        say("The web server is stopping.")
    if not uses_server() and database.stop(settings.CLUSTER):
        say("The database is stopped.")
    return 0
