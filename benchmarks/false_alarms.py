"""How often the alarms of queues and feeds are raised in ordinary weeks of a whole demonstration force, by desk.

Nothing was planted in the weeks that are looked at, so whatever is raised counts as false. The rules are the product's own,
asked every hour of the history of every queue, as the clock asks them; the last days are left out, because what is unusual
in the force is added there. Reads the force that `make demo` has made. Run: python -m benchmarks.false_alarms [weeks]
"""

import importlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from benchmarks.false_alarms_nightly import USUAL_HABIT, days_of, near_copies, tell
from benchmarks.flow_alarm import part
from constabulary.policing.desks import Desk
from constabulary.policing.duties.alarms import NOT_A_QUEUE
from constabulary.policing.duties.feeds import FEEDS, assess_feed
from constabulary.policing.duties.flow import FlowHistory, Rhythm, assess_flow, learn_rhythm
from constabulary.policing.duties.thinning import assess_thinning
from constabulary.standards.queues import FEED, FLOW, THINNING
from constabulary.standards.rulebook import on

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
WEEKS = 8
#: What is unusual in a demonstration force is added in its last days.
LEFT_OUT = 3 * DAY
#: What counts as one alarm: a rule may be raised again for the same queue only once it has said that all is well.
Rule = Callable[[datetime, bool], bool]


def count_alarms(is_raised: Rule, *, from_at: datetime, until_at: datetime) -> int:
    """How often a rule begins to raise, looking every hour."""
    raised, standing, at = 0, False, from_at
    while at < until_at:
        now = is_raised(at, standing)
        raised += now and not standing
        standing, at = now, at + HOUR
    return raised


def does_not_flow(history: FlowHistory, from_at: datetime) -> Rule:
    """Whether the flow alarm raises a queue; its rhythm is learned anew once a day."""
    settings = on(from_at)[FLOW].value

    @lru_cache(maxsize=1)
    def known_on(day: date) -> tuple[FlowHistory, Rhythm | None]:
        morning = datetime.combine(day, time(), tzinfo=from_at.tzinfo)
        recent = part(history, morning - WEEK * settings.weeks, morning + DAY)
        return recent, learn_rhythm(recent, until=morning, settings=settings)

    def is_raised(at: datetime, _standing: bool) -> bool:
        recent, rhythm = known_on(at.date())
        return assess_flow(recent, at=at, settings=settings, rhythm=rhythm).state.is_alarm

    return is_raised


def is_silent(history: FlowHistory, from_at: datetime) -> Rule:
    """Whether the watch of feeds raises it."""
    settings = on(from_at)[FEED].value
    came = [move.at for move in history.moves if move.change > 0]

    def is_raised(at: datetime, _standing: bool) -> bool:
        since = at - WEEK * (settings.weeks + 1)
        recent = [one for one in came if since < one <= at]
        return assess_feed(recent, from_at=since, at=at, settings=settings).state.is_alarm

    return is_raised


def is_thin(history: FlowHistory, from_at: datetime) -> Rule:
    """Whether far less comes than usual; an alarm that stands is over when it comes again."""
    settings = on(from_at)[THINNING].value
    came = sorted({move.at for move in history.moves if move.change > 0})
    since: list[datetime] = []

    def is_raised(at: datetime, standing: bool) -> bool:
        begins = since[-1] - WEEK * (settings.weeks + 2) if standing else at - WEEK * (settings.weeks + 1)
        recent = [one for one in came if begins < one <= at]
        found = assess_thinning(
            recent, from_at=begins, at=at, settings=settings, thin_since=since[-1] if standing else None
        )
        if standing:
            return not found.comes_again
        if found.is_thin:
            since.append(at)
        return found.is_thin

    return is_raised


def rules_of(name: Any, history: FlowHistory, from_at: datetime) -> Iterator[tuple[str, Rule]]:
    """The rules that the clock asks of a queue, each by what it is called."""
    yield "stopped or slowed", does_not_flow(history, from_at)
    yield "far less comes in", is_thin(history, from_at)
    if any((feed.to_desk, feed.kind) == (name.desk, name.kind) for feed in FEEDS):
        yield "a feed is silent", is_silent(history, from_at)


def study(
    histories: Mapping[Any, FlowHistory], *, weeks: int, until_at: datetime
) -> tuple[Counter[tuple[Desk, str]], Counter[Desk]]:
    """(alarms by desk and rule, queues by desk) over so many weeks."""
    from_at = until_at - WEEK * weeks
    alarms: Counter[tuple[Desk, str]] = Counter()
    queues: Counter[Desk] = Counter()
    for name, history in histories.items():
        if name.kind in NOT_A_QUEUE:
            continue
        queues[name.desk] += 1
        for called, rule in rules_of(name, history, from_at):
            found = count_alarms(rule, from_at=from_at, until_at=until_at)
            alarms[name.desk, called] += found
            if found:
                print(f"  {name.desk.label}: {name.kind.value}, {called}: {found}")
    return alarms, queues


def main() -> None:
    """Print a line for each desk."""
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else WEEKS
    # The package of the benchmarks leads to a database of their own; this one reads the force that people sign in to.
    for name in ("CONSTABULARY_VAR", "CONSTABULARY_DATABASE"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "constabulary.project.settings"
    importlib.import_module("django").setup()
    officers, queues_of = (
        importlib.import_module(f"constabulary.records.queries.{one}") for one in ("officers", "queues")
    )
    officers.say_who_asks(officers.system_officer())
    reached = queues_of.ledger_reaches()
    if reached is None:
        print("There is no force, or it has no queues yet: make demo")
        return
    until_at = datetime.fromisoformat(f"{reached.isoformat()}T00:00:00+00:00") - LEFT_OUT
    print(f"{weeks} weeks up to {until_at:%d %B %Y}; every alarm:")
    rules_now = on(until_at)
    learned = WEEK * (max(rules_now[one].value.weeks for one in (FLOW, FEED, THINNING)) + 2)
    histories = queues_of.flow_histories(from_at=until_at - WEEK * weeks - learned, at=until_at + DAY)
    alarms, queues = study(histories, weeks=weeks, until_at=until_at)
    copies = near_copies(days_of(weeks=weeks, until_at=until_at))
    for desk, count in copies.as_typed[USUAL_HABIT].items():
        alarms[desk, "near copies of THRIVE"] += count
        queues[desk] += 0
    rules = sorted({rule for _, rule in alarms})
    print("desk | queues | " + " | ".join(rules) + " | false alarms a week")
    for desk in sorted(queues, key=lambda one: one.label):
        found = [alarms[desk, rule] for rule in rules]
        print(f"{desk.label} | {queues[desk]} | {' | '.join(map(str, found))} | {sum(found) / weeks:.2f}")
    print(f"all desks | {queues.total()} | {alarms.total()} alarms, {alarms.total() / weeks:.2f} a week")
    for line in tell(copies, weeks=weeks, until_at=until_at):
        print(line)


if __name__ == "__main__":
    main()
