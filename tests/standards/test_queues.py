"""Settings by which nothing could be forecast or held against anything are refused when a force sets them."""

from datetime import date

import pytest

from constabulary.standards.queues import FORECAST, RECOVERY, RUNS, THINNING, recovery_from

FORECAST_AS_SET = {
    "days": 14, "weeks": 26, "least_weeks": 8, "least_moves": 20, "inside": 0.8, "checked_days": 28, "doubt_after": 7,
    "doubt_below": 0.6, "late_after_days": 2,
}  # fmt: skip
THINNING_AS_SET = {
    "weeks": 4, "least_weeks": 2, "least_in": 20, "most_share": 0.67, "false_alarm_weeks": 26, "looks_a_day": 4,
}  # fmt: skip


@pytest.mark.parametrize("wrong", [{"days": 56}, {"days": 0}, {"least_weeks": 0}, {"least_weeks": 27}, {"inside": 1.0}])
def test_a_forecast_needs_more_history_than_it_looks_ahead(wrong):
    FORECAST.parse(FORECAST_AS_SET)
    with pytest.raises(ValueError, match="fewer days ahead"):
        FORECAST.parse({**FORECAST_AS_SET, **wrong})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"weeks": 1}, "two weeks or more"),
        ({"least_weeks": 1}, "two weeks or more"),
        ({"least_weeks": 5}, "two weeks or more"),
        ({"false_alarm_weeks": 0}, "one look or more"),
        ({"looks_a_day": 0}, "one look or more"),
        ({"most_share": 1.0}, "a share between"),
    ],
)
def test_a_feed_is_held_against_two_weeks_or_more(wrong, told):
    THINNING.parse(THINNING_AS_SET)
    with pytest.raises(ValueError, match=told):
        THINNING.parse({**THINNING_AS_SET, **wrong})


RECOVERY_AS_SET = {
    "promised_with": 0.8, "also_told_with": [0.9], "gone_within_days": 7, "alarm_below": 0.5, "weeks_outside": 2,
    "plan_weighs": 8, "lasts_days": 91, "may_move": 0.15, "entered_within_days": 3, "most_a_week": 100_000, "usual_days": 28,
}  # fmt: skip


@pytest.mark.parametrize("wrong", [{"promised_with": 1.0}, {"promised_with": 0.0}, {"also_told_with": [0.9, 2.0]}])
def test_a_day_is_promised_with_a_chance(wrong):
    assert RECOVERY.parse(RECOVERY_AS_SET).told_with == (0.5, 0.8, 0.9)
    with pytest.raises(ValueError, match="between nought and one"):
        RECOVERY.parse({**RECOVERY_AS_SET, **wrong})


@pytest.mark.parametrize("name", ["entered_within_days", "most_a_week", "usual_days"])
def test_a_week_is_entered_within_a_day_or_more(name):
    with pytest.raises(ValueError, match="a day or more"):
        RECOVERY.parse({**RECOVERY_AS_SET, name: 0})


def test_a_plan_that_begins_before_any_edition_is_told_by_the_first():
    assert recovery_from(date(1950, 1, 1)) is recovery_from(date(2017, 4, 1))
    assert recovery_from(date(2026, 11, 2)).confidence.value == "assumption"


@pytest.mark.parametrize("wrong", [{"most_times": 39}, {"most_waiting": 0}, {"most_pieces": 0}, {"most_bytes": 0}])
def test_a_run_may_take_something(wrong):
    ours = {"most_times": 40, "most_pieces": 1, "most_bytes": 1, "most_waiting": 1}
    assert RUNS.parse(ours).most_times == 40
    with pytest.raises(ValueError, match="40 times or more"):
        RUNS.parse({**ours, **wrong})
