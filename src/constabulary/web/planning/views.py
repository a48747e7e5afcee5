"""Scenarios: all of them, one with its picture, a new one, one changed and run, and its file."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.recovery_plans import plans_stale
from constabulary.casework.planning.runs import ask_run, change_and_run
from constabulary.casework.planning.scenarios import FROM_RECORDS, FROM_TEXT, save_scenario
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.lifecycles import SCENARIO_RUN
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.planning import (
    ScenarioView,
    newest_done_run,
    runs_latest,
    runs_of,
    scenario_by_id,
    scenarios,
)
from constabulary.records.queries.recovery_plans import recovery_plans_latest
from constabulary.simulation.model.checking import NotPlayable, find_problems
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.web.lists import A_PAGE, next_page, start_from
from constabulary.web.pages import go_to, page, render
from constabulary.web.planning.forms import USUAL_SEED, USUAL_TIMES, ChangeForm, NewForm, PlayForm
from constabulary.web.planning.learned_showing import shown_learned
from constabulary.web.planning.showing import as_sentence, file_name_of, promise_of, shown_model, shown_run


def _scenario(number: int) -> ScenarioView:
    found = scenario_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


@page("planning", "planning", title="Planning", permission=Permission.SEE_PLANS)
def planning(request: Any) -> HttpResponse:
    """Every scenario that was saved, and the newest runs."""
    skip = start_from(request)
    found = scenarios(most=A_PAGE + 1, skip=skip)
    runs = runs_latest(most=10) if not skip else []
    plans = recovery_plans_latest(most=10) if not skip else []
    return render(
        request, "planning/planning.html",
        {
            "scenarios": found[:A_PAGE], "runs": runs, "plans": plans,
            "stale": plans_stale(plans, at=now()), "states": SCENARIO_RUN.states,
            "names": names_of(
                {one.made_by for one in found} | {one.asked_by for one in runs} | {one.approved_by for one in plans}
            ),
            "next_page": next_page(request, skip + A_PAGE) if len(found) > A_PAGE else "",
        },
    )  # fmt: skip


@page("new_scenario", "planning/new", title="A new scenario", permission=Permission.PLAN, methods=("GET", "POST"))
def new_scenario(request: Any) -> HttpResponse:
    """Save a scenario: the records' POLIT, a shipped one, or a model of one's own."""
    form = NewForm(request.POST if request.method == "POST" else None, initial={"origin": FROM_RECORDS})
    if request.method == "POST" and form.is_valid():
        try:
            made = save_scenario(**form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        except (Misread, NotPlayable) as refusal:
            form.add_error("text" if form.cleaned_data["origin"] == FROM_TEXT else "origin", as_sentence(refusal))
        else:
            return go_to("scenario", done="scenario-saved", number=made)
    return render(request, "planning/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@page("scenario", "planning/scenarios/<int:number>", title="Scenario", permission=Permission.SEE_PLANS)
def scenario(request: Any, number: int) -> HttpResponse:
    """One scenario: its queue and its staff as pictures first, what it stands on, and its runs."""
    found = _scenario(number)
    model = read_model(found.text)
    return _show(request, found, PlayForm(model, initial={"replications": USUAL_TIMES, "seed": USUAL_SEED}))


def _show(request: Any, found: ScenarioView, form: PlayForm, *, status: int = 200) -> HttpResponse:
    model = read_model(found.text)
    runs, newest = runs_of(found.id), newest_done_run(found.id)
    before = scenario_by_id(found.made_from) if found.made_from else None
    return render(
        request, "planning/scenario.html",
        {
            "one": found, "model": model, "before": before, "form": form, "runs": runs, "run": newest,
            "states": SCENARIO_RUN.states, "doubts": [problem.sentence for problem in find_problems(model)],
            "names": names_of({found.made_by, *(each.asked_by for each in runs)}),
            **shown_learned(found), **shown_model(model), **(shown_run(newest, model, promise_of(request)) if newest else {}),
        },
        status=status, title=found.name,
    )  # fmt: skip


@page(
    "run_scenario", "planning/scenarios/<int:number>/run", title="Run a scenario", permission=Permission.PLAN,
    methods=("POST",),
)  # fmt: skip
def run_scenario(request: Any, number: int) -> HttpResponse:
    """Have a scenario played in the background."""
    found = _scenario(number)
    form = PlayForm(read_model(found.text), request.POST)
    if form.is_valid():
        try:
            run = ask_run(scenario=number, **form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("scenario_run", done="run-asked", number=run)
    return _show(request, found, form, status=422)


@page(
    "change_scenario", "planning/scenarios/<int:number>/change", title="Change and run", permission=Permission.PLAN,
    methods=("GET", "POST"),
)  # fmt: skip
def change(request: Any, number: int) -> HttpResponse:
    """Change a few plain things; the scenario that comes of it is saved beside the one before, and played."""
    found = _scenario(number)
    model = read_model(found.text)
    newest = newest_done_run(number)
    usual = (newest.replications, newest.seed) if newest else (USUAL_TIMES, USUAL_SEED)
    initial = {"replications": usual[0], "seed": usual[1]}
    form = ChangeForm(model, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            run = change_and_run(
                scenario=number, changes=form.changes(), replications=data["replications"], seed=data["seed"],
                until=data["until"], within=data["within"], by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        except (Misread, NotPlayable) as refusal:
            form.add_error(None, as_sentence(refusal))
        else:
            return go_to("scenario_run", done="run-asked", number=run)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "planning/change.html", {"one": found, "form": form}, status=status, title=f"Change {found.name}"
    )


@page(
    "scenario_file", "planning/scenarios/<int:number>/file", title="A scenario's file", permission=Permission.SEE_PLANS
)
def scenario_file(request: Any, number: int) -> HttpResponse:
    """The model as a file, for the command line."""
    del request
    found = _scenario(number)
    answer = HttpResponse(found.text, content_type="application/toml; charset=utf-8")
    header = content_disposition_header(as_attachment=True, filename=file_name_of(found.name, found.id))
    answer["Content-Disposition"] = header or ""
    return answer
