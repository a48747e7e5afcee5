"""The breach register: one deadline that was missed is one breach, however often its duty went on under another."""

from datetime import datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import deploy_unit, note_arrival
from constabulary.casework.incidents.handoffs import acknowledge_handoff, hand_over
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.records.models import Duty, Incident
from constabulary.records.queries.breaches import BreachFilter, breaches, count_breaches
from constabulary.records.queries.queues import figures_of_days
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.incidents import asked_again, at_once, due, finish, quarrel

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def past(kind: DutyKind, at: datetime):
    return breaches(BreachFilter(past=True, kind=kind), since=at - DAY, at=at + DAY)


def counted(kind: DutyKind, at: datetime) -> dict[str, tuple[int, int]]:
    """How many breaches of a kind each desk has at a moment, open and past."""
    found = count_breaches(since=at - DAY, at=at)
    return {one.desk.value: (one.open, one.past) for one in found if one.kind is kind}


def arrive(incident: Incident, at: datetime) -> None:
    by = asking(Role.DISPATCHER)
    sent = deploy_unit(incident=incident.pk, unit="KD21", by=by, at=at - MINUTE)
    note_arrival(deployment=sent, by=by, at=at)


@pytest.fixture
def urgent(db, at) -> Incident:
    """One opened at once at the most urgent grade, THRIVE finished after five minutes, nobody there in time."""
    incident = at_once(at)
    finish(incident, at + 5 * MINUTE)
    return incident


def test_a_vulnerability_found_after_the_time_to_be_there_makes_no_second_breach(urgent, at):
    passed = due(urgent)["attend"]
    again = passed + 5 * MINUTE
    asked_again(urgent, again, by=asking(Role.CONTACT_HANDLER), vulnerability={"alone_at_risk": True})
    assert Duty.objects.filter(incident=urgent, kind="attend", due_at=passed).count() == 2
    assert past(DutyKind.ATTEND, at) == []
    assert counted(DutyKind.ATTEND, again) == {"control_room": (1, 0)}
    arrive(urgent, passed + 25 * MINUTE)
    (breach,) = past(DutyKind.ATTEND, at)
    assert (breach.risk, breach.due_at, breach.late_by(at)) == (2, passed, 25 * MINUTE)
    assert counted(DutyKind.ATTEND, at + DAY) == {"control_room": (0, 1)}


def test_what_went_on_by_another_time_is_a_deadline_of_its_own(urgent, at):
    first = due(urgent)["reassess"]
    by = asking(Role.CONTACT_HANDLER)
    asked_again(urgent, first + 5 * MINUTE, by=by)
    second = due(urgent)["reassess"]
    assert second > first
    asked_again(urgent, second + 3 * MINUTE, by=by)
    assert {one.due_at for one in past(DutyKind.REASSESS, at)} == {first, second}


def test_an_overdue_duty_that_fell_away_without_another_is_a_breach(urgent, at):
    missed = due(urgent)["supervise"]
    arrive(urgent, missed + 5 * MINUTE)
    # Somebody is there: what a supervisor was to look at has a later time now.
    assert due(urgent)["supervise"] > missed
    assert [one.due_at for one in past(DutyKind.SUPERVISE, at)] == [missed]


def test_handed_over_overdue_it_is_one_breach_and_left_one_desk_and_reached_the_other(db, at):
    incident = quarrel(at)
    missed = due(incident)["reassess"]
    sender = asking(Role.DISPATCHER)
    handed = missed + 5 * MINUTE
    number = hand_over(incident=incident.pk, to_desk=Desk.IMU, reason="By telephone.", by=sender, at=handed)
    acknowledge_handoff(handoff=number, by=asking(Role.IMU_ASSESSOR), at=handed + MINUTE)
    assert counted(DutyKind.REASSESS, handed + MINUTE) == {"imu": (1, 0)}
    asked_again(incident, handed + 9 * MINUTE, by=sender)
    (breach,) = past(DutyKind.REASSESS, at)
    assert (breach.desk, breach.due_at) == (Desk.IMU, missed)
    assert counted(DutyKind.REASSESS, handed + 9 * MINUTE) == {"imu": (0, 1)}
    day = local_day(handed)
    moved = {
        one.desk.value: (one.came_in, one.went_out)
        for one in figures_of_days(from_on=day, until_on=day, as_at=handed + 2 * MINUTE)
        if one.kind is DutyKind.REASSESS
    }
    assert moved == {"control_room": (1, 1), "imu": (1, 0)}
