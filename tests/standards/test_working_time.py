"""The rules of working time as rosters read them."""

from datetime import timedelta

from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import on
from constabulary.standards.working_time import REST_BETWEEN_SHIFTS, ROSTER_PRICES, working_time
from tests.conftest import AT


def test_rules_come_from_the_law_and_prices_are_our_own():
    rules = on(AT)
    found = working_time(rules)
    assert found.rest == timedelta(hours=11)
    assert (found.rest_days_apart, found.weekly.hours, found.weekly.over_weeks) == (7, 48.0, 17)
    assert rules[REST_BETWEEN_SHIFTS].confidence is Confidence.SECONDARY
    assert rules[ROSTER_PRICES].confidence is Confidence.ASSUMPTION
    assert rules[ROSTER_PRICES].value.missing_hour > rules[ROSTER_PRICES].value.overtime_hour
