"""What an officer in training may hold: crimes of listed groups, at most so many of a kind, under a dated standard."""

from dataclasses import replace

import pytest

from constabulary.policing.allocation.training import (
    NONE_MAY,
    class_of,
    find_reasons_of_training,
    kinds_held,
    may_hold,
    room_for,
    rules_for,
)
from constabulary.policing.allocation.workload import CarriedCrime
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.moments import Moments
from constabulary.standards.overlay import read_overlay
from constabulary.standards.rulebook import at as rules_at
from constabulary.standards.workload import TRAINING, TrainingRule
from tests.conftest import AT

RULES = rules_at(Moments(decision=AT))[TRAINING].value
STUDENT, NEW = RULES["probationer"], RULES["newly_accredited"]
THEFT = CarriedCrime(group="Theft", subgroup="Shoplifting")
ABUSE = replace(THEFT, domestic_abuse=True)
HIGH_RISK = replace(ABUSE, high_risk_abuse=True)
ROBBERY = CarriedCrime(group="Robbery", subgroup="")
WEAPON = CarriedCrime(group="Possession of weapons", subgroup="")
RAPE = CarriedCrime(group="Sexual offences", subgroup="Rape")
HOMICIDE = CarriedCrime(group="Violence against the person", subgroup="Homicide")
UNKNOWN = CarriedCrime(group="", subgroup="")


@pytest.mark.parametrize(
    ("crime", "held", "rules", "against"),
    [
        pytest.param(THEFT, {}, [STUDENT], "", id="a theft for a student officer"),
        pytest.param(ABUSE, {"abuse": 1}, [STUDENT], "", id="a second domestic abuse crime"),
        pytest.param(ABUSE, {"abuse": 2}, [STUDENT], "full-in-training", id="a third"),
        pytest.param(ABUSE, {"abuse": 5}, [STUDENT], "full-in-training", id="more than they may already"),
        pytest.param(HIGH_RISK, {}, [STUDENT], "not-in-training", id="high risk is not listed"),
        pytest.param(ROBBERY, {}, [STUDENT], "not-in-training", id="nor is robbery"),
        pytest.param(WEAPON, {}, [STUDENT], "not-in-training", id="nor a group that is not named"),
        pytest.param(UNKNOWN, {}, [STUDENT], "not-in-training", id="nor what nobody has said the type of"),
        pytest.param(WEAPON, {}, [NEW], "", id="any group for a new detective"),
        pytest.param(RAPE, {}, [NEW], "", id="one rape"),
        pytest.param(RAPE, {"serious_sexual": 1}, [NEW], "full-in-training", id="not two"),
        pytest.param(HOMICIDE, {}, [NEW], "not-in-training", id="no homicide"),
        pytest.param(HIGH_RISK, {}, [STUDENT, NEW], "not-in-training", id="under two rules the narrower holds"),
        pytest.param(ABUSE, {"abuse": 2}, [STUDENT, NEW], "full-in-training", id="and its number"),
        pytest.param(HOMICIDE, {"complex": 9}, [], "", id="whoever is not in training may hold anything"),
    ],
)
def test_what_officers_in_training_may_hold(crime, held, rules, against):
    found = find_reasons_of_training(crime, held, rules)
    assert [one.code.split(".")[1] for one in found] == ([against] if against else [])


def test_rules_follow_from_the_skills_on_an_officers_record():
    assert rules_for({Skill.PROBATIONER, Skill.DOMESTIC_ABUSE}, RULES) == (STUDENT,)
    assert rules_for({Skill.DOMESTIC_ABUSE}, RULES) == ()
    assert rules_for(set(RULES), RULES) == (NEW, STUDENT)


def test_how_many_more_fit_is_the_least_of_what_each_rule_leaves():
    assert room_for(ABUSE, {"abuse": 1}, [STUDENT]) == 1
    assert room_for(ABUSE, {"abuse": 1}, [STUDENT, NEW]) == 1
    assert room_for(ROBBERY, {}, [STUDENT, NEW]) == -1
    assert room_for(ABUSE, {}, []) is None


def test_kinds_are_counted_and_crimes_of_one_class_are_open_to_the_same_people():
    assert kinds_held([THEFT, THEFT, ABUSE]) == {"volume": 2, "abuse": 1}
    assert class_of(THEFT, RULES) == "volume-newly_accredited+probationer"
    assert class_of(WEAPON, RULES) == "volume-newly_accredited"
    assert class_of(HOMICIDE, RULES) == NONE_MAY


OURS = """
[[standard]]
key = "allocation.training"
[[standard.edition]]
valid_from = 2020-01-01
edition = "Kentshire 1"
source = "Order 7"
[standard.edition.value.probationer]
at_most = { volume = 3 }
"""


def test_a_force_sets_its_own_list():
    own = rules_at(Moments(decision=AT), read_overlay(OURS))[TRAINING].value
    assert set(own) == {"probationer"}
    assert may_hold(WEAPON, own["probationer"])
    assert not may_hold(ABUSE, own["probationer"])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param({"wizard": {"at_most": {}}}, "nobody is in training", id="no such stage of service"),
        pytest.param({"probationer": {"at_most": {"volume": -1}}}, "fewer crimes than none", id="fewer than none"),
    ],
)
def test_what_is_no_list_is_refused(raw, said):
    with pytest.raises(ValueError, match=said):
        TRAINING.parse(raw)


def test_a_kind_with_none_allowed_is_one_that_may_not_be_held():
    rule = TrainingRule(groups=frozenset(), at_most={"volume": 0})
    assert [one.code.split(".")[1] for one in find_reasons_of_training(THEFT, {}, [rule])] == ["not-in-training"]
