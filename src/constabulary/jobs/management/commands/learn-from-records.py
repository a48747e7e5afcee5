"""Says what the force's own records teach: arrivals, how long duties stand open, routes, and a back-test."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.access.officers import check_may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.inspection.learning_from_records import Taught, learn_chain, tell_learned
from constabulary.inspection.response_from_records import learn_response_from_records, tell_response_learned
from constabulary.policing.clocks import start_of
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.planning import newest_learned
from constabulary.simulation.learning.modelling import CannotModel

MOST_WEEKS = 520


class Command(BaseCommand):
    """Learn from the records."""

    help = (
        "Say how often crimes come in, how long each duty on their way stands open and where they go next, from the records; "
        "how long units take; and how right a forecast would have been. Of a demonstration force it shows that it works, and is no evidence."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How many weeks back, since when things may have changed, and where a scenario is written."""
        parser.add_argument("--weeks", type=int, default=26, help="how many weeks back (26)")
        parser.add_argument(
            "--drift-since",
            type=date.fromisoformat,
            metavar="DAY",
            help="say what has changed since then, rather than since the last fit that a planner kept",
        )
        parser.add_argument("--scenario", type=Path, metavar="FILE", help="write what was learned as a scenario")
        parser.add_argument(
            "--response", type=Path, metavar="FILE",
            help="write the response scenario with volumes, grading and times of units as learned",
        )  # fmt: skip

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raise CommandError with a plain sentence for a number of weeks that cannot be."""
        if not 1 <= options["weeks"] <= MOST_WEEKS:
            raise CommandError(f"Say how many weeks back, from 1 to {MOST_WEEKS}.", returncode=2)
        by = system_officer()
        say_who_asks(by)
        check_may(by, Permission.SEE_MEASURES)
        at = now()
        from_at, since = at - timedelta(weeks=options["weeks"]), options["drift_since"]
        cut = start_of(since) if since else None
        if cut is not None and not from_at < cut < at:
            raise CommandError("Say a day within those weeks since when it may have changed.", returncode=2)
        fit = newest_learned()
        for line in tell_learned(from_at=from_at, at=at, cut=cut, last_fit=fit.learned if fit else None):
            self.stdout.write(line)
        for line in tell_response_learned(from_at=from_at, at=at):
            self.stdout.write(line)
        if options["scenario"] is not None:
            self._write(options["scenario"], learn_chain, from_at=from_at, at=at)
        if options["response"] is not None:
            self._write(options["response"], learn_response_from_records, from_at=from_at, at=at)

    def _write(self, path: Path, learn: Callable[..., Taught], *, from_at: datetime, at: datetime) -> None:
        try:
            path.write_text(learn(from_at=from_at, at=at).text, "utf-8")
        except CannotModel as error:
            raise CommandError(f"No scenario is written. {error}", returncode=1) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"Written as {path}.")
