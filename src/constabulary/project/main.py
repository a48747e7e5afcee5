"""The command `constabulary`.

Commands about the installation (demo, serve, stop, migrate, doctor, backup, restore) are carried out here; those that
need the database go to `jobs`; those that need none go to `cli`. Exit codes: 0 done; 1 found something wrong;
2 wrong arguments; 69 something needed is not there; 70 our fault; 75 try again later; 130 interrupted.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

if Path(sys.argv[0]).name in {"constabulary", "main.py"}:
    # Ctrl-C while the modules below are being read ends the program without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from constabulary.cli import journal as offline_journal
from constabulary.cli import preview_import
from constabulary.project import commands
from constabulary.project.database import DatabaseTrouble
from constabulary.project.jobs import JOBS, run_job
from constabulary.project.running import UNAVAILABLE
from constabulary.project.telling import Trouble, counting, result, say

INTERRUPTED = 130
#: Commands of `cli` that calculate, each a module of its name.
CALCULATING = frozenset({"learn", "recover", "simulate", "surge"})


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "constabulary.project.settings")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given)
    except Trouble as trouble:
        say(f"constabulary: {trouble}")
        return trouble.code
    except DatabaseTrouble as trouble:
        say(f"constabulary: {trouble}")
        return UNAVAILABLE
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the result has gone; nothing more may be written, not even while Python shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(given: list[str]) -> int:
    if offline_journal.is_meant(given):
        return offline_journal.run(given[2:], result=result, counting=counting)
    if preview_import.is_meant(given):
        return preview_import.run(given[1:])
    if given and given[0] in CALCULATING:
        # What they calculate with takes up to half a second to load; no other command waits for it.
        return int(importlib.import_module(f"constabulary.cli.{given[0]}").run(given[1:]))
    if given and given[0] in JOBS:
        return run_job(given)
    known = commands.parser().parse_args(given)
    code: int = known.run(known)
    return code


if __name__ == "__main__":
    sys.exit(main())
