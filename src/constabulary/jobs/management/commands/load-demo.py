"""Makes the demonstration force in an empty database, as the owner."""

import sys
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from constabulary.casework.demo import SIZES, Built, make_demo_force
from constabulary.jobs.signing_in import how_to_sign_in
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
        parser.add_argument("--make-tables", action="store_true", help="make the tables first")
        parser.add_argument(
            "--when-told",
            action="store_true",
            help="use the database only once a line on the input says that it is there",
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Make it, showing how far it is."""
        wanted = options["as_at"]
        now = datetime.now(UTC)
        at = datetime.combine(wanted, time(9), tzinfo=start_of(wanted).tzinfo) if wanted else now
        console = Console(stderr=True)
        size = SIZES.get(options["size"])
        progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=console
        )
        with ExitStack() as showing:
            task = progress.add_task("Setting up ...", total=size.history.days if size else None)
            days: dict[int, int] = {}

            def told(part: int, done: int) -> None:
                days[part] = done
                progress.update(task, completed=min(days.values()) if len(days) > 1 else 0)

            def make_ready() -> None:
                if options["when_told"] and not sys.stdin.readline():
                    raise CommandError("The database was not made.")
                # Until then the terminal is for those who make the database.
                showing.enter_context(progress)
                if options["make_tables"]:
                    call_command("prepare-tables")

            built = make_demo_force(
                size=options["size"], seed=options["seed"], at=at, real_now=now, told=told,
                said=lambda words: progress.update(task, description=words),
                ready=make_ready,
            )  # fmt: skip
        if built:
            self._say(console, built)
        for line in how_to_sign_in():
            self.stdout.write(line)

    def _say(self, console: Console, built: tuple[Built, ...]) -> None:
        stories, rows, entries = (sum(getattr(one, what) for one in built) for what in ("stories", "rows", "entries"))
        console.print(f"{stories:,} reports, {rows:,} rows, {entries:,} journal entries.")
        refused: Counter[str] = Counter()
        stopped: Counter[str] = Counter()
        for one in built:
            refused += one.refused
            stopped += one.stopped
        if refused:
            console.print(
                f"Outcomes that the rules refused, so that the crime stays open: {dict(refused)}", style="dim"
            )
        if stopped:
            console.print(f"Stories that ended where a rule refused what came next: {dict(stopped)}", style="dim")
