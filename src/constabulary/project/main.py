"""The command `constabulary`.

Commands about the installation (demo, serve, stop, migrate, doctor, backup, restore) are carried out here; those that
need the database go to `jobs`; those that need none go to `cli`. Exit codes: 0 done; 1 found something wrong;
2 wrong arguments; 69 something needed is not there; 70 our fault; 75 try again later.
"""

import argparse
import os
import sys
from collections.abc import Callable

from constabulary.project import commands
from constabulary.project.telling import Trouble, say

DATABASE_COMMANDS = ("import", "export", "journal", "measures", "work", "load-demo", "prepare-tables", "check-ready")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "constabulary.project.settings")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given and given[0] in DATABASE_COMMANDS:
            return commands.run_job(given)
        parser = _parser()
        known = parser.parse_args(given)
        run: Callable[[argparse.Namespace], int] = known.run
        return run(known)
    except Trouble as trouble:
        say(f"constabulary: {trouble}")
        return trouble.code
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="constabulary", description=__doc__.splitlines()[0] if __doc__ else "")

    def help_asked(_known: argparse.Namespace) -> int:
        parser.print_help()
        return 2

    parser.set_defaults(run=help_asked)
    commands.add_to(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
