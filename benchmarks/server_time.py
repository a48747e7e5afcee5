"""How long the server takes for each page, and how often it asks the database, with years of records behind it.

The product's WSGI application in this process, by Django's test client, as the application's account with row-level
security and a sealed victim on; every page that shows a person journals the reading durably in the same run. Ours alone:
there is no peer for a page.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from django.db import connection
from tests.conftest import asking
from tests.trust.everything import everything
from tests.trust.reached import reach_all
from tests.trust.scene import Scene, signed_in
from tests.trust.test_queries import counted

from benchmarks.decade import fill
from constabulary.records.models import JournalEntry
from constabulary.web import urls

NAME = "server_time"
CRIMES = 2_000
EACH = 20
MOST = 75.0
#: So many of the slowest are named.
NAMED = 15
#: Measures count over all records; public figures over what forces publish: neither is a worklist nor a record.
COUNTING = ("inspection", "measure", "evidence", "public_figures", "progress", "queues", "open_data")


@dataclass(frozen=True)
class Took:
    """One page: milliseconds at the median and for 95 of 100, and how many statements it sends."""

    page: str
    half: float
    most: float
    statements: int

    def __str__(self) -> str:
        return (
            f"{self.page}: half within {self.half:.0f} ms, 95 % within {self.most:.0f} ms, {self.statements} statements"
        )


def filled(crimes: int) -> tuple[Scene, str]:
    """A force with something on every page and so many crimes behind it; the scene, and what was cloned in words."""
    at = datetime.now(UTC) - timedelta(days=4)
    scene = everything(at)
    return scene, fill(crimes, at)


def measure(scene: Scene) -> list[Took]:
    """Every page that opens, the slowest first."""
    found = []
    for name, (role, address) in reach_all(scene).looked_at.items():
        client = signed_in(asking(role))
        client.get(address)
        with counted() as asked:
            client.get(address)
        times = sorted(_timed(client, address) for _ in range(EACH))
        found.append(Took(name, median(times), times[int(EACH * 0.95)], len(asked)))
    return sorted(found, key=lambda one: -one.most)


def _timed(client: "object", address: str) -> float:
    began = time.perf_counter()
    client.get(address)  # type: ignore[attr-defined]
    return (time.perf_counter() - began) * 1000


def run(data: Path | None = None) -> tuple[bool, list[str]]:
    """(whether the claim held, the result in lines)."""
    del data
    assert urls.urlpatterns
    scene, cloned = filled(CRIMES)
    before = JournalEntry.objects.count()
    pages = measure(scene)
    read = JournalEntry.objects.count() - before
    connection.close()
    slow = [one for one in pages if one.most >= MOST and one.page not in COUNTING]
    return not slow, [
        cloned,
        f"{len(pages)} pages, each {EACH} times; {read:,} readings journalled durably meanwhile",
        f"{len(slow)} worklists and records of {len(pages)} pages above {MOST:.0f} ms (95 %)",
        *map(str, pages[:NAMED]),
    ]
