"""What a refused cancellation asks, and of whom."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.outcomes.duties import find_duty_of_refused_cancellation
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "has_officer", "is_due"),
    [
        pytest.param("allocated", True, True, id="an officer has it, without a plan yet"),
        pytest.param("investigating", True, True, id="it is investigated"),
        pytest.param("unallocated", False, False, id="it waits for an officer, which is due already"),
        pytest.param("investigating", False, False, id="nobody has it"),
        pytest.param("outcome_proposed", True, False, id="its outcome waits for a decision"),
        pytest.param("finalised", True, False, id="its outcome stands"),
    ],
)
def test_whoever_works_the_crime_does_what_the_refusal_asks(state, has_officer, is_due):
    found = find_duty_of_refused_cancellation(on(AT), state=state, has_officer=has_officer, at=AT, risk=1)
    assert (found is not None) is is_due
    assert found is None or (found.kind, found.risk) == (DutyKind.PROPOSE_AGAIN, 1)
