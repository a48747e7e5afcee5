"""The lists of supervision and the register by district: a crime's team's district, and its place's where that has none."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.investigation.register_reading import open_register
from constabulary.casework.supervision_reading import open_supervision, open_supervision_list
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.lists import SupervisionList
from constabulary.records.models import Crime, District, Place, Team
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.supervision import Scope
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def crimes(at) -> tuple[list[Crime], list[int]]:
    """Three crimes: of a team of the first district, placed in the second without a team, and in neither."""
    made = [planned(at + n * HOUR) for n in range(3)]
    system = system_officer()
    say_who_asks(system)
    with writing(by=system, at=at + DAY, purpose="Setting up") as w:
        districts = []
        for code, name in (("E1", "Eastwood"), ("W1", "Westwood")):
            row = District(id=w.new_id(), code=code, name=name)
            w.entry(EntryKind.FORCE_SET_UP, subject=row)
            districts.append(w.insert(row).id)
        team = w.lock(Team, made[0].team_id)
        w.entry(EntryKind.FORCE_SET_UP, subject=team)
        w.update(team, district_id=districts[0])
        for crime, high_harm in zip(made, (False, False, True), strict=True):
            row = w.lock(Crime, crime.pk)
            w.entry(EntryKind.CRIME_FLAGGED, subject=row)
            w.update(row, team_id=made[0].team_id if crime is made[0] else None, high_harm=high_harm)
        for crime, district in zip(made[1:], (districts[1], None), strict=True):
            row = w.insert(
                Place(id=w.new_id(), reference=f"L-{crime.pk}", line=f"{crime.pk} Row", district_id=district)
            )
            w.entry(EntryKind.FORCE_SET_UP, subject=row)
            w.update(w.lock(Crime, crime.pk), place_id=row.id)
    return made, districts


def test_each_district_lists_and_counts_its_own(at, crimes):
    made, districts = crimes
    by, late = asking(Role.SUPERVISOR), at + 130 * DAY
    for number, expected in ((None, [2, 0, 1]), (districts[0], [0]), (districts[1], [1])):
        scope = Scope(district=number)
        listed = open_supervision_list(
            wanted=SupervisionList.OPEN_LONG, scope=scope, purpose="Supervising", by=by, at=late
        )
        # High harm first, then what has waited longest.
        assert [one.reference for one in listed.crimes] == [made[n].reference for n in expected]
        counted = open_supervision(scope=scope, by=by, at=late)
        assert counted.count(SupervisionList.OPEN_LONG) == len(expected)
        for one in SupervisionList:
            named = open_supervision_list(wanted=one, scope=scope, purpose="Supervising", by=by, at=late).crimes
            assert len(named) == counted.count(one)
            assert list(named) == sorted(named, key=lambda line: (not line.high_harm, line.since, line.id))
        found = open_register(scope=scope, why=None, purpose="Looking", by=by, at=late)
        assert {one.crime_id for one in found.lines} == {made[n].pk for n in expected}
        assert found.count() == len(expected)
    whole = open_register(scope=Scope(), why=None, purpose="Looking", by=by, at=late)
    assert {(one.unit, one.unit_name) for one in whole.cells} == {
        (districts[0], "Eastwood"), (districts[1], "Westwood"), (None, ""),
    }  # fmt: skip
    assert {one.number for one in open_supervision(scope=Scope(), by=by, at=late).units} == {*districts, None}
