"""What a proposal is made from, as records give it: how far away, who goes away soon, who was given how much by the hour."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.abstractions import record_abstraction
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_pools import pool_to_propose
from constabulary.casework.allocation_proposals import propose_allocation
from constabulary.casework.people import PlaceDetails
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import AllocationProposal, District, Team
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.allocation import PoolFilter, pool
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from tests.conftest import asking
from tests.factories.crimes import recorded
from tests.factories.protection import add_officer

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = timedelta(hours=5)
#: Degrees of latitude of the middles of three districts: near, far and farther.
MIDDLES = {"West": 51.0, "Middle": 51.1, "East": 51.6}


@pytest.fixture
def force(at) -> dict[str, int]:
    """Three districts in a line, each with a team of one; the officers' numbers by district."""
    say_who_asks(system_officer())
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        districts = {name: District(id=w.new_id(), code=name[0], name=name) for name in MIDDLES}
        w.entry(EntryKind.FORCE_SET_UP, subject=districts["West"])
        for one in districts.values():
            w.insert(one)
        teams = {
            name: w.insert(Team(id=w.new_id(), name=f"{name} team", kind="investigation", district_id=one.id)).id
            for name, one in districts.items()
        }
    made = {name: add_officer(f"X{name}".upper(), Role.INVESTIGATOR, at, team=team).id for name, team in teams.items()}
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        rows = [w.lock(OfficerRow, one) for one in made.values()]
        w.entry(EntryKind.OFFICER_ADDED, subject=rows[0])
        for row in rows:
            w.update(row, pip_level=1)
    return made


def crime_in(name: str, at, **place):
    district = District.objects.get(name=name)
    where = PlaceDetails(
        line=f"1 {name} Lane", locality=name, district_id=district.id, **{"latitude": MIDDLES[name], "longitude": 0.5, **place}
    )  # fmt: skip
    return recorded(at, call={"place": where})


def asked(at):
    asking(Role.ALLOCATION_MANAGER)
    return pool_to_propose(pool(PoolFilter(), at=at), read_rulebook(Moments(report=at, decision=at)), at=at).pool


def officer_of(made, number: int):
    return next(one for one in made.officers if one.key == str(number))


def test_a_neighbouring_district_is_nearer_than_the_far_end_of_the_force(force, at):
    for name in MIDDLES:
        crime_in(name, at)
    made = asked(at + LATER)
    assert made.kilometres["West", "West"] == 0.0
    assert made.kilometres["West", "Middle"] == made.kilometres["Middle", "West"] == pytest.approx(11.1, abs=0.1)
    assert made.kilometres["West", "East"] == pytest.approx(66.7, abs=0.1)


def test_of_a_district_without_coordinates_nothing_is_said_and_without_a_district_nobody_is_nearer(force, at):
    crime_in("West", at, latitude=None, longitude=None)
    recorded(at)
    made = asked(at + LATER)
    assert ("West", "East") not in made.kilometres
    assert {made.kilometres["", one.base] for one in made.officers} == {0.0}


def test_days_away_in_the_coming_week_count_against_whoever_would_have_the_crime(force, at):
    today = local_day(at)
    crime_in("West", at)
    leave = Abstraction(kind=AbstractionKind.LEAVE, from_on=today + DAY, until_on=today + 3 * DAY)
    later = Abstraction(kind=AbstractionKind.LEAVE, from_on=today + 8 * DAY, until_on=today + 20 * DAY)
    for name, days in (("West", leave), ("Middle", later)):
        record_abstraction(officer=force[name], days=days, by=asking(Role.PLANNER), at=at)
    made = asked(at + LATER)
    starts = {name: officer_of(made, number).starts_in for name, number in force.items()}
    assert starts == {"West": 3.0, "Middle": 0.0, "East": 0.0}


def test_the_most_urgent_crime_goes_to_a_neighbour_when_the_nearest_goes_on_leave_tomorrow(force, at):
    crime = crime_in("West", at)
    for name in ("Middle", "East"):
        crime_in(name, at - 30 * DAY)
    manager = asking(Role.ALLOCATION_MANAGER)
    propose_allocation(wanted=PoolFilter(), by=manager, at=at + LATER)
    assert AllocationProposal.objects.get(crime=crime, state="open").officer_id == force["West"]
    today = local_day(at)
    leave = Abstraction(kind=AbstractionKind.LEAVE, from_on=today + DAY, until_on=today + 14 * DAY)
    record_abstraction(officer=force["West"], days=leave, by=asking(Role.PLANNER), at=at)
    propose_allocation(wanted=PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at + LATER)
    made = AllocationProposal.objects.get(crime=crime, state="open")
    assert made.officer_id != force["West"]


def test_what_was_given_lately_counts_by_the_hour_and_whoever_was_sick_is_not_buried(force, at):
    """One works full hours, one half of them, one was sick for all but a few days of the weeks."""
    west, middle, east = force["West"], force["Middle"], force["East"]
    begun = at - 30 * DAY
    with writing(by=system_officer(), at=begun, purpose="Hours") as w:
        row = w.lock(OfficerRow, middle)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.5)
    sick = Abstraction(kind=AbstractionKind.SICKNESS, from_on=local_day(at) - 28 * DAY, until_on=local_day(at) - DAY)
    record_abstraction(officer=east, days=sick, by=asking(Role.PLANNER), at=begun)
    for officer, many in ((west, 2), (middle, 1)):
        for _ in range(many):
            crime, by = recorded(at - 3 * DAY), asking(Role.INSPECTOR)
            allocate_crime(
                crime=crime.pk, officer=officer, reason="Local.", override_reason="Knows them.", by=by, at=at - DAY
            )
    recorded(at)
    made = asked(at + LATER)
    lately = {name: officer_of(made, number).given_lately for name, number in force.items()}
    assert lately["West"] == lately["Middle"] > 0
    others = sorted(one.given_lately for one in made.officers if one.key != str(east))
    assert lately["East"] == pytest.approx((others[(len(others) - 1) // 2] + others[len(others) // 2]) / 2)
