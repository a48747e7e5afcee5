"""Exports records to a file: the same approved columns, purpose and journal entry as on the page."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.access.officers import NotPermitted
from constabulary.casework.clock import now
from constabulary.casework.exporting.records import export_records
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.exports import EXPORTS, ExportFormat, ExportKind
from constabulary.records.queries.officers import officer_by_number, say_who_asks


class Command(BaseCommand):
    """Write one export to a file."""

    help = "Export records as a table of approved columns; journalled with who, why, how many and the file's digest."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What, which days, as what, for what, on whose behalf, where to."""
        parser.add_argument("kind", choices=[one.value for one in ExportKind])
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--until", dest="until_on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--format", dest="file_format", choices=[one.value for one in ExportFormat], default="csv")
        parser.add_argument("--purpose", required=True, help="what it is for and who gets it")
        parser.add_argument("--officer", required=True, help="the number of the officer who exports")
        parser.add_argument("--to", type=Path, default=None, help="the file; by default named for its content")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raise CommandError with a plain sentence when it may not or cannot be done."""
        by = officer_by_number(options["officer"])
        if by is None or by.is_system:
            raise CommandError(f"There is no officer {options['officer']}.", returncode=2)
        say_who_asks(by)
        kind = ExportKind(options["kind"])
        try:
            made = export_records(
                kind=kind,
                file_format=ExportFormat(options["file_format"]),
                from_on=options["from_on"],
                until_on=options["until_on"],
                purpose=options["purpose"],
                by=by,
                at=now(),
            )
        except (NotPermitted, NotAllowed) as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        path: Path = options["to"] or Path(made.name)
        try:
            path.write_bytes(made.content)
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error.strerror}.", returncode=73) from error
        self.stdout.write(f"{made.count} rows in {path}, SHA-256 {made.digest.hex()}")
        self.stdout.write(EXPORTS[kind].attribution)
