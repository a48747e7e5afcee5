"""What a proposal for the pool weighs: urgency, how poorly an officer fits, which crimes stay together."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from constabulary.policing.allocation.choice import Candidate
from constabulary.policing.allocation.proposing import (
    WaitingCrime,
    given_at_full_hours,
    groups_of,
    kilometres_apart,
    kind_of,
    poorness_of,
    urgency_of,
)
from constabulary.policing.allocation.workload import CarriedCrime, Load
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.rulebook import on
from constabulary.standards.workload import PROPOSING
from tests.factories.outcomes import AT

WEIGHTS = on(AT)[PROPOSING].value
VOLUME = CarriedCrime(group="Theft", subgroup="Shoplifting")
RAPE = CarriedCrime(group="Sexual offences", subgroup="Rape")
FULL = Load(points=25.0, crimes=25, limit=20.0, amber_from=16.0, edition="Workload 1")
FREE = replace(FULL, points=3.0, crimes=3)
OFFICER = Candidate(
    investigates=True, pip_level=1, skills=frozenset(), connected=False, may_see=True, holds_it=False, before=FREE,
    after=FREE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "risk", "waited", "urgency"),
    [
        pytest.param(0.0, 0, timedelta(), 0.0, id="no harm, no risk, just recorded"),
        pytest.param(0.0, 0, timedelta(hours=48), 0.3, id="no harm and no risk, two days old"),
        pytest.param(0.0, 0, timedelta(days=30), 0.3, id="no harm and no risk, a month old: no more than two days"),
        pytest.param(0.0, 0, timedelta(hours=-1), 0.0, id="recorded after the moment asked about"),
        pytest.param(1.0, 0, timedelta(), 0.7, id="the gravest offence, just recorded"),
        pytest.param(0.2, 3, timedelta(), 0.7, id="a slight offence at the highest risk"),
        pytest.param(0.2, 3, timedelta(hours=24), 0.85, id="the same a day later"),
        pytest.param(1.0, 3, timedelta(days=9), 1.0, id="everything"),
    ],
)
def test_urgency_is_harm_or_risk_whichever_is_greater_and_how_long_it_has_waited(severity, risk, waited, urgency):
    crime = WaitingCrime(severity=severity, risk=risk, recorded_at=AT - waited)
    assert urgency_of(crime, WEIGHTS, at=AT) == pytest.approx(urgency)


def test_neither_the_victims_support_nor_who_they_are_is_asked():
    assert {one.name for one in fields(WaitingCrime)} == {"severity", "risk", "recorded_at"}


@pytest.mark.parametrize(
    ("crime", "pip", "kind"),
    [
        pytest.param(VOLUME, 1, "pip1-volume", id="volume"),
        pytest.param(VOLUME, 2, "pip2-volume", id="volume that asks for PIP 2"),
        pytest.param(RAPE, 2, "pip2-serious_sexual", id="rape"),
    ],
)
def test_the_kind_is_what_decides_who_may_have_it(crime, pip, kind):
    assert kind_of(crime, pip) == kind


@pytest.mark.parametrize(
    ("crime", "pip", "officer", "poorness"),
    [
        pytest.param(VOLUME, 1, {}, 0.0, id="what is asked for"),
        pytest.param(VOLUME, 1, {"after": FULL}, 0.0, id="full: the limit is asked elsewhere"),
        pytest.param(VOLUME, 1, {"pip_level": 2}, WEIGHTS.overqualified, id="more accreditation than asked for"),
        pytest.param(VOLUME, 2, {}, None, id="too little accreditation"),
        pytest.param(VOLUME, 1, {"investigates": False}, None, id="does not investigate"),
        pytest.param(VOLUME, 1, {"connected": True}, None, id="connected"),
        pytest.param(VOLUME, 1, {"may_see": False}, None, id="may not see it"),
        pytest.param(VOLUME, 1, {"above_constable": True}, WEIGHTS.stands_after, id="supervises"),
        pytest.param(VOLUME, 1, {"remit": frozenset({"child_abuse"})}, None, id="of a team for other crimes"),
        pytest.param(RAPE, 2, {"pip_level": 2}, None, id="rape, without the specialism"),
        pytest.param(
            RAPE, 2, {"pip_level": 3, "skills": frozenset({Skill.SERIOUS_SEXUAL.value})}, 0.0,
            id="rape, with the specialism and more accreditation",
        ),
    ],
)  # fmt: skip
def test_who_fits_and_how_poorly(crime, pip, officer, poorness):
    assert poorness_of(crime, pip, replace(OFFICER, **officer), WEIGHTS) == poorness


@pytest.mark.parametrize(
    ("people", "most", "groups"),
    [
        pytest.param({1: [7], 2: [8]}, 8.0, {}, id="nobody shared"),
        pytest.param({1: [7], 2: [7], 3: [9]}, 8.0, {1: 1, 2: 1}, id="one victim of two crimes"),
        pytest.param({1: [7], 2: [7, 8], 3: [8]}, 8.0, {1: 1, 2: 1, 3: 1}, id="a chain: victim, then suspect"),
        pytest.param({1: [7], 2: [7], 3: [7]}, 2.0, {1: 1, 2: 1}, id="too many for one officer: the rest alone"),
        pytest.param(
            {1: [7], 2: [7], 3: [7], 4: [7]}, 2.0, {1: 1, 2: 1, 3: 3, 4: 3}, id="a prolific offender's, two by two"
        ),
        pytest.param({1: [], 2: []}, 8.0, {}, id="no people known"),
    ],
)
def test_crimes_that_share_somebody_stay_together_as_many_as_one_officer_can_be_given(people, most, groups):
    assert groups_of(people, dict.fromkeys(people, 1.0), most=most) == groups


@pytest.mark.parametrize(
    ("given", "worked", "counted"),
    [
        pytest.param({1: 8.0}, {1: 1.0, 2: 1.0}, {1: 8.0, 2: 0.0}, id="full hours count as they are"),
        pytest.param({1: 8.0, 2: 4.0}, {1: 1.0, 2: 0.5}, {1: 8.0, 2: 8.0}, id="half the points in half the hours is as much"),
        pytest.param({1: 2.0, 2: 6.0, 3: 10.0}, {1: 1.0, 2: 1.0, 3: 1.0, 4: 0.1}, {1: 2.0, 2: 6.0, 3: 10.0, 4: 6.0},
                     id="who was sick counts as the middle one, not as given least"),
        pytest.param({4: 3.0}, {1: 1.0, 4: 0.1}, {1: 0.0, 4: 0.0}, id="nor as given most, for the little they had"),
        pytest.param({1: 1.0}, {1: 0.2}, {1: 5.0}, id="a fifth of full hours counts"),
        pytest.param({}, {1: 0.0}, {1: 0.0}, id="nobody worked"),
    ],
)  # fmt: skip
def test_what_officers_were_given_is_held_against_the_hours_they_worked(given, worked, counted):
    assert given_at_full_hours(given, worked, least=0.2) == pytest.approx(counted)


@pytest.mark.parametrize(
    ("here", "there", "kilometres"),
    [
        pytest.param((51.0, 0.5), (51.0, 0.5), 0.0, id="the same spot"),
        pytest.param((51.0, 0.5), (52.0, 0.5), 111.19, id="a degree to the north"),
        pytest.param((51.0, 0.0), (51.0, 1.0), 69.98, id="a degree to the east, which is shorter up here"),
        pytest.param((0.0, 0.0), (0.0, 180.0), 20_015.1, id="the other end of the earth"),
    ],
)
def test_kilometres_are_those_of_the_earth_as_the_crow_flies(here, there, kilometres):
    assert kilometres_apart(here, there) == pytest.approx(kilometres, abs=0.05)
    assert kilometres_apart(there, here) == pytest.approx(kilometres, abs=0.05)
