"""The worker: what is done by the clock, until it is told to stop."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand

from constabulary.casework.clock import now
from constabulary.casework.sealing import seal_journal
from constabulary.records.queries.officers import say_who_asks, system_officer

SEAL_EVERY_SECONDS = 2.0


class Command(BaseCommand):
    """Seal the journal every two seconds."""

    help = "Run what is done by the clock."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Until SIGTERM."""
        going = True

        def stop(_number: int, _frame: object) -> None:
            nonlocal going
            going = False

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        system = system_officer()
        say_who_asks(system)
        while going:
            while seal_journal(by=system, at=now()):
                pass
            time.sleep(SEAL_EVERY_SECONDS)
