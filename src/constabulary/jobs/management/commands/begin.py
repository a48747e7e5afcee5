"""Sets up the force of an empty database, with the administrator who adds everybody else."""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.casework.clock import now
from constabulary.casework.officers import NOBODY, begin_force
from constabulary.casework.passwords import least_letters
from constabulary.jobs.telling import say
from constabulary.policing.contact.typed import words_meant
from constabulary.policing.workforce.joining import number_meant
from constabulary.records.queries.force import the_force


class Command(BaseCommand):
    """Begin."""

    help = (
        "Set up the force of an empty database, with its first administrator. The password is asked for; where nobody "
        "is at a terminal, it is the first line of what is piped in."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The force and its administrator; never the password, which others could read on the command line."""
        parser.add_argument("code", help="the force's code in crime references, up to four letters and digits")
        parser.add_argument("force", help="what the force is called")
        parser.add_argument("--number", required=True, help="the administrator's collar or staff number")
        parser.add_argument("--name", required=True, help="the administrator's name")
        ranks = {rank.name.lower(): rank for rank in Rank}
        parser.add_argument("--rank", choices=ranks, default="staff", help="the administrator's rank (staff)")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Exit code 1 for what is refused, 69 when the tables are missing."""
        at = now()
        if the_force() is not None:
            # Before anything is asked for; whoever is quicker meanwhile is found by the verb.
            raise NotPermitted("This database has a force already.")
        begin_force(
            code=options["code"], force=words_meant(options["force"]), collar_number=options["number"],
            name=words_meant(options["name"]), rank=Rank[options["rank"].upper()],
            password=_ask(least_letters(at)), by=NOBODY, at=at,
        )  # fmt: skip
        number = number_meant(options["number"])
        say(f"{options['force']} is set up. Run `constabulary serve`, sign in as {number} and add teams and people.")


def _ask(letters: int) -> str:
    """The password, as the page for signing in takes it. Raises CommandError when it was not the same twice."""
    if not sys.stdin.isatty():
        return words_meant(sys.stdin.readline().rstrip("\r\n"))
    typed = words_meant(getpass(f"Password for the administrator, at least {letters} characters: "))
    if words_meant(getpass("Once more: ")) != typed:
        raise CommandError("The two passwords are not the same. Nothing was set up.")
    return typed
