"""The whole server under a mix of worklists and record pages: pages a second, and how long each takes.

The product's own web server, with as many processes as `serve` gives it here, over the durable database, asked by
signed-in officers over loopback, one after the other on each of a few connections. Every page that shows a person
journals the reading durably, in the same run. The peer is the page to sign in, which asks the database for nothing: what
the server alone can do. The database here holds a few hundred calls made by the verbs; it says nothing about a decade of
records.
"""

import http.client
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from django.db import connection
from tests.factories.calls import former_partner_damage

from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.officers import token_hash
from constabulary.project.installation import DATABASE_NAME, VAR
from constabulary.project.serving import usual_workers, web_server
from constabulary.records.loading import analyse
from constabulary.records.models import JournalEntry, SignIn
from constabulary.records.queries.officers import officer_by_number, say_who_asks

NAME = "pages"
CALLS = 400
SECONDS = 10.0
ASKING = 4
LEAST = 200
TOKEN = "token of the benchmark"
#: What a browser was given with its first page and sends back with each.
SECRET = "benchmark" * 3 + "pages"
ROOT = Path(__file__).resolve().parent.parent


#: An address with the token of the officer who asks for it.
Asked = tuple[str, str]


def sign_in(role: Role, token: str) -> None:
    """The officer of a role signs in by this token."""
    by = officer_by_number(f"D{list(Role).index(role) + 1:02d}")
    assert by is not None
    now = datetime.now(UTC)
    SignIn.objects.create(token_hash=token_hash(token), holder_id=by.id, signed_in_at=now, seen_at=now)


def prepare() -> list[Asked]:
    """Calls, an officer signed in, and the addresses of the mix: one worklist to three records."""
    handler = officer_by_number(f"D{list(Role).index(Role.CONTACT_HANDLER) + 1:02d}")
    assert handler is not None
    say_who_asks(handler)
    now = datetime.now(UTC)
    # Over the day, as calls come: all in one minute would be four hundred live emergencies on every list.
    times = [now - timedelta(days=1) * n / CALLS for n in range(CALLS)]
    made = [take_call(call=former_partner_damage(at), by=handler, at=at) for at in times]
    sign_in(Role.DISPATCHER, TOKEN)
    # As the database does by itself within a minute: its plans would be those of empty tables.
    analyse()
    lists = ["/", "/control-room"]
    addresses = [
        lists[n // 4 % 2] if n % 4 == 0 else f"/incidents/{made[n % CALLS].incident}" for n in range(4 * CALLS)
    ]
    return [(one, TOKEN) for one in addresses]


def ask(port: int, addresses: list[Asked], first: int, until: float, took: list[float], wrong: list[str]) -> None:
    """Ask for one address after the other until the time is over."""
    place = first
    while time.perf_counter() < until:
        address, token = addresses[place % len(addresses)]
        place += ASKING
        began = time.perf_counter()
        status = _status_of(port, address, token)
        took.append(time.perf_counter() - began)
        if status != 200:
            wrong.append(f"{status} {address}")


def _status_of(port: int, address: str, token: str) -> int:
    """Read a page whole and give its status: by hand, since whoever asks shares the processor with the server."""
    cookies = f"constabulary_sign_in={token}; constabulary_csrf={SECRET}"
    asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {cookies}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as server:
        server.sendall(asked.encode())
        first = b""
        while more := server.recv(1 << 18):
            first = first or more
    return int(first.split(b" ", 2)[1]) if first else 0


def load(port: int, addresses: list[Asked]) -> tuple[float, list[float], list[str]]:
    """(pages a second, how long each took, answers that were none)."""
    took: list[float] = []
    wrong: list[str] = []
    began = time.perf_counter()
    threads = [
        threading.Thread(target=ask, args=(port, addresses, n, began + SECONDS, took, wrong)) for n in range(ASKING)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return len(took) / (time.perf_counter() - began), took, wrong


@contextmanager
def serving() -> Iterator[int]:
    """The web server as `serve` runs it on this machine, reading as the application; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        web_server("127.0.0.1", port, usual_workers()),
        # The tests, whose scenes some benchmarks use, name a folder and database of their own in the environment.
        env={
            **os.environ, "CONSTABULARY_CONNECT_AS": "application", "CONSTABULARY_VAR": str(VAR),
            "CONSTABULARY_DATABASE": DATABASE_NAME,
        },
        cwd=ROOT,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not _answers(port):
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        asked.request("GET", "/sign-in")
        asked.getresponse().read()
        asked.close()
    except OSError:
        return False
    return True


def loaded(addresses: list[Asked]) -> tuple[bool, list[str]]:
    """(whether the server gives as many pages a second as claimed, and how many in lines), over these addresses."""
    with serving() as port:
        load(port, addresses)  # Each process makes its plans and templates once; that is not what is measured.
        read_before = JournalEntry.objects.count()
        rate, took, wrong = load(port, addresses)
        read = JournalEntry.objects.count() - read_before
        bare, _, _ = load(port, [("/sign-in", "")])
    p50, p95 = quantiles(took, n=100)[49] * 1000, quantiles(took, n=100)[94] * 1000
    return rate >= LEAST and not wrong, [
        f"{len(took):,} pages in {SECONDS:.0f} seconds by {ASKING} officers at once from {usual_workers()} processes, "
        f"{len(wrong)} wrong",
        f"{rate:,.0f} pages a second (at least {LEAST}, ratio {rate / LEAST:.2f}), half within {p50:.0f} ms, "
        f"95 % within {p95:.0f} ms, waiting included",
        f"{read:,} readings were journalled durably meanwhile",
        f"the page to sign in alone: {bare:,.0f} a second; ratio {rate / bare:.2f}",
        *wrong[:3],
    ]


def run(data: Path | None = None) -> tuple[bool, list[str]]:
    """(whether the claim held, the result in lines)."""
    del data
    addresses = prepare()
    held, lines = loaded(addresses)
    connection.close()
    return held, [f"{CALLS} calls", *lines]
