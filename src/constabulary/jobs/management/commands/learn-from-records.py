"""Says what the force's own records teach: arrivals, how long duties stand open, routes, and a back-test."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.access.officers import check_may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.inspection.learning_from_records import tell_learned
from constabulary.records.queries.officers import say_who_asks, system_officer

MOST_WEEKS = 520


class Command(BaseCommand):
    """Learn from the records."""

    help = (
        "Say how often crimes come in, how long each duty on their way stands open and where they go next, from the records; "
        "and how right a forecast would have been. Of a demonstration force it shows that it works, and is no evidence."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How many weeks back."""
        parser.add_argument("--weeks", type=int, default=26, help="how many weeks back (26)")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raise CommandError with a plain sentence for a number of weeks that cannot be."""
        if not 1 <= options["weeks"] <= MOST_WEEKS:
            raise CommandError(f"Say how many weeks back, from 1 to {MOST_WEEKS}.", returncode=2)
        by = system_officer()
        say_who_asks(by)
        check_may(by, Permission.SEE_MEASURES)
        at = now()
        for line in tell_learned(from_at=at - timedelta(weeks=options["weeks"]), at=at):
            self.stdout.write(line)
