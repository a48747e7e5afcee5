"""Settings by which nothing could be forecast or held against anything are refused when a force sets them."""

import pytest

from constabulary.standards.queues import FORECAST, THINNING

FORECAST_AS_SET = {
    "days": 14, "weeks": 26, "least_weeks": 8, "least_moves": 20, "inside": 0.8, "checked_days": 28, "doubt_after": 7,
    "doubt_below": 0.6, "late_after_days": 2,
}  # fmt: skip
THINNING_AS_SET = {"weeks": 4, "least_in": 20, "most_share": 0.67, "false_alarm_weeks": 26}


@pytest.mark.parametrize("wrong", [{"days": 56}, {"days": 0}, {"least_weeks": 0}, {"least_weeks": 27}, {"inside": 1.0}])
def test_a_forecast_needs_more_history_than_it_looks_ahead(wrong):
    FORECAST.parse(FORECAST_AS_SET)
    with pytest.raises(ValueError, match="fewer days ahead"):
        FORECAST.parse({**FORECAST_AS_SET, **wrong})


@pytest.mark.parametrize("wrong", [{"weeks": 1}, {"false_alarm_weeks": 0}, {"most_share": 1.0}])
def test_a_feed_is_held_against_two_weeks_or_more(wrong):
    THINNING.parse(THINNING_AS_SET)
    with pytest.raises(ValueError, match="two weeks or more"):
        THINNING.parse({**THINNING_AS_SET, **wrong})
