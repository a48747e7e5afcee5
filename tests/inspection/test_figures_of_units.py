"""The figure of a past day by desk and team: each record where it lay then, not where it lies now."""

from datetime import date, datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.incidents.handoffs import acknowledge_handoff, hand_over
from constabulary.casework.inspection import break_down, measure_as_at
from constabulary.inspection.breakdown import NOWHERE
from constabulary.inspection.measures.definition import Window
from constabulary.policing.desks import Desk
from constabulary.records.models import Crime, Officer, Team
from tests.casework.takeover.conftest import crime_of, load, tables
from tests.conftest import asking
from tests.factories.crimes import allocated, recorded
from tests.factories.incidents import at_once, finish
from tests.factories.protection import add_officer, add_team

__all__ = ["load", "tables"]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def units(code: str, at: datetime, *, by: str = "team") -> dict[str, int]:
    """How many records of a measure lay at each team or desk, as at a moment."""
    window = Window(from_on=date(2026, 8, 1), until_on=date(2027, 3, 31), as_at=at)
    found = measure_as_at(measure=code, window=window, by=asking(Role.INSPECTION_LEAD), at=at)
    broken = break_down(found)
    return {one.unit: one.rate.denominator for one in (broken.by_team if by == "team" else broken.by_desk)}


def passed_on(crime: Crime, team: str | None, at: datetime) -> None:
    """Given to an officer of a new team, or of none."""
    taker = add_officer(f"K{crime.pk}", Role.DETECTIVE, at, team=add_team(team, at) if team else None)
    allocate_crime(
        crime=crime.pk, officer=taker.id, instead_of=crime.officer_id, reason="The first is away.",
        override_reason="Nobody else is on.", by=asking(Role.ALLOCATION_MANAGER), at=at,
    )  # fmt: skip


def test_a_crime_and_its_suspect_are_of_the_team_that_had_it_then(officer, at):
    crime = allocated(at)
    first = Team.objects.get(pk=crime.team_id).name
    passed_on(crime, "Night team", at + 10 * DAY)
    crime.refresh_from_db()
    assert crime.team.name == "Night team"
    for days, team in ((5, first), (11, "Night team")):
        moment = at + days * DAY
        assert units("allocated_within_48_hours", moment) == {team: 1}
        assert units("suspects_long_outstanding", moment) == {team: 1}


def test_a_crime_that_nobody_had_yet_was_of_no_team(officer, at):
    crime = recorded(at)
    passed_on(crime, "Night team", at + 10 * DAY)
    assert units("allocated_within_48_hours", at + 5 * DAY) == {NOWHERE: 1}
    assert units("allocated_within_48_hours", at + 11 * DAY) == {"Night team": 1}


def test_one_given_to_an_officer_of_no_team_is_of_none(officer, at):
    crime = allocated(at)
    first = Team.objects.get(pk=crime.team_id).name
    passed_on(crime, None, at + 4 * DAY)
    assert units("allocated_within_48_hours", at + 3 * DAY) == {first: 1}
    assert units("allocated_within_48_hours", at + 5 * DAY) == {NOWHERE: 1}


def test_one_taken_over_is_of_the_team_it_came_with_until_it_is_given_to_another(officer, at, load, tables):
    load(tables)
    with_officer, without = crime_of("C1"), crime_of("C3")
    came = Officer.objects.get(pk=with_officer.officer_id).team.name
    named = {one.pk for one in Crime.objects.filter(team__isnull=False)}
    assert with_officer.pk in named
    assert without.pk not in named
    assert units("allocated_within_48_hours", at + HOUR)[came] == len(named)
    passed_on(with_officer, "Night team", at + 10 * DAY)
    assert units("allocated_within_48_hours", at + HOUR)[came] == len(named)
    later = units("allocated_within_48_hours", at + 11 * DAY)
    assert (later["Night team"], later.get(came, 0)) == (1, len(named) - 1)


def test_an_incident_lay_where_it_was_before_its_first_thrive_and_since_where_that_was_asked(officer, at):
    incident = at_once(at)
    sender, handed = asking(Role.DISPATCHER), at + 5 * MINUTE
    number = hand_over(incident=incident.pk, to_desk=Desk.IMU, reason="By telephone.", by=sender, at=handed)
    acknowledge_handoff(handoff=number, by=asking(Role.IMU_ASSESSOR), at=at + 30 * MINUTE)
    finish(incident, at + 50 * MINUTE, by=asking(Role.IMU_ASSESSOR))
    found = {minutes: units("thrive_recorded", at + minutes * MINUTE, by="desk") for minutes in (20, 40, 60)}
    assert found == {20: {"Control room": 1}, 40: {"Incident management unit": 1}, 60: {"Incident management unit": 1}}
