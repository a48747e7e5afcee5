"""Crimes that went one way out and begin to go another: raised the night after with the registrar, looked at, raised again."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import ways_out_watch
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.timed_work import clear_technical_rows, do_timed_job, last_done
from constabulary.casework.ways_out_watch import look_at_move, open_move, watch_ways_out
from constabulary.jobs.timed import TIMED_JOBS
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.moved import LOOKED_AT_ALREADY, WORDS_MISSING, MoveFinding
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, Duty, JobRun, JournalEntry, Outcome, WayMoved
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: The share of each way out in the weeks before, and twenty crimes of a day that go as they did.
WEEKS_BEFORE = {"16": 100, "18": 50, "1": 50}
USUAL = {"16": 10, "18": 5, "1": 5}


def ended(crime, ways, *, at, over=timedelta(0)):
    """So many crimes ended each way, all of one kind of offence, at a moment or spread evenly over a time up to it.

    Outcomes of one crime, each overtaken: a way out is counted by its decision, and a crime for each takes a minute.
    """
    proposer, approver = asking(Role.DETECTIVE), asking(Role.SUPERVISOR)
    codes = [code for code, many in ways.items() for _ in range(many)]
    with writing(by=approver, at=at, purpose="Taken over") as w:
        w.entry(EntryKind.OUTCOME_APPROVED, subject=w.lock(Crime, crime.pk), journey=crime.journey_id)
        for place, code in enumerate(codes):
            moment = at - over * place / len(codes)
            w.insert(
                Outcome(
                    journey_id=crime.journey_id, crime_id=crime.pk, outcome_type=code, state="overtaken", edition="",
                    rationale="As it was.", proposed_at=moment, proposed_by_id=proposer.id, decided_at=moment,
                    decided_by_id=approver.id, overtaken_at=moment, overtaken_by_id=approver.id,
                )
            )  # fmt: skip


@pytest.fixture
def night(db, at):
    """Twenty to one of the night after a day, of which the weeks before are known."""
    return start_of(local_day(at)) + 2 * HOUR / 3


@pytest.fixture
def crime(night):
    made = planned(night - 60 * DAY)
    ended(made, WEEKS_BEFORE, at=night - 2 * DAY, over=50 * DAY)
    return made


@pytest.fixture
def watch(system):
    """Asks as the clock does."""

    def asked(at):
        say_who_asks(system)
        return watch_ways_out(by=system, at=at)

    return asked


def test_outcome_16_that_becomes_18_overnight_is_raised_with_the_registrar_the_night_after(night, crime, watch):
    ended(crime, {"18": 15, "1": 5}, at=night - 9 * HOUR)
    assert watch(night) == 1
    move = WayMoved.objects.get()
    assert (move.day, move.fell, move.rose) == (local_day(night) - DAY, "16", "18")
    assert (move.found_fell, move.expected_fell, move.found_rose, move.expected_rose) == (0, 10.0, 15, 5.0)
    duty = Duty.objects.get(kind="look_at_ways_out")
    assert (duty.desk, duty.subject_row, duty.state) == ("registrar", move.pk, "open")
    assert duty.due_at == night + DAY
    entry = JournalEntry.objects.get(kind=EntryKind.WAYS_OUT_RAISED.value)
    assert entry.subject_row == move.pk
    assert watch(night + HOUR) == 0, "the clock asks again of the same day"


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(USUAL, id="as in the weeks before"),
        pytest.param({"16": 7, "18": 8, "1": 5}, id="a little of 16 became 18"),
        pytest.param({}, id="nothing ended"),
    ],
)
def test_a_day_that_chance_explains_raises_nobody(day, night, crime, watch):
    ended(crime, day, at=night - 9 * HOUR)
    assert watch(night) == 0
    assert not WayMoved.objects.exists()
    assert not Duty.objects.filter(kind="look_at_ways_out").exists()


def test_a_force_with_no_history_raises_nobody(night, watch):
    ended(planned(night - 3 * DAY), {"18": 15, "1": 5}, at=night - 9 * HOUR)
    assert watch(night) == 0


def test_what_ends_today_is_asked_of_tomorrow(night, crime, watch):
    ended(crime, USUAL, at=night - 9 * HOUR)
    ended(crime, {"18": 15, "1": 5}, at=night - HOUR / 3)
    assert watch(night) == 0
    assert watch(night + DAY) == 1


def test_the_registrar_looks_once_with_words_and_the_duty_is_met(night, crime, watch):
    ended(crime, {"18": 15, "1": 5}, at=night - 9 * HOUR)
    watch(night)
    move = WayMoved.objects.get()
    looks = {"move": move.pk, "finding": MoveFinding.WRONG, "at": night + 9 * HOUR}
    by = asking(Role.CRIME_REGISTRAR)
    with pytest.raises(NotPermitted):
        look_at_move(**looks, words="Read ten.", by=asking(Role.DESIGNATED_DECISION_MAKER))
    with pytest.raises(NotAllowed) as refusal:
        look_at_move(**looks, words="  ", by=by)
    assert refusal.value.reasons == (WORDS_MISSING,)
    move.refresh_from_db()
    assert (move.finding, move.looked_at) == ("", None)
    look_at_move(**looks, words="Ten read: suspects were named. ", by=by)
    move.refresh_from_db()
    assert (move.finding, move.words, move.looked_by_id) == ("wrong", "Ten read: suspects were named.", by.id)
    assert Duty.objects.get(kind="look_at_ways_out").state == "met"
    assert JournalEntry.objects.filter(kind=EntryKind.WAYS_OUT_LOOKED_AT.value, subject_row=move.pk).count() == 1
    with pytest.raises(NotAllowed) as refusal:
        look_at_move(**looks, words="Again.", by=by)
    assert refusal.value.reasons == (LOOKED_AT_ALREADY,)


def test_what_goes_on_moving_is_raised_again_a_week_after_somebody_looked_and_not_before(night, crime, watch):
    ended(crime, {"18": 15, "1": 5}, at=night - 9 * HOUR)
    watch(night)
    ended(crime, {"18": 15, "1": 5}, at=night + 15 * HOUR)
    assert watch(night + DAY) == 0, "nobody has looked at the first yet"
    by = asking(Role.CRIME_REGISTRAR)
    look_at_move(move=WayMoved.objects.get().pk, finding=MoveFinding.WRONG, words="Told.", by=by, at=night + DAY)
    for days in (2, 8):
        ended(crime, {"18": 15, "1": 5}, at=night + days * DAY - 9 * HOUR)
    assert watch(night + 2 * DAY) == 0
    assert watch(night + 8 * DAY) == 1
    assert WayMoved.objects.count() == 2
    assert Duty.objects.filter(kind="look_at_ways_out", state="open").count() == 1


def done_by_the_clock(at):
    """The clock's own run of the night, at a moment of it."""
    (job,) = [one for one in TIMED_JOBS if one.verb is watch_ways_out]
    system = system_officer()
    say_who_asks(system)
    return do_timed_job(name=job.name, verb=job.verb, due_at=job.due_at(at), by=system, at=at)


def test_the_nights_of_an_outage_are_made_up_and_each_day_is_asked_of_once(night, crime, monkeypatch):
    asked = []
    counts = ways_out_watch.count_ways
    monkeypatch.setattr(
        ways_out_watch,
        "count_ways",
        lambda scope, windows, *rest: asked.append(local_day(windows.since)) or counts(scope, windows, *rest),
    )
    today = local_day(night)
    assert done_by_the_clock(night + HOUR).handled == 0
    assert asked == [today - DAY], "a clock that never ran asks of yesterday"
    # Down for five nights; what moved on the second of the days was back to usual after it.
    for day in range(1, 6):
        ended(crime, {"18": 15, "1": 5} if day == 2 else USUAL, at=night + day * DAY - 9 * HOUR)
    asked.clear()
    assert done_by_the_clock(night + 5 * DAY + 9 * HOUR).handled == 1
    assert asked == [today + DAY * day for day in range(5)]
    move = WayMoved.objects.get()
    assert (move.day, move.fell, move.rose) == (today + DAY, "16", "18")
    assert (move.found_fell, move.found_rose) == (0, 15)
    assert Duty.objects.get(kind="look_at_ways_out").due_at == night + 5 * DAY + 9 * HOUR + DAY
    asked.clear()
    assert done_by_the_clock(night + 5 * DAY + 10 * HOUR) is None
    assert done_by_the_clock(night + 6 * DAY + HOUR).handled == 0
    assert asked == [today + 5 * DAY]


def test_a_night_that_failed_is_asked_of_again_and_raises_nothing_twice(night, crime, watch):
    ended(crime, {"18": 15, "1": 5}, at=night - 9 * HOUR)
    assert watch(night) == 1
    look_at_move(
        move=WayMoved.objects.get().pk,
        finding=MoveFinding.WRONG,
        words="Told.",
        by=asking(Role.CRIME_REGISTRAR),
        at=night,
    )
    JobRun.objects.create(job=ways_out_watch.JOB, due_at=night - DAY, began_at=night, state="done")
    JobRun.objects.create(job=ways_out_watch.JOB, due_at=night, began_at=night, state="failed")
    assert watch(night + 20 * DAY) == 0, "the day was raised once, however long ago it was looked at"


def test_what_was_done_last_is_remembered_through_a_long_outage(night, system):
    for days in (50, 40):
        JobRun.objects.create(job="a job", due_at=night - days * DAY, began_at=night - days * DAY, state="done")
    JobRun.objects.create(job="a job", due_at=night - 35 * DAY, began_at=night - 35 * DAY, state="failed")
    clear_technical_rows(by=system, at=night)
    assert [one.due_at for one in JobRun.objects.all()] == [night - 40 * DAY]
    assert last_done("a job") == night - 40 * DAY
    assert last_done("another") is None


def test_ways_out_are_watched_by_those_who_measure_and_opened_by_the_registrar(night):
    with pytest.raises(NotPermitted):
        watch_ways_out(by=asking(Role.INVESTIGATOR), at=night)
    with pytest.raises(NotPermitted):
        open_move(number=1, by=asking(Role.SUPERVISOR), at=night)
    with pytest.raises(NoSuchRecord):
        open_move(number=1, by=asking(Role.CRIME_REGISTRAR), at=night)
