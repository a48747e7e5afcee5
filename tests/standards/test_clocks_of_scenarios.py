"""The standards that the scenarios of the simulator restate are read, and what makes no sense is refused."""

from datetime import timedelta

import pytest

from constabulary.standards.response import ANSWER_999
from constabulary.standards.safeguarding import ACT_ON_ONLINE_ABUSE


@pytest.mark.parametrize(
    ("key", "raw", "sentence"),
    [
        (ANSWER_999, {"seconds": 0, "share": 0.9}, "seconds above nought"),
        (ANSWER_999, {"seconds": 10, "share": 90}, "up to 1"),
        (
            ACT_ON_ONLINE_ABUSE,
            {"very_high_hours": 24, "high_hours": 12, "medium_hours": 336, "low_hours": 720},
            "the higher the level",
        ),
        (
            ACT_ON_ONLINE_ABUSE,
            {"very_high_hours": 0, "high_hours": 12, "medium_hours": 336, "low_hours": 720},
            "the higher the level",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(key, raw, sentence):
    with pytest.raises(ValueError, match=sentence):
        key.parse(raw)


def test_levels_are_in_order_of_urgency():
    read = ACT_ON_ONLINE_ABUSE.parse({"very_high_hours": 24, "high_hours": 168, "medium_hours": 336, "low_hours": 720})
    assert list(read.by_level) == ["very high", "high", "medium", "low"]
    assert read.by_level["low"] == timedelta(days=30)
