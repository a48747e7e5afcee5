"""The queue ledger against a plain recount, as at any day; the alarm raised, answered, raised again, over."""

from collections import Counter
from datetime import date, timedelta
from itertools import cycle

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_incident
from constabulary.casework.queues import (
    answer_queue_alarm,
    keep_queue_ledger,
    watch_feeds,
    watch_inflow,
    watch_queues,
)
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, Incident, JournalEntry, QueueAlarm, QueueDay
from constabulary.records.queries.queues import figures_of_days, flow_histories
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import asked_again, opened, quarrel

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def ten_days(db, at):
    """Ten days of quarrels and abuse: some closed the same day, some asked again, some left open."""
    for number in range(10):
        began = at - (10 - number) * DAY
        incident = opened(began, former_partner_damage(began)) if number % 3 == 0 else quarrel(began)
        by = asking(Role.DISPATCHER)
        if number % 2:
            asked_again(incident, began + 3 * HOUR, by=by, grade="G2" if number % 3 == 0 else None)
        if number % 3 == 1:
            close_incident(
                incident=incident.pk, category="civil-dispute", rationale="Settled.", by=by, at=began + 3 * HOUR
            )
    return at


def plain_recount(day: date) -> dict[tuple[str, str], tuple[int, int, int]]:
    begins, ends = start_of(day), start_of(day + DAY)
    came, went, waited = Counter(), Counter(), Counter()
    duties = list(Duty.objects.all())
    for one in duties:
        queue = (one.desk, one.kind)
        continues = any(
            other.pk != one.pk and (other.journey_id, other.desk, other.kind) == (one.journey_id, *queue)
            and other.state == "superseded" and other.ended_at == one.opened_at
            for other in duties
        )  # fmt: skip
        if begins <= one.opened_at < ends:
            came[queue] += not continues
            went[queue] -= continues
        if one.ended_at and begins <= one.ended_at < ends:
            went[queue] += 1
        if one.opened_at < ends and (one.ended_at is None or one.ended_at >= ends):
            waited[queue] += 1
    return {
        queue: (came[queue], went[queue], waited[queue])
        for queue in {*came, *went, *waited}
        if came[queue] + went[queue] + waited[queue]
    }


def test_the_ledger_equals_a_plain_recount_and_each_day_follows_from_the_one_before(ten_days, system):
    keep_queue_ledger(by=system, at=ten_days)
    days = sorted(set(QueueDay.objects.values_list("day", flat=True)))
    assert days[-1] == local_day(ten_days) - DAY
    before: dict[tuple[str, str], int] = {}
    for day in days:
        kept = {
            (one.desk, one.kind): (one.came_in, one.went_out, one.waiting) for one in QueueDay.objects.filter(day=day)
        }
        assert kept == plain_recount(day), day
        for queue, (came, went, waiting) in kept.items():
            assert waiting == before.get(queue, 0) + came - went, (day, queue)
        before = {queue: waiting for queue, (_, _, waiting) in kept.items()}


def test_a_day_computed_later_is_the_same_and_is_kept_once(ten_days, system):
    first = keep_queue_ledger(by=system, at=ten_days - 3 * DAY)
    kept = list(QueueDay.objects.order_by("id").values_list("desk", "kind", "day", "came_in", "went_out", "waiting"))
    assert first == len(kept) > 0
    assert keep_queue_ledger(by=system, at=ten_days - 3 * DAY) == 0
    keep_queue_ledger(by=system, at=ten_days)
    again = {
        (one.desk.value, one.kind.value, one.day): (one.came_in, one.went_out, one.waiting)
        for one in figures_of_days(from_on=kept[0][2], until_on=kept[-1][2], as_at=ten_days)
    }
    for desk, kind, day, *figures in kept:
        assert again[(desk, kind, day)] == tuple(figures)
    assert JournalEntry.objects.filter(kind="queue_ledger_kept").count() == 2


def test_a_clock_wound_anew_neither_comes_in_nor_goes_out(officer, at):
    incident = quarrel(at)
    by = officer(Role.DISPATCHER)
    asked_again(incident, at + HOUR, by=by)
    day = local_day(at)
    found = {(one.desk, one.kind): one for one in figures_of_days(from_on=day, until_on=day, as_at=at + 2 * HOUR)}
    supervise = found[(Desk.CONTROL_ROOM, DutyKind.SUPERVISE)]
    assert (supervise.came_in, supervise.went_out, supervise.waiting) == (1, 0, 1)
    reassess = found[(Desk.CONTROL_ROOM, DutyKind.REASSESS)]
    assert (reassess.came_in, reassess.went_out, reassess.waiting) == (2, 1, 1)
    assert sum(reassess.risks) == reassess.waiting


def test_before_there_is_a_duty_there_is_no_ledger(db, at, system):
    assert keep_queue_ledger(by=system, at=at) == 0


@pytest.fixture
def stalled(db, at):
    """Four weeks of quarrels opened at nine and closed by eleven, every day twice; then two that nobody touches."""
    by_day = at.replace(hour=9, minute=0) - timedelta(days=29)
    while by_day < at.replace(hour=0):
        for hour in (0, 3):
            began = by_day + hour * HOUR
            incident = quarrel(began)
            close_incident(
                incident=incident.pk, category="civil-dispute", rationale="Settled.", by=asking(Role.DISPATCHER),
                at=began + 2 * HOUR,
            )  # fmt: skip
        by_day += DAY
    for minutes in (0, 30):
        quarrel(at.replace(hour=0) + timedelta(minutes=minutes))
    return at.replace(hour=0) + 5 * DAY


@pytest.mark.usefixtures("stalled")
def test_a_stalled_queue_of_low_count_is_raised_once_answered_raised_again_and_over_when_it_flows(stalled, system):
    watch_queues(by=system, at=stalled)
    alarm = QueueAlarm.objects.get(desk="control_room", kind="reassess")
    assert (alarm.nature, alarm.waiting) == ("stalled", 2)
    duty = Duty.objects.get(alarm=alarm)
    assert (duty.kind, duty.desk, duty.state) == ("answer_queue_alarm", "control_room", "open")
    watch_queues(by=system, at=stalled + timedelta(minutes=10))
    assert QueueAlarm.objects.filter(desk="control_room", kind="reassess").count() == 1
    with pytest.raises(NotPermitted):
        answer_queue_alarm(alarm=alarm.pk, words="x", by=asking(Role.DISPATCHER), at=stalled + HOUR)
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    with pytest.raises(NotAllowed):
        answer_queue_alarm(alarm=alarm.pk, words=" ", by=by, at=stalled + HOUR)
    answer_queue_alarm(alarm=alarm.pk, words="Two more on lates.", by=by, at=stalled + HOUR)
    with pytest.raises(NotAllowed):
        answer_queue_alarm(alarm=alarm.pk, words="Again.", by=by, at=stalled + HOUR)
    duty.refresh_from_db()
    assert duty.state == "met"
    watch_queues(by=system, at=stalled + 2 * HOUR)
    assert QueueAlarm.objects.filter(kind="reassess").count() == 1
    watch_queues(by=system, at=stalled + 26 * HOUR)
    second = QueueAlarm.objects.filter(kind="reassess").latest("id")
    assert second.pk != alarm.pk
    for one in Duty.objects.filter(state="open", kind="reassess"):
        asked_again(one.incident, stalled + 26 * HOUR, by=asking(Role.DISPATCHER))
    watch_queues(by=system, at=stalled + 27 * HOUR)
    second.refresh_from_db()
    assert second.over_at == stalled + 27 * HOUR
    # Nobody answered the second: it fell away when the queue flowed again.
    assert Duty.objects.get(alarm=second).state == "superseded"


def test_quiet_nights_raise_nobody(stalled, system):
    quiet = stalled - 5 * DAY
    for hour in range(1, 7):
        watch_queues(by=system, at=quiet + hour * HOUR)
    assert not QueueAlarm.objects.filter(desk="control_room").exists()


def hand_overs(moments, at, *, desk="imu", kind="acknowledge_handoff"):
    """Incidents handed to a desk, by default to the IMU, at these moments, each acknowledged."""
    # Of several journeys, as in life: each duty is held against the others of its own.
    incidents = [quarrel(at - timedelta(days=40)) for _ in range(8)]
    by = asking(Role.DISPATCHER)
    with writing(by=by, at=at, purpose="A test") as w:
        rows = [w.lock(Incident, one.pk) for one in incidents]
        for row in rows:
            w.entry(EntryKind.INCIDENT_LOGGED, subject=row, journey=row.journey_id)
        for moment, row in zip(moments, cycle(rows), strict=False):
            w.insert(
                Duty(
                    journey_id=row.journey_id, incident_id=row.id, kind=kind, desk=desk, state="met",
                    rule="x", edition="x", opened_at=moment, due_at=moment + HOUR, ended_at=moment + HOUR / 4,
                    ended_by_id=by.id,
                )
            )  # fmt: skip


def test_a_feed_between_two_desks_that_stops_is_raised_within_the_hour_and_over_when_it_is_heard_again(system, at):
    stopped = at - HOUR
    hand_overs([stopped - DAY * day + HOUR / 16 * number for day in range(1, 36) for number in range(-32, 32)], at)
    hand_overs([stopped - HOUR / 16 * number for number in range(32)], at)
    assert watch_feeds(by=system, at=stopped + HOUR / 10) == 0
    assert watch_feeds(by=system, at=at) == 1
    alarm = QueueAlarm.objects.get()
    assert (alarm.desk, alarm.kind, alarm.nature, alarm.last_out_at) == (
        "imu",
        "acknowledge_handoff",
        "silent",
        stopped,
    )
    assert Duty.objects.get(alarm=alarm).kind == DutyKind.ANSWER_QUEUE_ALARM
    assert watch_feeds(by=system, at=at + HOUR / 6) == 0
    # It is another alarm than that of a queue which does not flow, and ends by another way.
    watch_queues(by=system, at=at + HOUR / 6)
    alarm.refresh_from_db()
    assert alarm.over_at is None
    hand_overs([at + HOUR / 5], at + HOUR)
    assert watch_feeds(by=system, at=at + HOUR / 4) == 1
    alarm.refresh_from_db()
    assert alarm.over_at == at + HOUR / 4
    assert Duty.objects.get(alarm=alarm).state == "superseded"


def test_feeds_are_watched_by_those_who_see_measures(db, at):
    with pytest.raises(NotPermitted):
        watch_feeds(by=asking(Role.INVESTIGATOR), at=at)


#: Sixty a day, and how a day goes of which every other one is lost.
USUAL = [HOUR / 3 * number for number in range(60)]
HALVED = USUAL[::2]


def five_weeks(last_day, at):
    """Hand-overs of five weeks of usual days, and of the last day only these."""
    before = [at - DAY * day + after for day in range(2, 37) for after in USUAL]
    return [*before, *[at - DAY + after for after in last_day if after]]


@pytest.mark.parametrize(
    ("desk", "kind", "told"),
    [
        pytest.param("vulnerability", "assess_domestic_abuse", "supervision", id="referrals to the vulnerability desk"),
        pytest.param("online_investigation", "set_plan", "supervision", id="crimes for POLIT"),
        pytest.param("control_room", "acknowledge_handoff", "control_room", id="what comes back to the control room"),
    ],
)
def test_what_comes_to_a_desk_and_is_halved_is_raised_within_a_day_with_its_supervisor(desk, kind, told, system, at):
    hand_overs(five_weeks(HALVED, at), at, desk=desk, kind=kind)
    assert watch_inflow(by=system, at=at - DAY) == 0, "the days before were usual ones"
    assert watch_inflow(by=system, at=at) == 1
    alarm = QueueAlarm.objects.get()
    assert (alarm.desk, alarm.kind, alarm.nature, alarm.came_in) == (desk, kind, "thinned", 29)
    assert alarm.came_in + alarm.missed == pytest.approx(60)
    duty = Duty.objects.get(alarm=alarm)
    assert (duty.kind, duty.desk, duty.state) == ("answer_queue_alarm", told, "open")
    assert watch_inflow(by=system, at=at + HOUR) == 0, "nobody is told twice of the same"
    # Neither the watch of what goes out nor that of silence ends what they did not raise.
    watch_queues(by=system, at=at + HOUR)
    watch_feeds(by=system, at=at + HOUR)
    alarm.refresh_from_db()
    assert alarm.over_at is None
    by = asking(Role.CONTROL_ROOM_SUPERVISOR)
    answer_queue_alarm(alarm=alarm.pk, words="The form of two districts sends nothing: mended by noon.", by=by, at=at)
    duty.refresh_from_db()
    assert duty.state == "met"


def test_what_comes_again_as_usual_ends_the_alarm_and_what_still_does_not_is_raised_anew(system, at):
    hand_overs(five_weeks(HALVED, at), at)
    watch_inflow(by=system, at=at)
    first = QueueAlarm.objects.get()
    answer_queue_alarm(alarm=first.pk, words="Asked.", by=asking(Role.SUPERVISOR), at=at + HOUR)
    hand_overs([at + after for after in HALVED], at + DAY)
    assert watch_inflow(by=system, at=at + DAY) == 0
    assert watch_inflow(by=system, at=at + DAY + HOUR) == 1, "a day after the answer it is as it was"
    second = QueueAlarm.objects.latest("id")
    hand_overs([at + DAY + HOUR + after for after in USUAL], at + 2 * DAY)
    assert watch_inflow(by=system, at=at + 2 * DAY + HOUR) == 0, "one usual day after two thin ones may be luck"
    hand_overs([at + 2 * DAY + HOUR + after for after in USUAL], at + 3 * DAY)
    assert watch_inflow(by=system, at=at + 3 * DAY + HOUR) == 2
    second.refresh_from_db()
    first.refresh_from_db()
    assert first.over_at == second.over_at == at + 3 * DAY + HOUR
    assert Duty.objects.get(alarm=second).state == "superseded"


def halved_for_weeks(weeks, at):
    """Five usual weeks before the last day, which is halved and so are the weeks that follow."""
    hand_overs(five_weeks(HALVED, at), at)
    hand_overs([at + DAY * day + after for day in range(7 * weeks) for after in HALVED], at)


def test_what_stays_halved_stays_raised_until_a_supervisor_says_that_so_much_is_usual(system, at):
    halved_for_weeks(8, at)
    assert watch_inflow(by=system, at=at) == 1
    first = QueueAlarm.objects.get()
    for week in range(1, 6):
        assert watch_inflow(by=system, at=at + WEEK * week) == 0, "it is raised once, and stands"
    answered = at + WEEK * 5
    answer_queue_alarm(alarm=first.pk, words="We ask.", by=asking(Role.SUPERVISOR), at=answered)
    later = at + WEEK * 6
    assert watch_inflow(by=system, at=later) == 1, "it was answered and still stands"
    second = QueueAlarm.objects.get(answered_at=None)
    assert second.came_in + second.missed == pytest.approx(60), "beside the weeks before the first"
    closed = later + HOUR
    by = asking(Role.SUPERVISOR)
    answer_queue_alarm(alarm=second.pk, words="A district has left us.", is_usual=True, by=by, at=closed)
    assert {one.over_at for one in QueueAlarm.objects.all()} == {closed}
    assert Duty.objects.get(alarm=second).state == "met"
    for day in range(1, 14, 3):
        assert watch_inflow(by=system, at=closed + DAY * day) == 0
    assert QueueAlarm.objects.count() == 2
    assert JournalEntry.objects.filter(kind="queue_flows_again", subject_row=first.pk).count() == 1


def test_what_falls_again_after_it_was_taken_for_usual_is_raised_again(system, at):
    halved_for_weeks(5, at)
    watch_inflow(by=system, at=at)
    by = asking(Role.SUPERVISOR)
    answer_queue_alarm(alarm=QueueAlarm.objects.get().pk, words="So be it.", is_usual=True, by=by, at=at)
    fallen = at + WEEK * 5
    hand_overs([fallen + HOUR * 8], fallen)
    assert watch_inflow(by=system, at=fallen) == 0
    assert watch_inflow(by=system, at=fallen + DAY) == 1
    assert QueueAlarm.objects.get(over_at=None).missed == pytest.approx(29, abs=1)


def test_only_of_a_queue_that_thins_can_it_be_said_that_it_is_usual(system, at):
    hand_overs(five_weeks(USUAL[:12], at), at)
    watch_feeds(by=system, at=at)
    silent = QueueAlarm.objects.get()
    with pytest.raises(NotAllowed) as refused:
        answer_queue_alarm(alarm=silent.pk, words="Yes.", is_usual=True, by=asking(Role.SUPERVISOR), at=at)
    assert [one.code for one in refused.value.reasons] == ["queue-alarm.only-of-thinned"]
    silent.refresh_from_db()
    assert (silent.over_at, silent.answered_at) == (None, None)


@pytest.mark.parametrize(
    "last_day", [pytest.param(USUAL, id="as usual"), pytest.param(USUAL[: 60 * 4 // 5], id="a fifth less")]
)
def test_usual_days_and_days_that_are_a_little_thin_raise_nobody(last_day, system, at):
    hand_overs(five_weeks(last_day, at), at)
    for hour in range(0, 24 * 3, 12):
        assert watch_inflow(by=system, at=at - HOUR * hour) == 0
    assert not QueueAlarm.objects.exists()


def test_what_one_act_opens_together_came_in_once(system, at):
    lines = [at - DAY * day for day in range(1, 35) for _ in range(30)]
    hand_overs(lines, at, desk="investigation", kind="follow_line")
    assert watch_inflow(by=system, at=at) == 0


def test_who_was_told_that_nothing_comes_is_not_told_that_little_came_when_it_comes_again(system, at):
    hand_overs(five_weeks(USUAL[:12], at), at)
    assert watch_feeds(by=system, at=at) == 1
    assert watch_inflow(by=system, at=at) == 0
    hand_overs([at + HOUR / 4], at + HOUR)
    assert watch_feeds(by=system, at=at + HOUR / 2) == 1
    assert watch_inflow(by=system, at=at + HOUR / 2) == 0
    assert {one.nature for one in QueueAlarm.objects.all()} == {"silent"}


def test_an_inflow_is_watched_by_those_who_see_measures(db, at):
    with pytest.raises(NotPermitted):
        watch_inflow(by=asking(Role.INVESTIGATOR), at=at)


def test_queues_are_looked_at_in_one_order_so_that_a_force_made_again_has_the_same_alarms(ten_days, at):
    names = [(one.desk.value, one.kind.value) for one in flow_histories(from_at=at - 2 * WEEK, at=at)]
    assert len(names) > 3
    assert names == sorted(names)
