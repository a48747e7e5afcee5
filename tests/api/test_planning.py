"""Scenarios for machines: the same acts, the same sentences as problem documents, the same people may."""

import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client

from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES, Role
from constabulary.api.v1.urls import ENDPOINTS
from constabulary.records.models import Scenario, ScenarioRun
from tests.conftest import asking
from tests.factories.browsers import signed_in
from tests.factories.recovery import approved
from tests.factories.scenarios import DESK, play_all, played, saved

pytestmark = pytest.mark.django_db
JSON = "application/json"


def post(client: Client, address: str, body: object):
    return client.post(f"/api/v1/{address}", body if isinstance(body, str) else json.dumps(body), content_type=JSON)


@pytest.fixture
def planner() -> Client:
    return signed_in(Role.PLANNER)


def test_what_cannot_be_seen_is_not_kept_of_words_that_a_program_sends(planner):
    turned = {"name": "The\u202e desk\u202c", "origin": "text", "text": DESK.replace("clerks", "cl\u200berks")}
    made = post(planner, "scenarios", turned)
    assert made.status_code == 201
    assert (made.json()["name"], made.json()["text"]) == ("The desk", DESK)
    changes = {"waiting": [{"of": "letters\u200e", "stage": "\u2066answer", "count": 50}]}
    changed = post(planner, "scenarios", {"name": "More", "made_from": made.json()["id"], "changes": changes})
    assert changed.status_code == 201, changed.json()


@pytest.mark.parametrize("depth", [300, 900, 2_000])
def test_a_body_of_lists_within_lists_is_refused_in_a_sentence(planner, depth):
    refused = post(planner, "scenarios", '{"name": ' + "[" * depth + "]" * depth + "}")
    assert refused.status_code == 422
    assert refused.json()["title"] == "That cannot be done"


def test_a_scenario_is_saved_changed_run_and_read(planner, at):
    made = post(planner, "scenarios", {"name": "The desk", "origin": "text", "text": DESK})
    assert made.status_code == 201
    number = made.json()["id"]
    assert made["Location"] == f"/api/v1/scenarios/{number}"
    assert made.json()["text"] == DESK
    changes = {
        "people": {"clerks": 1}, "arrivals": {"letters": 0.5}, "service": 1.5, "start": "2026-12-01", "days": 30,
        "waiting": [{"of": "letters", "stage": "answer", "count": 50}],
    }  # fmt: skip
    changed = post(planner, "scenarios", {"name": "One more", "made_from": number, "changes": changes})
    assert changed.status_code == 201
    assert "1 more clerks" in changed.json()["told"][0]
    other = changed.json()["id"]
    asked = post(planner, f"scenarios/{other}/runs", {"replications": 8, "seed": 3})
    assert asked.status_code == 202
    assert asked.json()["state"] == "asked"
    play_all(at)
    asking(Role.PLANNER)
    done = planner.get(asked["Location"]).json()
    assert (done["state"], done["played"]) == ("done", 8)
    assert done["result"] == ScenarioRun.objects.get().result
    listed = planner.get("/api/v1/scenarios").json()
    assert [one["id"] for one in listed["scenarios"]] == [other, number]
    assert "result" not in listed["runs"][0]
    assert planner.get(f"/api/v1/scenarios/{other}").json()["runs"][0]["state"] == "done"
    drawn = post(planner, f"scenarios/{other}/runs", {"replications": 8})
    assert post(planner, f"runs/{drawn.json()['id']}/cancel", "").json()["state"] == "cancelled"
    refused = post(planner, f"runs/{drawn.json()['id']}/cancel", {})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "lifecycle.scenario-run-state"


BAD = {
    "no JSON": ("scenarios", "{", "The body is no JSON."),
    "no object": ("scenarios", [1], "must be an object"),
    "not known": ("scenarios", {"nome": "x"}, "'nome' is not known here"),
    "no name": ("scenarios", {"origin": "text", "text": DESK}, "Enter a name"),
    "name of another kind": ("scenarios", {"name": 3, "origin": "text"}, "name is a text"),
    "half a letter": ("scenarios", {"name": "\ud800", "origin": "response"}, "name is a text"),
    "nought in a model": (
        "scenarios", {"name": "x", "origin": "text", "text": DESK.replace('name = "', 'name = "\\u0000')}, "cannot be kept"
    ),
    "no TOML": ("scenarios", {"name": "x", "origin": "text", "text": "a ="}, "no TOML"),
    "not playable": (
        "scenarios", {"name": "x", "origin": "text", "text": DESK.replace("days = 40", "days = -1")}, "above nought"
    ),
    "both": ("scenarios", {"name": "x", "origin": "text", "made_from": 1}, "not both"),
    "changes of nothing": ("scenarios", {"name": "x", "origin": "text", "changes": {}}, "Only a scenario made from"),
    "from what": ("scenarios", {"name": "x", "made_from": "1"}, "made_from is a whole number"),
    "no changes": ("scenarios", {"name": "x", "made_from": "ID", "changes": 3}, "changes is an object"),
    "people": ("scenarios", {"name": "x", "made_from": "ID", "changes": {"people": 3}}, "people is an object"),
    "how many": (
        "scenarios", {"name": "x", "made_from": "ID", "changes": {"people": {"clerks": 1.5}}}, "clerks is a whole number"
    ),
    "times": ("scenarios", {"name": "x", "made_from": "ID", "changes": {"service": "2"}}, "service is a number"),
    "waiting": ("scenarios", {"name": "x", "made_from": "ID", "changes": {"waiting": {}}}, "waiting is a list"),
    "what waits": ("scenarios", {"name": "x", "made_from": "ID", "changes": {"waiting": [1]}}, "of, stage and count"),
    "start": ("scenarios", {"name": "x", "made_from": "ID", "changes": {"start": 3}}, "start is a day"),
    "nobody": (
        "scenarios", {"name": "x", "made_from": "ID", "changes": {"people": {"clerks": -9}}}, "less than nobody"
    ),
    "how often": ("scenarios/ID/runs", {}, "replications is a whole number"),
    "too often": ("scenarios/ID/runs", {"replications": 9999}, "no more often than the rule book"),
    "true": ("scenarios/ID/runs", {"replications": True}, "replications is a whole number"),
}  # fmt: skip


@pytest.mark.parametrize(("address", "body", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_done_is_answered_with_a_problem_and_a_sentence(address, body, sentence, planner, at):
    number = saved(at)
    if isinstance(body, dict) and body.get("made_from") == "ID":
        body = {**body, "made_from": number}
    answer = post(planner, address.replace("ID", str(number)), body)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == 422
    assert sentence in found["detail"]
    assert found["errors"]
    assert Scenario.objects.count() == 1
    assert not ScenarioRun.objects.exists()


def test_what_is_not_there_and_who_is_not_there_is_said(planner, at):
    for address in ("scenarios/1", "runs/1"):
        answer = planner.get(f"/api/v1/{address}")
        assert (answer.status_code, answer.json()["title"]) == (404, "Not found")
    assert post(planner, "scenarios", {"name": "x", "origin": "moon"}).status_code == 404
    assert post(planner, "runs/1/cancel", {}).status_code == 404
    large = post(planner, "scenarios", "x" * 3_000_000)
    assert (large.status_code, large.json()["title"]) == (413, "Too large")
    assert Client().get("/api/v1/scenarios").status_code == 401
    refused = planner.delete("/api/v1/scenarios")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, POST")


def test_a_form_of_another_site_cannot_post(at):
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(Role.PLANNER).cookies
    answer = post(client, "scenarios", {"name": "x", "origin": "text", "text": DESK})
    assert problem_of(answer, 403)["title"] == "Not from here"
    assert "X-CSRFToken" in answer.json()["detail"]
    assert not Scenario.objects.exists()
    page = client.post("/planning/new", {"name": "x"})
    assert page.status_code == 403
    assert page["Content-Type"].startswith("text/html")


def problem_of(answer, status: int) -> dict[str, object]:
    """The problem document of an answer."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["type"], answer.json()["status"]) == ("about:blank", status)
    return answer.json()


def test_what_no_endpoint_answers_is_a_problem_for_machines_and_a_page_for_people(planner, monkeypatch):
    assert problem_of(planner.get("/api/v1/no-such"), 404)["title"] == "Not found"
    assert planner.get("/no-such")["Content-Type"].startswith("text/html")
    planner.raise_request_exception = False
    for raised, status, told in (
        (SuspiciousOperation("odd"), 400, "no request that can be read"),
        (ArithmeticError("ours"), 500, "our fault"),
        (OperationalError("gone"), 503, "was not stored: send it again"),
    ):

        def fails(*_given, raised=raised, **_held):
            raise raised

        monkeypatch.setattr("constabulary.api.endpoints.check_may", fails)
        answer = planner.get("/api/v1/scenarios")
        assert told in problem_of(answer, status)["detail"]
        assert answer.get("Retry-After") == ("10" if status == 503 else None)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_its_permissions_say(role, at):
    run = played(at)
    number = ScenarioRun.objects.get().scenario_id
    plan = approved(at)
    client, may = signed_in(role), ROLES[role].permissions
    numbers = {"runs": run, "plans": plan, "scenarios": number}
    assert (Permission.SEE_PLANS in may) == (
        role in {Role.PLANNER, Role.CHIEF_OFFICER, Role.INSPECTION_LEAD, Role.AUDITOR}
    )
    assert (Permission.PLAN in may) == (role is Role.PLANNER)
    for one in ENDPOINTS:
        for method, declared in one.methods.items():
            address = one.address.replace("<int:number>", str(numbers[one.address.split("/")[0]]))
            answer = client.generic(method, f"/api/v1/{address}", "{}", content_type=JSON)
            assert (answer.status_code != 403) == (declared.permission in may), (method, address)
            assert answer.status_code < 500


def test_a_run_goes_on_until_a_figure_is_known(planner, at):
    scenario = saved(at)
    offered = planner.get(f"/api/v1/scenarios/{scenario}").json()["figures"]
    assert offered[:2] == ["days until the backlog is gone, at least", "mean wait at least: answer"]
    asked = {"replications": 200, "seed": 3, "until": offered[0], "within": 0.2}
    run = post(planner, f"scenarios/{scenario}/runs", asked)
    assert (run.status_code, run.json()["replications"]) == (202, 200)
    play_all(at)
    asking(Role.PLANNER)
    done = planner.get(run["Location"]).json()
    assert done["replications"] == done["result"]["replications"] < 200
    assert (done["result"]["precision"]["reached"], done["question"]["most"]) == (True, 200)
    for wrong in ({"until": "luck"}, {"within": 0.6}, {"within": 2}, {"until": ""}, {"replications": 8}):
        assert post(planner, f"scenarios/{scenario}/runs", {**asked, **wrong}).status_code == 422
