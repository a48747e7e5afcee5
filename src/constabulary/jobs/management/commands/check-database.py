"""Says what is wrong with the database. Run by `constabulary doctor`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error

from constabulary.jobs.checks.finding import tell, wrong
from constabulary.jobs.checks.registry import CHECKS


class Command(BaseCommand):
    """Every check of the registry, in order."""

    help = "Say what is wrong with the database."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Exit with 1 when something is wrong."""
        found = 0
        for check in CHECKS:
            try:
                found += tell(check())
            except Error as error:
                first = str(error).strip().splitlines()[0]
                name = check.__name__.replace("_", " ")
                found += tell([wrong(f"It was not possible to {name}: {first}.", "Run `constabulary migrate`.")])
        if found:
            sys.exit(1)
