"""What a crime weighs, graded a second time: who may, what it needs, and what is said of whom."""

import pytest

from constabulary.policing.allocation.regrading import (
    OFFERED,
    Graded,
    GradedTwice,
    GraderFacts,
    agree_on_weights,
    find_reasons_against_grader,
    find_reasons_against_grading,
    points_for,
    regrading_due,
    weights_of_team,
)
from constabulary.policing.allocation.workload import Stage, Weight
from constabulary.standards.moments import Moments
from constabulary.standards.rulebook import at as rules_at
from constabulary.standards.self_inspection import REGRADING_AGREEMENT, AgreementSettings
from constabulary.standards.workload import REGRADING, STAGE_FACTORS, WEIGHTS
from tests.conftest import AT

RULES = rules_at(Moments(report=AT, decision=AT))
LEAST = AgreementSettings(pairs=4, people=3, target=0.6)


def codes(reasons) -> list[str]:
    return [one.code.split(".")[1] for one in reasons]


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        pytest.param({}, [], id="somebody else, blind"),
        pytest.param({"had_a_part": frozenset({7, 9})}, ["own"], id="it is their own, or they graded it"),
        pytest.param({"has_opened": True}, ["has-opened"], id="they have seen it"),
        pytest.param({"is_connected": True}, ["connected"], id="a conflict of interest"),
        pytest.param({"is_graded": True}, ["graded"], id="it is done"),
    ],
)
def test_who_may_grade_again(changes, against):
    facts = {"grader": 7, "had_a_part": frozenset({8}), "has_opened": False, "is_connected": False, "is_graded": False}
    assert codes(find_reasons_against_grader(GraderFacts(**{**facts, **changes}))) == against


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        pytest.param({}, [], id="whole"),
        pytest.param({"weight": "unknown"}, ["no-such-weight"], id="not knowing is no grading"),
        pytest.param({"weight": "heavy"}, ["no-such-weight"], id="no such kind"),
        pytest.param({"stage": "asleep"}, ["no-such-stage"], id="no such stage"),
        pytest.param({"words": " "}, ["why-missing"], id="no reason"),
    ],
)
def test_what_a_second_grading_needs(changes, against):
    given = Graded(**{"weight": "abuse", "stage": "active", "words": "He is her former partner.", **changes})
    assert codes(find_reasons_against_grading(given)) == against


def test_points_follow_the_standard_and_what_has_no_weight_is_the_heaviest():
    weights, stages = RULES[WEIGHTS].value, RULES[STAGE_FACTORS].value
    assert points_for(Weight.ABUSE, Stage.ACTIVE, weights, stages) == 2.0
    assert points_for(Weight.ABUSE, Stage.FORENSIC, weights, stages) == 1.0
    assert points_for(Weight.ROBBERY, Stage.ACTIVE, {"volume": 1.0, "complex": 8.0}, {}) == 8.0
    assert points_for(Weight.ROBBERY, Stage.ACTIVE, {}, {}) == 1.0


def test_a_grading_is_due_within_a_week_at_the_allocation_desk():
    due = regrading_due(RULES[REGRADING], at=AT)
    assert (due.kind.value, due.desk.value, (due.due_at - AT).days) == ("grade_again", "allocation", 7)


def test_every_kind_but_desk_work_and_unknown_is_offered_and_has_a_name():
    assert {one.value for one in Weight} - {one.value for one in OFFERED} == {"desk", "unknown"}
    assert all(one.label for one in Weight)


@pytest.mark.parametrize(
    "raw",
    [{"from_share": 0.0}, {"from_share": 1.1}, {"share": 0.0}, {"share": 2}, {"crimes_each": 0}],
)
def test_a_rule_that_draws_nothing_is_refused(raw):
    whole = {"from_share": 0.9, "share": 0.25, "crimes_each": 2, "within_days": 7}
    with pytest.raises(ValueError, match="shares lie above 0"):
        REGRADING.parse({**whole, **raw})


def pair(first: Weight, second: Weight, officer: int | None = 1, *, lower: bool = False) -> GradedTwice:
    points = 1.0 if lower else 2.0
    return GradedTwice(
        first_weight=first, first_points=points, second_weight=second, second_points=2.0, team="North", officer=officer
    )


ALIKE = [pair(Weight.ABUSE, Weight.ABUSE, officer) for officer in (1, 2, 3)]


def test_a_team_is_told_of_with_how_often_the_first_weight_was_the_lower():
    found = weights_of_team("North", [*ALIKE, pair(Weight.VOLUME, Weight.ABUSE, 1, lower=True)], LEAST)
    assert (found.alike.numerator, found.alike.denominator, found.lower_at_first.numerator) == (3, 4, 1)
    assert not found.too_few
    assert found.alike.low < 0.75 < found.alike.high


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param(ALIKE, id="few crimes"),
        pytest.param([pair(Weight.ABUSE, Weight.ABUSE, one % 2) for one in range(9)], id="crimes of two people"),
        pytest.param([pair(Weight.ABUSE, Weight.ABUSE, None) for _ in range(9)], id="of nobody"),
    ],
)
def test_of_few_crimes_or_people_nothing_is_said(pairs):
    assert weights_of_team("North", pairs, LEAST).too_few
    assert agree_on_weights(pairs, LEAST).too_few
    assert agree_on_weights(pairs, LEAST).estimate is None


def test_kappa_is_of_the_kinds_that_both_chose():
    mixed = [pair(one, one, officer) for officer in (1, 2, 3) for one in (Weight.ABUSE, Weight.VOLUME)]
    assert agree_on_weights(mixed, LEAST).estimate == 1.0
    worse = [*mixed, pair(Weight.ABUSE, Weight.VOLUME, 1), pair(Weight.VOLUME, Weight.ROBBERY, 2)]
    assert agree_on_weights(worse, LEAST).estimate < 1.0
    assert REGRADING_AGREEMENT.parse({"pairs": 20, "people": 4, "target": 0.6}).people == 4
