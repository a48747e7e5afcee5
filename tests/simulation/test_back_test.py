"""Fitted on the first part, asked about the rest: on made-up arrivals, and on two weeks of real calls."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from constabulary.simulation.learning.back_test import tell_back_test, try_arrivals, try_durations
from constabulary.simulation.learning.history import make_history
from constabulary.simulation.learning.learning import learn
from tests.simulation.test_learning import START, force

SAMPLE = Path(__file__).parent / "samples" / "milwaukee-dispatched-calls-2018-05-01_2018-05-14.csv.gz"
MILWAUKEE = ZoneInfo("America/Chicago")
#: What officers begin themselves, or note of themselves: no demand of the public.
OFFICERS_OWN = {
    "TRAFFIC STOP", "BUSINESS CHECK", "RETURN STATION", "FOLLOW UP", "PATROL", "INVESTIGATION", "SPECIAL ASSIGN",
    "POLICE ADMIN", "PARK AND WALK", "ASSIGNMENT", "OUT OF SERVICE", "SUBJ STOP", "TS TARGETED", "COURT DUTY",
    "CITIZEN CONTACT", "PRISONER TRANS", "TAVERN CHECK", "VEHICLE MAINT", "PROBATION/PAROLE", "CONVEY PROPERTY",
    "BUS INVESTIGATIO", "PROPERTY PICKUP", "NON PURSUIT NO P",
}  # fmt: skip


def public_calls():
    with gzip.open(SAMPLE, "rt") as rows:
        next(rows)
        parts = (row.rstrip("\n").split(",", 1) for row in rows)
        times = [moment for moment, nature in parts if nature not in OFFICERS_OWN]
    return np.array([datetime.fromisoformat(one).replace(tzinfo=MILWAUKEE).timestamp() for one in times])


def test_two_weeks_of_real_calls_are_forecast_by_hour_within_their_intervals():
    calls = public_calls()
    since = datetime(2018, 5, 1, tzinfo=MILWAUKEE).timestamp()
    tried = try_arrivals(calls, since=since, until=since + 14 * 86400, share=0.5, zone=MILWAUKEE)
    assert tried.fitted_days == 7
    assert tried.came > 4000
    assert tried.low < tried.came < tried.high
    assert abs(tried.bias) < 0.15
    by_level = dict(zip(tried.by_hour.levels, tried.by_hour.shares, strict=True))
    # 168 hours: one standard deviation of the share is 2 points at 95 % and 4 at 50 %.
    assert 0.88 <= by_level[0.95] <= 1
    assert 0.38 <= by_level[0.5] <= 0.68
    assert tried.miss < tried.miss_of_last_week


def test_a_forecast_that_is_too_sure_is_seen_to_be():
    # A level that doubles half way is in no interval: the back-test must say so.
    chance = np.random.default_rng(1)
    days = [START + day * 86400 + chance.uniform(0, 86400, chance.poisson(50 * (1 + (day >= 28)))) for day in range(56)]
    tried = try_arrivals(np.concatenate(days), since=START, until=START + 56 * 86400, share=0.5)
    assert tried.bias < -0.4
    assert tried.by_day.shares[-1] < 0.2
    assert tried.came > tried.high


def test_durations_come_out_as_forecast_where_nothing_changes_and_not_where_it_does():
    steady = try_durations(force(days=150, seed=5)[0])
    assert {one.stage for one in steady} == {0, 1}
    for one in steady:
        np.testing.assert_allclose(one.below, one.shares, atol=0.07)
        assert not one.measured
    history, _ = force(days=150, seed=5)
    slower = np.where(
        history.began > START + 105 * 86400, history.began + 3 * (history.ended - history.began), history.ended
    )
    changed, _ = make_history(
        items=history.items, stages=[history.stage_names[one] for one in history.stages], began=history.began, ended=slower,
        since=history.since, until=history.until,
    )  # fmt: skip
    assert any(abs(one.below[2] - 0.5) > 0.15 for one in try_durations(changed))


def test_the_outcome_is_told_in_sentences_and_so_is_too_little():
    lines = list(tell_back_test(force(days=60)[0]))
    assert any(line.startswith("Back-test of arrivals of high: fitted on 42 days") for line in lines)
    assert any("last week again would have missed by" in line for line in lines)
    assert any(line.startswith("Back-test of time in review (") for line in lines)
    nothing, _ = make_history(items=["a"], stages=["s"], began=[START], ended=[START + 5])
    assert list(tell_back_test(nothing)) == ["Back-test of arrivals: there is too little of it to part it in two."]


def test_a_night_when_the_clocks_change_does_not_look_like_a_change_of_demand():
    start = datetime(2026, 3, 9, tzinfo=UTC).timestamp()
    # Twenty in every hour there was, so that every hour of the week has a rate of twenty or is counted for too long.
    moments = start + 180 * np.arange(35 * 24 * 20) + 90
    history, faults = make_history(
        items=range(len(moments)), stages=["s"] * len(moments), began=moments, ended=moments + 60,
        since=start, until=start + 35 * 86400,
    )  # fmt: skip
    (rates,) = learn(history, faults).arrivals
    left_out = 6 * 24 + 1
    assert rates.hours_seen[left_out] == 4
    assert rates.hours_seen[left_out - 1] == 5
    assert rates.by_hour_of_week == pytest.approx(np.full(168, 20.0), rel=1e-6)


def test_what_came_before_the_cut_is_not_asked_about():
    # Ten an hour, on the hour's tenths; the records begin at 20 past, and so does what is asked about.
    since = START + 1200
    moments = START + 360 * np.arange(8 * 240)
    tried = try_arrivals(moments, since=since, until=since + 7 * 86400, share=0.5)
    assert tried.tested_days == 4
    assert tried.came == 4 * 240
    assert try_arrivals(moments, since=since, until=since + 86400) is None
