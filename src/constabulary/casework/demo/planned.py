"""What the planner has saved and asked for: recovery plans that run, and questions that the worker answers as it serves the force."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.casework.demo.recoveries import add_recovery_of_records, the_planner
from constabulary.casework.planning.questions import ask_staffing
from constabulary.casework.planning.runs import ask_run, cancel_run
from constabulary.casework.planning.scenarios import FROM_RECORDS, save_scenario
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import say_who_asks
from constabulary.simulation.staffing.goals import About, Goal

NAME = "POLIT as the records have it"
SHIPPED = "online-investigation"
TIMES, SEED = 200, 1
#: Of what takes longer, so that a question of whoever signs in does not wait for it.
FEW_TIMES = 40
RECORDED = Goal(what=About.DUTY, name="recorded within 24 hours", share=0.9)
#: How long before its today the force's plans were made: what is asked of them is asked after.
MINUTE = timedelta(minutes=1)


def add_planned(*, by: Officer, at: datetime) -> None:
    """The recovery plan that is read from the records; scenarios of several kinds, a run that was cancelled, and runs that wait: playing them
    here would compile the simulator while somebody waits for the force."""
    add_recovery_of_records(by=by, at=at - MINUTE)
    planner = the_planner()
    say_who_asks(planner)
    try:
        scenario = save_scenario(name=NAME, origin=FROM_RECORDS, by=planner, at=at - MINUTE)
    except NotAllowed:
        # The smallest forces have no crime of the team.
        scenario = save_scenario(name="POLIT", origin=SHIPPED, by=planner, at=at - MINUTE)
    mistaken = ask_run(scenario=scenario, replications=10 * TIMES, seed=SEED, by=planner, at=at - MINUTE)
    cancel_run(run=mistaken, by=planner, at=at)
    ask_run(scenario=scenario, replications=TIMES, seed=SEED, by=planner, at=at)
    desk = save_scenario(
        name="The desk that records crimes", origin="incident-management-unit", by=planner, at=at - MINUTE
    )
    ask_staffing(
        scenario=desk, group="assessors", goals=(RECORDED,), surely=0.8, replications=FEW_TIMES, seed=SEED, by=planner, at=at
    )  # fmt: skip
    room = save_scenario(name="Control room in four weeks", origin="control-room", by=planner, at=at - MINUTE)
    ask_run(scenario=room, replications=FEW_TIMES, seed=SEED, by=planner, at=at)
    say_who_asks(by)
