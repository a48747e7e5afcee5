"""What of the standards of workload is read with care."""

import pytest

from constabulary.standards.rulebook import Moments, at
from constabulary.standards.workload import OVER_LIMIT_BY, SCREENING
from tests.conftest import AT


def test_who_lifts_a_limit_is_a_rank_and_nothing_else():
    assert OVER_LIMIT_BY.parse("inspector") == "inspector"
    with pytest.raises(ValueError, match="not by 'planner'"):
        OVER_LIMIT_BY.parse("planner")


def test_one_filed_crime_in_twenty_is_investigated_all_the_same_and_that_is_our_default():
    rule = at(Moments(decision=AT))[SCREENING]
    assert (rule.value.anyway_share, rule.value.prompt_days, rule.value.least_to_say) == (0.05, 28, 30)
    assert rule.confidence.value == "assumption"
