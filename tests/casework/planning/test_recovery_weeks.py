"""The weeks of a recovery plan whose queue is ours are read from the records, by the clock."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.planning.recovery_plans import end_recovery_plan
from constabulary.casework.planning.recovery_weeks import (
    ONLINE_TEAM,
    count_recovery_weeks,
    enter_recovery_week,
    places_to_count,
)
from constabulary.casework.planning.scenarios import FROM_RECORDS, save_scenario
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.forecast import LedgerDay
from constabulary.records.models import Crime, Duty, JournalEntry, RecoveryWeek
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.planning import scenario_by_id
from constabulary.records.queries.queues import QueueName
from constabulary.records.queries.recovery_plans import recovery_plan_by_id
from tests.conftest import AT, asking
from tests.factories.ledgers import kept_in_ledger
from tests.factories.recovery import FIRST, approved
from tests.factories.scenarios import online_team_at_work, saved

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)
IMU = QueueName(desk=Desk.IMU, kind=DutyKind.DECIDE_RECORDING)
PLACE = "imu/decide_recording"


def counted(at) -> int:
    system = system_officer()
    say_who_asks(system)
    return count_recovery_weeks(by=system, at=at)


def week_kept(number: int, *, waiting: int, came_in: int = 4, went_out: int = 7, days: int = 7) -> None:
    """A week of the ledger: so many in and out a day, so many waiting at its end."""
    first = FIRST + WEEK * (number - 1)
    made = [
        LedgerDay(day=first + DAY * day, came_in=came_in, went_out=went_out, waiting=waiting + 3 * (6 - day))
        for day in range(days)
    ]
    kept_in_ledger(IMU, made, at=AT + WEEK * number)


@pytest.fixture
def plan(at) -> int:
    """A plan of which the ledger counts the weeks: the queue had a day yesterday, so that it is offered."""
    kept_in_ledger(IMU, [LedgerDay(day=FIRST - DAY, came_in=4, went_out=4, waiting=60)], at=at)
    return approved(at, counted_at=PLACE)


def test_finished_weeks_of_the_ledger_are_read_in_order_and_each_once(plan, at):
    week_kept(1, waiting=39)
    assert counted(at + 6 * DAY) == 0, "the week is not over"
    assert counted(at + WEEK) == 1
    assert counted(at + WEEK) == 0
    week_kept(2, waiting=18)
    week_kept(3, waiting=1)
    assert counted(at + 3 * WEEK) == 2, "what was missed is made up"
    rows = RecoveryWeek.objects.order_by("number")
    assert [(row.number, row.came_in, row.done, row.waiting) for row in rows] == [
        (1, 28, 49, [39]), (2, 28, 49, [18]), (3, 28, 49, [1]),
    ]  # fmt: skip
    assert {row.noted_by_id for row in rows} == {system_officer().id}
    assert JournalEntry.objects.filter(kind="recovery_week_noted").count() == 3
    assert recovery_plan_by_id(plan).standing["troubles"] == []


def test_a_week_that_the_ledger_does_not_reach_waits(plan, at):
    week_kept(1, waiting=39, days=6)
    assert counted(at + WEEK + DAY) == 0
    assert not RecoveryWeek.objects.exists()


def test_a_day_on_which_nothing_waits_has_no_row_and_counts_as_none(plan, at):
    week_kept(1, waiting=39, days=5)
    other = QueueName(desk=Desk.ALLOCATION, kind=DutyKind.ALLOCATE)
    kept_in_ledger(other, [LedgerDay(day=FIRST + 6 * DAY, came_in=1, went_out=0, waiting=1)], at=at)
    assert counted(at + WEEK) == 1
    assert RecoveryWeek.objects.get().waiting == [0]


def test_a_plan_that_is_missed_is_raised_by_what_the_records_say(plan, at):
    week_kept(1, waiting=115, came_in=9, went_out=1)
    week_kept(2, waiting=171, came_in=9, went_out=1)
    assert counted(at + 2 * WEEK) == 2
    assert Duty.objects.get(kind="look_at_recovery").state == "open"


def test_nobody_types_in_what_the_records_count_and_an_ended_plan_is_left(plan, at):
    week_kept(1, waiting=39)
    with pytest.raises(NotAllowed) as refused:
        enter_recovery_week(
            plan=plan, number=1, came_in=28, done=49, waiting=[39], by=asking(Role.PLANNER), at=at + WEEK
        )
    assert [one.code for one in refused.value.reasons] == ["planning.week-is-counted"]
    end_recovery_plan(plan=plan, outcome="Replaced.", by=asking(Role.PLANNER), at=at + DAY)
    assert counted(at + WEEK) == 0
    with pytest.raises(NotPermitted):
        count_recovery_weeks(by=asking(Role.CHIEF_OFFICER), at=at)


def test_no_more_weeks_are_read_than_were_planned(plan, at):
    for number in range(1, 16):
        week_kept(number, waiting=20, came_in=4, went_out=4)
    assert counted(at + 20 * WEEK) == 13


def test_polits_weeks_are_its_crimes_by_risk_as_the_plan_works(at):
    online_team_at_work(at, investigators=2, crimes=9)
    by = asking(Role.PLANNER)
    scenario = save_scenario(name="POLIT", origin=FROM_RECORDS, by=by, at=at)
    places = places_to_count(scenario=scenario_by_id(scenario), by=by, at=at)
    assert list(places) == [ONLINE_TEAM]
    plan = approved(at, scenario=scenario, counted_at=ONLINE_TEAM)
    assert counted(at + WEEK) == 1
    row = RecoveryWeek.objects.get()
    say_who_asks(system_officer())
    assert Crime.objects.filter(team__kind="online_investigation").count() == 9
    assert (row.came_in, row.done, sum(row.waiting)) == (0, 0, 9)
    assert len(row.waiting) > 1
    assert recovery_plan_by_id(plan).label.startswith("synthetic but for what was counted")


def test_a_queue_is_offered_while_it_has_days_and_a_shipped_scenario_has_no_team_in_the_records(at):
    by = asking(Role.PLANNER)
    scenario = scenario_by_id(saved(at))
    assert places_to_count(scenario=scenario, by=by, at=at) == {}
    kept_in_ledger(IMU, [LedgerDay(day=FIRST - DAY, came_in=4, went_out=4, waiting=60)], at=at)
    found = places_to_count(scenario=scenario, by=asking(Role.PLANNER), at=at)
    assert list(found) == [PLACE]
    assert found[PLACE].startswith("Incident management unit: ")
    assert places_to_count(scenario=scenario, by=asking(Role.PLANNER), at=at + 30 * DAY) == {}
    with pytest.raises(NotPermitted):
        places_to_count(scenario=scenario, by=asking(Role.CHIEF_OFFICER), at=at)


def test_what_triage_closes_is_not_told_from_work_so_such_a_way_is_typed_in(at):
    kept_in_ledger(IMU, [LedgerDay(day=FIRST - DAY, came_in=4, went_out=4, waiting=60)], at=at)
    with pytest.raises(NotAllowed) as refused:
        approved(at, counted_at=PLACE, way="Triage rule: 20 % closed", triage=0.2)
    assert [one.code for one in refused.value.reasons] == ["planning.counts-mixed"]
    assert approved(at, way="Triage rule: 20 % closed", triage=0.2)
