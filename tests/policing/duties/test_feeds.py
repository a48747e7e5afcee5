"""A feed between two desks that stops is an alarm within the hour when it is busy; normal weeks raise hardly any."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.policing.duties.feeds import FEEDS, assess_feed, silence_limit
from constabulary.policing.duties.flow import FlowState
from constabulary.standards.queues import FEED
from constabulary.standards.rulebook import Moments, at

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR, WEEK, MINUTE = timedelta(hours=1), timedelta(weeks=1), timedelta(minutes=1)
SETTINGS = at(Moments(decision=NOW))[FEED].value
FROM = NOW - WEEK * 5
#: Hand-overs in an hour of the day, of a busy feed and of a small force's.
BUSY = [4, 2, 2, 2, 2, 4, 8, 14, 20, 22, 22, 22, 20, 20, 22, 22, 22, 20, 18, 16, 14, 12, 8, 6]
QUIET = [one / 40 for one in BUSY]


def arrivals(rates, *, seed: str, until: datetime, began: datetime = FROM) -> list[datetime]:
    """Hand-overs by chance, at the rate of each hour."""
    chance, made, moment = Random(seed), [], began
    most = max(rates)
    while True:
        moment += timedelta(hours=chance.expovariate(most))
        if moment > until:
            return made
        if chance.random() * most < rates[moment.hour]:
            made.append(moment)


@pytest.mark.parametrize("seed", [str(one) for one in range(20)])
def test_a_busy_feed_that_stops_is_an_alarm_within_the_hour(seed):
    known = arrivals(BUSY, seed=seed, until=NOW)
    found = assess_feed(known, from_at=FROM, at=NOW + HOUR, settings=SETTINGS)
    assert found.state is FlowState.SILENT
    assert found.expected > found.limit
    assert assess_feed(known, from_at=FROM, at=known[-1] + MINUTE, settings=SETTINGS).state is FlowState.FLOWING


def test_a_feed_that_stops_at_night_is_an_alarm_once_work_should_have_come():
    midnight = NOW.replace(hour=0)
    known = arrivals(BUSY, seed="night", until=midnight)
    assert assess_feed(known, from_at=FROM, at=midnight + HOUR, settings=SETTINGS).state is FlowState.FLOWING
    assert assess_feed(known, from_at=FROM, at=midnight + 8 * HOUR, settings=SETTINGS).state is FlowState.SILENT


def test_half_a_year_of_normal_weeks_raises_hardly_an_alarm():
    began, weeks = NOW - WEEK * 31, 26
    for rates, most in ((BUSY, 4), (QUIET, 4)):
        known = arrivals(rates, seed="half a year", until=NOW, began=began)
        alarms, silent, moment = 0, False, began + WEEK * 5
        while moment < began + WEEK * (5 + weeks):
            since = moment - WEEK * 5
            recent = known[bisect_right(known, since) : bisect_right(known, moment)]
            is_silent = assess_feed(recent, from_at=since, at=moment, settings=SETTINGS).state is FlowState.SILENT
            alarms += is_silent and not silent
            silent, moment = is_silent, moment + HOUR
        assert alarms <= most


@pytest.mark.parametrize(
    ("known", "state"),
    [
        pytest.param([], FlowState.NO_RHYTHM, id="nothing ever came"),
        pytest.param([NOW - HOUR * one for one in range(30, 0, -1)], FlowState.NO_RHYTHM, id="too little to speak of"),
    ],
)
def test_a_feed_of_which_too_little_is_known_raises_nothing(known, state):
    assert assess_feed(known, from_at=FROM, at=NOW, settings=SETTINGS).state is state


def test_a_feed_watched_for_less_than_a_week_raises_nothing():
    known = [NOW - MINUTE * one for one in range(2000, 200, -1)]
    found = assess_feed(known, from_at=NOW - timedelta(days=6), at=NOW, settings=SETTINGS)
    assert found.state is FlowState.NO_RHYTHM


def test_what_comes_later_is_not_known_yet():
    known = arrivals(BUSY, seed="later", until=NOW)
    later = [*known, NOW + 2 * HOUR]
    assert assess_feed(later, from_at=FROM, at=NOW + HOUR, settings=SETTINGS).last_at == known[-1]


def test_a_silence_of_weeks_stays_an_alarm():
    known = arrivals(BUSY, seed="weeks", until=NOW)
    later = NOW + WEEK + HOUR
    assert assess_feed(known, from_at=FROM, at=later, settings=SETTINGS).state is FlowState.SILENT


def test_fewer_weeks_seen_ask_for_a_longer_silence():
    limits = [silence_limit(500, weeks=weeks, settings=SETTINGS) for weeks in (1, 2, 4, 12)]
    assert limits == sorted(limits, reverse=True)


def test_every_feed_is_between_desks_by_a_kind_of_duty():
    assert len({(one.to_desk, one.kind) for one in FEEDS}) == len(FEEDS)
    assert all(one.kind in CATALOGUE for one in FEEDS)


def test_the_hours_of_the_weeks_before_are_those_of_the_clock_in_london():
    # The clocks went back on 25 October: eight in the morning came an hour later by UTC from then on.
    monday = datetime(2026, 10, 26, 8, 30, tzinfo=UTC)
    before = [monday - WEEK * back - 2 * HOUR + MINUTE * one for back in range(1, 5) for one in range(1, 61)]
    known = [*sorted(before), monday - HOUR]
    found = assess_feed(known, from_at=monday - WEEK * 5, at=monday, settings=SETTINGS)
    assert found.expected == 60
