"""Compiles the simulator's core, once on a machine; the worker has it done in the background when it begins."""

import os
import threading
import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand

from constabulary.jobs.telling import say
from constabulary.simulation.warming import warm_up

#: Below everything that answers somebody.
PRIORITY = 10
TOLD_EVERY_SECONDS = 15.0


class Command(BaseCommand):
    """Compile, saying how long it has taken."""

    help = "Compile the simulator's core, unless it is compiled already."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Until it is done; whoever plays meanwhile waits for it, and does not compile as well."""
        with suppress(OSError):
            os.nice(PRIORITY)
        began, is_done = time.monotonic(), threading.Event()
        say(
            "The simulator is being compiled in the background, once on this machine: about a minute. The pages answer."
        )
        telling = threading.Thread(target=_tell, args=(began, is_done), daemon=True)
        telling.start()
        try:
            warm_up()
        finally:
            is_done.set()
        say(f"The simulator is compiled, after {time.monotonic() - began:.0f} seconds.")


def _tell(began: float, is_done: threading.Event) -> None:
    while not is_done.wait(TOLD_EVERY_SECONDS):
        say(f"The simulator is being compiled: {time.monotonic() - began:.0f} seconds so far.")
