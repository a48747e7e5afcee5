"""The forecast made by the clock: once a day, of every queue with enough history, with its entry, as of its own day."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.queue_forecasts import forecast_queues
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.records.models import JournalEntry, QueueForecast
from constabulary.records.queries.queue_forecasts import forecasts_of_days, newest_forecast
from constabulary.records.queries.queues import QueueName
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.ledgers import kept_in_ledger
from tests.factories.queues import chance_ledger

DAY = timedelta(days=1)
IMU = QueueName(desk=Desk.IMU, kind=DutyKind.DECIDE_RECORDING)
NEW = QueueName(desk=Desk.ALLOCATION, kind=DutyKind.ALLOCATE)


@pytest.fixture
def ledger_kept(db, at):
    """Eighty days of a busy queue and ten of a new one, up to yesterday."""
    yesterday = local_day(at) - DAY
    busy = chance_ledger(seed=1, days=80, from_on=yesterday - 79 * DAY, came=9, share=0.5)
    kept_in_ledger(IMU, busy, at=at)
    kept_in_ledger(NEW, chance_ledger(seed=2, days=10, from_on=yesterday - 9 * DAY, came=9, done=9), at=at)
    return busy


def test_a_queue_is_forecast_once_a_day_for_two_weeks_and_one_with_too_little_history_is_not(ledger_kept, system, at):
    today = local_day(at)
    assert forecast_queues(by=system, at=at) == 1
    assert forecast_queues(by=system, at=at + timedelta(hours=1)) == 0
    rows = list(QueueForecast.objects.order_by("day"))
    assert [row.day for row in rows] == [today + DAY * ahead for ahead in range(14)]
    assert {(row.desk, row.kind, row.from_day, row.made_at, row.edition) for row in rows} == {
        ("imu", "decide_recording", today - DAY, at, "Queue forecast 1")
    }
    assert all(0 <= row.low <= row.middle <= row.high for row in rows)
    entry = JournalEntry.objects.get(kind="queue_forecast_made")
    assert entry.editions == ["Queue forecast 1"]
    assert newest_forecast(NEW) is None


def test_a_forecast_of_an_earlier_day_knows_nothing_of_what_came_later(ledger_kept, system, at):
    today = local_day(at)
    # Another queue with the same days up to then and none after: what is told of both then is the same.
    short = QueueName(desk=Desk.VICTIMS, kind=DutyKind.UPDATE_VICTIM)
    kept_in_ledger(short, [one for one in ledger_kept if one.day <= today - 15 * DAY], at=at)
    forecast_queues(by=system, at=at - 14 * DAY)
    earlier = newest_forecast(IMU)
    assert earlier.from_day == today - 15 * DAY
    assert earlier.days == newest_forecast(short).days


def test_of_each_day_the_newest_forecast_old_enough_is_found(ledger_kept, system, at):
    today = local_day(at)
    forecast_queues(by=system, at=at - 14 * DAY)
    earlier = newest_forecast(IMU)
    forecast_queues(by=system, at=at)
    newest = newest_forecast(IMU)
    assert (newest.from_day, newest.made_at) == (today - DAY, at)
    nearest = forecasts_of_days(IMU, from_on=today - 20 * DAY, until_on=today, ahead=1)
    assert nearest == [*earlier.days, newest.days[0]]
    assert forecasts_of_days(IMU, from_on=today - 20 * DAY, until_on=today, ahead=7) == list(earlier.days[6:])


def test_without_a_ledger_nothing_is_forecast_and_who_may_not_see_measures_may_not_ask(system, at):
    assert forecast_queues(by=system, at=at) == 0
    assert not JournalEntry.objects.filter(kind="queue_forecast_made").exists()
    with pytest.raises(NotPermitted):
        forecast_queues(by=asking(Role.INVESTIGATOR), at=at)


def test_a_ledger_too_short_for_every_queue_leaves_no_entry(db, system, at):
    yesterday = local_day(at) - DAY
    kept_in_ledger(NEW, chance_ledger(seed=2, days=10, from_on=yesterday - 9 * DAY, came=9, done=9), at=at)
    assert forecast_queues(by=system, at=at) == 0
    assert not QueueForecast.objects.exists()
    assert not JournalEntry.objects.filter(kind="queue_forecast_made").exists()
