"""A real server on a database of its own, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from constabulary.project.database import Cluster
from tests import databases
from tests.early import CLUSTER, ROOT, WORKER

CHROMIUM_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--num-raster-threads=1",
)  # fmt: skip
#: By preference: the first is the same Chromium without a desktop, and opens a page in half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def browser_path() -> str:
    """Where the browser is: as the test runner found it, or on the path; empty when there is none."""
    named = os.environ.get("CONSTABULARY_TEST_BROWSER", "")
    if named:
        return named
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    return ""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(database: str, *, cluster: Cluster = CLUSTER, workers: int = 1) -> Iterator[str]:
    """The web server over a database, in a process of its own; gives its address."""
    del cluster
    port = free_port()
    environment = {
        **os.environ,
        "CONSTABULARY_DATABASE": database,
        "CONSTABULARY_CONNECT_AS": "application",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
        "PYTEST_XDIST_WORKER": WORKER,
    }
    log = (ROOT / "var" / "tests" / f"server-{WORKER}.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "constabulary.project.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        + ["--workers", str(workers), "--no-control-socket", "--log-level", "warning"],
        env=environment, stdout=log, stderr=log, cwd=ROOT,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/sign-in", timeout=2).close()
                break
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not come up; see {log.name}")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        log.close()


@contextmanager
def site() -> Iterator[str]:
    """The web server over a fresh clone of the template."""
    name = f"test_site_{WORKER}"
    databases.clone(name)
    try:
        with serving(name) as address:
            yield address
    finally:
        databases.drop(name)
