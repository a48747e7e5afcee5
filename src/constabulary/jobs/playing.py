"""Begins a process that plays scenarios when one waits: the simulator's memory and its core stay out of the worker."""

import logging
import subprocess
import sys
import threading

from constabulary.records.queries.planning import runs_waiting
from constabulary.simulation.engine.kept import is_warm

log = logging.getLogger("constabulary.worker")

COMMAND = [sys.executable, "-m", "constabulary.project.main", "play-runs"]
WARMING = [*COMMAND[:-1], "warm-simulator"]
ENDING_SECONDS = 5.0
REST_SECONDS = 60.0


def warm_simulator(stopping: threading.Event) -> None:
    """Have the simulator compiled by a process of its own, unless it was on this machine, so that no run waits for it."""
    if not is_warm():
        _carry_out(WARMING, stopping)


def play_what_waits(stopping: threading.Event) -> None:
    """When a run waits, have it played by a process of its own, and wait for that; told to stop, so is the process."""
    waiting = runs_waiting()
    # What another worker plays, and what cannot be begun, is not asked for again every second.
    if waiting and _carry_out(COMMAND, stopping) is not None and runs_waiting() == waiting:
        stopping.wait(REST_SECONDS)


def _carry_out(command: list[str], stopping: threading.Event) -> int | None:
    """The exit code of a process; None where it was ended because we are to stop."""
    process = subprocess.Popen(command)
    while process.poll() is None:
        if stopping.wait(0.2):
            process.terminate()
            try:
                process.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            return None
    if process.returncode != 0:
        log.error("The process that plays scenarios ended with %s.", process.returncode)
    return process.returncode
