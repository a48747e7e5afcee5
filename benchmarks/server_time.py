"""How long the server takes for each page, how often it asks the database, and pages a second, with years of records behind.

The product's WSGI application in this process, by Django's test client, as the application's account with row-level
security and a sealed victim on; every page that shows a person journals the reading durably in the same run. Each page
is asked for by the first role that finds something on it, and the victim's record by those her seal hides things from.
Then the whole server over the same database, under a mix of worklists and records drawn from all its years. There is no
peer for a page; the whole server's is the page to sign in, which asks the database for nothing.
"""

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from django.db import connection
from django.test import Client
from tests.conftest import asking
from tests.trust.addresses import address_of
from tests.trust.everything import everything
from tests.trust.reached import Crawl, readable
from tests.trust.scene import Scene, signed_in
from tests.trust.test_queries import counted

from benchmarks.decade import fill
from benchmarks.pages import Asked, loaded, sign_in
from constabulary.access.roles import Role
from constabulary.project import wsgi
from constabulary.records.models import Crime, JournalEntry
from constabulary.web import urls

NAME = "server_time"
CRIMES = 2_000
EACH = 40
MOST = 75.0
#: Measures, queues, ways out and the lists of supervision count over all records, public figures over what forces publish: none
#: is a worklist or a record. So does the whole force's register of outstanding suspects, on which every open crime of this
#: force has one; a team's is worked from, and timed. Once each.
COUNTING = (
    "inspection", "measure", "evidence", "second_figures", "ways_out", "early_closure", "queues", "queue", "supervision",
    "public_figures", "severity", "suspect_register",
)  # fmt: skip
#: The whole server's mix: for each role its worklists and the kind of record it opens, one list to three records.
MIX = {
    Role.DISPATCHER: (("/", "/control-room"), "incident"),
    Role.IMU_ASSESSOR: (("/", "/imu"), "incident"),
    Role.INVESTIGATOR: (("/", "/my-crimes"), "crime"),
    Role.SUPERVISOR: (("/", "/victims", "/vulnerability"), "crime"),
}
RECORDS = 400

Opened = dict[str, tuple[Role, str]]


@dataclass(frozen=True)
class Took:
    """One page: milliseconds at the median and for 95 of 100, and how many statements it sends."""

    page: str
    role: Role
    half: float
    most: float
    statements: int

    def __str__(self) -> str:
        return (
            f"{self.page:32} p50 {self.half:7.1f} ms  p95 {self.most:7.1f} ms  {self.most / MOST:5.2f} of {MOST:.0f} ms  "
            f"{self.statements:3d} statements  {self.role.value}"
        )


def filled(crimes: int) -> tuple[Opened, str]:
    """A force with something on every page and so many crimes behind it; where each page opens, and what was cloned.

    The pages are looked for before the years are filled in: each then stands for every one of its kind.
    """
    at = datetime.now(UTC) - timedelta(days=4)
    opened = reach(everything(at))
    role, register = opened["suspect_register"]
    team = Crime.objects.exclude(team=None).order_by("id").values_list("team_id", flat=True).first()
    opened["suspect_register of a team"] = role, f"{register}?team={team}"
    return opened, fill(crimes, at)


def reach(scene: Scene) -> Opened:
    """Where each page opens. Nobody opens anything in an emergency: what is sealed stays so."""
    logging.disable(logging.ERROR)
    crawl = Crawl(scene)
    for one in readable():
        crawl.open(one, address_of(one, scene.known))
    crawl.follow_links()
    logging.disable(logging.NOTSET)
    return crawl.found.looked_at


def measure(opened: Opened) -> list[Took]:
    """Every page that opens, the slowest first."""
    found = []
    for name, (role, address) in opened.items():
        client = signed_in(asking(role))
        client.get(address)
        with counted() as asked:
            client.get(address)
        each = 1 if name in COUNTING else EACH
        times = sorted(_timed(client, address) for _ in range(each))
        statements = len([one for one in asked if "nextval" not in one])
        found.append(Took(name, role, median(times), times[int((each - 1) * 0.95)], statements))
    return sorted(found, key=lambda one: -one.most)


def _timed(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return took


def mix() -> list[Asked]:
    """The addresses of the mix: officers of four roles, lists and records in turn."""
    found: list[list[Asked]] = []
    for role, (lists, kind) in MIX.items():
        token = f"token of the {role.value}"
        asking(role)
        sign_in(role, token)
        records = _records(kind)
        found.append(
            [
                (lists[n // 4 % len(lists)] if n % 4 == 0 else records[n % len(records)], token)
                for n in range(4 * RECORDS)
            ]
        )
    return [one for together in zip(*found, strict=True) for one in together]


def _records(kind: str) -> list[str]:
    """Addresses of records from all the years."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id), max(id) FROM {kind}")
        first, last = cursor.fetchone()
        cursor.execute(
            f"SELECT (SELECT reference FROM {kind} WHERE id >= at.id ORDER BY id LIMIT 1) "
            "FROM unnest(%s::bigint[]) AS at(id)",
            [[first + (last - first) * n // RECORDS for n in range(RECORDS)]],
        )
        return [f"/{kind}s/{row[0]}" for row in cursor.fetchall()]


def run(data: Path | None = None) -> tuple[bool, list[str]]:
    """(whether the claims held, the result in lines)."""
    del data
    # As the server: every page read before, and the collector as it sets it.
    assert urls.urlpatterns
    assert wsgi.application
    opened, cloned = filled(CRIMES)
    before = JournalEntry.objects.count()
    pages = measure(opened)
    read = JournalEntry.objects.count() - before
    timed = [one for one in pages if one.page not in COUNTING]
    slow = [one for one in timed if one.most >= MOST]
    fast_enough, lines = loaded(mix())
    connection.close()
    return not slow and fast_enough, [
        cloned,
        f"{len(timed)} worklists and records, each {EACH} times; {read:,} readings journalled durably meanwhile",
        f"{len(slow)} of them above {MOST:.0f} ms (95 %)",
        *map(str, timed),
        "pages that count over everything, once each:",
        *(str(one) for one in pages if one.page in COUNTING),
        "the whole server over the same records:",
        *lines,
    ]
