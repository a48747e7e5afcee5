"""The rights of the code as a list: due, late, met or met late."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.victims.rights import RIGHTS, Owed, Standing, find_rights

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
DAY = timedelta(days=1)
KIND = DutyKind.ACKNOWLEDGE_REPORT


def owed(state: str, due: timedelta, ended: timedelta | None = None) -> Owed:
    return Owed(kind=KIND, state=state, due_at=AT + due, ended_at=AT + ended if ended is not None else None)


@pytest.mark.source("Victims' Code 2020, rights 3 to 8")
@pytest.mark.parametrize(
    ("duties", "standing"),
    [
        pytest.param([], Standing.NOT_YET, id="nothing due yet"),
        pytest.param([owed("open", DAY)], Standing.DUE, id="due"),
        pytest.param([owed("open", -DAY)], Standing.LATE, id="late"),
        pytest.param([owed("met", DAY, -DAY)], Standing.MET, id="met"),
        pytest.param([owed("met", -2 * DAY, -DAY)], Standing.MET_LATE, id="met late"),
        pytest.param([owed("superseded", -DAY, -DAY)], Standing.FELL_AWAY, id="fell away"),
        pytest.param([owed("met", 9 * DAY, -DAY), owed("open", DAY)], Standing.DUE, id="an open one counts first"),
        pytest.param([owed("open", DAY), owed("open", -DAY)], Standing.LATE, id="the first of two that are open"),
        pytest.param(
            [owed("met", -3 * DAY, -DAY), owed("met", DAY, -DAY)], Standing.MET, id="the latest where none is open"
        ),
    ],
)
def test_how_a_right_stands(duties, standing):
    found = find_rights(duties, at=AT)
    assert found[0].standing is standing
    assert {one.standing for one in found[1:]} == {Standing.NOT_YET}


def test_every_right_has_its_number_and_words_in_the_order_of_the_code():
    found = find_rights([owed("met", DAY, -DAY)], at=AT)
    numbers = [one.number for one in found]
    assert numbers == sorted(numbers)
    assert len(found) == len(RIGHTS)
    assert (found[0].due_at, found[0].done_at) == (AT + DAY, AT - DAY)
    assert all(one.words for one in found)
    assert all(one.label for one in Standing)
