"""Runs of scenarios: asked for, cancelled, compared. They are played by a worker (`playing`)."""

import math
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.planning.scenarios import change_scenario
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.policing.planning.runs import (
    MOST_SEED,
    Played,
    RunAsked,
    RunKind,
    Until,
    find_reasons_against_comparison,
    find_reasons_against_name,
    find_reasons_against_precision,
    find_reasons_against_run,
)
from constabulary.records.models import ScenarioRun
from constabulary.records.queries.planning import RunView, run_by_id, runs_waiting, scenario_by_id
from constabulary.records.writing import Writing, writing
from constabulary.simulation.model.changing import Changes, change_model
from constabulary.simulation.model.checking import check_playable
from constabulary.simulation.model.flows import arrivals_a_day
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.estimating import Estimate, estimate
from constabulary.simulation.results.memory import bytes_needed
from constabulary.simulation.results.named import labels_offered
from constabulary.simulation.results.paired import compare_pairs
from constabulary.standards.queues import RUNS, RunLimits
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


def ask_run(
    *, scenario: int, replications: int, seed: int | None = None, until: str = "", within: float | None = None,
    by: Officer, at: datetime,
) -> int:  # fmt: skip
    """Ask for a scenario to be played; the run's row number. Without a seed one is drawn and kept.

    With `until`, a figure by its label, it is played until that is known `within` a share of it, `replications` times at most.

    Raises NotPermitted, NoSuchRecord or NotAllowed.
    """
    check_may(by, Permission.PLAN)
    found = scenario_by_id(scenario)
    if found is None:
        raise NoSuchRecord(str(scenario))
    seed = secrets.randbelow(MOST_SEED) if seed is None else seed
    refuse_if(_reasons_against(found.text, replications=replications, seed=seed, at=at))
    is_until = bool(until or within is not None)
    if is_until:
        refuse_if(_reasons_against_precision(found.text, until=until, within=within, most=replications))
    question = {"until": until, "within": within, "most": replications} if is_until else None
    with writing(by=by, at=at, purpose="Asking for a run of a scenario") as w:
        return insert_run(w, RunKind.PLAY, scenario=scenario, replications=replications, seed=seed, question=question)


def run_limits(at: datetime) -> RunLimits:
    """What a run may take, by the force's rule book."""
    return read_rulebook(Moments(report=at, decision=at))[RUNS].value


def insert_run(
    w: Writing, kind: RunKind, *, scenario: int, replications: int, seed: int, question: Mapping[str, Any] | None = None
) -> int:
    """Keep a run that is asked for inside an act, with the question it answers where it is one; its row number."""
    row = ScenarioRun(
        id=w.new_id(), scenario_id=scenario, kind=kind.value, question=dict(question or {}), seed=seed,
        replications=replications, asked_at=w.at, asked_by_id=w.by.id,
    )  # fmt: skip
    w.entry(
        EntryKind.SCENARIO_RUN_ASKED, subject=row,
        facts={"scenario": scenario, "replications": replications, "asked": kind.value},
    )  # fmt: skip
    return w.insert(row).id


def change_and_run(
    *, scenario: int, changes: Changes, replications: int, seed: int, until: str = "", within: float | None = None,
    by: Officer, at: datetime,
) -> int:  # fmt: skip
    """Save the scenario that comes of some changes and ask for it to be played, with `until` until a figure of it is known
    `within` a share; the run's row number.

    Nothing is saved that cannot be played so often. Raises what `change_scenario` and `ask_run` raise.
    """
    check_may(by, Permission.PLAN)
    before = scenario_by_id(scenario)
    if before is None:
        raise NoSuchRecord(str(scenario))
    text = change_model(before.text, changes)
    check_playable(read_model(text))
    refuse_if(
        (
            *find_reasons_against_name(changes.name),
            *_reasons_against(text, replications=replications, seed=seed, at=at),
        )
    )
    if until or within is not None:
        refuse_if(
            _reasons_against_precision(text, until=until, within=within, most=replications, is_changed=True),
        )
    made = change_scenario(scenario=scenario, changes=changes, by=by, at=at)
    return ask_run(
        scenario=made, replications=replications, seed=seed, until=until, within=within, by=by, at=at
    )  # fmt: skip


def _reasons_against_precision(
    text: str, *, until: str, within: float | None, most: int, is_changed: bool = False
) -> Reasons:
    offered = frozenset(labels_offered(read_model(text)))
    return find_reasons_against_precision(
        Until(until=until, within=within, most=most, offered=offered, is_changed=is_changed)
    )


def _reasons_against(text: str, *, replications: int, seed: int, at: datetime) -> Reasons:
    model = read_model(text)
    return find_reasons_against_run(
        RunAsked(
            replications=replications, seed=seed, pieces=pieces_of(model),
            needs_bytes=bytes_needed(model, replications=replications), waiting=len(runs_waiting()),
        ),
        run_limits(at),
    )  # fmt: skip


def pieces_of(model: Model) -> float:
    """How many pieces of work come in or wait each time a model is played."""
    waiting = sum(one.count for work in model.classes for one in work.backlog)
    return waiting + model.days * math.fsum(arrivals_a_day(work, model.days) for work in model.classes)


def cancel_run(*, run: int, by: Officer, at: datetime) -> None:
    """Cancel a run that waits or is being played; the worker stops at its next look. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.PLAN)
    if run_by_id(run) is None:
        raise NoSuchRecord(str(run))
    with writing(by=by, at=at, purpose="Cancelling a run of a scenario") as w:
        row = w.lock(ScenarioRun, run)
        SCENARIO_RUN.check_move(row.state, "cancelled")
        w.entry(EntryKind.SCENARIO_RUN_CANCELLED, subject=row)
        w.update(row, state="cancelled", ended_at=at)


@value
class Compared:
    """One figure of two runs in its unit (wait in hours, share, count): the mean of each, the difference (the other less this one) with its interval, and the
    probability of so large a difference where there is none, for all figures together."""

    label: str
    unit: str
    here: float | None
    there: float | None
    difference: Estimate
    by_chance: float


def compare_runs(*, run: int, other: int, by: Officer, at: datetime) -> tuple[Compared, ...]:
    """Every figure that two runs of the same luck have in common, pair by pair, as often as both were played.

    Raises NotPermitted, NoSuchRecord, NotAllowed.
    """
    del at
    check_may(by, Permission.SEE_PLANS)
    one, two = run_by_id(run), run_by_id(other)
    if one is None or two is None:
        raise NoSuchRecord(str(run if one is None else other))
    refuse_if(find_reasons_against_comparison(_played(one), _played(two)))
    # The same seed gives each time its own luck, however often it is played: one may have been played until a figure was known.
    times = min(one.replications, two.replications)
    here, there = (
        {label: values[:times] for label, values in _figures(each).items()} for each in (one, two)
    )  # fmt: skip
    # In the order of the result: its figures are kept without one.
    units: Mapping[str, str] = dict((one.result or {})["units"])
    labels = [label for label in units if label in here and label in there]
    rows = [
        [math.nan if None in pair else pair[1] - pair[0] for pair in zip(here[label], there[label], strict=True)]
        for label in labels
    ]
    found = compare_pairs([[float(one) for one in row] for row in rows])
    return tuple(
        Compared(
            label=label, unit=units[label], here=_mean(here[label]), there=_mean(there[label]), difference=each.interval,
            by_chance=each.by_chance,
        )
        for label, each in zip(labels, found, strict=True)
    )  # fmt: skip


def _played(run: RunView) -> Played:
    result: Mapping[str, Any] = run.result or {}
    luck = (run.seed, run.edition, result.get("days"))
    return Played(run=run.id, is_done=run.state == "done", luck=luck, figures=frozenset(result.get("figures", ())))


def _figures(run: RunView) -> Mapping[str, list[Any]]:
    figures: Mapping[str, list[Any]] = (run.result or {})["figures"]
    return figures


def _mean(values: list[float | None]) -> float | None:
    found = estimate([math.nan if one is None else one for one in values]).mean
    return None if math.isnan(found) else found
