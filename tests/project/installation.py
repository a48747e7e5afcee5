"""An installation of its own: folder, embedded cluster, demonstration force; its commands run as people run them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from constabulary.project import database
from tests.early import ROOT

#: What the tests themselves set and an installation must not inherit.
OURS = ("CONSTABULARY_", "DATABASE_", "DJANGO_")
PATIENCE = 300
#: What a command sees whose lines are not counted.
UNCOUNTED = {"COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}


class Installation:
    """One installation in a folder."""

    def __init__(self, var: Path, environment: Mapping[str, str] | None = None) -> None:
        self.var = var
        self.extra = dict(environment or {})

    @property
    def cluster(self) -> database.Cluster:
        """Its embedded cluster."""
        return database.Cluster(self.var / "postgresql")

    @property
    def anchors(self) -> Path:
        """Its anchor file."""
        return self.var / "journal-anchor.txt"

    @property
    def environment(self) -> dict[str, str]:
        """What its commands see."""
        inherited = {name: held for name, held in os.environ.items() if not name.startswith(OURS)}
        source = str(ROOT / "src")
        return {**inherited, "PYTHONPATH": source, "CONSTABULARY_VAR": str(self.var), **self.extra}

    def run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            command(*arguments), env={**self.environment, **environment}, cwd="/", capture_output=True, text=True,
            check=False, timeout=PATIENCE,
        )  # fmt: skip

    def begin(self, *arguments: str, said_to: "IO[str] | None" = None, **environment: str) -> "subprocess.Popen[str]":
        """Begin a command that goes on; what it says can go to a file."""
        return subprocess.Popen(
            command(*arguments), env={**self.environment, **environment}, cwd="/",
            stdout=said_to or subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    @contextmanager
    def serving(self, *arguments: str, **environment: str) -> "Iterator[tuple[int, subprocess.Popen[str]]]":
        """The web server and the worker while the block lasts: the port, and the process to signal."""
        port = free_port()
        process = self.begin(*(arguments or ("serve",)), "--port", str(port), **environment)
        try:
            wait_for_port(port, process)
            yield port, process
        finally:
            end(process)

    def remove(self) -> None:
        """Stop and delete everything of it."""
        database.remove(self.cluster)
        shutil.rmtree(self.var, ignore_errors=True)


def command(*arguments: str) -> list[str]:
    """The command line of one of our commands."""
    return [sys.executable, "-m", "constabulary.project.main", *arguments]


@contextmanager
def installed(**environment: str) -> Iterator[Installation]:
    """A new, empty installation while the block lasts."""
    made = Installation(Path(tempfile.mkdtemp(prefix="con-")), environment)
    try:
        yield made
    finally:
        made.remove()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: "subprocess.Popen[str]", seconds: float = 60) -> None:
    """Until something listens there; fails with what the process said when it ends first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode}: {process.stdout.read() if process.stdout else ''}")
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port} after {seconds} seconds")


def end(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> str:
    """End a process that was begun; what it said."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        said, _ = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return said
