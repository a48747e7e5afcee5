"""Playing the runs that wait, one after another, with progress; what was begun by a worker that died is begun again.

The only module of casework that loads the simulator's core: half a second that no page should wait for.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from datetime import datetime
from typing import Any

from django.utils import timezone

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.planning.questions import goals_of, recovery_question, roster_asked
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.policing.planning.runs import RunKind
from constabulary.records.models import RunProgress, Scenario, ScenarioRun
from constabulary.records.queries.planning import let_go_of_run, runs_waiting, try_hold_run
from constabulary.records.writing import writing
from constabulary.simulation.engine.kept import is_warm
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.simulation.model.whole import Model
from constabulary.simulation.recovery import ways
from constabulary.simulation.recovery.ways import play_ways
from constabulary.simulation.results.plain import EDITION, plain_result
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.results.until import precision_of, told_precision
from constabulary.simulation.staffing import explained, filling
from constabulary.simulation.staffing import plain as staffing
from constabulary.simulation.staffing.explained import explain
from constabulary.simulation.staffing.plain import plain_answer
from constabulary.simulation.staffing.smallest import Question as StaffingQuestion
from constabulary.simulation.staffing.smallest import find_rota
from constabulary.simulation.stopping import Stopped
from constabulary.simulation.warming import warm_up

log = logging.getLogger("constabulary.worker")

#: Progress is noted, and asked whether the run is still wanted, so often.
LOOK_EVERY_SECONDS = 0.5
EDITIONS = {
    RunKind.PLAY: EDITION, RunKind.STAFFING: staffing.EDITION, RunKind.RECOVERY: ways.EDITION,
    RunKind.ROSTER: filling.EDITION,
}  # fmt: skip
#: A run that ends its worker so many times is not begun again.
MOST_BEGUN = 3
ENDED_ITS_WORKER = "The worker ended three times while it played this. Fewer days, or fewer times, need less memory."
#: One core is left to the pages; how many play changes no figure.
WORKERS = max(1, (os.cpu_count() or 1) - 1)


def play_waiting(
    *,
    by: Officer,
    at: datetime,
    is_wanted: Callable[[], bool] = lambda: True,
    clock: Callable[[], datetime] | None = None,
) -> int:
    """By the clock: play every run that waits, the longest waiting first; how many were played to their end.

    A run that another worker plays is left to it. `is_wanted` is asked now and then whether to go on: what is in the
    middle is put back, and begun again by the next worker, with the same figures. `clock` tells the time meanwhile; without
    one it goes on from `at`.
    """
    check_may(by, Permission.PLAN)
    began, played = timezone.now(), 0
    for run in runs_waiting():
        if not is_wanted():
            break
        if try_hold_run(run):
            try:
                played += _play(run, by=by, clock=clock or (lambda: at + (timezone.now() - began)), is_wanted=is_wanted)
            finally:
                let_go_of_run(run)
    return played


def _play(run: int, *, by: Officer, clock: Callable[[], datetime], is_wanted: Callable[[], bool]) -> int:
    row = _begin(run, by=by, at=clock())
    if row is None:
        return 0
    text = Scenario.objects.values_list("text", flat=True).get(pk=row.scenario_id)
    try:
        result = _simulated(row, text, by=by, clock=clock, is_wanted=is_wanted)
    except Stopped:
        return 0
    except (NotPlayable, Misread) as error:
        return _end(run, by=by, at=clock(), state="failed", said=str(error))
    except Exception as error:  # whatever one run raises, the others go on
        log.exception("The run %s of a scenario failed.", run)
        return _end(run, by=by, at=clock(), state="failed", said=f"It could not be played: {type(error).__name__}.")
    digest = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()
    # Until a figure was known: how often that was is what repeats it, and what it can be compared with.
    played = {"replications": result["replications"]} if "precision" in result else {}
    return _end(run, by=by, at=clock(), state="done", result=result, digest=digest, **played)


def _begin(run: int, *, by: Officer, at: datetime) -> ScenarioRun | None:
    """Take a run up; None where it is over by now, or has ended its worker too often."""
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(ScenarioRun, run)
        if not SCENARIO_RUN.may_move(row.state, "running"):
            return None
        if row.begun < MOST_BEGUN:
            w.entry(EntryKind.SCENARIO_RUN_BEGUN, subject=row, facts={"begun": row.begun + 1})
            w.update(row, state="running", begun=row.begun + 1, began_at=at, edition=EDITIONS[RunKind(row.kind)])
            return row
    _end(run, by=by, at=at, state="failed", said=ENDED_ITS_WORKER)
    return None


def _end(run: int, *, by: Officer, at: datetime, state: str, **held: Any) -> int:
    """Keep what came of a run, unless it was cancelled meanwhile; whether it was kept."""
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(ScenarioRun, run)
        if not SCENARIO_RUN.may_move(row.state, state):
            return 0
        kind = EntryKind.SCENARIO_RUN_DONE if state == "done" else EntryKind.SCENARIO_RUN_FAILED
        w.entry(kind, subject=row)
        w.update(row, state=state, ended_at=at, **held)
    return 1


def _put_back(run: int, *, by: Officer, at: datetime) -> None:
    """Leave a run that is being played to the next worker. It ended nobody: it was not begun, then."""
    with writing(by=by, at=at, purpose="By the clock") as w:
        row = w.lock(ScenarioRun, run)
        if SCENARIO_RUN.may_move(row.state, "asked"):
            w.entry(EntryKind.SCENARIO_RUN_PUT_BACK, subject=row)
            w.update(row, state="asked", begun=row.begun - 1)


class _Watched:
    """A run while it is played: how far it is, and whether it is to stop."""

    def __init__(self) -> None:
        self.played = self.most = 0
        self.is_compiling = False
        self.stop = False

    def told(self, played: int, most: int) -> bool:
        """Hear how many were played; whether to go on. Called in the thread that plays."""
        self.played, self.most = played, most
        return self.is_wanted()

    def is_wanted(self) -> bool:
        """Whether to go on."""
        return not self.stop


def _simulated(
    row: ScenarioRun, text: str, *, by: Officer, clock: Callable[[], datetime], is_wanted: Callable[[], bool]
) -> dict[str, Any]:
    """Play in another thread, and look at the database from this one. Raises Stopped when it is not wanted any more."""
    watched = _Watched()
    model = read_model(text)
    # What is asked of the database is asked here: a connection of the other thread would be closed by nobody.
    answer = _asked(row, model, watched)
    with ThreadPoolExecutor(max_workers=1) as pool:
        playing: Future[dict[str, Any]] = pool.submit(answer)
        try:
            while True:
                try:
                    return playing.result(timeout=LOOK_EVERY_SECONDS)
                except TimeoutError:
                    note_progress(
                        run=row.id, played=watched.played, most=watched.most, is_compiling=watched.is_compiling,
                        at=clock(),
                    )  # fmt: skip
                    state = ScenarioRun.objects.values_list("state", flat=True).get(pk=row.id)
                    watched.stop = state != "running"
                    if not is_wanted():
                        # At once: whoever tells us to stop may not wait until the other thread has heard of it.
                        _put_back(row.id, by=by, at=clock())
                        raise Stopped from None
        finally:
            # Whatever ends the looking, such as a lost database, ends the playing.
            watched.stop = True


def _asked(row: ScenarioRun, model: Model, watched: _Watched) -> Callable[[], dict[str, Any]]:
    """What answers what is asked of a scenario, as plain data. Raises Misread."""
    if row.kind == RunKind.RECOVERY:
        question = recovery_question(model, row.question, times=row.replications, seed=row.seed, at=row.asked_at)
        return lambda: play_ways(question, told=watched.told)
    if row.kind == RunKind.ROSTER:
        return lambda: explain(model, roster_asked(row.question), effort=explained.EFFORT, told=watched.told)
    return lambda: _played(row, model, watched)


def _played(row: ScenarioRun, model: Model, watched: _Watched) -> dict[str, Any]:
    """The model played as it is, or until a rota is found. Raises Stopped, NotPlayable."""
    watched.is_compiling = not is_warm()
    warm_up()
    watched.is_compiling = False
    if row.kind == RunKind.STAFFING:
        asked = StaffingQuestion(
            model=model, group=row.question["group"], goals=goals_of(row.question), surely=row.question["surely"],
            seed=row.seed, replications=row.replications,
        )  # fmt: skip
        found = find_rota(asked, workers=WORKERS, told=lambda tried: watched.told(tried, 0))
        return plain_answer(found, is_wanted=watched.is_wanted)
    if not row.question:
        return plain_result(
            simulate(model, seed=row.seed, replications=row.replications, workers=WORKERS, told=watched.told)
        )
    until = {"label": row.question["until"], "within": row.question["within"], "most": row.question["most"]}
    known = simulate(model, seed=row.seed, precision=precision_of(model, **until), workers=WORKERS, told=watched.told)
    return {**plain_result(known), "precision": told_precision(known, **until)}


def note_progress(*, run: int, played: int, most: int, is_compiling: bool = False, at: datetime) -> None:
    """Note how far a run has come, for whoever watches it; `most` is nought where nobody knows how much there will be."""
    noted = {"played": played, "most": most, "is_compiling": is_compiling, "noted_at": at}
    RunProgress.objects.update_or_create(run_id=run, defaults=noted)
