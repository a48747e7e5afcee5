"""Questions about a small scenario that were answered, and a recovery plan made of one."""

from datetime import date, datetime

from constabulary.access.roles import Role
from constabulary.casework.planning.questions import ask_recovery, ask_roster, ask_staffing
from constabulary.casework.planning.recovery_plans import approve_recovery_plan
from constabulary.simulation.recovery.asked import Asked
from constabulary.simulation.staffing.goals import About, Goal
from tests.conftest import asking
from tests.factories.scenarios import DESK, play_all, saved

FIRST = date(2026, 11, 2)


def staffing_played(at: datetime, *, text: str = DESK, share: float = 0.6) -> int:
    """How many clerks are needed, answered; the run's row number."""
    goals = (Goal(what=About.DUTY, name="answered in 5 days", share=share),)
    run = ask_staffing(
        scenario=saved(at, text=text), group="clerks", goals=goals, surely=0.8, replications=24, seed=3,
        by=asking(Role.PLANNER), at=at,
    )  # fmt: skip
    play_all(at)
    return run


def roster_asked(at: datetime, **asked: object) -> int:
    """Who works when, asked of an answer about clerks; the run's row number."""
    return ask_roster(run=staffing_played(at), as_today=False, by=asking(Role.PLANNER), at=at, **asked)


def recovery_played(at: datetime, *, scenario: int | None = None, text: str = DESK, **asked: object) -> int:
    """How the backlog of letters is cleared, answered; the run's row number."""
    found = saved(at, text=text) if scenario is None else scenario
    run = ask_recovery(
        scenario=found, asked=Asked(first=FIRST, days=91, **asked), times=100, seed=3, by=asking(Role.PLANNER), at=at
    )  # fmt: skip
    play_all(at)
    return run


def approved(
    at: datetime,
    *,
    promised_on: date = date(2026, 12, 1),
    counted_at: str = "",
    way: str = "As things are",
    **asked: object,
) -> int:
    """A plan, to do as things are where nothing else is said; its row number."""
    run = recovery_played(at, **asked)
    return approve_recovery_plan(
        run=run, way=way, promised_on=promised_on, words="It is enough.", counted_at=counted_at, by=asking(Role.PLANNER), at=at
    )  # fmt: skip
