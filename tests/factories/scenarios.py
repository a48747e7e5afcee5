"""A small scenario: a desk with a backlog, played in no time."""

from datetime import datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.planning.playing import play_waiting
from constabulary.casework.planning.runs import ask_run
from constabulary.casework.planning.scenarios import FROM_TEXT, save_scenario
from constabulary.casework.restrictions import restrict_journey
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.crimes import recorded
from tests.factories.protection import add_officer, add_team

DESK = """\
# A desk of a test. All assumed.
name = "Desk"
label = "every figure assumed"
start = 2026-11-02
days = 40

[[classes]]
name = "letters"
arrivals = { per_day = 4, to = "answer" }
backlog = [{ stage = "answer", count = 60, age = "10 days" }]

[[stages]]
name = "answer"
skill = "writing"
service = { shape = "exponential", mean = "1 hour", mark = "assumption" }

[[staff]]
name = "clerks"
skills = ["writing"]
shifts = [{ starts = "09:00", ends = "17:00", people = 1 }]

[[duties]]
name = "answered in 5 days"
stage = "answer"
hours = "5 days"
"""


def saved(at: datetime, *, name: str = "The desk", text: str = DESK) -> int:
    """The scenario, saved by the planner."""
    return save_scenario(name=name, origin=FROM_TEXT, text=text, by=asking(Role.PLANNER), at=at)


def played(at: datetime, *, scenario: int | None = None, seed: int = 7, replications: int = 16) -> int:
    """A run of it that is done."""
    found = saved(at) if scenario is None else scenario
    run = ask_run(scenario=found, replications=replications, seed=seed, by=asking(Role.PLANNER), at=at)
    play_all(at)
    return run


def play_all(at: datetime, **wanted: object) -> int:
    """What the worker does; how many runs were played."""
    system = system_officer()
    say_who_asks(system)
    return play_waiting(by=system, at=at, **wanted)


def online_team_at_work(at: datetime, *, investigators: int = 2, crimes: int = 3) -> None:
    """An online investigation team with open crimes that are closed to everybody else, one more week old each."""
    team = add_team("POLIT of a test", at, kind="online_investigation")
    officers = [add_officer(f"P9{number}", Role.POLIT, at, team=team) for number in range(investigators)]
    for number in range(crimes):
        then = at - timedelta(days=7 * (number + 1))
        crime = recorded(then)
        allocate_crime(
            crime=crime.pk, officer=officers[number % investigators].id, reason="Theirs.",
            override_reason="Nobody else may.", by=asking(Role.INSPECTOR), at=then + timedelta(hours=2),
        )  # fmt: skip
        by = officers[number % investigators]
        say_who_asks(by)
        restrict_journey(
            journey=crime.journey_id, kind=RestrictionKind.ONLINE_CHILD_ABUSE, teams=(team,), reason="The team's own.",
            by=by, at=then + timedelta(hours=3),
        )  # fmt: skip
