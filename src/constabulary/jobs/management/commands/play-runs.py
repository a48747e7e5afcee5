"""Plays the runs of scenarios that wait, and ends; the worker begins it when there is one."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from constabulary.casework.clock import now
from constabulary.casework.planning.playing import play_waiting
from constabulary.records.queries.officers import say_who_asks, system_officer


class Command(BaseCommand):
    """Play what waits."""

    help = "Play the runs of scenarios that wait, one after another, and end."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Until nothing waits, SIGTERM, or whoever began it has ended: what is in the middle is begun again later."""
        stopping, parent = threading.Event(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        system = system_officer()
        say_who_asks(system)
        while play_waiting(by=system, at=now(), is_wanted=lambda: not stopping.is_set() and os.getppid() == parent):
            pass
