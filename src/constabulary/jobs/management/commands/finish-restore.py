"""Journals and seals a restored database. Run by `constabulary restore`, before anybody works in it."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from constabulary.casework.anchoring import AnchorsBroken
from constabulary.casework.clock import now
from constabulary.casework.restoring import note_restore
from constabulary.casework.sealing import SealingTrouble, seal_journal
from constabulary.records.queries.officers import say_who_asks, system_officer


class Command(BaseCommand):
    """Journal the restore and seal."""

    help = "Journal and seal a restored database."

    def add_arguments(self, parser: CommandParser) -> None:
        """What the manifest says."""
        parser.add_argument("--made-at", type=datetime.fromisoformat, required=True)
        parser.add_argument("--seal", type=int, required=True)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Do both."""
        system = system_officer()
        say_who_asks(system)
        note_restore(made_at=options["made_at"], seal=options["seal"], by=system, at=now())
        try:
            while seal_journal(by=system, at=now()):
                pass
        except (SealingTrouble, AnchorsBroken) as error:
            raise CommandError(str(error)) from error
