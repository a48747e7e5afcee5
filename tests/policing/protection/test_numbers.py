"""Whether a number may be rung as it stands: every way in which it may not."""

import pytest

from constabulary.policing.protection.numbers import Confirmed, NumberDoubt, find_doubt, same_detail
from constabulary.policing.protection.safe_route import Way

HERS, SISTERS = "07700 900123", "07700 900462"
NOWHERE, SEALED = Confirmed(way=Way.NONE, leads_to=None), Confirmed(way=Way.RING, leads_to=None)
TO_HERS, TO_SISTERS = Confirmed(way=Way.TEXT, leads_to="+44 7700 900123"), Confirmed(way=Way.TRUSTED, leads_to=SISTERS)


@pytest.mark.parametrize(
    ("others", "routes", "safety_matters", "doubt"),
    [
        (False, [], False, None),
        (False, [], True, NumberDoubt.UNCONFIRMED),
        (True, [], False, NumberDoubt.ANSWERED_BY_OTHERS),
        # Who answers may have changed since the route was confirmed: the graver thing is said.
        (True, [TO_HERS], True, NumberDoubt.ANSWERED_BY_OTHERS),
        (False, [TO_HERS], True, None),
        (False, [TO_HERS], False, None),
        (False, [TO_SISTERS], False, NumberDoubt.NOT_THE_ROUTE),
        (False, [SEALED], False, NumberDoubt.NOT_THE_ROUTE),
        (False, [NOWHERE], False, NumberDoubt.NO_SAFE_WAY),
        # Of two people of an incident one is reached in no way, the other by hers.
        (False, [NOWHERE, TO_SISTERS], True, NumberDoubt.NOT_THE_ROUTE),
        (False, [NOWHERE, TO_HERS], True, None),
    ],
)
def test_every_way_in_which_a_number_is_not_to_be_rung(others, routes, safety_matters, doubt):
    assert find_doubt(HERS, is_answered_by_others=others, routes=routes, safety_matters=safety_matters) is doubt


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("07700 900123", "+447700900123", True),
        ("07700 900123", "07700 900124", False),
        ("Ann@example.org", "ann@example.org ", True),
        ("ann1@example.org", "1", False),
        ("1", "ann1@example.org", False),
    ],
)
def test_details_are_the_same_however_they_are_written(one, other, same):
    assert same_detail(one, other) is same
