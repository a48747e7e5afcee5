"""How many people, and how is the backlog cleared: asked, answered and shown without a script, each refusal beside its field."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.local_standards import set_local_standards
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.forecast import LedgerDay
from constabulary.records.models import RecoveryPlan, RecoveryWeek, ScenarioRun
from constabulary.records.queries.queues import QueueName
from constabulary.web.planning import question_views, recovery_views, views
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.ledgers import kept_in_ledger
from tests.factories.recovery import approved, recovery_played, staffing_played
from tests.factories.scenarios import DESK, play_all, saved
from tests.web.planning.test_pages import OURS

pytestmark = pytest.mark.django_db
STAFFING = {"group": "clerks", "share_0": "60", "gone": "7/11/2026", "surely": "80", "replications": "24", "seed": "3"}
RECOVERY = {"first": "2/11/2026", "days": "120", "replications": "200", "seed": "3"}


@pytest.fixture
def planner():
    return signed_in(Role.PLANNER)


def refused(answer) -> str:
    assert answer.status_code == 422
    return words_of(answer)


def test_how_many_people_is_asked_played_and_told_with_what_binds_and_what_it_costs(planner, at):
    scenario = saved(at)
    page = words_of(planner.get(f"/planning/scenarios/{scenario}/staffing"))
    for said in ("The backlog is gone by", "Answered in 5 days", "How sure?", "Staff on duty against demand by hour"):
        assert said in page
    answer = planner.post(f"/planning/scenarios/{scenario}/staffing", STAFFING, follow=True)
    assert "Waiting to be played." in words_of(answer) or "being compiled" in words_of(answer)
    play_all(at)
    run = ScenarioRun.objects.get()
    asking(Role.PLANNER)
    page = planner.get(f"/planning/runs/{run.pk}")
    words = words_of(page)
    for said in (
        "clerks at the places of the rota", "more than today", "Answered in 5 days: at least 60 %", "One more", "One fewer",
        "What binds: the backlog is gone in time", "The backlog is gone by 7 November 2026", "09:00 to 17:00, every day", "The formula (hours of work)",
        "Who works when", "on 40 hours a week work it for two weeks from 2 November 2026", "11 hours lie between shifts",
        "No shift stays open.", "Mon 2", "Sun 15",
    ):  # fmt: skip
        assert said in words
    assert page.content.decode().count("<svg") == 4
    assert "How many people?" in words_of(planner.get("/planning"))
    assert planner.get(f"/planning/runs/{run.pk}/plan").status_code == 404
    assert planner.get(f"/planning/runs/{run.pk}/compare").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"share_0": "", "gone": ""}, "Say of one thing at least what is to be met."),
        ({"share_0": "all"}, "Enter a percentage, such as 80."),
        ({"share_0": "100"}, "Enter a percentage from 0 to below 100."),
        ({"share_0": "0"}, "A share lies above nought and below all"),
        ({"surely": ""}, "Enter a percentage, such as 80."),
        ({"surely": "%"}, "Enter a percentage, such as 80."),
        ({"surely": "0"}, "A probability lies above nought and below one."),
        ({"gone": "1/1/2035"}, "The backlog can be gone within the 40 days"),
        ({"gone": "soon"}, "Write the day as day, month, year"),
        ({"group": "wizards"}, "Choose one of these."),
        ({"replications": "1"}, "no more often than the rule book"),
    ],
)
def test_a_question_about_people_that_makes_no_sense_is_refused_and_asks_nothing(typed, said, planner, at):
    scenario = saved(at)
    assert said in refused(planner.post(f"/planning/scenarios/{scenario}/staffing", {**STAFFING, **typed}))
    assert not ScenarioRun.objects.exists()


def test_what_no_number_of_people_can_meet_is_said(planner, at):
    # What waits at the start is too old already: of 220 letters at most 160 can be in time.
    run = staffing_played(at, share=0.9)
    asking(Role.PLANNER)
    words = words_of(planner.get(f"/planning/runs/{run}"))
    assert "No rota was found that meets it" in words
    assert "what stops it is: answered in 5 days" in words


def test_the_ways_to_clear_a_backlog_are_played_side_by_side(planner, at):
    scenario = saved(at)
    page = words_of(planner.get(f"/planning/scenarios/{scenario}/recovery"))
    for said in ("60 wait. 4.0 come in a day and 8.0 can be done.", "Surge: how many more people?", "One more does"):
        assert said in page
    typed = {**RECOVERY, "surge_people": "1", "surge_days": "14", "telephone": "20", "partner": "10"}
    planner.post(f"/planning/scenarios/{scenario}/recovery", typed)
    play_all(at)
    run = ScenarioRun.objects.get()
    assert run.state == "done", run.said
    asking(Role.PLANNER)
    page = planner.get(f"/planning/runs/{run.pk}")
    words = words_of(page)
    for said in (
        "As things are", "Surge: 1 person for 14 days", "Telephone: 20 % of the time saved", "Partner: takes 10 %",
        "All of it together", "Days victims wait beyond standard", "Approve one of them as the plan",
    ):  # fmt: skip
        assert said in words
    assert page.content.decode().count("<svg") == 2 * 5
    found = {way["name"]: way["cleared"][1] for way in run.result["ways"]}
    assert found["All of it together"] < found["As things are"]


def test_a_backlog_that_cannot_be_cleared_is_said_in_one_sentence(planner, at):
    run = recovery_played(at, text=DESK.replace("per_day = 4", "per_day = 12").replace("count = 60", "count = 600"))
    asking(Role.PLANNER)
    assert "the backlog of 600 is never cleared" in words_of(planner.get(f"/planning/runs/{run}"))


def test_where_nothing_waits_there_is_nothing_to_clear(planner, at):
    scenario = saved(at, text=DESK.replace("count = 60", "count = 0"))
    page = planner.get(f"/planning/scenarios/{scenario}/recovery")
    assert "Nothing waits at the start of this scenario" in words_of(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": ""}, "Enter"),
        ({"days": "9999"}, "A plan is played for one day to ten years"),
        ({"done_daily": "many"}, "Enter how many are done a day, such as 3 or 2.5."),
        ({"surge_people": "-1"}, "a whole number of 0 or more"),
        ({"surge_people": "5000"}, "Up to 1,000 people can be asked about."),
        ({"triage": "100"}, "Enter a percentage from 0 to below 100."),
        ({"triage": "half"}, "Enter a percentage, such as 80."),
        ({"replications": "1"}, "no more often than the rule book"),
        ({"seed": "-1"}, "The seed is a whole number"),
    ],
)
def test_a_question_about_a_backlog_that_makes_no_sense_is_refused_and_asks_nothing(typed, said, planner, at):
    scenario = saved(at)
    assert said in refused(planner.post(f"/planning/scenarios/{scenario}/recovery", {**RECOVERY, **typed}))
    assert not ScenarioRun.objects.exists()


def test_a_plan_is_approved_shown_with_its_document_and_played_again(planner, at):
    run = recovery_played(at)
    asking(Role.PLANNER)
    path = f"/planning/runs/{run}/approve"
    assert "Can be promised, with 80 %" in words_of(planner.get(path))
    typed = {"way": "As things are", "promised_on": "1/12/2026", "words": "It is enough."}
    for wrong, said in (
        ({"way": "Magic"}, "Choose one of these."),
        ({"promised_on": "2/11/2026"}, "The promised day lies after the first day"),
        ({"words": " "}, "Say why this way is chosen."),
    ):
        assert said in refused(planner.post(path, {**typed, **wrong}))
    assert not RecoveryPlan.objects.exists()
    words = words_of(planner.post(path, typed, follow=True))
    plan = RecoveryPlan.objects.get().pk
    for said in (
        "As things are: gone by 1 December 2026",
        "Recovery plan 1",
        f"constabulary recover recovery-plan-{plan}.json",
    ):
        assert said in words
    file = planner.get(f"/planning/plans/{plan}/file")
    assert file["Content-Disposition"] == f'attachment; filename="recovery-plan-{plan}.json"'
    assert file.content.decode() == RecoveryPlan.objects.get().document
    again = planner.post(f"/planning/plans/{plan}/again", follow=True)
    assert "the same figures to the last digit" in words_of(again)
    assert "No week entered yet" in words_of(planner.get("/planning"))
    assert "gone by 1 December 2026" in words_of(planner.get(f"/planning/runs/{run}"))
    assert planner.get("/planning/plans/1").status_code == 404
    assert planner.get("/planning/runs/1/approve").status_code == 404


def test_a_force_says_itself_for_how_long_more_people_are_asked_about_and_how_much_a_week_can_have(
    planner, at, monkeypatch
):
    scenario, plan = saved(at), approved(at)
    path = f"/planning/scenarios/{scenario}/recovery"
    asking(Role.PLANNER)
    assert words_of(planner.get(path)).count("28 where it is empty") == 3
    set_local_standards(text=OURS, by=asking(Role.ADMINISTRATOR), at=at)
    for module in (question_views, recovery_views):
        monkeypatch.setattr(module, "now", lambda: at + timedelta(days=30))
    asking(Role.PLANNER)
    assert words_of(planner.get(path)).count("14 where it is empty") == 3
    planner.post(path, {**RECOVERY, "first": "2/12/2026", "surge_people": "1"})
    assert ScenarioRun.objects.latest("id").question["surge_days"] == 14
    week = {"week": "1", "came_in": "501", "done": "1", "waiting_0": "1"}
    assert "Enter a whole number of up to 500." in refused(planner.post(f"/planning/plans/{plan}/week", week))


def test_weeks_are_entered_and_a_plan_in_danger_is_told(planner, at, monkeypatch):
    plan = approved(at)
    monkeypatch.setattr(recovery_views, "now", lambda: at + timedelta(days=30))
    asking(Role.PLANNER)
    page = words_of(planner.get(f"/planning/plans/{plan}"))
    assert "Waiting at its end: letters" in page
    path = f"/planning/plans/{plan}/week"
    for wrong, said in (
        ({"came_in": "28", "done": "50", "waiting_0": "90"}, "That does not add up"),
        ({"came_in": "many", "done": "50", "waiting_0": "9"}, "Enter a whole number, such as 2."),
        ({"came_in": ",", "done": "50", "waiting_0": "9"}, "Enter a whole number."),
        (
            {"came_in": "100000000000000", "done": "100000000000000", "waiting_0": "9"},
            "Enter a whole number of up to 100,000.",
        ),
        ({"week": "2", "came_in": "28", "done": "50", "waiting_0": "9"}, "That week has been entered meanwhile"),
    ):
        answer = planner.post(path, {"week": "1", **wrong})
        assert said in refused(answer)
        assert ("It is counted so" in refused(answer)) is (said == "That does not add up")
    assert not RecoveryWeek.objects.exists()
    words = words_of(planner.post(path, {"week": "1", "came_in": "60", "done": "5", "waiting_0": "115"}, follow=True))
    for said in ("The plan is in danger", "In danger", "The promised day will probably be missed", "Above"):
        assert said in words
    assert "In danger" in words_of(planner.get("/planning"))
    assert f'href="/planning/plans/{plan}"' in planner.get("/").content.decode(), "their work leads to it"
    end = f"/planning/plans/{plan}/end"
    assert "Say why the plan is ended" in refused(planner.post(end, {"outcome": ""}))
    assert "Ended" in words_of(planner.post(end, {"outcome": "Replaced."}, follow=True))
    assert "This plan has been ended" in refused(planner.post(end, {"outcome": "Again."}))
    assert "nothing more is entered" in refused(
        planner.post(path, {"week": "2", "came_in": "1", "done": "1", "waiting_0": "1"})
    )


def test_those_who_answer_for_the_force_read_a_plan_and_change_nothing(at):
    plan = approved(at)
    reader = signed_in(Role.CHIEF_OFFICER)
    page = reader.get(f"/planning/plans/{plan}").content.decode()
    for act in ("/week", "/again", "/end"):
        assert act not in page
        assert reader.post(f"/planning/plans/{plan}{act}").status_code == 403
    run = RecoveryPlan.objects.get().run_id
    assert "/approve" not in reader.get(f"/planning/runs/{run}").content.decode()


IMU = QueueName(desk=Desk.IMU, kind=DutyKind.DECIDE_RECORDING)


def test_whoever_approves_says_where_its_weeks_come_from_and_the_page_says_that_nobody_types_them_in(
    planner, at, monkeypatch
):
    monkeypatch.setattr(recovery_views, "now", lambda: at)
    kept_in_ledger(IMU, [LedgerDay(day=at.date() - timedelta(days=1), came_in=4, went_out=4, waiting=60)], at=at)
    run = recovery_played(at)
    asking(Role.PLANNER)
    path = f"/planning/runs/{run}/approve"
    page = planner.get(path).content.decode()
    assert '<option value="imu/decide_recording">Incident management unit: ' in page
    assert "Every figure assumed." in words_of(planner.get(path))
    typed = {"way": "As things are", "promised_on": "1/12/2026", "words": "It is enough."}
    assert "Choose one of these." in refused(planner.post(path, {**typed, "counted_at": "imu/lunch"}))
    words = words_of(planner.post(path, {**typed, "counted_at": "imu/decide_recording"}, follow=True))
    assert "Its weeks are read from the records each morning: Incident management unit: " in words
    assert "Every figure assumed." in words
    plan = RecoveryPlan.objects.get()
    assert plan.counted_at == "imu/decide_recording"
    monkeypatch.setattr(recovery_views, "now", lambda: at + timedelta(days=30))
    assert "/week" not in planner.get(f"/planning/plans/{plan.pk}").content.decode()
    week = {"week": "1", "came_in": "28", "done": "40", "waiting_0": "48"}
    assert "The weeks of this plan are read from the records" in refused(
        planner.post(f"/planning/plans/{plan.pk}/week", week)
    )


def test_the_list_says_which_plans_are_stale_and_what_is_assumed(planner, at, monkeypatch):
    approved(at)
    monkeypatch.setattr(views, "now", lambda: at)
    words = words_of(planner.get("/planning"))
    assert "Every figure assumed; from 2 November 2026" in words
    assert "Stale" not in words
    monkeypatch.setattr(views, "now", lambda: at + timedelta(days=100))
    assert "Stale" in words_of(planner.get("/planning"))
