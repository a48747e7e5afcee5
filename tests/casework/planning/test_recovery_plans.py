"""Recovery plans by their verbs: approved, held to their weeks, raised by the clock, ended."""

from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.planning import recovery_plans
from constabulary.casework.planning.questions import ask_recovery, ask_staffing
from constabulary.casework.planning.recovery_plans import (
    approve_recovery_plan,
    end_recovery_plan,
    play_recovery_plan_again,
    watch_recovery_plans,
    why_plan_is_stale,
)
from constabulary.casework.planning.recovery_weeks import enter_recovery_week
from constabulary.casework.planning.scenarios import FROM_RECORDS, change_scenario, save_scenario
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.planning.runs import NO_ONLINE_TEAM
from constabulary.records.models import Duty, JournalEntry, JournalPayload, RecoveryPlan, RecoveryWeek, ScenarioRun
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.planning import scenario_by_id
from constabulary.records.queries.recovery_plans import recovery_plan_by_id, recovery_plans_latest
from constabulary.simulation.model.changing import Changes
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.recovery.asked import Asked
from constabulary.simulation.recovery.document import read
from constabulary.simulation.recovery.tracking import Trouble
from constabulary.simulation.scenarios.from_records import OnlineTeam
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.recovery import FIRST, approved, recovery_played, staffing_played
from tests.factories.scenarios import online_team_at_work, played, saved

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def watched(at) -> int:
    system = system_officer()
    say_who_asks(system)
    return watch_recovery_plans(by=system, at=at)


def entered(plan, at, *, done, waiting, came_in=28, number=None, **said):
    next_one = len(recovery_plan_by_id(plan).weeks) + 1
    return enter_recovery_week(
        plan=plan, number=number or next_one, came_in=came_in, done=done, waiting=[waiting], by=asking(Role.PLANNER), at=at,
        **said,
    )  # fmt: skip


def test_an_approved_plan_is_a_document_that_plays_again_to_the_same_figures(at):
    plan = approved(at, surge_people=1, surge_days=28)
    row = RecoveryPlan.objects.get(pk=plan)
    document = read(row.document)
    assert (document.first, document.plan.seed, document.plan.times, document.plan.days) == (FIRST, 3, 100, 91)
    assert document.plan.options == ()
    assert play_recovery_plan_again(plan=plan, by=asking(Role.CHIEF_OFFICER), at=at)
    found = ScenarioRun.objects.get(pk=row.run_id).result["ways"][0]
    assert list(document.cleared) == found["cleared"]
    entry = JournalEntry.objects.get(kind="recovery_plan_approved", subject_row=plan)
    assert document.digest.encode() in bytes(JournalPayload.objects.get(entry=entry.pk).content)


def test_only_a_run_about_a_backlog_that_is_done_becomes_a_plan(at):
    by = asking(Role.PLANNER)
    other = played(at)
    given = {"way": "As things are", "promised_on": date(2026, 12, 1), "words": "x", "at": at}
    with pytest.raises(NotAllowed) as refused:
        approve_recovery_plan(run=other, **given, by=asking(Role.PLANNER))
    assert [one.code for one in refused.value.reasons] == ["planning.not-a-recovery"]
    with pytest.raises(NoSuchRecord):
        approve_recovery_plan(run=1, **given, by=by)


def test_a_week_on_course_raises_nothing_and_weeks_above_the_fan_are_a_duty_of_the_planners(at):
    plan = approved(at, promised_on=date(2026, 12, 20))
    good = entered(plan, at + WEEK, done=40, waiting=40)
    assert not good.is_alarm
    assert not Duty.objects.filter(kind="look_at_recovery").exists()
    bad = entered(plan, at + 2 * WEEK, came_in=60, done=5, waiting=95)
    worse = entered(plan, at + 3 * WEEK, came_in=60, done=5, waiting=150)
    assert Trouble.OUTSIDE not in bad.troubles, "one week may lie outside by chance"
    assert Trouble.OUTSIDE in worse.troubles
    duty = Duty.objects.get(kind="look_at_recovery", state="open")
    assert (duty.subject_row, duty.desk) == (plan, "planning")
    assert JournalEntry.objects.filter(kind="recovery_in_danger").count() == 1
    stale = why_plan_is_stale(recovery_plan_by_id(plan), at=at + 3 * WEEK)
    assert any("lay outside" in one for one in stale)
    end_recovery_plan(plan=plan, outcome="Replaced.", by=asking(Role.PLANNER), at=at + 3 * WEEK)
    assert Duty.objects.get(kind="look_at_recovery").state == "met"


def test_a_week_that_nobody_entered_is_raised_by_the_clock_once(at):
    plan = approved(at)
    assert watched(at + WEEK) == 0
    assert watched(at + WEEK + timedelta(days=3)) == 1
    assert watched(at + WEEK + timedelta(days=4)) == 0
    assert Duty.objects.get(kind="look_at_recovery").state == "open"
    entered(plan, at + WEEK + timedelta(days=4), done=40, waiting=48)
    assert Duty.objects.get(kind="look_at_recovery").state == "met"


def test_a_plan_made_of_the_records_is_stale_when_they_have_moved(at, monkeypatch):
    online_team_at_work(at, investigators=2, crimes=9)
    scenario = save_scenario(name="POLIT", origin=FROM_RECORDS, by=asking(Role.PLANNER), at=at)
    plan = approved(at, scenario=scenario)
    assert watched(at) == 0
    busier = OnlineTeam(ages=(10.0,), came_in_a_year=90, investigators=2)
    monkeypatch.setattr(recovery_plans, "count_online_team", lambda **_: busier)
    assert watched(at + timedelta(days=1)) == 1
    assert watched(at + timedelta(days=2)) == 0
    stale = why_plan_is_stale(recovery_plan_by_id(plan), at=at + timedelta(days=1))
    assert any("comes in now; the plan was made with" in one for one in stale)


def test_records_that_move_back_end_the_look_and_what_was_said_of_them(at, monkeypatch):
    online_team_at_work(at, investigators=2, crimes=9)
    scenario = save_scenario(name="POLIT", origin=FROM_RECORDS, by=asking(Role.PLANNER), at=at)
    plan = approved(at, scenario=scenario)
    approved_as = RecoveryPlan.objects.get(pk=plan).document
    with monkeypatch.context() as moved:
        for day, busier in enumerate((90, 120), start=1):
            team = OnlineTeam(ages=(10.0,), came_in_a_year=busier, investigators=2)
            moved.setattr(recovery_plans, "count_online_team", lambda team=team, **_: team)
            assert watched(at + timedelta(days=day)) == int(day == 1), "raised once, however far it moves"
            assert any(f"{busier / 365:.1f} a day comes in" in one for one in recovery_plan_by_id(plan).moved)
        moved.setattr(recovery_plans, "count_online_team", nobody_there)
        assert watched(at + timedelta(days=3)) == 0
        assert recovery_plan_by_id(plan).moved, "without a team nothing can be said: what was said before stays"
    assert watched(at + timedelta(days=4)) == 0
    assert recovery_plan_by_id(plan).moved == ()
    assert why_plan_is_stale(recovery_plan_by_id(plan), at=at + timedelta(days=4)) == ()
    assert Duty.objects.get(kind="look_at_recovery").state == "superseded"
    assert JournalEntry.objects.filter(kind="recovery_records_held").count() == 3
    assert RecoveryPlan.objects.get(pk=plan).document == approved_as
    monkeypatch.setattr(recovery_plans, "count_online_team", lambda **_: team)
    assert watched(at + timedelta(days=5)) == 1, "what moves again is raised again"


def test_records_that_move_back_leave_a_look_that_is_due_for_another_reason(at, monkeypatch):
    online_team_at_work(at, investigators=2, crimes=9)
    scenario = save_scenario(name="POLIT", origin=FROM_RECORDS, by=asking(Role.PLANNER), at=at)
    plan = approved(at, scenario=scenario)
    busier = OnlineTeam(ages=(10.0,), came_in_a_year=90, investigators=2)
    with monkeypatch.context() as moved:
        moved.setattr(recovery_plans, "count_online_team", lambda **_: busier)
        assert watched(at + timedelta(days=1)) == 1
    assert watched(at + WEEK + timedelta(days=3)) == 0
    assert recovery_plan_by_id(plan).moved == ()
    assert Duty.objects.get(kind="look_at_recovery").state == "open", "a week is missing as well"


def test_lists_of_plans_ask_as_often_however_many_plans_there_are(at, django_assert_num_queries):
    plans = [approved(at, promised_on=date(2026, 12, 20)) for _ in range(3)]
    for plan in plans[:2]:
        entered(plan, at + WEEK, done=40, waiting=48)
    entered(plans[1], at + 2 * WEEK, done=40, waiting=36)
    with django_assert_num_queries(2):
        found = recovery_plans_latest(most=10)
    assert [len(one.weeks) for one in found] == [0, 2, 1]
    assert [one.standing.get("troubles") for one in found] == [None, ["outside"], []], "each by its own last week"
    assert found[1].standing == RecoveryWeek.objects.get(plan_id=plans[1], number=2).standing
    assert {one.first_on for one in found} == {FIRST}


def nobody_there(**_: object) -> OnlineTeam:
    raise NotAllowed([NO_ONLINE_TEAM])


def test_a_plan_of_a_scenario_that_was_changed_is_stale_only_when_the_records_have_moved(at, monkeypatch):
    online_team_at_work(at, investigators=2, crimes=9)
    by = asking(Role.PLANNER)
    first = save_scenario(name="POLIT", origin=FROM_RECORDS, by=by, at=at)
    group = read_model(scenario_by_id(first).text).staff[0].name
    more = change_scenario(scenario=first, changes=Changes(name="Two more", people={group: 2}), by=by, at=at)
    plan = approved(at, scenario=more)
    assert watched(at) == 0
    assert why_plan_is_stale(recovery_plan_by_id(plan), at=at) == ()
    busier = OnlineTeam(ages=(10.0,), came_in_a_year=90, investigators=2)
    monkeypatch.setattr(recovery_plans, "count_online_team", lambda **_: busier)
    assert watched(at + timedelta(days=1)) == 1


def test_a_week_that_was_mistyped_does_not_end_the_watch(at):
    plan = approved(at, promised_on=date(2026, 12, 20))
    assert not entered(plan, at + WEEK, done=40, waiting=3).is_alarm
    with pytest.raises(NotAllowed) as refused:
        entered(plan, at + 2 * WEEK, came_in=60, done=5, waiting=103)
    assert [one.code for one in refused.value.reasons] == ["planning.week-does-not-add-up"]
    assert entered(plan, at + 2 * WEEK, came_in=60, done=5, waiting=103, is_counted=True).chance < 1
    assert entered(plan, at + 3 * WEEK, came_in=60, done=5, waiting=158).is_alarm


def test_the_same_week_sent_twice_is_entered_once(at):
    plan = approved(at)
    entered(plan, at + 2 * WEEK, done=40, waiting=48)
    with pytest.raises(NotAllowed) as refused:
        entered(plan, at + 2 * WEEK, done=40, waiting=48, number=1)
    assert [one.code for one in refused.value.reasons] == ["planning.week-entered-meanwhile"]
    assert len(recovery_plan_by_id(plan).weeks) == 1


def test_a_plan_grows_old(at):
    plan = approved(at)
    stale = why_plan_is_stale(recovery_plan_by_id(plan), at=at + timedelta(days=100))
    assert any("more than 91 days ago" in one for one in stale)
    assert why_plan_is_stale(recovery_plan_by_id(plan), at=at + timedelta(days=10)) == ()


def test_only_a_planner_asks_approves_enters_and_ends(at):
    plan = approved(at)
    run = RecoveryPlan.objects.get().run_id
    scenario = saved(at)
    by = asking(Role.CHIEF_OFFICER)
    for act in (
        lambda: ask_recovery(scenario=scenario, asked=Asked(first=local_day(at)), times=10, seed=1, by=by, at=at),
        lambda: ask_staffing(
            scenario=scenario, group="clerks", goals=(), surely=0.8, replications=2, seed=1, by=by, at=at
        ),
        lambda: approve_recovery_plan(run=run, way="x", promised_on=FIRST, words="x", by=by, at=at),
        lambda: enter_recovery_week(plan=plan, number=1, came_in=0, done=0, waiting=[60], by=by, at=at),
        lambda: end_recovery_plan(plan=plan, outcome="x", by=by, at=at),
        lambda: watch_recovery_plans(by=by, at=at),
        lambda: play_recovery_plan_again(plan=plan, by=asking(Role.INVESTIGATOR), at=at),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()
    for act in (
        lambda: ask_recovery(
            scenario=1, asked=Asked(first=FIRST), times=10, seed=1, by=asking(Role.PLANNER), at=at
        ),
        lambda: end_recovery_plan(plan=1, outcome="x", by=asking(Role.PLANNER), at=at),
    ):  # fmt: skip
        with pytest.raises(NoSuchRecord):
            act()


def test_the_same_seed_gives_the_same_answer_to_the_bit(at):
    for asked in (staffing_played, recovery_played):
        one, other = asked(at), asked(at)
        digests = {ScenarioRun.objects.get(pk=run).digest for run in (one, other)}
        assert len(digests) == 1
        assert digests != {""}
