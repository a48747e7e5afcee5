"""Builds the history of a demonstration force: every story acted by the real verbs, in memory, in order of time.

The force is made in two parts, half of the districts each, so that two processors can work; the parts share officers
and nothing that changes. What has been acted goes to the database in chunks, by COPY.
"""

import gc
import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.db import transaction

from constabulary.casework.demo.crimes import tell_crime
from constabulary.casework.demo.demand import OTHER_INCIDENTS, draw_moments
from constabulary.casework.demo.incidents import Story, tell_no_crime
from constabulary.casework.demo.places import districts, persons_in
from constabulary.casework.demo.sizes import SIZES
from constabulary.casework.demo.workforce import Workforce
from constabulary.casework.demo.world import World
from constabulary.policing.decisions import NotAllowed
from constabulary.records.database_store import BLOCK, raw_connection
from constabulary.records.memory_store import MemoryStore
from constabulary.records.writing import reset_store, use_store
from constabulary.standards.values import value

#: How many journal entries wait in memory before they are written.
CHUNK = 30_000
PARTS = 2
DAY = timedelta(days=1)
Told = Callable[[int, int], None]
#: When it comes in, from which district (by code), and whether it is of a crime.
Report = tuple[datetime, str, bool]


@value
class Part:
    """What one part builds, and where its numbers begin."""

    size: str
    seed: int
    part: int
    until: datetime
    first_number: int


@value
class Built:
    """What a part came to: stories told, entries, rows, what the rules refused, where stories ended, the last number used."""

    stories: int
    entries: int
    rows: int
    refused: Counter[str]
    stopped: Counter[str]
    last_number: int


def numbers_of(part: int, first: int) -> Iterator[int]:
    """Numbers in blocks, those of the parts taking turns, so that both grow with time alike."""
    for block in count(part, PARTS):
        start = first + block * BLOCK
        yield from range(start, start + BLOCK)


def parts_of(*, size: str, seed: int, until: datetime, first_number: int) -> list[Part]:
    """Every part of a force's history; their numbers begin with the first."""
    return [Part(size=size, seed=seed, part=one, until=until, first_number=first_number) for one in range(PARTS)]


def build_part(
    part: Part, told: Told, *, workforce: Workforce | None = None, may_write: Callable[[], None] = lambda: None
) -> Built:
    """Build one part and write it.

    Whoever builds before the tables are there says who works here; `may_write` is then called before each writing, and
    returns when they are.
    """
    size = SIZES[part.size]
    chance = Random(f"{part.seed}/{part.size}/{part.part}")
    numbers = numbers_of(part.part, part.first_number)
    store = MemoryStore(numbers)
    mine = districts_of_parts(size.districts)[part.part]
    world = World(store=store, chance=chance, districts=mine, until=part.until, rarest=size.rarest, workforce=workforce)
    token = use_store(store)
    try:
        with _seldom_collecting():
            stories, entries, rows = _tell(part, world, told, may_write)
    finally:
        reset_store(token)
    return Built(
        stories=stories, entries=entries, rows=rows, refused=world.refused, stopped=world.stopped,
        last_number=store.new_id(),
    )  # fmt: skip


def districts_of_parts(count: int) -> list[list[str]]:
    """Which districts each part tells of, of the first so many: about as many people in each, for equal work."""
    largest_first = sorted((code for code, _ in districts()[:count]), key=lambda code: (-persons_in(code), code))
    parts: list[list[str]] = [[] for _ in range(PARTS)]
    for code in largest_first:
        min(parts, key=lambda mine: sum(persons_in(one) for one in mine)).append(code)
    return [sorted(mine) for mine in parts]


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for circles of garbage after each writing only, when few rows are held: rows make none themselves."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def reports_of(part: Part, world: World) -> list[Report]:
    """The reports of a part, in order of time."""
    size = SIZES[part.size]
    whole = sum(persons_in(code) for code, _ in districts()[: size.districts])
    made: list[Report] = []
    for district in world.districts:
        share = size.crimes * persons_in(district) / whole
        for crime, wanted in ((True, share), (False, share * OTHER_INCIDENTS)):
            moments = draw_moments(
                world.chance, count=round(wanted), from_at=part.until - size.history, until_at=part.until
            )
            made += [(at, district, crime) for at in moments]
    return sorted(made)


def _tell(part: Part, world: World, told: Told, may_write: Callable[[], None]) -> tuple[int, int, int]:
    """Act every story of a part and write it; (stories, entries, rows)."""
    reports = reports_of(part, world)
    began = part.until - SIZES[part.size].history
    entries = rows = 0
    tomorrow = began + DAY
    for at in tell_reports(world, reports):
        if len(world.store.entries) >= CHUNK:
            may_write()
            entries, rows = _write(world.store, entries, rows)
        if at >= tomorrow:
            days = (at - began) // DAY
            tomorrow = began + (days + 1) * DAY
            told(part.part, days)
    may_write()
    entries, rows = _write(world.store, entries, rows)
    return len(reports), entries, rows


def tell_reports(world: World, reports: list[Report]) -> Iterator[datetime]:
    """Act the stories of these reports in order of time, as far as the force's today; each moment as it passes."""
    # Only what goes on is held: a history may have a million reports.
    waiting: list[tuple[datetime, int, int, Story]] = []
    upcoming = enumerate(reports)
    report = next(upcoming, None)
    going: Counter[int] = Counter()
    orders = count(len(reports))
    while waiting or report is not None:
        if report is not None and (not waiting or (report[1][0], report[0]) < waiting[0][:2]):
            number, (at, district, crime) = report
            report = next(upcoming, None)
            order, going[number] = number, 1
            story = tell_crime(world, district) if crime else tell_no_crime(world, district)
        else:
            at, order, number, story = heapq.heappop(waiting)
        world.now = at
        with world.store.telling(number):
            after = _go_on(world, story)
        for begun in world.take_begun():
            going[number] += 1
            heapq.heappush(waiting, (at, next(orders), number, begun))
        if after is None:
            going[number] -= 1
            if not going[number]:
                del going[number]
                world.store.finish(number)
        elif after <= world.until:
            heapq.heappush(waiting, (max(after, at), order, number, story))
        yield at


def _go_on(world: World, story: Story) -> datetime | None:
    """The next act of a story; when it goes on, None at its end.

    Chance may bring a story to an act that the rules refuse: a number that two people share by accident, say. It ends
    there, as for an officer who is told no, and is counted: a force is not unmade for one of its thousands of stories.
    """
    try:
        return next(story, None)
    except NotAllowed as refusal:
        world.stopped.update(reason.code for reason in refusal.reasons)
        return None


def _write(store: MemoryStore, entries: int, rows: int) -> tuple[int, int]:
    entries += len(store.entries)
    with transaction.atomic():
        rows += store.write(raw_connection())
    # What lives long is looked through now and then only.
    gc.collect(1 if entries // CHUNK % 16 else 2)
    return entries, rows
