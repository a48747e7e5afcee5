"""A conflict of interest that comes up after allocation: when the crime is to have another officer."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.allocation.conflicts import find_duty_of_conflict
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("has_officer", "is_connected", "is_at_work", "is_due"),
    [
        pytest.param(True, True, True, True, id="the officer who has it is connected"),
        pytest.param(True, False, True, False, id="nobody is connected"),
        pytest.param(False, True, True, False, id="nobody has it yet: allocation itself refuses"),
        pytest.param(True, True, False, False, id="it is at an end"),
        pytest.param(False, False, False, False, id="nothing of all that"),
    ],
)
def test_a_conflict_found_after_allocation_makes_another_officer_due(has_officer, is_connected, is_at_work, is_due):
    due = find_duty_of_conflict(
        on(AT),
        has_officer=has_officer,
        is_connected=is_connected,
        is_at_work=is_at_work,
        at=AT,
        risk=2,
    )
    found = (due.kind, due.desk, due.due_at, due.risk) if due else None
    assert found == ((DutyKind.ALLOCATE, Desk.ALLOCATION, AT + timedelta(hours=24), 2) if is_due else None)
    assert due is None or "conflict of interest" in title_of_duty(due.kind, due.rule)
