"""The planted failures of the benchmark, one trial and one week each: raised within a day, and by the rules themselves."""

import pytest
from benchmarks import would_we_have_seen_it as benchmark


@pytest.fixture(scope="module")
def found():
    return list(benchmark.study(weeks=1, trials=1))


def test_what_is_claimed_is_seen_within_a_day(found):
    claimed = [one for one, is_claimed in found if is_claimed]
    assert len(claimed) == 6, "a feed, referrals, THRIVE, outcomes, bail, a queue at night"
    assert [one.failure for one in claimed if one.within_a_day != 1] == []


def test_half_of_few_is_said_not_to_be_seen_in_a_day(found):
    lines = list(benchmark.tell(found))
    assert len(lines) == 1 + len(found)
    assert sum("(not claimed)" in line for line in lines) == 3


def test_without_a_failure_nothing_is_raised_in_the_same_hours():
    dice = benchmark.Random("none")
    until = benchmark.BEGAN + benchmark.LEARNED + benchmark.WEEK
    known = benchmark.come(120, dice=dice, from_at=benchmark.BEGAN, until=until)
    for rule in (benchmark.is_silent(known), benchmark.is_thin(known)):
        assert benchmark.hours_until(rule, until - benchmark.WEEK) is None
