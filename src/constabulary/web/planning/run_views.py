"""Runs of scenarios: how far one is, what came of it, cancelled, compared with another, and as a plan to print."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.runs import Compared, cancel_run, compare_runs
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.policing.planning.runs import RunKind
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.planning import RunView, run_by_id, runs_done_like, scenario_by_id
from constabulary.records.queries.recovery_plans import recovery_plans_of
from constabulary.simulation.engine.kept import is_warm
from constabulary.simulation.model.reading import read_model
from constabulary.standards.queues import RecoverySettings
from constabulary.web.pages import go_to, page, render
from constabulary.web.planning.forms import CompareForm
from constabulary.web.planning.question_showing import shown_recovery, shown_staffing
from constabulary.web.planning.roster_showing import shown_roster
from constabulary.web.planning.showing import heads_of, promise_of, shown_model, shown_run
from constabulary.web.requests import UNATTENDED

TEMPLATES = {
    RunKind.PLAY: "planning/run.html",
    RunKind.STAFFING: "planning/staffing.html",
    RunKind.RECOVERY: "planning/recovery.html",
    RunKind.ROSTER: "planning/roster.html",
}


def _run(number: int) -> RunView:
    found = run_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


def _played(number: int) -> RunView:
    found = _run(number)
    if found.kind != RunKind.PLAY:
        raise NoSuchRecord(str(number))
    return found


def _shown(run: RunView, promise: RecoverySettings) -> dict[str, Any]:
    one = scenario_by_id(run.scenario)
    assert one is not None
    model = read_model(one.text)
    done: dict[str, Any] = {}
    if run.result and run.kind == RunKind.STAFFING:
        done = {**shown_model(model), **shown_staffing(run, model)}
    elif run.result and run.kind == RunKind.ROSTER:
        done = shown_roster(run)
    elif run.result and run.kind == RunKind.RECOVERY:
        done = {**shown_recovery(run), "plans": recovery_plans_of(run.id)}
    elif run.result:
        done = {**shown_model(model), **shown_run(run, model, promise)}
    before = scenario_by_id(one.made_from) if one.made_from else None
    names = names_of({run.asked_by, one.made_by})
    return {
        "run": run,
        "one": one,
        "model": model,
        "before": before,
        "names": names,
        "states": SCENARIO_RUN.states,
        "kind": RunKind(run.kind).label,
        "is_cold": _is_cold(run),
        **done,
    }


def _is_cold(run: RunView) -> bool:
    """Whether it waits for the simulator to be compiled: days of a queue and rosters do not need it."""
    return not run.is_over and run.kind in {RunKind.PLAY, RunKind.STAFFING} and not is_warm()


@page("scenario_run", "planning/runs/<int:number>", title="Run of a scenario", permission=Permission.SEE_PLANS)
def scenario_run(request: Any, number: int) -> HttpResponse:
    """A run: how far it is, or what came of it."""
    run = _run(number)
    template = TEMPLATES[RunKind(run.kind)] if run.result else "planning/run.html"
    return render(request, template, _shown(run, promise_of(request)), title=run.name)


@page(
    "scenario_run_changes", f"planning/runs/<int:number>{UNATTENDED}", title="How far a run is",
    permission=Permission.SEE_PLANS,
)  # fmt: skip
def scenario_run_changes(request: Any, number: int) -> HttpResponse:
    """How far a run is: a part of its page, which asks for it by itself."""
    run = _run(number)
    shown = {"run": run, "states": SCENARIO_RUN.states, "is_cold": _is_cold(run)}
    # By this status the page stops asking.
    return render(request, "planning/_progress.html", shown, status=286 if run.is_over else 200)


@page(
    "cancel_run",
    "planning/runs/<int:number>/cancel",
    title="Cancel a run",
    permission=Permission.PLAN,
    methods=("POST",),
)
def cancel(request: Any, number: int) -> HttpResponse:
    """Cancel a run; one that is over by now stays as it is."""
    try:
        cancel_run(run=_run(number).id, by=request.officer, at=now())
    except NotAllowed:
        return go_to("scenario_run", done="run-was-over", number=number)
    return go_to("scenario_run", done="run-cancelled", number=number)


@page("compare_runs", "planning/runs/<int:number>/compare", title="Compare two runs", permission=Permission.SEE_PLANS)
def compare(request: Any, number: int) -> HttpResponse:
    """Two runs of the same luck, figure by figure."""
    run = _played(number)
    like = runs_done_like(run) if run.result else []
    form = CompareForm(request.GET if "other" in request.GET else None)
    form.offer("other", [(str(one.id), f"{one.name}, asked {one.asked_at:%d %B %Y}, run {one.id}") for one in like])
    found: tuple[Compared, ...] = ()
    other = None
    if form.is_bound and form.is_valid():
        other = _played(int(form.cleaned_data["other"]))
        try:
            found = compare_runs(run=run.id, other=other.id, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
    promise = promise_of(request)
    shown = _shown(run, promise)
    there: dict[str, Any] = {}
    if other and found:
        there = {f"other_{name}": one for name, one in _shown(other, promise).items()}
    return render(
        request, "planning/compare.html",
        {**shown, **there, "form": form, "like": like, "other": other, "compared": found, "chance_heads": heads_of(promise.told_with)},
        status=422 if form.errors else 200, title=f"Compare {run.name}",
    )  # fmt: skip


@page("scenario_plan", "planning/runs/<int:number>/plan", title="Plan", permission=Permission.SEE_PLANS)
def plan(request: Any, number: int) -> HttpResponse:
    """The plan as a page to print: when the backlog is gone, how sure, what it stands on, how to repeat it."""
    run = _played(number)
    if not run.result:
        raise NoSuchRecord(str(number))
    return render(request, "planning/plan.html", _shown(run, promise_of(request)), title=f"Plan: {run.name}")
