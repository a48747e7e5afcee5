"""Starting what a command needs: the embedded database, a subprocess in another role, the web server and the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from constabulary.project import database
from constabulary.project.telling import Trouble, say, working

UNAVAILABLE = 69
FIRST_PORT = 8000
LAST_PORT = 8099


def uses_server() -> bool:
    """Whether a PostgreSQL server is named by DATABASE_URL; otherwise the embedded one is used."""
    return bool(os.environ.get("DATABASE_URL"))


def start_database(cluster: database.Cluster) -> bool:
    """Start the embedded database unless it runs; true if it was started here. Raises Trouble."""
    if uses_server():
        return False
    try:
        if database.is_running(cluster):
            return False
        with working("Starting the database ..."):
            return database.start(cluster)
    except database.DatabaseTrouble as trouble:
        raise Trouble(str(trouble), UNAVAILABLE) from trouble
    except OSError as trouble:
        raise Trouble(f"The database could not be started: {trouble}.", UNAVAILABLE) from trouble


def run_as(role: str, arguments: list[str], *, database_name: str = "", extra: Mapping[str, str] | None = None) -> int:
    """Run a command of ours in another database role; its exit code."""
    environment = {**os.environ, "CONSTABULARY_CONNECT_AS": role, **(extra or {})}
    if database_name:
        environment["CONSTABULARY_DATABASE"] = database_name
    return subprocess.run(
        [sys.executable, "-m", "constabulary.project.main", *arguments], check=False, env=environment
    ).returncode


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose_port(host: str, wanted: int | None) -> int:
    """The port to listen on: the one asked for, or the first free one. Raises Trouble."""
    if wanted is not None:
        if not is_free(host, wanted):
            raise Trouble(
                f"Port {wanted} is in use. Choose another with --port, or stop what listens there.", UNAVAILABLE
            )
        return wanted
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if is_free(host, port):
            if port != FIRST_PORT:
                say(f"Port {FIRST_PORT} is in use; taking {port}.")
            return port
    raise Trouble(f"Ports {FIRST_PORT} to {LAST_PORT} are all in use. Name a free one with --port.", UNAVAILABLE)


def serve_until_stopped(*, host: str, port: int, workers: int, var: Path, extra: Mapping[str, str]) -> int:
    """Run the web server and the worker beside each other until one ends or we are stopped; the exit code."""
    environment = {**os.environ, "CONSTABULARY_CONNECT_AS": "application", **extra}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "constabulary.project.wsgi:application", "--bind", f"{host}:{port}"]
        + ["--workers", str(workers), "--no-control-socket", "--worker-tmp-dir", _memory_folder(var), "--timeout", "60"]
        + ["--graceful-timeout", "10", "--log-level", "warning", "--pid", str(var / "server.pid")],
        env=environment,
    )
    worker = subprocess.Popen([sys.executable, "-m", "constabulary.project.main", "work"], env=environment)
    stopping = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        while not stopping:
            if server.poll() is not None:
                say("The web server has ended.")
                return server.returncode or 1
            if worker.poll() is not None:
                say("The worker has ended; starting it again.")
                worker = subprocess.Popen([sys.executable, "-m", "constabulary.project.main", "work"], env=environment)
                time.sleep(1)
            time.sleep(0.2)
    finally:
        for process in (server, worker):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        for process in (server, worker):
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()
    return 0


def _memory_folder(var: Path) -> str:
    shared = Path("/dev/shm")
    return str(shared if shared.is_dir() and os.access(shared, os.W_OK) else var)


def can_connect(parameters: Mapping[str, Any]) -> str:
    """An empty string when a connection can be made, else why not."""
    try:
        with psycopg.connect(**parameters, connect_timeout=5):
            return ""
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[-1]
