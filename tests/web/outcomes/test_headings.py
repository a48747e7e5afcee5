"""What is stated of an outcome: each heading says beside its field what it is for."""

import pytest

from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.prevented import FIRST_ACCOUNT
from constabulary.web.forming import DAY_HINT
from constabulary.web.outcomes.forms import field_of

STATED = [one.heading for rule in RULES.values() for one in (*rule.stated, *rule.by_approver)]
HINTED = {one.code: one for one in (*STATED, FIRST_ACCOUNT) if one.hint}


@pytest.mark.parametrize("heading", HINTED.values(), ids=HINTED)
def test_a_hint_stands_beside_its_field_whatever_kind_that_is(heading):
    assert heading.hint in str(field_of(heading).help_text)


def test_a_day_says_besides_how_days_are_written():
    assert str(field_of(FIRST_ACCOUNT).help_text) == f"{FIRST_ACCOUNT.hint} {DAY_HINT}"
