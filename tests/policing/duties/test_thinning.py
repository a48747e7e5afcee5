"""A feed that is halved is an alarm within a day when it is busy; normal weeks raise hardly any."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.duties.thinning import assess_thinning, chance_of_so_few
from constabulary.standards.queues import THINNING
from constabulary.standards.rulebook import Moments, at
from tests.policing.duties.test_feeds import BUSY, arrivals

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
FROM = NOW - WEEK * 5
SETTINGS = at(Moments(decision=NOW))[THINNING].value


def halved(seed, *, since, until, rates=BUSY):
    """A feed of which every other hand-over is lost from a moment on."""
    known = arrivals(rates, seed=seed, until=until)
    return [moment for place, moment in enumerate(known) if moment <= since or place % 2]


@pytest.mark.parametrize("seed", [str(one) for one in range(10)])
def test_a_busy_feed_that_is_halved_is_an_alarm_within_a_day(seed):
    known = halved(seed, since=NOW, until=NOW + DAY)
    found = assess_thinning(known, from_at=FROM, at=NOW + DAY, settings=SETTINGS)
    assert found.is_thin
    assert found.seen < found.expected
    assert not found.comes_again
    usual = assess_thinning(known, from_at=FROM, at=NOW, settings=SETTINGS)
    assert (usual.is_thin, usual.comes_again) == (False, True)


@pytest.mark.parametrize("seed", [str(one) for one in range(5)])
def test_a_feed_that_stays_halved_stays_an_alarm_for_months_and_comes_again_within_three_days(seed):
    mended = NOW + WEEK * 10
    known = halved(seed, since=NOW, until=mended)
    known += [one for one in arrivals(BUSY, seed=f"{seed} on", until=mended + WEEK) if one > mended]
    raised, ahead = NOW + DAY, WEEK * (SETTINGS.weeks + 2)

    def found(at):
        return assess_thinning(known, from_at=raised - ahead, at=at, settings=SETTINGS, thin_since=raised)

    for day in range(1, 70):
        assert found(NOW + DAY * day + HOUR * (day % 24)).comes_again is False, day
    assert found(mended).is_thin
    assert found(mended).expected == pytest.approx(found(raised).expected, rel=0.1), (
        "the weeks before the alarm are what was usual"
    )
    assert found(mended + DAY * 3).comes_again
    slid = assess_thinning(known, from_at=mended - WEEK * 5, at=mended, settings=SETTINGS)
    assert not slid.is_thin, "without an alarm to go by, nine weeks on so much is usual"


def test_an_alarm_soon_after_so_much_was_taken_for_usual_ends_when_it_comes_again():
    """Watched for two weeks only when it fell: enough to raise the alarm, so enough to end it, whatever the hour."""
    began = NOW - WEEK * 2
    fell, mended = NOW, NOW + DAY * 5
    every = [began + timedelta(minutes=20 * one) for one in range(72 * 60)]
    known = [one for place, one in enumerate(every) if not fell < one <= mended or place % 2]
    raised = fell + DAY
    assert assess_thinning(known, from_at=began, at=raised, settings=SETTINGS).is_thin
    held = {"from_at": began, "settings": SETTINGS, "thin_since": raised}
    for hours in range(0, 24 * 5, 3):
        assert not assess_thinning(known, at=raised + HOUR * min(hours, 24 * 4), **held).comes_again
    looks = [assess_thinning(known, at=mended + DAY * 8 + HOUR * hours, **held) for hours in range(0, 24 * 20, 3)]
    assert all(one.comes_again for one in looks)


def test_what_goes_on_falling_below_the_fewest_stays_an_alarm():
    known = [one for one in arrivals([one / 10 for one in BUSY], seed="fewer", until=NOW) if one <= NOW - DAY]
    raised, later = NOW, NOW + WEEK * 8
    trickle = sorted([*known, *(NOW + WEEK * week for week in range(9))])
    held = {"from_at": raised - WEEK * 6, "settings": SETTINGS}
    now = assess_thinning(trickle, at=later + HOUR, thin_since=raised, **held)
    assert (now.seen, now.is_thin, now.comes_again) == (1, True, False)
    recent = assess_thinning(trickle, at=later + HOUR, from_at=later - WEEK * 5, settings=SETTINGS)
    assert not recent.comes_again


def test_a_lucky_day_of_a_halved_feed_does_not_end_the_alarm():
    steady = [FROM - WEEK + timedelta(minutes=20 * one) for one in range(6 * 7 * 72) if FROM <= NOW]
    days = {1: 2, 2: 2, 3: 2, 4: 1}
    later = [NOW + timedelta(minutes=20 * one) for one in range(4 * 72) if not one % days[one // 72 + 1]]
    known = sorted(one for one in steady if one <= NOW) + later
    raised = NOW + DAY
    held = {"from_at": FROM - WEEK, "settings": SETTINGS, "thin_since": raised}
    lucky = assess_thinning(known, at=NOW + DAY * 4, **held)
    assert lucky.seen > SETTINGS.most_share * lucky.expected
    assert not lucky.comes_again


def test_a_feed_of_a_few_a_day_that_is_halved_is_not_told_from_chance_in_a_day():
    few = [one / 100 for one in BUSY]
    known = halved("few", since=NOW, until=NOW + DAY, rates=few)
    assert not assess_thinning(known, from_at=FROM, at=NOW + DAY, settings=SETTINGS).is_thin


@pytest.mark.parametrize(
    ("known", "from_at"),
    [([], FROM), ([FROM + HOUR] * 39, FROM), ([NOW - WEEK] * 900, NOW - WEEK * 2)],
    ids=["nothing ever came", "too few", "watched for less than two weeks"],
)
def test_of_what_too_little_is_known_nothing_is_said(known, from_at):
    found = assess_thinning(known, from_at=from_at, at=NOW, settings=SETTINGS)
    assert (found.is_thin, found.by_chance) == (False, 1.0)
    assert not found.comes_again, "nothing came in the last day"


def test_what_is_rare_but_no_great_fall_is_no_alarm():
    steady = [FROM + timedelta(minutes=one) for one in range(35 * 24 * 60)]
    known = [moment for place, moment in enumerate(steady) if moment <= NOW - DAY or place % 10 < 8]
    found = assess_thinning(known, from_at=FROM, at=NOW, settings=SETTINGS)
    assert found.by_chance < 1e-6
    assert found.seen > SETTINGS.most_share * found.expected
    assert not found.is_thin


def test_the_chance_is_that_of_a_count_whose_rate_is_known_from_weeks():
    assert chance_of_so_few(0, 0, weeks=4) == pytest.approx(0.8**0.5)
    assert chance_of_so_few(10_000, 100, weeks=4) == pytest.approx(1.0)
    assert chance_of_so_few(25, 100, weeks=4) == pytest.approx(0.54, abs=0.02)
    assert 0 < chance_of_so_few(2_450, 10_000, weeks=4) < 0.5, "a busy feed's chance can be written"
