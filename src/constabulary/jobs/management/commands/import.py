"""Imports published tables: every file under a path, with progress and a summary. `--dry-run` needs no database and is
`cli.preview_import`."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from constabulary.casework.clock import now
from constabulary.casework.open_data import DoesNotBalance, ImportedFile, import_published, refused_share_allowed
from constabulary.open_data.kinds import Kind
from constabulary.open_data.reasons import CannotRead
from constabulary.open_data.telling import scopes_in_words, told
from constabulary.records.queries.officers import say_who_asks, system_officer


class Command(BaseCommand):
    """Import published tables."""

    help = "Import published tables: a file, a folder or a zip archive."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Path, kind, and how many refused rows are too many."""
        parser.add_argument("path", type=Path, help="a table (.csv, .csv.gz), a folder of them, or a zip archive")
        parser.add_argument("--kind", type=Kind, choices=list(Kind), help="refuse what is not of this kind")
        parser.add_argument("--most-refused", type=float, metavar="SHARE", help="the share refused that is too many")
        parser.add_argument("--dry-run", action="store_true", help="say what would be taken and refused, store nothing")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Import; exit code 1 when a file could not be taken or too many of its rows were refused."""
        by = system_officer()
        say_who_asks(by)
        most = refused_share_allowed(now()) if options["most_refused"] is None else options["most_refused"]
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        wrong = False
        try:
            with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
                task = progress.add_task("Reading", total=None)

                def tell(name: str, read: int, size: int) -> None:
                    progress.update(task, description=name, completed=read, total=max(size, read))

                for one in import_published(path=options["path"], by=by, at=now(), kind=options["kind"], told=tell):
                    self._say(one)
                    wrong |= isinstance(one, CannotRead) or one.share_rejected > most
        except (CannotRead, DoesNotBalance) as trouble:
            raise CommandError(str(trouble), returncode=2) from trouble
        if wrong:
            self.stderr.write("Something could not be taken; see above. What could is stored.")
            sys.exit(1)

    def _say(self, one: ImportedFile | CannotRead) -> None:
        if isinstance(one, CannotRead):
            self.stdout.write(str(one))
            return
        for line in told(
            name=one.name,
            kind=one.kind,
            counts=[
                ("rows read", one.read),
                ("stored", one.stored),
                ("refused", one.rejected),
                ("there already", one.already_there),
            ],
            scopes=one.stored_scopes,
            quality=one.quality,
            refused=one.refused,
        ):
            self.stdout.write(line)
        if not one.stored:
            self.stdout.write("  Nothing was added: all of it was there already.")
        if one.replaced:
            self.stdout.write(f"  Takes the place of an older edition: {scopes_in_words(one.replaced)}.")
        if one.superseded:
            self.stdout.write(f"  Left alone, because a newer edition is there: {scopes_in_words(one.superseded)}.")
