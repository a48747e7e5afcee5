"""A queue's page with its forecast: its age, its last error, its picture and table, and what it says where there is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.queue_forecasts import forecast_queues
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.forecast import LedgerDay
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.queues import QueueName
from constabulary.standards.calendar import local_day
from tests.factories.browsers import signed_in, words_of
from tests.factories.ledgers import kept_in_ledger
from tests.factories.queues import chance_ledger

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDRESS = "/queues/imu.decide_recording"
IMU = QueueName(desk=Desk.IMU, kind=DutyKind.DECIDE_RECORDING)


def flat(days: int, *, until_on, waiting: int = 6) -> list[LedgerDay]:
    """So many days on which three came, three went and as many waited."""
    return [
        LedgerDay(day=until_on - number * DAY, came_in=3, went_out=3, waiting=waiting)
        for number in range(days - 1, -1, -1)
    ]


def seen(role: Role = Role.PLANNER) -> str:
    return words_of(signed_in(role).get(ADDRESS))


def test_the_forecast_stands_with_its_age_its_picture_and_its_table_and_says_how_it_is_made():
    now = timezone.now()
    yesterday = local_day(now) - DAY
    kept_in_ledger(IMU, chance_ledger(seed=4, days=90, from_on=yesterday - 89 * DAY, came=9, share=0.5), at=now)
    forecast_queues(by=system_officer(), at=now)
    page = seen()
    assert "Forecast of what waits Made" in page
    assert "No day that was forecast has come yet" in page
    assert "The next days" in page
    assert "How it is made" in page
    assert "Queue forecast 1: Our default" in page
    assert "out of date" not in page
    html = signed_in(Role.PLANNER).get(ADDRESS).content.decode()
    assert html.count("with its forecast") >= 2, "a picture for wide and one for narrow screens"
    assert html.partition("The next days")[2].partition("</table>")[0].count("<tr") == 15


def test_the_last_error_and_how_many_days_fell_within_are_counted_against_the_ledger():
    now = timezone.now()
    yesterday = local_day(now) - DAY
    kept_in_ledger(IMU, flat(70, until_on=yesterday - 9 * DAY), at=now)
    forecast_queues(by=system_officer(), at=now - 9 * DAY)
    # Eight days as they were forecast, one with three more.
    kept_in_ledger(IMU, flat(8, until_on=yesterday - DAY), at=now)
    kept_in_ledger(IMU, [LedgerDay(day=yesterday, came_in=6, went_out=3, waiting=9)], at=now)
    page = seen()
    assert "6 were forecast (6 to 6) and 9 waited: 3 more, outside the interval." in page
    assert "Of the last 9 days forecast by the newest forecast before them, 8 fell within the interval." in page
    assert "Of the last 3 days forecast a week or longer before, 2 fell within the interval." in page
    assert "About 80 % should, more where few wait." in page.replace("\xa0", " ")
    assert "Do not rely on its forecast" not in page
    assert "It is out of date: it does not know the last 9 days." in page
    forecast_queues(by=system_officer(), at=now)
    page = seen()
    assert "out of date" not in page
    assert "3 more, outside the interval." in page


def test_a_forecast_that_seldom_came_true_is_said_not_to_be_relied_on():
    now = timezone.now()
    yesterday = local_day(now) - DAY
    kept_in_ledger(IMU, flat(70, until_on=yesterday - 9 * DAY), at=now)
    forecast_queues(by=system_officer(), at=now - 9 * DAY)
    kept_in_ledger(IMU, flat(9, until_on=yesterday, waiting=20), at=now)
    page = seen()
    assert "6 were forecast (6 to 6) and 20 waited: 14 more, outside the interval." in page
    assert "0 fell within the interval." in page
    assert (
        "Far fewer did: this queue does not move as its ledger says it did before. Do not rely on its forecast." in page
    )


def test_a_queue_without_or_with_too_little_history_says_so_and_gives_no_number():
    now = timezone.now()
    assert "nothing of this queue is in the ledger, and 8 weeks are needed" in seen()
    kept_in_ledger(IMU, flat(20, until_on=local_day(now) - DAY), at=now)
    forecast_queues(by=system_officer(), at=now)
    page = seen()
    assert "this queue has been in the ledger for 20 days, and 8 weeks are needed" in page
    assert "The next days" not in page
    assert "Last error" not in page


def test_enough_history_and_no_forecast_yet_or_one_whose_days_have_all_come_is_said():
    now = timezone.now()
    kept_in_ledger(IMU, flat(90, until_on=local_day(now) - DAY), at=now)
    assert "No forecast has been made yet: one is made every night." in seen()
    forecast_queues(by=system_officer(), at=now - 20 * DAY)
    page = seen()
    assert "every day that was forecast has come, and none was made since" in page
    assert "exactly so" in page
    assert "The next days" not in page


def test_who_may_not_see_the_queues_sees_no_forecast():
    assert signed_in(Role.INVESTIGATOR).get(ADDRESS).status_code == 403
