"""When an investigation comes onto one of supervision's nine lists, and what each list says of itself."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.supervision.lists import (
    LIST_OF_DUTY,
    LISTS,
    SupervisionList,
    describe_list,
    limits_at,
)
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import on
from constabulary.standards.supervision import BACKSTOPS

AT = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
STANDARD = on(AT)[BACKSTOPS]


@pytest.mark.source("Our default: backstops after the inspectorate's findings on Kent in May 2019")
@pytest.mark.parametrize(
    ("one", "limit"),
    [
        pytest.param(SupervisionList.UNALLOCATED, datetime(2026, 11, 26, 15, tzinfo=UTC), id="two days for an officer"),
        pytest.param(
            SupervisionList.NO_CONTACT_AGREED, datetime(2026, 11, 21, 15, tzinfo=UTC), id="a week for contact"
        ),
        pytest.param(SupervisionList.NO_PLAN, datetime(2026, 11, 21, 15, tzinfo=UTC), id="a week for a plan"),
        pytest.param(SupervisionList.SUSPECT_OUTSTANDING, datetime(2026, 10, 31, 15, tzinfo=UTC), id="28 days"),
        pytest.param(
            SupervisionList.OPEN_LONG, datetime(2026, 7, 27, 23, tzinfo=UTC), id="four months, from midnight in London"
        ),
        pytest.param(SupervisionList.BAIL_EXPIRED, AT, id="bail at once"),
        pytest.param(SupervisionList.CONTACT_OVERDUE, AT, id="a duty at once"),
    ],
)
def test_from_when_it_stands_on_a_list(one, limit):
    assert limits_at(STANDARD.value, AT)[one] == limit


def test_every_list_has_its_limit_and_says_its_interval():
    assert set(limits_at(STANDARD.value, AT)) == set(LISTS) == set(SupervisionList)
    assert "48 hours" in describe_list(SupervisionList.UNALLOCATED, STANDARD.value)
    assert "4 months" in describe_list(SupervisionList.OPEN_LONG, STANDARD.value)
    assert not any("{" in describe_list(one, STANDARD.value) for one in SupervisionList)
    assert STANDARD.confidence is Confidence.ASSUMPTION


def test_the_queue_behind_a_list_is_of_the_desk_that_owes_it():
    for about in LISTS.values():
        desk, kind = about.queue
        assert CATALOGUE[kind].title
        assert desk.label
    assert LIST_OF_DUTY[DutyKind.INSPECT_INVESTIGATION] is SupervisionList.INSPECTION_OVERDUE
