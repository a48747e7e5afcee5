"""The search for a named suspect of domestic abuse: for whom it is due, and what ends it."""

import pytest

from constabulary.policing.investigation.abuse_suspects import is_found_by, is_to_be_found
from constabulary.policing.investigation.suspects import SuspectStatus as S

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
