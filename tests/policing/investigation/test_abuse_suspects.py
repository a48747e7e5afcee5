"""The search for a named suspect of domestic abuse: for whom it is due, and what ends it."""

from datetime import timedelta

import pytest

from constabulary.policing.investigation.abuse_suspects import is_found_by, is_look_due, is_to_be_found
from constabulary.policing.investigation.suspects import SuspectStatus as S
from constabulary.standards.rulebook import on
from tests.factories.outcomes import AT

HOUR = timedelta(hours=1)

#: Named, and not yet in anybody's hands; attendance that is arranged finds nobody yet.
SOUGHT = {S.NAMED_NOT_LOCATED, S.NAMED_NOT_ARRESTED, S.VOLUNTARY_ATTENDANCE_ARRANGED, S.WANTED_CIRCULATED}
#: Nobody named yet, or released after an arrest: these neither open a search nor end one.
NEITHER = {S.UNKNOWN, S.DESCRIBED, S.BAILED_PRE_CHARGE, S.UNDER_INVESTIGATION}


@pytest.mark.parametrize("status", list(S))
def test_whoever_is_named_and_not_found_is_to_be_found_in_domestic_abuse(status):
    assert is_to_be_found(status, domestic_abuse=True) is (status in SOUGHT)
    assert not is_to_be_found(status, domestic_abuse=False)


@pytest.mark.parametrize("status", list(S))
def test_an_arrest_an_interview_an_elimination_or_a_disposal_ends_the_search(status):
    assert is_found_by(status) is (status not in SOUGHT | NEITHER)


@pytest.mark.parametrize(
    ("looks", "hours", "due"),
    [
        pytest.param([], 0, True, id="nobody has looked"),
        pytest.param([None], 99, False, id="a look is still to be done"),
        pytest.param([0], 23, False, id="looked at a day ago but an hour"),
        pytest.param([0], 24, True, id="looked at a day ago"),
        pytest.param([0, 30], 53, False, id="the last look counts"),
        pytest.param([0, 30], 54, True, id="a day after the last look"),
        pytest.param([0, None], 99, False, id="the second look is still to be done"),
    ],
)
def test_a_supervisor_looks_again_a_day_after_the_last_look_and_never_twice_at_once(looks, hours, due):
    done = [None if one is None else AT + one * HOUR for one in looks]
    assert is_look_due(on(AT), done, at=AT + hours * HOUR) is due
