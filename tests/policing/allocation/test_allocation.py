"""Allocation: what crimes weigh, what an officer carries, and what speaks against a choice."""

from dataclasses import replace

import pytest

from constabulary.policing.allocation.choice import (
    OUT_OF_REMIT,
    Candidate,
    assess_fit,
    find_reasons_against_allocation,
    find_reasons_for,
    find_reasons_to_stand_after,
    place_in_order,
)
from constabulary.policing.allocation.training import FULL_IN_TRAINING, NOT_IN_TRAINING
from constabulary.policing.allocation.workload import (
    Band,
    Capacity,
    CarriedCrime,
    Load,
    Stage,
    Weight,
    load_of,
    weigh,
)
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.rulebook import on
from constabulary.standards.workload import LOAD_LIMITS, STAGE_FACTORS, WEIGHTS
from tests.factories.outcomes import AT

RULES = on(AT)
VOLUME = CarriedCrime(group="Theft", subgroup="Shoplifting")
HIGH_RISK = CarriedCrime(group="Theft", subgroup="", domestic_abuse=True, high_risk_abuse=True)


def load(crimes, officer: Capacity) -> Load:
    return load_of(
        crimes, officer, weights=RULES[WEIGHTS].value, stages=RULES[STAGE_FACTORS].value,
        limits=RULES[LOAD_LIMITS].value, edition="Workload 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("crime", "weight"),
    [
        pytest.param(VOLUME, Weight.VOLUME, id="shoplifting"),
        pytest.param(replace(VOLUME, domestic_abuse=True), Weight.ABUSE, id="domestic abuse"),
        pytest.param(HIGH_RISK, Weight.HIGH_RISK_ABUSE, id="high-risk domestic abuse"),
        pytest.param(CarriedCrime(group="Robbery", subgroup=""), Weight.ROBBERY, id="robbery"),
        pytest.param(replace(VOLUME, child_abuse=True), Weight.CHILD_ABUSE, id="child abuse"),
        pytest.param(CarriedCrime(group="Sexual offences", subgroup="Rape"), Weight.SERIOUS_SEXUAL, id="rape"),
        pytest.param(
            CarriedCrime(group="Sexual offences", subgroup="Other sexual offences", child_abuse=True),
            Weight.CHILD_ABUSE,
            id="a sexual offence against a child",
        ),
        pytest.param(
            CarriedCrime(group="Sexual offences", subgroup="Other sexual offences"), Weight.SERIOUS_SEXUAL, id="sexual"
        ),
        pytest.param(CarriedCrime(group="", subgroup="Homicide"), Weight.COMPLEX, id="homicide"),
        pytest.param(replace(VOLUME, complex=True), Weight.COMPLEX, id="marked complex"),
    ],
)
def test_a_crime_weighs_as_the_heaviest_kind_it_is_of(crime, weight):
    assert weigh(crime) is weight


@pytest.mark.parametrize(
    ("crimes", "officer", "points", "limit", "band"),
    [
        pytest.param([VOLUME] * 15, Capacity(pip_level=1, hours_share=1), 15, 20, Band.GREEN, id="fifteen of twenty"),
        pytest.param([VOLUME] * 16, Capacity(pip_level=1, hours_share=1), 16, 20, Band.AMBER, id="at four fifths"),
        pytest.param([VOLUME] * 20, Capacity(pip_level=1, hours_share=1), 20, 20, Band.AMBER, id="at the limit"),
        pytest.param([VOLUME] * 21, Capacity(pip_level=1, hours_share=1), 21, 20, Band.RED, id="over it"),
        pytest.param([VOLUME] * 11, Capacity(pip_level=1, hours_share=0.5), 11, 10, Band.RED, id="half the hours"),
        pytest.param([HIGH_RISK] * 4, Capacity(pip_level=2, hours_share=1), 12, 30, Band.GREEN, id="a detective"),
        pytest.param(
            [replace(HIGH_RISK, stage=Stage.COURT)] * 10, Capacity(pip_level=2, hours_share=1), 9, 30, Band.GREEN,
            id="waiting for court weighs less",
        ),
        pytest.param(
            [VOLUME] * 11, Capacity(pip_level=1, hours_share=1, skills=frozenset({Skill.PROBATIONER})), 11, 10,
            Band.RED, id="a student officer carries half",
        ),
        pytest.param(
            [VOLUME] * 18, Capacity(pip_level=2, hours_share=1, skills=frozenset({Skill.NEWLY_ACCREDITED})), 18, 21,
            Band.AMBER, id="a new detective carries seven tenths",
        ),
        pytest.param(
            [VOLUME] * 7, Capacity(pip_level=2, hours_share=1, above_constable=True), 7, 9, Band.GREEN,
            id="whoever supervises carries three tenths",
        ),
        pytest.param([], Capacity(pip_level=0, hours_share=1), 0, 20, Band.GREEN, id="nothing"),
    ],
)  # fmt: skip
def test_a_load_is_weight_by_stage_against_what_their_hours_let_them_carry(crimes, officer, points, limit, band):
    found = load(crimes, officer)
    assert (found.points, found.limit, found.band, found.crimes) == (points, limit, band, len(crimes))
    assert found.share == pytest.approx(points / limit)


def candidate(**changes) -> Candidate:
    calm = load([VOLUME], Capacity(pip_level=1, hours_share=1))
    fit = Candidate(
        investigates=True, pip_level=1, skills=frozenset(), connected=False, may_see=True, holds_it=False,
        before=calm, after=calm,
    )  # fmt: skip
    return replace(fit, **changes)


FULL = load([VOLUME] * 21, Capacity(pip_level=1, hours_share=1))
NEAR = load([VOLUME] * 17, Capacity(pip_level=1, hours_share=1))
AWAY = load([VOLUME], Capacity(pip_level=1, hours_share=0))


@pytest.mark.parametrize("crimes", [[], [VOLUME] * 3], ids=["no crime", "three crimes"])
def test_whoever_is_away_has_no_capacity_and_stands_after_everybody(crimes):
    found = load(crimes, Capacity(pip_level=1, hours_share=0))
    assert (found.limit, found.has_capacity, found.band, found.is_over) == (0, False, Band.NONE, bool(crimes))
    assert found.share > load([VOLUME] * 99, Capacity(pip_level=1, hours_share=1)).share


UNKNOWN = CarriedCrime(group="", subgroup="")


def test_a_crime_of_no_known_type_weighs_as_the_heaviest_and_is_counted_until_somebody_says_what_it_is():
    full = Capacity(pip_level=1, hours_share=1)
    heaviest = max(RULES[WEIGHTS].value.values())
    found = load([UNKNOWN, VOLUME], full)
    assert (found.points, found.unknown) == (heaviest + 1, 1)
    assert load([VOLUME], full).unknown == 0


def test_a_kind_that_the_force_gives_no_weight_for_weighs_as_its_heaviest_and_is_counted():
    robbery = CarriedCrime(group="Robbery", subgroup="Robbery of personal property")
    found = load_of(
        [robbery], Capacity(pip_level=1, hours_share=1), weights={"volume": 1.0, "abuse": 6.5}, stages={},
        limits=RULES[LOAD_LIMITS].value, edition="Kentshire",
    )  # fmt: skip
    assert (found.points, found.unknown) == (6.5, 1)


@pytest.mark.parametrize(
    ("crime", "pip", "officer", "reason", "override", "refused"),
    [
        pytest.param(VOLUME, 1, candidate(), "Local.", "", set(), id="a fitting officer"),
        pytest.param(VOLUME, 1, candidate(), " ", "", {"reason-needed"}, id="no reason"),
        pytest.param(VOLUME, 1, candidate(connected=True), "Local.", "Yes.", {"connected"}, id="conflict of interest"),
        pytest.param(VOLUME, 1, candidate(may_see=False), "Local.", "Yes.", {"may-not-see"}, id="a restricted record"),
        pytest.param(VOLUME, 1, candidate(investigates=False), "L.", "Y.", {"not-an-investigator"}, id="no investigator"),
        pytest.param(VOLUME, 1, candidate(holds_it=True), "Local.", "", {"same-officer"}, id="has it already"),
        pytest.param(VOLUME, 1, candidate(after=FULL), "Local.", "", {"over-limit"}, id="over the limit, no reason"),
        pytest.param(VOLUME, 1, candidate(after=FULL), "Local.", "Only she knows it.", set(), id="over, with a reason"),
        pytest.param(VOLUME, 1, candidate(after=AWAY), "Local.", "", {"no-capacity"}, id="away, no reason"),
        pytest.param(VOLUME, 1, candidate(after=AWAY), "Local.", "Back at noon.", set(), id="away, with a reason"),
        pytest.param(VOLUME, 2, candidate(), "Local.", "", {"pip-too-low"}, id="accreditation too low"),
        pytest.param(VOLUME, 2, candidate(pip_level=2), "Local.", "", set(), id="accredited"),
        pytest.param(HIGH_RISK, 1, candidate(), "Local.", "", {"skill-missing"}, id="specialism missing"),
        pytest.param(
            HIGH_RISK, 1, candidate(skills=frozenset({Skill.DOMESTIC_ABUSE})), "Local.", "", set(), id="specialist"
        ),
        pytest.param(
            HIGH_RISK, 2, candidate(after=FULL), "Local.", "", {"over-limit", "pip-too-low", "skill-missing"},
            id="everything at once",
        ),
    ],
)  # fmt: skip
def test_what_speaks_against_a_choice(crime, pip, officer, reason, override, refused):
    fit = assess_fit(crime, pip, officer)
    found = find_reasons_against_allocation(fit, reason=reason, override_reason=override, may_exceed=True)
    assert {one.code.removeprefix("allocation.") for one in found} == refused


@pytest.mark.parametrize(
    ("officer", "pip", "override", "refused"),
    [
        pytest.param(
            candidate(after=FULL), 1, "Only she knows it.", {"more-than-they-carry"}, id="over, whatever the reason"
        ),
        pytest.param(
            candidate(after=AWAY), 1, "Only she knows it.", {"away-all-day"}, id="away, whatever the reason"
        ),
        pytest.param(
            candidate(training=(NOT_IN_TRAINING,)), 1, "Beside her tutor.", {"kind-not-in-training"},
            id="in training, and not a crime of theirs",
        ),
        pytest.param(
            candidate(training=(FULL_IN_TRAINING,)), 1, "Beside her tutor.", {"number-in-training"},
            id="in training, and holds as many as they may",
        ),
        pytest.param(
            candidate(after=FULL, training=(FULL_IN_TRAINING,)), 1, "", {"more-than-they-carry", "number-in-training"},
            id="each cause for itself",
        ),
        pytest.param(candidate(after=NEAR), 1, "", set(), id="near"),
        pytest.param(candidate(), 2, "She began it.", set(), id="another override takes a reason only"),
    ],
)  # fmt: skip
def test_without_the_authority_nobody_is_given_more_than_they_can_carry(officer, pip, override, refused):
    fit = assess_fit(VOLUME, pip, officer)
    found = find_reasons_against_allocation(fit, reason="Local.", override_reason=override, may_exceed=False)
    assert {one.code.removeprefix("allocation.") for one in found} == refused


@pytest.mark.parametrize(
    ("crime", "officer", "knows", "district", "reasons"),
    [
        pytest.param(VOLUME, candidate(after=FULL), False, False, set(), id="nothing speaks for them"),
        pytest.param(VOLUME, candidate(after=NEAR), True, False, {"knows-them"}, id="knows the people"),
        pytest.param(VOLUME, candidate(after=FULL), False, True, {"same-district"}, id="works the district"),
        pytest.param(VOLUME, candidate(), False, False, {"has-room"}, id="room"),
        pytest.param(HIGH_RISK, candidate(after=FULL), False, False, set(), id="lacks the specialism"),
        pytest.param(
            HIGH_RISK, candidate(skills=frozenset({Skill.DOMESTIC_ABUSE})), True, True,
            {"knows-them", "same-district", "has-specialism", "has-room"}, id="everything at once",
        ),
    ],
)  # fmt: skip
def test_what_speaks_for_an_officer(crime, officer, knows, district, reasons):
    found = find_reasons_for(crime, officer, knows_them=knows, same_district=district)
    assert {one.code.removeprefix("allocation.") for one in found} == reasons


def test_an_officer_near_the_limit_is_noted_and_may_be_chosen():
    fit = assess_fit(VOLUME, 1, candidate(after=NEAR))
    assert fit.may_be_chosen
    assert [one.code for one in fit.notes] == ["allocation.near-limit"]


def test_every_stage_and_skill_has_words():
    assert all(one.label for one in (*Stage, *Skill))


SPECIALIST = candidate(remit=frozenset({"child_abuse"}), skills=frozenset({Skill.CHILD_ABUSE}))
CHILD_ABUSE = replace(VOLUME, child_abuse=True)


@pytest.mark.parametrize("above", [True, False])
def test_who_supervises_stands_after_the_investigators(above):
    officer = candidate(above_constable=above)
    found = find_reasons_to_stand_after(officer)
    assert [one.code for one in found] == (["allocation.above-constable"] if above else [])
    assert set(found) <= set(assess_fit(VOLUME, 1, officer).notes)


@pytest.mark.parametrize(
    ("crime", "officer", "is_out"),
    [
        pytest.param(VOLUME, candidate(), False, id="of a team that takes every crime"),
        pytest.param(VOLUME, SPECIALIST, True, id="of a team for another kind"),
        pytest.param(CHILD_ABUSE, SPECIALIST, False, id="of the team for it"),
        pytest.param(VOLUME, candidate(remit=frozenset()), True, id="of a team that takes none"),
        pytest.param(VOLUME, candidate(remit=frozenset({"volume", "desk"})), False, id="of a team for some"),
    ],
)
def test_a_crime_outside_the_teams_remit_needs_a_reason(crime, officer, is_out):
    found = assess_fit(crime, 1, officer)
    assert (OUT_OF_REMIT in found.overrides) is is_out
    assert found.may_be_chosen
    missing = find_reasons_against_allocation(found, reason="Local.", override_reason="", may_exceed=False)
    assert missing == ((OUT_OF_REMIT,) if is_out else ())
    assert find_reasons_against_allocation(found, reason="Local.", override_reason="They ask.", may_exceed=False) == ()


def place(officer, *, pip=1, knows=False, district=False):
    return place_in_order(assess_fit(VOLUME, pip, officer), officer, knows_them=knows, same_district=district)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(place(candidate(above_constable=True)), place(candidate(connected=True)), id="who can have it"),
        pytest.param(place(candidate(after=NEAR)), place(candidate(above_constable=True)), id="before an inspector"),
        pytest.param(place(candidate(after=FULL)), place(candidate(above_constable=True)), id="even with an override"),
        pytest.param(place(candidate(after=NEAR)), place(SPECIALIST, knows=True), id="before another unit"),
        pytest.param(place(candidate()), place(candidate(after=FULL), knows=True), id="without an override first"),
        pytest.param(
            place(candidate(after=NEAR), knows=True), place(candidate(), district=True), id="knows the people"
        ),
        pytest.param(place(candidate(after=NEAR), district=True), place(candidate()), id="works the district"),
        pytest.param(place(candidate()), place(candidate(after=NEAR)), id="most room"),
    ],
)
def test_the_order_of_those_who_could_have_a_crime(before, after):
    assert before < after
