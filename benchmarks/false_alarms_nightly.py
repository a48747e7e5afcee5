"""The alarms that are asked for once a day, over ordinary weeks of a whole force: ways out that move, and near copies.

Read by `benchmarks.false_alarms`. The rules are the product's own, asked of each day as the clock asks them. Near copies are
compared whether or not the force has accepted that aid.
"""

import importlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.policing.clocks import start_of
from constabulary.policing.inspection.displacement import Family, way_of_end
from constabulary.policing.inspection.moved import find_moved
from constabulary.policing.supervision.likeness import find_copies
from constabulary.standards.rulebook import on
from constabulary.standards.self_inspection import MOVED, MOVED_AGAIN_AFTER
from constabulary.standards.supervision import THRIVE_LIKENESS

DAY = timedelta(days=1)


def ways_moved(days: list[date]) -> tuple[int, int]:
    """(times that two ways between which crimes moved are raised, days on which a crime ended). A pair is raised again only some
    days after the registrar has looked, which is the day after."""
    queries = importlib.import_module("constabulary.records.queries.ways_out")
    everybody = importlib.import_module("constabulary.records.queries.supervision").Scope()
    raised: dict[tuple[str, str], date] = {}
    times = with_ends = 0
    for day in days:
        rules = on(start_of(day))
        settings = rules[MOVED].value
        until = start_of(day + DAY)
        windows = queries.Windows(
            start=start_of(day - DAY * settings.days), since=start_of(day), until=until, long_then=until, long_now=until
        )
        before: dict[Any, dict[str, int]] = {}
        here: dict[Any, dict[str, int]] = {}
        for one in queries.count_ways(everybody, windows, (Family.ENDED,)):
            ways = (here if one.later else before).setdefault((one.offence, one.domestic_abuse), {})
            way = way_of_end(one.way)
            ways[way] = ways.get(way, 0) + one.many
        with_ends += bool(here)
        for one in find_moved(before, here, settings):
            last = raised.get((one.fell, one.rose))
            if last is None or last + DAY + rules[MOVED_AGAIN_AFTER].value <= day:
                raised[one.fell, one.rose] = day
                times += 1
                print(
                    f"  ways out, {day}: {one.fell} {one.found_fell} of {one.expected_fell:.1f}, {one.rose} {one.found_rose} of {one.expected_rose:.1f}"
                )
    return times, with_ends


def near_copies(days: list[date]) -> tuple[int, int]:
    """(THRIVE assessments that are selected to be read because they are near copies of another, assessments in all)."""
    written = importlib.import_module("constabulary.records.queries.copied_assessments").assessed_between
    selected: set[int] = set()
    seen = 0
    for day in days:
        since, at = start_of(day), start_of(day + DAY)
        rule = on(at)[THRIVE_LIKENESS].value
        new = [one for one in written(from_at=since, until_at=at, unselected=False) if one.id not in selected]
        seen += len(new)
        earlier = written(from_at=at - DAY * rule.days, until_at=since, unselected=False)
        selected |= {one.id for one in find_copies(new, earlier, rule, seed=day.isoformat())}
    return len(selected), seen


def tell(*, weeks: int, until_at: datetime) -> Iterator[str]:
    """A line for each of them."""
    first = until_at.date() - timedelta(weeks=weeks)
    days = [first + DAY * number for number in range(weeks * 7)]
    moved, with_ends = ways_moved(days)
    yield f"ways out that move: {moved} raised with the registrar on {with_ends} days, {moved / weeks:.2f} a week"
    copies, seen = near_copies(days)
    yield f"near copies of THRIVE: {copies} of {seen:,} assessments selected to be read, {copies / weeks:.2f} a week"
