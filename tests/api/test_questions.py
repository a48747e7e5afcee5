"""The two questions about a scenario, and recovery plans, for machines: the same acts and the same sentences as on the pages."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from constabulary.access.roles import Role
from constabulary.api.v1 import recovery_plans
from constabulary.casework.planning import recovery_weeks
from constabulary.records.models import RecoveryPlan, RecoveryWeek, ScenarioRun
from constabulary.simulation.recovery import document
from constabulary.simulation.staffing import explained, filling
from tests.conftest import asking
from tests.factories.browsers import signed_in
from tests.factories.recovery import approved, recovery_played, staffing_played
from tests.factories.scenarios import play_all, saved

pytestmark = pytest.mark.django_db
STAFFING = {
    "group": "clerks", "goals": [{"what": "duty", "name": "answered in 5 days", "share": 0.6}], "surely": 0.8,
    "replications": 24, "seed": 3,
}  # fmt: skip
RECOVERY = {"first": "2026-11-02", "days": 91, "replications": 100, "seed": 3}
PLAN = {"way": "As things are", "promised_on": "2026-12-01", "words": "It is enough."}


def post(client: Client, address: str, body: object):
    return client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")


@pytest.fixture
def planner() -> Client:
    return signed_in(Role.PLANNER)


def test_how_many_people_is_asked_and_read(planner, at):
    scenario = saved(at)
    offered = planner.get(f"/api/v1/scenarios/{scenario}").json()
    assert offered["groups"] == ["clerks"]
    assert offered["goals"] == [{"what": "duty", "name": "answered in 5 days"}, {"what": "gone"}]
    assert offered["label"] == "every figure assumed"
    asked = post(planner, f"scenarios/{scenario}/staffing", STAFFING)
    assert (asked.status_code, asked.json()["kind"], asked.json()["state"]) == (202, "staffing", "asked")
    play_all(at)
    asking(Role.PLANNER)
    done = planner.get(asked["Location"]).json()
    assert done["result"] == ScenarioRun.objects.get().result
    assert (done["result"]["is_found"], done["result"]["label"]) == (True, "every figure assumed")
    assert done["question"]["goals"][0]["share"] == 0.6


def test_a_roster_is_asked_and_read(planner, at, monkeypatch):
    monkeypatch.setattr(explained, "EFFORT", 0.01)
    answered = staffing_played(at)
    asking(Role.PLANNER)
    body = {
        "as_today": True, "people": 2, "skills": [{"name": "supervisor", "people": [1], "needed": 1}],
        "contracts": [{"people": [2], "hours": 20}],
        "away": [{"person": 1, "first": "2026-11-04", "last": "2026-11-05"}],
    }  # fmt: skip
    asked = post(planner, f"runs/{answered}/roster", body)
    assert (asked.status_code, asked.json()["kind"], asked.json()["state"]) == (202, "roster", "asked")
    assert asked.json()["question"]["run"] == answered
    play_all(at)
    asking(Role.PLANNER)
    done = planner.get(asked["Location"]).json()["result"]
    assert (done["roster"]["people"], done["skills"][0]["name"], done["edition"]) == (2, "supervisor", filling.EDITION)
    assert done["contracts"] == [{"people": [2], "hours": 20.0}]
    assert post(planner, f"runs/{answered}/roster", {}).status_code == 202


def test_a_roster_that_cannot_be_made_is_refused_in_a_sentence(planner, at):
    answered = staffing_played(at)
    asking(Role.PLANNER)
    for body, said in (
        ({"as_today": 1}, "as_today is true or false."),
        ({"people": 0}, "A roster is made for 1 to 400 people"),
        ({"skills": [1]}, "skills is a list of objects with name, people and needed."),
        ({"contracts": [{"people": [1]}]}, "contracts is a list of objects with people and hours."),
        ({"skills": [{"name": "x", "people": ["1"], "needed": 1}]}, "skills.people is a whole number."),
        ({"contracts": [{"people": [1], "hours": 0}]}, "up to 48 hours a week"),
        ({"away": [1]}, "away is a list of objects with person, first and last."),
        ({"days": 3}, "is not known here"),
    ):
        answer = post(planner, f"runs/{answered}/roster", body)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), body


def the_day_is(day, monkeypatch) -> None:
    """For what is done with plans from now on."""
    for module in (recovery_plans, recovery_weeks):
        monkeypatch.setattr(module, "now", lambda: day, raising=False)


def test_ways_to_clear_a_backlog_are_asked_and_one_is_approved_followed_played_again_and_ended(
    planner, at, monkeypatch
):
    scenario = saved(at)
    asked = post(
        planner, f"scenarios/{scenario}/recovery",
        {**RECOVERY, "surge_people": 1, "surge_days": 28, "overtime_hours": 4.5, "overtime_days": 14, "triage": 0.1},
    )  # fmt: skip
    assert asked.status_code == 202
    play_all(at)
    asking(Role.PLANNER)
    done = planner.get(asked["Location"]).json()
    assert [one["name"] for one in done["result"]["ways"]][1:] == [
        "Surge: 1 person for 28 days", "Overtime: 4.5 hours a week for 14 days", "Triage rule: 10 % closed",
        "All of it together",
    ]  # fmt: skip
    assert done["result"]["label"] == "every figure assumed"
    the_day_is(at, monkeypatch)
    made = post(planner, f"runs/{done['id']}/plan", PLAN)
    assert made.status_code == 201
    plan = made.json()
    assert (plan["label"], plan["document"]["edition"], plan["weeks"], plan["stale"]) == (
        "every figure assumed", document.EDITION, [], [],
    )  # fmt: skip
    the_day_is(at + timedelta(days=30), monkeypatch)
    week = {"number": 1, "came_in": 28, "done": 40, "waiting": [48]}
    entered = post(planner, f"plans/{plan['id']}/weeks", week)
    assert entered.status_code == 200
    assert [one["waiting"] for one in entered.json()["weeks"]] == [[48]]
    assert entered.json()["standing"]["troubles"] == []
    assert post(planner, f"plans/{plan['id']}/again", {}).json() == {"is_same": True}
    listed = planner.get("/api/v1/plans").json()["plans"]
    assert [(one["id"], one["promised_on"]) for one in listed] == [(plan["id"], "2026-12-01")]
    ended = post(planner, f"plans/{plan['id']}/end", {"outcome": "Gone."})
    assert ended.json()["outcome"] == "Gone."
    assert RecoveryPlan.objects.get().ended_at


def test_a_plan_of_another_edition_is_not_played_again(planner, at, monkeypatch):
    plan = approved(at)
    asking(Role.PLANNER)
    monkeypatch.setattr(document, "EDITION", "Recovery plan 99")
    answer = post(planner, f"plans/{plan}/again", {})
    assert answer.status_code == 422
    assert "Recovery plan 99" in answer.json()["detail"]


BAD = {
    "no group": ("staffing", {**STAFFING, "group": "pilots"}, "There is no staff group pilots."),
    "nothing to meet": ("staffing", {**STAFFING, "goals": []}, "Say of one thing at least"),
    "no goal": ("staffing", {**STAFFING, "goals": [3]}, "A goal is an object"),
    "a goal of another kind": ("staffing", {**STAFFING, "goals": [{"what": "luck"}]}, "one of wait, duty, gone"),
    "half a goal": ("staffing", {**STAFFING, "goals": [{"what": "wait", "stage": "x"}]}, "of, share, stage, what, within"),
    "no such stage": (
        "staffing", {**STAFFING, "goals": [{"what": "wait", "stage": "x", "of": "y", "within": 1, "share": 0.5}]},
        "There is no y at x.",
    ),
    "gone too late": ("staffing", {**STAFFING, "goals": [{"what": "gone", "day": 9999}]}, "within the 40 days"),
    "all of it": ("staffing", {**STAFFING, "surely": 1}, "surely is a share from 0 to below 1."),
    "how often": ("staffing", {"group": "clerks"}, "replications is a whole number"),
    "no first day": ("recovery", {"replications": 100}, "first is a day"),
    "no day": ("recovery", {**RECOVERY, "first": "soon"}, "first is a day"),
    "no year of ours": ("recovery", {**RECOVERY, "first": "9999-12-31"}, "first is a day of the years"),
    "before the scenario": ("recovery", {**RECOVERY, "first": "2026-01-01"}, "The plan begins on 2 November 2026"),
    "people without days": ("recovery", {**RECOVERY, "surge_people": 2}, "are asked about together"),
    "fewer than none": ("recovery", {**RECOVERY, "surge_people": -2, "surge_days": 9}, "are nought or more"),
    "too long": ("recovery", {**RECOVERY, "days": 9999}, "one day to ten years"),
    "not known": ("recovery", {**RECOVERY, "magic": 1}, "'magic' is not known here"),
    "a share": ("recovery", {**RECOVERY, "triage": 1.5}, "triage is a share"),
}  # fmt: skip


@pytest.mark.parametrize(("address", "body", "sentence"), BAD.values(), ids=BAD)
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence_and_asks_nothing(
    address, body, sentence, planner, at
):
    answer = post(planner, f"scenarios/{saved(at)}/{address}", body)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]
    assert not ScenarioRun.objects.exists()


def test_a_plan_and_its_weeks_are_refused_like_on_the_page(planner, at):
    run, plan = recovery_played(at), approved(at)
    asking(Role.PLANNER)
    for address, body, sentence in (
        (f"runs/{run}/plan", {**PLAN, "way": "Magic"}, "Choose one of the ways"),
        (f"runs/{run}/plan", {**PLAN, "counted_at": "imu/decide_recording"}, "Choose one of the places"),
        (f"runs/{run}/plan", {"way": "As things are"}, "promised_on is a day"),
        (f"plans/{plan}/weeks", {"number": 1, "came_in": 1, "done": 1, "waiting": []}, "waiting is a list of 1: letters."),
        (f"plans/{plan}/weeks", {"number": 1, "came_in": 1, "done": 1, "waiting": [1], "is_counted": 3}, "true or false"),
        (f"plans/{plan}/weeks", {"number": 1, "done": 1, "waiting": [1]}, "came_in is a whole number."),
        (f"plans/{plan}/weeks", {"number": 2, "came_in": 1, "done": 1, "waiting": [1]}, "entered meanwhile"),
        (f"plans/{plan}/end", {"outcome": " "}, "Say why the plan is ended"),
        (f"plans/{plan}/end", {"why": "x"}, "'why' is not known here"),
    ):  # fmt: skip
        answer = post(planner, address, body)
        assert answer.status_code == 422, address
        assert sentence in answer.json()["detail"]
    assert RecoveryPlan.objects.count() == 1
    assert not RecoveryWeek.objects.exists()
    for address in ("plans/1", "runs/1/plan", "plans/1/weeks", "plans/1/again", "plans/1/end", "scenarios/1/staffing"):
        body = {**PLAN} if address == "runs/1/plan" else {**STAFFING} if "scenarios" in address else {}
        answer = planner.get("/api/v1/plans/1") if address == "plans/1" else post(planner, address, body)
        if address == "plans/1/end":
            answer = post(planner, address, {"outcome": "Gone."})
        assert answer.status_code == 404, address
