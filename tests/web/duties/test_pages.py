"""The worklist, the breach register and the queues on screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.queues import keep_queue_ledger, watch_queues
from constabulary.casework.reading import open_worklist
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import JournalEntry, QueueAlarm, QueueFlow
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.queues import QueueFigures
from constabulary.records.queries.worklists import worklist_of
from constabulary.records.writing import writing
from constabulary.web.duties.charts import queue_chart, round_up
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import asked_again, opened, quarrel

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def days(db):
    """Three days with an open quarrel each, the first asked again too late."""
    now = timezone.now()
    first = quarrel(now - 3 * DAY, summary="First quarrel over a fence.")
    asked_again(first, now - 3 * DAY + 5 * HOUR, by=asking(Role.DISPATCHER))
    for number in (2, 1):
        quarrel(now - number * DAY)
    return now


def test_the_register_says_what_was_due_by_which_rule_how_late_and_whose(days):
    browser = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    page = words_of(browser.get("/breaches"))
    assert "Ask THRIVE again" in page
    assert "Kent contact standard" in page
    assert "thrive.after_change" not in page
    assert "response.grades" not in page
    assert "Control room" in page
    past = words_of(browser.get("/breaches?which=past&desk=control_room&kind=reassess"))
    assert "1 hour 30 minutes" in past
    assert "First quarrel" in past
    assert "No breach of that kind." in words_of(browser.get("/breaches?risk=3"))
    assert "Ask THRIVE again" in words_of(browser.get("/breaches?which=nonsense&from=x"))
    assert JournalEntry.objects.filter(kind="read_breaches").count() == 4


def test_who_may_not_see_incidents_sees_the_breach_and_not_what_it_says_of_people(days):
    page = signed_in(Role.PLANNER).get("/breaches?which=past").content.decode()
    assert "Ask THRIVE again" in page
    assert "First quarrel" not in page
    assert 'href="/incidents/' not in page


def test_queues_are_shown_with_age_risk_and_flow_and_a_picture_with_its_table(days):
    keep_queue_ledger(by=system_officer(), at=days)
    watch_queues(by=system_officer(), at=days)
    browser = signed_in(Role.PLANNER)
    page = words_of(browser.get("/queues"))
    assert "Control room Ask THRIVE again 3 3" in page
    assert "Too little to tell" in page
    late = "3 of 3 overdue; the oldest has waited 2 days 19 hours"
    assert late in page
    assert late in words_of(browser.get("/queues/control_room.reassess"))
    one = browser.get("/queues/control_room.reassess")
    assert 'role="img"' in one.content.decode()
    assert "so far" in words_of(one)
    assert browser.get("/queues/control_room.nonsense").status_code == 404
    assert browser.get("/queues/nowhere").status_code == 404
    assert browser.get("/queues/imu.allocate").status_code == 200


@pytest.mark.parametrize(("hours", "said"), [(6, 'govuk-tag--grey">Flows'), (0, 'govuk-tag--green">Flows')])
def test_a_queue_that_flows_is_green_only_while_nothing_in_it_is_overdue(hours, said):
    now = timezone.now()
    quarrel(now - hours * HOUR)
    QueueFlow.objects.create(
        desk="control_room", kind="reassess", nature="flowing", waiting=1, missed=0, bound=5, left_in_a_day=9,
        usual_in_a_day=9, last_out_at=now, as_at=now,
    )  # fmt: skip
    page = signed_in(Role.PLANNER).get("/queues").content.decode()
    assert said in page
    assert ("1 of 1 overdue" in page) is bool(hours)


def test_an_alarm_is_answered_on_its_page_by_those_who_may(days):
    system = system_officer()
    with writing(by=system, at=days) as w:
        alarm = QueueAlarm(
            id=w.new_id(), desk="imu", kind="decide_recording", nature="stalled", waiting=3, missed=9.0, bound=6.0,
            last_out_at=days - DAY, edition="Flow alarm 1", raised_at=days, raised_by_id=system.id,
        )  # fmt: skip
        w.entry(EntryKind.QUEUE_ALARM_RAISED, subject=alarm)
        w.insert(alarm)
    address = f"/queues/alarms/{alarm.id}/answer"
    assert "about 9 should have" in words_of(signed_in(Role.PLANNER).get("/queues"))
    assert signed_in(Role.PLANNER).get(address).status_code == 403
    supervisor = signed_in(Role.SUPERVISOR)
    page = words_of(supervisor.get(address))
    assert "Nothing leaves this queue" in page
    assert "So much is usual" not in page
    refused = supervisor.post(address, {"words": ""})
    assert refused.status_code == 422
    assert 'href="#id_words"' in refused.content.decode()
    answer = supervisor.post(address, {"words": "Two more on lates."})
    assert answer.status_code == 302
    assert "Two more on lates." in words_of(supervisor.get(answer["Location"]))
    assert supervisor.get("/queues/alarms/1/answer").status_code == 404


def test_an_alarm_of_what_comes_in_thinly_says_how_many_came_of_how_many_to_be_expected(days):
    system = system_officer()
    with writing(by=system, at=days) as w:
        alarm = QueueAlarm(
            id=w.new_id(), desk="vulnerability", kind="assess_domestic_abuse", nature="thinned", waiting=4, missed=31.0,
            bound=19.8, came_in=29, last_out_at=days - HOUR, edition="Thinning alarm 1", raised_at=days,
            raised_by_id=system.id,
        )  # fmt: skip
        w.entry(EntryKind.QUEUE_ALARM_RAISED, subject=alarm)
        w.insert(alarm)
    said = "29 came in; by the same hours of the weeks before about 60 were to be expected"
    assert said in words_of(signed_in(Role.PLANNER).get("/queues"))
    page = words_of(signed_in(Role.SUPERVISOR).get(f"/queues/alarms/{alarm.id}/answer"))
    assert "Far less comes into this queue" in page
    assert "29 came in; about 60 were to be expected" in page
    supervisor = signed_in(Role.SUPERVISOR)
    typed = {"words": "A district has left us.", "is_usual": "on"}
    answer = supervisor.post(f"/queues/alarms/{alarm.id}/answer", typed)
    told = words_of(supervisor.get(answer["Location"]))
    assert "Usual from now on" in told
    assert "A district has left us." in told


def test_the_worklist_goes_on_page_by_page(days):
    for _ in range(25):
        opened(days, former_partner_damage(days))
    browser = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    first = browser.get("/")
    assert "The next ones" in words_of(first)
    assert "From line 26" in words_of(browser.get("/?from=25"))
    assert first.content.decode().count("Overdue by") <= 25 + 10
    handler = words_of(signed_in(Role.CONTACT_HANDLER).get("/"))
    assert "Supervisor: look" not in handler


def test_the_picture_has_a_bar_for_every_day_that_moved_and_a_scale_that_reads_well(days):
    today = days.date()
    one = QueueFigures(
        desk=Desk.IMU, kind=DutyKind.ALLOCATE, day=today, came_in=3, went_out=1, waiting=7, overdue=0, oldest_at=None,
        risks=(7, 0, 0, 0),
    )  # fmt: skip
    chart = queue_chart([one], from_on=today - 9 * DAY, until_on=today)
    assert len(chart.came_in) == 10
    assert [bar.height > 0 for bar in chart.came_in].count(True) == 1
    assert chart.steps[-1][1] == 10
    assert round_up(3) == 5
    assert round_up(10**7) == 10**7


def test_what_falls_due_about_now_stands_above_what_has_been_overdue_for_long(days):
    for _ in range(12):
        opened(days - 40 * DAY, former_partner_damage(days - 40 * DAY))
    new = quarrel(days - 3 * HOUR)
    page = words_of(signed_in(Role.DISPATCHER).get("/"))
    soon, _, rest = page.partition("All that is due")
    assert "Due in the next hour, or overdue by up to two hours" in soon
    assert "Soonest first." in soon
    assert "riskiest first" not in soon.partition("Due in the next hour")[2], "said where the list keeps to it"
    assert "riskiest first" in rest
    assert new.reference in soon
    assert new.reference not in rest
    assert "Due within the hour" not in words_of(signed_in(Role.DISPATCHER).get("/?from=25"))


def test_of_more_than_ten_due_about_now_the_riskiest_are_shown_soonest_first_and_it_is_said(days):
    for _ in range(11):
        quarrel(days - 3 * HOUR)
    risky = opened(days, former_partner_damage(days))
    page = words_of(signed_in(Role.CONTROL_ROOM_SUPERVISOR).get("/"))
    soon = page.partition("All that is due")[0]
    assert risky.reference in soon
    assert "More is due about now than stands here" in soon


def test_two_duties_that_would_stand_there_as_the_same_are_one_line(days, monkeypatch):
    opened(days, former_partner_damage(days))
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    whole = worklist_of(by)
    twins = [other for one in whole for other in (one, replace(one, id=one.id + 10**6))]
    monkeypatch.setattr("constabulary.casework.reading.worklists.worklist_of", lambda *_, **__: twins)
    found = open_worklist(purpose="Testing", by=by, at=days)
    assert [one.title for one in found.lines] == [one.title for one in whole]


def test_a_queue_is_called_empty_only_at_nought():
    now = timezone.now()
    quarrel(now - 6 * HOUR)
    QueueFlow.objects.create(
        desk="control_room", kind="reassess", nature="empty", waiting=0, missed=0, bound=5, left_in_a_day=0,
        usual_in_a_day=0, last_out_at=now, as_at=now,
    )  # fmt: skip
    planner = signed_in(Role.PLANNER)
    page = words_of(planner.get("/queues"))
    assert "Was empty when last looked at" in page
    assert "1 of 1 overdue" in page
    assert "Nothing waits." not in words_of(planner.get("/queues/control_room.reassess"))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.OFFENDER_MANAGER, "plans, visits and notifications of people who have offended are not kept here yet"),
        (Role.FIREARMS_LEAD, "armed policing threat assessment, capacity and capability are not kept here yet"),
        (Role.DISPATCHER, ""),
    ],
    ids=["offender manager", "firearms lead", "a role with its own pages"],
)  # fmt: skip
def test_a_role_without_pages_of_its_own_is_told_what_is_here_for_it(role, said):
    page = words_of(signed_in(role).get("/"))
    assert said in page
    assert ("What is here for your role" in page) is bool(said)
