"""Holders of one number: the riskiest first, then whoever was in an incident last."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.people.ordering import order_holders
from constabulary.policing.vulnerability.risk import RiskGrade

EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("grades", "latest", "ordered"),
    [
        pytest.param({}, {1: EARLY, 2: LATE}, [2, 1], id="the latest first"),
        pytest.param({}, {1: None, 2: EARLY}, [2, 1], id="in no incident comes last"),
        pytest.param({1: RiskGrade.HIGH}, {1: EARLY, 2: LATE}, [1, 2], id="high risk before the latest"),
        pytest.param({1: RiskGrade.STANDARD, 2: RiskGrade.MEDIUM}, {1: LATE, 2: EARLY}, [2, 1], id="by grade"),
        pytest.param({2: RiskGrade.STANDARD}, {1: LATE, 2: None}, [2, 1], id="assessed before never assessed"),
        pytest.param({}, {1: None, 2: None}, [1, 2], id="else by number"),
    ],
)
def test_holders_of_a_number_come_riskiest_and_latest_first(grades, latest, ordered):
    assert order_holders([1, 2], grades=grades, latest=latest) == ordered
