"""Makes the demonstration force in an empty database, as the owner."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from constabulary.casework.demo import make_demo_force
from constabulary.policing.clocks import start_of


class Command(BaseCommand):
    """Load the demonstration force."""

    help = "Make the demonstration force. Run by `constabulary demo`."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Size, day and seed."""
        parser.add_argument("--size", default="small")
        parser.add_argument("--as-at", type=date.fromisoformat, default=None)
        parser.add_argument("--seed", type=int, default=20190502)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Make it."""
        wanted = options["as_at"]
        now = datetime.now(UTC)
        at = datetime.combine(wanted, time(9), tzinfo=start_of(wanted).tzinfo) if wanted else now
        make_demo_force(size=options["size"], seed=options["seed"], at=at, real_now=now)
