"""Recovery plans of the demonstration force: one on course, one whose weeks are read from the records, one that is stale."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.planning.playing import play_waiting
from constabulary.casework.planning.questions import ask_recovery
from constabulary.casework.planning.recovery_plans import approve_recovery_plan, watch_recovery_plans
from constabulary.casework.planning.recovery_weeks import (
    ONLINE_TEAM,
    count_recovery_weeks,
    enter_recovery_week,
    found_plan,
)
from constabulary.casework.planning.scenarios import FROM_RECORDS, change_scenario, save_scenario
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import officer_by_number, say_who_asks
from constabulary.records.queries.planning import run_by_id
from constabulary.simulation.model.changing import Changes
from constabulary.simulation.recovery.asked import Asked
from constabulary.simulation.recovery.document import read
from constabulary.simulation.recovery.tracking import share_out
from constabulary.simulation.recovery.ways import AS_IT_IS
from constabulary.standards.calendar import local_day

WEEK = timedelta(weeks=1)
#: Played seldom enough that nobody waits for the force, often enough for a fan.
TIMES, SEED, DAYS = 200, 1, 182
#: So many weeks ago each began: one that runs, one that is read from the records, one that nobody has looked at anew.
RUNNING, COUNTED, OLD = 5, 6, 15
#: Where the plan that is stale was given up on.
OLD_WEEKS = 4
MORNING = timedelta(hours=9)


def add_recoveries_of_shipped(*, by: Officer, at: datetime) -> None:
    """The two plans for queues that come with the product, with their weeks: nothing in them is read from the records.

    `by` is the system, which plays. No day in them lies after `at`.
    """
    planner = the_planner()
    chance = Random(SEED)
    surge = partial(Asked, surge_people=3, surge_days=56)
    overtime = partial(Asked, overtime_hours=60.0, overtime_days=91)
    for name, origin, weeks, entered, asked in (
        ("Crimes that wait for an investigator", "volume-crime", RUNNING, RUNNING, surge),
        ("POLIT in the summer", "online-investigation", OLD, OLD_WEEKS, overtime),
    ):
        first = _monday(at, weeks)
        say_who_asks(planner)
        shipped = save_scenario(name=name, origin=origin, by=planner, at=_morning(first))
        changes = Changes(name=f"{name}, from {first:%-d %B}", start=first)
        scenario = change_scenario(scenario=shipped, changes=changes, by=planner, at=_morning(first))
        plan = _approved(scenario, first, by=by, planner=planner, asked=asked)
        _enter_weeks(plan, entered, chance, planner=planner, at=at)
    say_who_asks(by)


def add_recovery_of_records(*, by: Officer, at: datetime) -> None:
    """The plan whose weeks are counted; then every plan is looked at. `by` is the system, which plays and counts."""
    planner = the_planner()
    first = _monday(at, COUNTED)
    say_who_asks(planner)
    # The smallest forces have no crime of the team.
    with suppress(NotAllowed):
        scenario = save_scenario(name="POLIT in the autumn", origin=FROM_RECORDS, by=planner, at=_morning(first))
        _approved(scenario, first, by=by, planner=planner, asked=Asked, counted_at=ONLINE_TEAM)
    say_who_asks(by)
    count_recovery_weeks(by=by, at=at)
    watch_recovery_plans(by=by, at=at)


def the_planner() -> Officer:
    """Whoever plans in the demonstration force. Raises LookupError."""
    planner = officer_by_number(collar_number_of(Role.PLANNER))
    if planner is None:
        raise LookupError("the demonstration force has no planner")
    return planner


def _monday(at: datetime, weeks: int) -> date:
    today = local_day(at)
    return today - timedelta(days=today.weekday()) - WEEK * weeks


def _morning(day: date) -> datetime:
    return start_of(day) + MORNING


def _approved(
    scenario: int, first: date, *, by: Officer, planner: Officer, asked: Callable[..., Asked], counted_at: str = ""
) -> int:
    """A plan to do what is asked, or as things are, promised by the day that can be promised or the last that was played."""
    then = _morning(first)
    say_who_asks(planner)
    question = asked(first=first, days=DAYS)
    run = ask_recovery(scenario=scenario, asked=question, times=TIMES, seed=SEED, by=planner, at=then)
    say_who_asks(by)
    # How long it takes here is nothing of the force: made again, it has the same times.
    play_waiting(by=by, at=then, clock=lambda: then)
    found = run_by_id(run)
    assert found is not None
    assert found.result is not None, found.said
    way = next((one for one in found.result["ways"] if one["name"] != AS_IT_IS), found.result["ways"][0])
    promised = date.fromisoformat(way["promised_on"]) if way["promised_on"] else first + timedelta(days=DAYS)
    say_who_asks(planner)
    return approve_recovery_plan(
        run=run, way=way["name"], promised_on=max(promised, first + timedelta(days=1)), counted_at=counted_at,
        words="It clears what waits without taking anybody from the response teams.", by=planner, at=then,
    )  # fmt: skip


def _enter_weeks(plan: int, weeks: int, chance: Random, *, planner: Officer, at: datetime) -> None:
    """Weeks about as the plan said, a little more or less."""
    view = found_plan(plan)
    document = read(view.document)
    queue = document.plan.queue
    before: Sequence[int] = [one.waiting for one in queue.classes]
    for number in range(1, weeks + 1):
        said = document.fan[number]
        total = max(0, round(said[2] + chance.uniform(-0.5, 0.5) * (said[3] - said[1])))
        came_in = max(0, total - sum(before), round(7 * queue.arrivals_a_day * chance.uniform(0.9, 1.1)))
        waiting = share_out(queue, before, came_in=came_in, waiting=total)
        enter_recovery_week(
            plan=plan, number=number, came_in=came_in, done=max(0, sum(before) + came_in - total), waiting=waiting,
            by=planner, at=min(at, _morning(view.first_on + WEEK * number)),
        )  # fmt: skip
        before = waiting
