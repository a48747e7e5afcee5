"""Starting what a command needs: the database, a subprocess in another role, a port."""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg

from constabulary.project import database, installation
from constabulary.project.installation import CLUSTER, NotConfigured, connection_parameters, uses_server
from constabulary.project.telling import Trouble, say, working

WRONG_ARGUMENTS = 2
UNAVAILABLE = 69
OUR_FAULT = 70
TRY_AGAIN = 75
FIRST_PORT = 8000
LAST_PORT = 8099
OLDEST_SERVER = 15
#: How a command of ours is begun as a process of its own.
OURS = (sys.executable, "-m", "constabulary.project.main")
MAKING = "Another `constabulary` is making a database here; waiting for it."


def start_database(*, while_made: Callable[[], object] = lambda: None) -> bool:
    """Start the embedded database unless it runs; true if it was started here. Raises Trouble.

    Where there is none yet, `while_made` is called as soon as its passwords are known, to begin what takes its time too.
    A server named by DATABASE_URL is asked whether it is there and new enough instead.
    """
    try:
        if uses_server():
            _check_server()
            return False
        if database.is_running(CLUSTER):
            return False
        with working("Starting the database ..."):
            return database.start(CLUSTER, while_made=while_made)
    except (database.DatabaseTrouble, NotConfigured) as trouble:
        raise Trouble(str(trouble), UNAVAILABLE) from trouble
    except PermissionError as trouble:
        raise Trouble(
            f"{trouble.filename} cannot be used by {_me()}: {trouble.strerror}. CONSTABULARY_VAR names another folder.",
            UNAVAILABLE,
        ) from trouble
    except OSError as trouble:
        raise Trouble(f"The database could not be started: {trouble}.", UNAVAILABLE) from trouble


def first_line(error: Exception) -> str:
    """What an error says first; the rest is for those who have the source open."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _me() -> str:
    return "root" if os.geteuid() == 0 else f"this account (number {os.geteuid()})"


def _check_server() -> None:
    role = os.environ.get("CONSTABULARY_CONNECT_AS", "application")
    parameters = connection_parameters(role)
    name = installation.URLS[role]
    try:
        with psycopg.connect(**{"connect_timeout": 5, **parameters}) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise Trouble(f"The database that {name} names cannot be reached: {first_line(error)}", UNAVAILABLE) from error
    if version < OLDEST_SERVER:
        raise Trouble(
            f"The server that {name} names runs PostgreSQL {version}; Constabulary needs {OLDEST_SERVER} or newer.",
            UNAVAILABLE,
        )


def run_as(role: str, arguments: list[str], *, database_name: str = "", extra: Mapping[str, str] | None = None) -> int:
    """Run a command of ours in another database role; its exit code."""
    environment = _environment(role, database_name, extra)
    return subprocess.run([*OURS, *arguments], check=False, env=environment).returncode


def begin_as(
    role: str, arguments: list[str], *, database_name: str = "", extra: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Begin a command of ours in another database role, which we can tell something on its input meanwhile."""
    return subprocess.Popen([*OURS, *arguments], stdin=subprocess.PIPE, env=_environment(role, database_name, extra))


def _environment(role: str, database_name: str, extra: Mapping[str, str] | None) -> dict[str, str]:
    named = {"CONSTABULARY_DATABASE": database_name} if database_name else {}
    return {**os.environ, "CONSTABULARY_CONNECT_AS": role, **(extra or {}), **named}


@contextmanager
def one_at_a_time(name: str, waiting: str) -> Iterator[None]:
    """Let one process of this installation do something; another says `waiting` and waits its turn."""
    installation.VAR.mkdir(parents=True, exist_ok=True)
    with (installation.VAR / f".{name}-lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_free(host: str, port: int) -> bool:
    """Whether nothing listens there. Raises Trouble when the address cannot be listened on at all."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise Trouble(f"{host} is not an address of this machine: {error.strerror}.", WRONG_ARGUMENTS) from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise Trouble(f"Port {port} is for root only; choose one above 1023 with --port.", UNAVAILABLE) from error
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


def ask_database(role: str, statement: str) -> Any:
    """The first value of the first row that a statement gives, in the installation's database. Raises Trouble."""
    try:
        with psycopg.connect(**connection_parameters(role)) as connection:
            row = connection.execute(statement.encode()).fetchone()
    except psycopg.Error as error:
        raise Trouble(f"The database does not answer: {first_line(error)}", UNAVAILABLE) from error
    return row[0] if row else None
