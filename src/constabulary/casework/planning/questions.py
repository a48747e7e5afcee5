"""Questions about a scenario that are answered in the background: how many people, who works when, how a backlog is cleared.

Each is a run of its scenario like any other (`runs`): asked for, played by a worker, cancelled, kept with its seed.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.planning.runs import insert_run, pieces_of, run_limits
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.planning.runs import (
    NOT_ABOUT_STAFF,
    ROTAS_TRIED,
    RunAsked,
    RunKind,
    find_reasons_against_run,
)
from constabulary.records.queries.planning import RunView, ScenarioView, run_by_id, runs_waiting, scenario_by_id
from constabulary.records.writing import writing
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.simulation.model.whole import Model
from constabulary.simulation.recovery.asked import Asked, question_of
from constabulary.simulation.recovery.from_model import NoQueue, reckon
from constabulary.simulation.recovery.ways import Question as RecoveryQuestion
from constabulary.simulation.results.memory import bytes_needed
from constabulary.simulation.staffing.earlier import question_as_now
from constabulary.simulation.staffing.filling import Away, Contract, RosterAsked, Skill, find_faults, usual_people
from constabulary.simulation.staffing.goals import About, Goal
from constabulary.standards.queues import RECOVERY
from constabulary.standards.rulebook import Moments


def ask_staffing(
    *, scenario: int, group: str, goals: tuple[Goal, ...], surely: float, replications: int, seed: int, by: Officer,
    at: datetime,
) -> int:  # fmt: skip
    """Ask how many of a staff group a scenario needs, so that every goal holds with the probability `surely`; the run's row.

    Raises NotPermitted, NoSuchRecord, NotAllowed, or Misread with sentences for goals that make no sense.
    """
    check_may(by, Permission.PLAN)
    model = read_model(_found(scenario).text)
    faults = [] if goals else ["Say of one thing at least what is to be met."]
    faults += [] if group in {one.name for one in model.staff} else [f"There is no staff group {group}."]
    faults += [] if 0 < surely < 1 else ["A probability lies above nought and below one."]
    faults += [fault for goal in goals for fault in goal.find_faults(model)]
    if faults:
        raise Misread(" ".join(faults))
    refuse_if(
        find_reasons_against_run(
            RunAsked(
                replications=replications, seed=seed, pieces=pieces_of(model) * ROTAS_TRIED,
                needs_bytes=bytes_needed(model, replications=replications), waiting=len(runs_waiting()),
            ),
            run_limits(at),
        )
    )  # fmt: skip
    question = {"group": group, "surely": surely, "goals": [asdict(one) for one in goals]}
    return _ask(scenario, RunKind.STAFFING, question, replications=replications, seed=seed, by=by, at=at)


def goals_of(question: dict[str, Any]) -> tuple[Goal, ...]:
    """The goals of a question as it is kept."""
    return tuple(Goal(**{**one, "what": About(one["what"])}) for one in question["goals"])


class RosterMisread(Misread):
    """A roster that cannot be made as it is asked for: `faults` are sentences by the field that each is about."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


def ask_roster(
    *, run: int, as_today: bool, people: int | None = None, skills: tuple[Skill, ...] = (),
    contracts: tuple[Contract, ...] = (), away: tuple[Away, ...] = (), by: Officer, at: datetime,
) -> int:  # fmt: skip
    """Ask who works when, of the rota that a run found or of today's: what binds the roster, and what one person more or
    fewer does; the new run's row. Without `people` they are as many as have the hours.

    Raises NotPermitted, NoSuchRecord, NotAllowed, or RosterMisread.
    """
    check_may(by, Permission.PLAN)
    found = run_by_id(run)
    if found is None:
        raise NoSuchRecord(str(run))
    refuse_if(() if found.kind == RunKind.STAFFING and found.result else (NOT_ABOUT_STAFF,))
    model, counts = read_model(_found(found.scenario).text), counts_found(found, as_today=as_today)
    if people is None:
        people = usual_people(model, found.question["group"], counts, contracts)
    asked = RosterAsked(
        group=found.question["group"],
        counts=counts,
        people=people,
        skills=skills,
        contracts=contracts,
        away=away,
    )
    faults = find_faults(asked, model)
    if faults:
        raise RosterMisread(faults)
    refuse_if(
        find_reasons_against_run(
            # Nothing is played: a roster is worked out from what was.
            RunAsked(
                replications=found.replications, seed=found.seed, pieces=0.0, needs_bytes=0, waiting=len(runs_waiting())
            ),
            run_limits(at),
        )
    )
    question = {
        "run": run, "as_today": as_today, "group": asked.group, "counts": list(asked.counts), "people": people,
        "skills": [asdict(one) for one in skills], "contracts": [asdict(one) for one in contracts],
        "away": [[one.person, one.first.isoformat(), one.last.isoformat()] for one in away],
    }  # fmt: skip
    return _ask(
        found.scenario, RunKind.ROSTER, question, replications=found.replications, seed=found.seed, by=by, at=at
    )


def counts_found(run: RunView, *, as_today: bool) -> tuple[int, ...]:
    """How many a run about staff put on each place of the rota, or how many are there today."""
    return tuple((run.result or {})["today" if as_today else "best"]["counts"])


def roster_asked(question: Mapping[str, Any]) -> RosterAsked:
    """What is asked of a roster as it is kept, by this edition or an earlier one."""
    question = question_as_now(question)
    return RosterAsked(
        group=question["group"], counts=tuple(question["counts"]), people=question["people"],
        skills=tuple(Skill(**{**one, "people": tuple(one["people"])}) for one in question["skills"]),
        contracts=tuple(Contract(people=tuple(one["people"]), hours=one["hours"]) for one in question["contracts"]),
        away=tuple(
            Away(person=person, first=date.fromisoformat(first), last=date.fromisoformat(last))
            for person, first, last in question["away"]
        ),
    )  # fmt: skip


def ask_recovery(*, scenario: int, asked: Asked, times: int, seed: int, by: Officer, at: datetime) -> int:
    """Ask how the backlog of a scenario is cleared, by each of some options and by all of them; the run's row.

    Raises NotPermitted, NoSuchRecord, NotAllowed, or Misread with sentences.
    """
    check_may(by, Permission.PLAN)
    model = read_model(_found(scenario).text)
    question = {**asdict(asked), "first": asked.first.isoformat()}
    refuse_if(
        find_reasons_against_run(
            # Days of a queue are played in place, and hardly anything of them is kept.
            RunAsked(replications=times, seed=seed, pieces=0.0, needs_bytes=0, waiting=len(runs_waiting())),
            run_limits(at),
        )
    )
    faults = recovery_question(model, question, times=times, seed=seed, at=at).find_faults()
    if asked.first < model.start.date():
        faults.append(f"The plan begins on {model.start:%-d %B %Y}, when the scenario does, or later.")
    if faults:
        raise Misread(" ".join(faults))
    return _ask(scenario, RunKind.RECOVERY, question, replications=times, seed=seed, by=by, at=at)


def recovery_question(
    model: Model, question: dict[str, Any], *, times: int, seed: int, at: datetime
) -> RecoveryQuestion:
    """What is played for a question as it is kept. Raises Misread where the scenario has no queue to clear."""
    asked = Asked(**{**question, "first": date.fromisoformat(question["first"])})
    promised_with = read_rulebook(Moments(report=at, decision=at))[RECOVERY].value.promised_with
    try:
        return question_of(reckon(model), asked, times=times, seed=seed, promised_with=promised_with)
    except NoQueue as error:
        raise Misread(str(error)) from error


def _found(scenario: int) -> ScenarioView:
    found = scenario_by_id(scenario)
    if found is None:
        raise NoSuchRecord(str(scenario))
    return found


def _ask(
    scenario: int, kind: RunKind, question: dict[str, Any], *, replications: int, seed: int, by: Officer, at: datetime
) -> int:
    with writing(by=by, at=at, purpose="Asking a question about a scenario") as w:
        return insert_run(w, kind, scenario=scenario, replications=replications, seed=seed, question=question)
