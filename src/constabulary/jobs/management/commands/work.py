"""The worker: seals the journal every two seconds, does what is due by the clock and has scenarios played, until it is told
to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from constabulary.casework.anchoring import AnchorsBroken
from constabulary.casework.clock import now
from constabulary.casework.sealing import SealingTrouble, seal_journal
from constabulary.casework.timed_work import hold_worker_lock
from constabulary.jobs.playing import play_what_waits, warm_simulator
from constabulary.jobs.timed import TIMED_JOBS, do_what_is_due
from constabulary.records.queries.officers import say_who_asks, system_officer

SEAL_EVERY_SECONDS = 2.0
LOOK_EVERY_SECONDS = 5.0
PLAY_EVERY_SECONDS = 1.0
REPEAT_AFTER_SECONDS = 60.0

log = logging.getLogger("constabulary.worker")


class Command(BaseCommand):
    """Run until SIGTERM."""

    help = "Seal the journal every two seconds and do what is due by the clock, until told to stop."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """The sealer in this thread, the timed jobs and the scenarios in others, so that nothing long delays a seal."""
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        jobs = threading.Thread(target=again_and_again, args=(stopping, LOOK_EVERY_SECONDS, do_jobs), daemon=True)
        jobs.start()
        plans = threading.Thread(
            target=play,
            args=(stopping,),
            daemon=True,
        )
        plans.start()
        again_and_again(stopping, SEAL_EVERY_SECONDS, seal)
        # A job in the middle of an act is rolled back when the process ends; give it the chance to finish.
        jobs.join(10)
        plans.join(10)


def play(stopping: threading.Event) -> None:
    """Have the simulator compiled, then played whenever a run waits."""
    warm_simulator(stopping)
    again_and_again(stopping, PLAY_EVERY_SECONDS, lambda: play_what_waits(stopping))


def seal() -> None:
    """Seal whatever waits."""
    system = system_officer()
    say_who_asks(system)
    hold_worker_lock()
    while seal_journal(by=system, at=now()):
        pass


def do_jobs() -> None:
    """Do what is due."""
    system = system_officer()
    say_who_asks(system)
    for line in do_what_is_due(TIMED_JOBS, by=system, at=now()):
        log.info(line)


def again_and_again(stopping: threading.Event, seconds: float, act: Callable[[], None]) -> None:
    """Do something every so many seconds; what goes wrong is said once a minute, and it goes on."""
    said, said_at = "", 0.0
    while not stopping.is_set():
        began = time.monotonic()
        try:
            act()
        except (Error, SealingTrouble, AnchorsBroken, LookupError, OSError) as error:
            if isinstance(error, Error):
                connection.close()
            sentence = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            if sentence != said or began - said_at > REPEAT_AFTER_SECONDS:
                log.error("%s", sentence)
                said, said_at = sentence, began
        stopping.wait(max(0.0, seconds - (time.monotonic() - began)))
    connection.close()
