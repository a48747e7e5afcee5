"""The web server, the worker and the database beside each other: begun, killed, begun again, stopped."""

import http.client
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress

import psutil
import psycopg
import pytest

from constabulary.project import database
from tests.project.installation import Installation, command, end, free_port

#: Longer than it takes on a machine that does much else; how long it takes is measured by `make bench ONLY=restart`.
COMES_BACK = 60


def answer_of(port: int) -> int:
    """The status of the page to sign in; 0 when nothing answers."""
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(connection):
            connection.request("GET", "/sign-in")
            return connection.getresponse().status
    return 0


def until(what, seconds: float = 30.0):
    """What something gives once it gives something true."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found


def children_of(process) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def running(process, word: str) -> list[psutil.Process]:
    """The processes below that are alive and have a word on their command line."""
    found = []
    for one in children_of(process):
        with suppress(psutil.Error):
            if word in one.cmdline():
                found.append(one)
    return found


def unsealed(installation: Installation) -> int:
    with installation.cluster.connect("superuser", "constabulary") as superuser:
        count = "SELECT (SELECT count(*) FROM journal_entry) - (SELECT coalesce(sum(entries), 0) FROM journal_seal)"
        return int(superuser.execute(count).fetchone()[0])


def test_it_serves_seals_and_ends_in_order_when_interrupted(demo):
    with demo.serving("serve") as (port, process):
        until(lambda: answer_of(port) == 200)  # the first answer of a busy machine is slow
        # A sign-in that is refused is an act; the worker seals it.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/sign-in")
        page = connection.getresponse()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
        cookie = page.headers["Set-Cookie"].split(";")[0]
        connection.request(
            "POST", "/sign-in", f"csrfmiddlewaretoken={token}&collar_number=D01&password=wrong",
            {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert connection.getresponse().status == 422
        until(lambda: unsealed(demo) == 0, 10)
        below = children_of(process)
        assert len(below) >= 3, "a master, at least one that serves, a worker"
        said = end(process, signal.SIGINT)
    assert process.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Sign in as any of these" in said
    assert "Traceback" not in said
    assert not [one for one in below if one.is_running()], "nothing is left over"


def test_its_address_is_said_once_it_can_be_opened(demo):
    port = free_port()
    process = demo.begin("serve", "--port", str(port))
    try:
        address = next(line for line in process.stdout if line.startswith("http"))
        assert address == f"http://127.0.0.1:{port}/\n"
        # Tried once: whoever opens it at once is served.
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        until(lambda: answer_of(port) == 200)
    finally:
        end(process)


def test_a_web_server_that_ends_before_it_listens_ends_the_command_and_no_address_is_said(demo):
    process = demo.begin("serve", "--port", str(free_port()))
    try:
        [master] = until(lambda: running(process, "gunicorn"))
        master.kill()
        said = process.communicate(timeout=30)[0]
    finally:
        end(process)
    assert "http://" not in said
    assert "The web server has ended" in said
    assert process.returncode != 0


def test_a_server_has_at_least_one_process(demo):
    done = demo.run("serve", "--workers", "0")
    assert done.returncode == 2, done.stderr
    assert "0 is not a number of processes; at least one serves" in done.stderr


def test_the_database_that_demo_started_ends_with_it(demo):
    database.stop(demo.cluster)
    with demo.serving("demo") as (port, process):
        until(lambda: answer_of(port) == 200)
        assert database.is_running(demo.cluster)
        end(process, signal.SIGINT)
    assert not database.is_running(demo.cluster)
    database.start(demo.cluster)  # the others find it running


def test_stop_ends_every_server_and_the_database(demo):
    with demo.serving("serve") as (port, process):
        done = demo.run("stop")
        assert done.stderr == "The web server is stopped.\nThe database is stopped.\n"
        process.communicate(timeout=10)
        assert answer_of(port) == 0
    assert not database.is_running(demo.cluster)
    assert demo.run("stop").stderr == ""
    # A file that a killed server has left names nobody.
    (demo.var / "serving-8000.pid").write_text("1")
    assert demo.run("stop").returncode == 0
    assert not (demo.var / "serving-8000.pid").exists()


def test_a_killed_worker_web_process_and_database_come_back_and_a_web_server_that_cannot_go_on_ends_the_command(demo):
    with demo.serving("serve") as (port, process):
        [worker] = until(lambda: running(process, "work"))
        worker.kill()
        until(lambda: set(running(process, "work")) - {worker}, 15)

        for one in running(process, "gunicorn"):
            if one.ppid() != process.pid:
                one.kill()
        until(lambda: answer_of(port) == 200, COMES_BACK)

        pid = int((demo.cluster.data / "postmaster.pid").read_text().splitlines()[0])
        # Only the postmaster: its backends live on, hold its memory, and would stop a new one from starting.
        psutil.Process(pid).kill()
        assert answer_of(port) in {200, 503}, "while it is gone the page says so"
        until(lambda: database.is_running(demo.cluster) and can_ask(demo), COMES_BACK)
        until(lambda: answer_of(port) == 200, COMES_BACK)

        # What cannot come back, because it holds the port and those that serve, ends the command.
        master = next(one for one in running(process, "gunicorn") if one.ppid() == process.pid)
        master.kill()
        said = process.communicate(timeout=30)[0]
    assert "The worker has ended; starting it again" in said
    assert "The database has ended; " in said, "whoever was the first to start it again"
    assert process.returncode != 0
    assert "The web server has ended" in said


def can_ask(installation: Installation) -> bool:
    with suppress(psycopg.Error), installation.cluster.connect("application", "constabulary") as connection:
        return bool(connection.execute("SELECT 1").fetchone())
    return False


def test_when_the_process_over_them_is_killed_the_server_and_the_worker_end_too(demo):
    with demo.serving("serve") as (port, process):
        below = children_of(process)
        process.kill()
        process.wait()
        psutil.wait_procs(below, timeout=20)
        assert answer_of(port) == 0
        assert not [one for one in below if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_it_serves_without_any_network(demo):
    """Nothing is fetched at run time: only the loopback is there."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed here")
    probe = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("this account may not make a network of its own")
    script = (
        "ip link set lo up 2>/dev/null || python3 -c 'import fcntl,socket,struct; "
        's=socket.socket(); fcntl.ioctl(s,0x8914,struct.pack("16sh",b"lo",73))\'; exec "$@"'
    )
    done = subprocess.run(
        ["unshare", "--net", "sh", "-c", script, "sh", *command("journal", "verify")],
        env=demo.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
