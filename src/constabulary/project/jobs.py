"""The door to the commands of `jobs`: the database started, the right account, failures as plain sentences."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, find_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import Error, OperationalError, ProgrammingError, connections

from constabulary.access.officers import NotPermitted
from constabulary.policing.decisions import NotAllowed
from constabulary.project.running import OUR_FAULT, UNAVAILABLE, first_line, start_database
from constabulary.project.telling import Trouble

#: What the commands of `jobs` do that people run, in the order of the help; the rest are run by other commands.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "begin": "set up the force in an empty database, with its first administrator",
        "import": "import published data",
        "export": "export records",
        "take-over": "take over the records of another system, on trial or for good, and compare both",
        "journal": "verify, seal, export or print the head of the journal",
        "learn-from-records": "say what the force's own records teach of arrivals and waits",
        "measures": "compute the inspection measures",
        "work": "run what is done by the clock",
    }
)
#: What is begun so while the database is being made waits for it by itself.
WAITS = "--when-told"
JOBS = frozenset({*WORDS, *find_commands(str(Path(__file__).resolve().parent.parent / "jobs" / "management"))})


def run_job(given: list[str]) -> int:
    """Run a command of `jobs`; returns its exit code. Raises Trouble with a plain sentence."""
    if WAITS not in given:
        start_database()
    try:
        django.setup()
        command = _command(given[0])
        parser = command.create_parser("constabulary", given[0])
        options = vars(parser.parse_args(given[1:]))
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        raise Trouble(str(error), error.returncode) from error
    except (NotPermitted, NotAllowed) as error:
        raise Trouble(str(error)) from error
    except (Error, ImproperlyConfigured) as error:
        raise trouble_of(error) from error
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    finally:
        connections.close_all()
    return 0


def _command(name: str) -> BaseCommand:
    try:
        command = load_command_class("constabulary.jobs", name)
    except ModuleNotFoundError as error:
        raise Trouble(f"This version has no command `{name}` yet.", UNAVAILABLE) from error
    command.suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
        "--skip-checks",
    }  # fmt: skip
    command.requires_system_checks = ()
    # So that a wrong argument is answered by usage and exit code 2, not by an exception.
    command._called_from_command_line = True  # type: ignore[attr-defined]
    return command


def trouble_of(error: Exception) -> Trouble:
    """What a failure of the database means to the person at the keyboard."""
    first = first_line(error)
    if isinstance(error, ImproperlyConfigured):
        return Trouble(first, UNAVAILABLE)
    if isinstance(error, ProgrammingError) and "does not exist" in first:
        return Trouble("The tables are not up to date: run `constabulary migrate`.", UNAVAILABLE)
    if isinstance(error, OperationalError) and re.search(r'database "\w+" does not exist', first):
        return Trouble(
            "There is no database yet: `constabulary demo` makes a demonstration force, `constabulary migrate` an "
            "empty database.",
            UNAVAILABLE,
        )
    if isinstance(error, OperationalError):
        where = "DATABASE_URL" if os.environ.get("DATABASE_URL") else "the embedded database"
        return Trouble(f"The database ({where}) cannot be reached: {first}", UNAVAILABLE)
    return Trouble(f"The database refused: {first}", OUR_FAULT)
