"""What was done in a system that was taken over counts in the force's figures as what is done here does."""

from datetime import date, datetime, timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.inspection import measure_as_at
from constabulary.casework.reading import open_evidence
from constabulary.casework.supervision_reading import open_supervision
from constabulary.inspection.measures.definition import Window
from constabulary.policing.supervision.lists import SupervisionList
from constabulary.records.queries.supervision import Scope
from tests.casework.takeover.conftest import crime_of, load, tables
from tests.conftest import asking
from tests.factories.protection import add_officer

__all__ = ["load", "tables"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_TIME, NOT_YET = ("C1", "C2", "C5", "C6"), ("C3",)


@pytest.fixture
def taken_over(load, tables, at) -> dict[str, int]:
    """The crimes of an old system by reference: three allocated after a day there, one finalised by nobody knows whom."""
    ended = {
        **tables["crimes"][2], "reference": "C6", "status": "finalised", "outcome": "18",
        "finalised_at": (at - 19 * DAY).isoformat(),
    }  # fmt: skip
    load({**tables, "crimes": [*tables["crimes"], ended]})
    return {one: crime_of(one).pk for one in (*IN_TIME, *NOT_YET)}


def seen(at: datetime):
    window = Window(from_on=date(2026, 8, 1), until_on=date(2027, 3, 31), as_at=at)
    by = asking(Role.INSPECTION_LEAD)
    return measure_as_at(measure="allocated_within_48_hours", window=window, by=by, at=at)


def test_what_had_an_officer_or_an_outcome_in_time_there_was_allocated_in_time(taken_over, at):
    found = seen(at + 40 * DAY)
    assert set(found.counted.met) == {taken_over[one] for one in IN_TIME}
    assert set(found.counted.not_met) == {taken_over[one] for one in NOT_YET}
    # As at a day of the first definition they stay as they were counted.
    then = seen(at + DAY)
    assert (then.definition.code, then.counted.met) == ("2026.1", ())


def test_given_to_another_here_it_was_allocated_when_it_first_was(taken_over, at):
    again, crime = at + 10 * DAY, crime_of("C1")
    allocate_crime(
        crime=crime.pk, officer=add_officer("K1", Role.DETECTIVE, at).id, instead_of=crime.officer_id, reason="Away.",
        override_reason="Nobody else.", by=asking(Role.ALLOCATION_MANAGER), at=again,
    )  # fmt: skip
    found = seen(at + 40 * DAY)
    assert crime.pk in found.counted.met
    lines = open_evidence(measured=found, purpose="Looking", by=asking(Role.INSPECTION_LEAD), at=at + 40 * DAY).lines
    (taken,) = (one.taken for one in lines if one.reference == crime.reference)
    assert taken.done_at == at - 19 * DAY


def test_it_did_not_stand_among_the_unallocated_of_a_past_day(taken_over, at):
    # Eight days before they were taken over only one of them had no officer.
    found = open_supervision(scope=Scope(), by=asking(Role.SUPERVISOR), at=at + 20 * DAY)
    assert found.stood[SupervisionList.UNALLOCATED] == 1
