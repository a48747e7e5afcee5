"""The web server and the worker beside each other, and the embedded database under them, until told to stop."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from constabulary.project import database
from constabulary.project.installation import CLUSTER, VAR, uses_server
from constabulary.project.telling import say

ENDING_SECONDS = 15
SHORTEST_REST = 1.0
LONGEST_REST = 30.0


class Stopped(Exception):
    """We were told to stop."""


def usual_workers() -> int:
    """How many processes the web server has unless told: one more than processors, for one may wait for the database."""
    return min(4, 1 + (os.cpu_count() or 1))


def serve_until_stopped(
    *, host: str, port: int, workers: int, extra: Mapping[str, str], listening: Callable[[], None] = lambda: None
) -> int:
    """Run the web server and the worker beside each other until one ends for good or we are stopped; the exit code.

    A worker or an embedded database that ends is started again. `listening` is called once pages can be asked for.
    """
    environment = {**os.environ, "CONSTABULARY_CONNECT_AS": "application", **extra}
    begun: list[subprocess.Popen[bytes]] = []

    def begin(command: list[str]) -> "subprocess.Popen[bytes]":
        begun.append(_begin(command, environment))
        return begun[-1]

    with _noted(port):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stop)
        try:
            server = begin(web_server(host, port, workers))
            worker = Kept("The worker", lambda: begin(_worker()))
            return _watch(server, worker, lambda: _listens(host, port), listening)
        except Stopped:
            return 0
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            _end(begun)


def address_of(host: str, port: int) -> str:
    """Where it listens, as addresses of the web write it."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _listens(host: str, port: int) -> bool:
    """Whether the web server takes a connection, which it answers when its processes are there."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def _watch(
    server: "subprocess.Popen[bytes]", worker: "Kept", listens: Callable[[], bool], listening: Callable[[], None]
) -> int:
    database_process = None if uses_server() else database.process_number(CLUSTER)
    is_said = False
    while True:
        if server.poll() is not None:
            say("The web server has ended; its last lines are above.")
            return server.returncode or 1
        if not is_said and listens():
            listening()
            is_said = True
        if not uses_server():
            database_process = _kept_database(database_process)
        worker.look()
        time.sleep(0.2)


def _kept_database(before: int | None) -> int | None:
    now = database.process_number(CLUSTER)
    if now is None:
        say("The database has ended; starting it again.")
        with suppress(database.DatabaseTrouble, OSError):
            database.start(CLUSTER)
        return database.process_number(CLUSTER)
    if before not in {None, now}:
        # Each command starts the database that it finds ended: a worker that has just begun can be faster than we are.
        say("The database has ended; another process has started it again.")
    return now


class Kept:
    """A process that is started again when it ends, after a rest that grows while it ends at once."""

    def __init__(self, name: str, begin: "Callable[[], subprocess.Popen[bytes]]") -> None:
        self.name = name
        self.begin = begin
        self.process = begin()
        self.began = time.monotonic()
        self.rest = SHORTEST_REST
        self.again_at: float | None = None

    def look(self) -> None:
        """Start it again when it has ended and rested."""
        now = time.monotonic()
        if self.again_at is not None:
            if now >= self.again_at:
                self.process, self.began, self.again_at = self.begin(), now, None
            return
        if self.process.poll() is None:
            return
        self.rest = SHORTEST_REST if now - self.began > LONGEST_REST else min(self.rest * 2, LONGEST_REST)
        self.again_at = now + self.rest
        say(f"{self.name} has ended; starting it again in {self.rest:.0f} seconds.")


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The command that runs the web server."""
    # Read once and shared by its processes: preloading halves the time to the first page and the memory.
    return [
        sys.executable, "-m", "gunicorn", "constabulary.project.wsgi:application", "--preload",
        "--bind", address_of(host, port),
        "--workers", str(workers), "--no-control-socket", "--worker-tmp-dir", _memory_folder(), "--timeout", "60",
        "--graceful-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "constabulary.project.main", "work"]


def _begin(command: list[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    # In a session of its own, Ctrl-C reaches only us and we end it in order; and it does not outlive us.
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _end(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + ENDING_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        process.kill()
        process.wait()
        # What a master that was killed has left in its session would hold the port and wait half a minute.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _memory_folder() -> str:
    shared = Path("/dev/shm")
    return str(shared if shared.is_dir() and os.access(shared, os.W_OK) else VAR)


@contextmanager
def _noted(port: int) -> Iterator[None]:
    """While it serves, a locked file says which process to stop; the lock goes with the process."""
    path = VAR / f"serving-{port}.pid"
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.write(str(os.getpid()))
        handle.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def stop_serving() -> int:
    """Stop every server of this installation and wait for them; how many there were."""
    stopped = 0
    for path in sorted(VAR.glob("serving-*.pid")):
        with suppress(OSError), path.open("r+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                with suppress(ProcessLookupError, ValueError):
                    os.kill(int(handle.read()), signal.SIGTERM)
                    stopped += 1
                _wait_for(handle)
            path.unlink(missing_ok=True)
    return stopped


def _wait_for(handle: IO[str]) -> None:
    deadline = time.monotonic() + 2 * ENDING_SECONDS
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.05)
