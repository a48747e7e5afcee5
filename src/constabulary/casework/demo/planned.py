"""The planner's last act: the online team as the records have it, asked to be played by the worker that serves the force."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.planning.runs import ask_run, cancel_run
from constabulary.casework.planning.scenarios import FROM_RECORDS, save_scenario
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import officer_by_number, say_who_asks

NAME = "POLIT as the records have it"
SHIPPED = "online-investigation"
TIMES, SEED = 200, 1
MINUTE = timedelta(minutes=1)


def add_planned(*, by: Officer, at: datetime) -> None:
    """A scenario, a run that was cancelled and one that waits: playing it here would compile the simulator while somebody waits for the force."""
    planner = officer_by_number(collar_number_of(Role.PLANNER))
    if planner is None:
        raise LookupError("the demonstration force has no planner")
    try:
        scenario = save_scenario(name=NAME, origin=FROM_RECORDS, by=planner, at=at - MINUTE)
    except NotAllowed:
        # The smallest forces have no crime of the team.
        scenario = save_scenario(name="POLIT", origin=SHIPPED, by=planner, at=at - MINUTE)
    mistaken = ask_run(scenario=scenario, replications=10 * TIMES, seed=SEED, by=planner, at=at - MINUTE)
    cancel_run(run=mistaken, by=planner, at=at)
    ask_run(scenario=scenario, replications=TIMES, seed=SEED, by=planner, at=at)
    say_who_asks(by)
