"""Scenarios and their runs for machines: listed, read, saved, changed, run, cancelled."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.api.endpoints import Endpoint, Method, told
from constabulary.api.problems import BadBody
from constabulary.api.v1.reading import changes_of, check_members, share, whole, words
from constabulary.casework.clock import now
from constabulary.casework.planning.runs import ask_run, cancel_run
from constabulary.casework.planning.scenarios import change_scenario, save_scenario
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.planning import (
    RunView,
    ScenarioView,
    run_by_id,
    runs_latest,
    runs_of,
    scenario_by_id,
    scenarios,
)
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.results.named import labels_offered
from constabulary.simulation.staffing.goals import About, Goal, goals_offered

MOST_LISTED = 200
Body = Mapping[str, Any]


def _scenario(one: ScenarioView) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "origin": one.origin, "made_from": one.made_from, "changes": one.changes,
        "told": one.told, "learned": one.learned, "made_at": one.made_at.isoformat(),
    }  # fmt: skip


def _run(one: RunView) -> dict[str, Any]:
    return {
        "id": one.id, "scenario": one.scenario, "name": one.name, "kind": one.kind, "question": one.question,
        "state": one.state, "seed": one.seed,
        "replications": one.replications, "played": one.replications if one.state == "done" else one.played,
        "said": one.said, "edition": one.edition, "digest": one.digest, "asked_at": one.asked_at.isoformat(),
        "began_at": one.began_at and one.began_at.isoformat(), "ended_at": one.ended_at and one.ended_at.isoformat(),
    }  # fmt: skip


def list_scenarios(*, by: Officer, body: Body) -> HttpResponse:
    """The newest scenarios and runs."""
    del by, body
    return told(
        200,
        {
            "scenarios": [_scenario(one) for one in scenarios(most=MOST_LISTED)],
            "runs": [_run(one) for one in runs_latest(most=MOST_LISTED)],
        },
    )


def add_scenario(*, by: Officer, body: Body) -> HttpResponse:
    """Save a scenario from `origin` (and `text`), or one `made_from` another with `changes`."""
    check_members(body, {"name", "origin", "text", "made_from", "changes"})
    name = words(body, "name")
    if "made_from" in body:
        if set(body) & {"origin", "text"}:
            raise BadBody("A scenario is made from another, or has an origin; not both.", "made_from")
        changes = changes_of(name, body.get("changes", {}))
        made = change_scenario(scenario=whole(body["made_from"], "made_from"), changes=changes, by=by, at=now())
    else:
        if "changes" in body:
            raise BadBody("Only a scenario made from another has changes.", "changes")
        made = save_scenario(name=name, origin=words(body, "origin"), text=words(body, "text"), by=by, at=now())
    return created(f"/api/v1/scenarios/{made}", _read_scenario(made), status=201)


def read_scenario(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """One scenario with its file's text and its runs."""
    del by, body
    return told(200, _read_scenario(number))


def _read_scenario(number: int) -> dict[str, Any]:
    found = scenario_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    model = read_model(found.text)
    return {
        **_scenario(found), "label": model.label, "text": found.text, "runs": [_run(one) for one in runs_of(number)],
        "groups": [one.name for one in model.staff], "goals": [_goal(one) for one in goals_offered(model)],
        "figures": list(labels_offered(model)),
    }  # fmt: skip


def _goal(one: Goal) -> dict[str, Any]:
    """What a rota can be asked to meet, as it is asked for; its share or its day is whoever asks' own."""
    match one.what:
        case About.WAIT:
            return {"what": "wait", "stage": one.stage, "of": one.of, "within": one.within}
        case About.DUTY:
            return {"what": "duty", "name": one.name}
        case _:
            return {"what": "gone"}


def add_run(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Ask for a scenario to be played `replications` times, from `seed` or one that is drawn; with `until` (one of the scenario's
    `figures`) and `within` (a share) until that figure is known so well, `replications` times at most."""
    check_members(body, {"replications", "seed", "until", "within"})
    if "replications" not in body:
        raise BadBody("Say how often it is played: replications is a whole number.", "replications")
    seed = whole(body["seed"], "seed") if "seed" in body else None
    run = ask_run(
        scenario=number, replications=whole(body["replications"], "replications"), seed=seed, until=words(body, "until"),
        within=share(body["within"], "within") if "within" in body else None, by=by, at=now(),
    )  # fmt: skip
    return asked_for(run)


def asked_for(run: int) -> HttpResponse:
    """The answer to whoever asked for a run that is played in the background."""
    return created(f"/api/v1/runs/{run}", _read_run(run), status=202)


def read_run(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """One run, with its figures when it is done."""
    del by, body
    return told(200, _read_run(number))


def _read_run(number: int) -> dict[str, Any]:
    found = run_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return {**_run(found), "result": found.result}


def end_run(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Cancel a run."""
    check_members(body, set())
    cancel_run(run=number, by=by, at=now())
    return told(200, _read_run(number))


def created(address: str, content: dict[str, Any], *, status: int) -> HttpResponse:
    """What was made, with its address."""
    answer = told(status, content)
    answer["Location"] = address
    return answer


SEE, PLAN = Permission.SEE_PLANS, Permission.PLAN
ENDPOINTS = (
    Endpoint("api_scenarios", "scenarios", {"GET": Method(SEE, list_scenarios), "POST": Method(PLAN, add_scenario)}),
    Endpoint("api_scenario", "scenarios/<int:number>", {"GET": Method(SEE, read_scenario)}),
    Endpoint("api_scenario_runs", "scenarios/<int:number>/runs", {"POST": Method(PLAN, add_run)}),
    Endpoint("api_run", "runs/<int:number>", {"GET": Method(SEE, read_run)}),
    Endpoint("api_run_cancel", "runs/<int:number>/cancel", {"POST": Method(PLAN, end_run)}),
)
