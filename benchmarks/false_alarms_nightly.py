"""The alarms that are asked for once a day, over ordinary weeks of a whole force: ways out that move, and near copies.

Read by `benchmarks.false_alarms`. The rules are the product's own, asked of each day as the clock asks them. Near copies are
compared whether or not the force has accepted that aid, among the texts it holds and among texts as people may type them.
"""

import importlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.thrive_texts import worded
from constabulary.policing.clocks import start_of
from constabulary.policing.desks import Desk
from constabulary.policing.inspection.displacement import Family, way_of_end
from constabulary.policing.inspection.moved import find_moved
from constabulary.policing.supervision.likeness import Written, find_copies, read_alike_thrive_due
from constabulary.standards.rulebook import on
from constabulary.standards.self_inspection import MOVED, MOVED_AGAIN_AFTER
from constabulary.standards.supervision import THRIVE_LIKENESS

DAY = timedelta(days=1)
#: How often somebody uses the wording they always use: never, more often than not, always. The middle one is counted as an alarm.
HABITS = (0.0, 0.6, 1.0)
USUAL_HABIT = 0.6


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


@dataclass(frozen=True)
class NearCopies:
    """How many THRIVE assessments there were, and of those selected to be read at each desk: as the demonstration force has them,
    and as people may type them, by how often they use the wording they always use."""

    seen: int
    as_held: int
    as_typed: dict[float, Counter[Desk]]


def near_copies(days: list[date]) -> NearCopies:
    """What the nightly look selects."""
    written = importlib.import_module("constabulary.records.queries.copied_assessments").assessed_between
    rows = importlib.import_module("constabulary.records.models").ThriveAssessment.objects
    reach = DAY * on(start_of(days[0]))[THRIVE_LIKENESS].value.days
    everything = written(from_at=start_of(days[0]) - reach, until_at=start_of(days[-1] + DAY), unselected=False)
    facts = {row[0]: row[1:] for row in rows.values_list("id", "assessed_at", "answers", "assessed_by_id", "desk")}
    typed = {}
    for habit in HABITS:
        texts = [
            replace(one, words=worded(facts[one.id][1], assessor=facts[one.id][2], number=one.id, habit=habit))
            for one in everything
        ]
        selected = _selected(texts, days, lambda one: facts[one.id][0])
        typed[habit] = Counter(
            read_alike_thrive_due(Desk(facts[one][3]), on(start_of(days[-1])), at=start_of(days[-1])).desk
            for one in selected
        )
    held = _selected(everything, days, lambda one: facts[one.id][0])
    seen = sum(start_of(days[0]) <= facts[one.id][0] < start_of(days[-1] + DAY) for one in everything)
    return NearCopies(seen=seen, as_held=len(held), as_typed=typed)


def _selected(texts: list[Written], days: list[date], at_of: Callable[[Written], datetime]) -> set[int]:
    """The assessments that are selected in so many nights, each once."""
    selected: set[int] = set()
    for day in days:
        since, at = start_of(day), start_of(day + DAY)
        rule = on(at)[THRIVE_LIKENESS].value
        new = [one for one in texts if since <= at_of(one) < at and one.id not in selected]
        earlier = [one for one in texts if at - DAY * rule.days <= at_of(one) < since]
        selected |= {one.id for one in find_copies(new, earlier, rule, seed=day.isoformat())}
    return selected


def days_of(*, weeks: int, until_at: datetime) -> list[date]:
    """The days of so many weeks."""
    first = until_at.date() - timedelta(weeks=weeks)
    return [first + DAY * number for number in range(weeks * 7)]


def tell(copies: NearCopies, *, weeks: int, until_at: datetime) -> Iterator[str]:
    """A line for each of them."""
    moved, with_ends = ways_moved(days_of(weeks=weeks, until_at=until_at))
    yield f"ways out that move: {moved} raised with the registrar on {with_ends} days, {moved / weeks:.2f} a week"
    yield f"near copies of THRIVE as the force holds them (two wordings in all): {copies.as_held} of {copies.seen:,} assessments"
    for habit, found in copies.as_typed.items():
        by_desk = ", ".join(f"{desk.label} {count}" for desk, count in sorted(found.items())) or "none"
        yield (
            f"near copies of THRIVE as people may type it, {habit:.0%} of it in their usual words: {found.total()} of "
            f"{copies.seen:,} assessments, {found.total() / weeks:.2f} a week ({by_desk})"
        )
