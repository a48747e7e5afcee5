"""Floor rules, the advisory score, and grades below the floor: each floor rule has its pair."""

from datetime import UTC, datetime

import pytest

from constabulary.policing.incidents.grading import (
    ABUSE_COUNTS,
    BELOW_FLOOR_REASON,
    DOWNGRADE_REASON,
    FLOOR_RULES,
    NOT_FOR_LACK_OF_UNITS,
    Marked,
    find_reasons_against_grade,
    is_calm,
    propose_grade,
    weigh_choice,
)
from constabulary.policing.incidents.thrive import (
    Imminence,
    Likelihood,
    Severity,
    Suspect,
    Violence,
    VulnerabilityFactor,
)
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import on
from tests.factories.calls import thrive

NOT_MARKED = Marked()
RULES = on(datetime(2026, 11, 2, 14, tzinfo=UTC))

PAIRS = {
    "danger-to-life": ({"threat": {"danger_to_life": True}}, {"threat": {"danger_to_life": False}}),
    "violence": (
        {"threat": {"violence": Violence.IMMINENT}},
        {"threat": {"violence": Violence.USED, "in_progress": False}},
    ),
    "serious-injury": ({"harm": {"serious_injury": True}}, {"harm": {"serious_injury": False}}),
    "weapon": ({"threat": {"weapon": True}}, {"threat": {"weapon": False}}),
    "in-progress": ({"threat": {"in_progress": True}}, {"threat": {"in_progress": False}}),
    "suspect-on-scene": ({"threat": {"suspect": Suspect.ON_SCENE}}, {"threat": {"suspect": Suspect.NEARBY}}),
    "alone-at-risk": ({"vulnerability": {"alone_at_risk": True}}, {"vulnerability": {"alone_at_risk": False}}),
    "evidence-perishable": (
        {"investigation": {"key_evidence_perishable": True}},
        {"investigation": {"key_evidence_perishable": False}},
    ),
    "suspect-detained": ({"threat": {"suspect": Suspect.DETAINED}}, {"threat": {"suspect": Suspect.GONE}}),
    "high-risk-history": (
        {"vulnerability": {"high_risk_abuse_history": True}},
        {"vulnerability": {"high_risk_abuse_history": False}},
    ),
    "abuse-with-violence": (
        {"threat": {"violence": Violence.USED}, "vulnerability": {"factors": (VulnerabilityFactor.DOMESTIC_ABUSE,)}},
        {"threat": {"violence": Violence.NONE}, "vulnerability": {"factors": (VulnerabilityFactor.DOMESTIC_ABUSE,)}},
    ),
    "serious-distress": (
        {"vulnerability": {"serious_distress": True}},
        {"vulnerability": {"serious_distress": False}},
    ),
    "cannot-speak-freely": (
        {"engagement": {"cannot_speak_freely": True}},
        {"engagement": {"cannot_speak_freely": False}},
    ),
}


def propose(answers, marked=NOT_MARKED):
    return propose_grade(answers, marked=marked, grades=RULES[RESPONSE_GRADES], weights=RULES[ADVISORY_SCORE])


def test_every_floor_rule_has_its_pair():
    assert {rule.reason.code.removeprefix("grading.") for rule in FLOOR_RULES} == set(PAIRS)


@pytest.mark.source("GRADE-DOC")
@pytest.mark.parametrize("rule", FLOOR_RULES, ids=lambda rule: rule.reason.code)
def test_a_floor_rule_forces_its_grade_and_only_when_it_applies(rule):
    applies, does_not = PAIRS[rule.reason.code.removeprefix("grading.")]
    grading = propose(thrive(**applies))
    assert grading.floor == f"G{rule.rank}"
    assert rule.reason in grading.floor_reasons
    assert rule.reason not in propose(thrive(**does_not)).reasons


FRESH_VIOLENCE = thrive(
    threat={"capability": 3, "intent": 2, "violence": Violence.USED, "suspect": Suspect.GONE},
    harm={"severity": Severity.MODERATE}, engagement={"call_back_owed": True},
)  # fmt: skip


@pytest.mark.source("domain A 2.1 V, 2.2")
@pytest.mark.parametrize(
    ("answers", "marked", "grade", "floor"),
    [
        (FRESH_VIOLENCE, Marked(domestic_abuse=True), "G2", "G2"),
        (FRESH_VIOLENCE, Marked(stalking=True), "G2", "G2"),
        (FRESH_VIOLENCE, NOT_MARKED, "G4", None),
        (thrive(threat={"violence": Violence.THREATENED}), Marked(stalking=True), "G2", "G2"),
        (thrive(engagement={"call_back_owed": True}), Marked(domestic_abuse=True), "G3", None),
        (thrive(), Marked(stalking=True), "G3", None),
        (thrive(vulnerability={"factors": (VulnerabilityFactor.STALKING,)}), NOT_MARKED, "G3", None),
    ],
    ids=[
        "fresh domestic violence", "fresh violence of a stalker", "the same between strangers", "a stalker's threat",
        "domestic abuse without violence", "stalking without violence", "stalking named in THRIVE alone",
    ],
)  # fmt: skip
def test_what_the_call_is_marked_as_counts_like_what_thrive_names(answers, marked, grade, floor):
    grading = propose(answers, marked)
    assert (grading.grade, grading.floor) == (grade, floor)


def test_a_marker_adds_what_vulnerability_adds_once_and_says_so():
    named = thrive(vulnerability={"factors": (VulnerabilityFactor.DOMESTIC_ABUSE,)})
    assert propose(thrive(), Marked(domestic_abuse=True)).score == propose(thrive()).score + 2
    assert propose(named, Marked(domestic_abuse=True)).score == propose(named).score
    assert ABUSE_COUNTS in propose(thrive(), Marked(domestic_abuse=True)).reasons
    assert ABUSE_COUNTS not in propose(thrive()).reasons


@pytest.mark.parametrize(
    ("answers", "grade", "score"),
    [
        (thrive(), "G5", 1),
        (thrive(engagement={"call_back_owed": True}), "G4", 1),
        (thrive(vulnerability={"factors": (VulnerabilityFactor.OLDER,)}), "G3", 3),
        (
            thrive(harm={"severity": Severity.MODERATE}, risk={"likelihood": Likelihood.LIKELY}),
            "G3",
            6,
        ),
        (
            thrive(
                harm={"severity": Severity.MODERATE},
                risk={"likelihood": Likelihood.LIKELY, "imminence": Imminence.NOW},
            ),
            "G2",
            6,
        ),
        (thrive(harm={"severity": Severity.SERIOUS}, risk={"likelihood": Likelihood.CERTAIN}), "G2", 12),
        (
            thrive(
                harm={"severity": Severity.SERIOUS},
                risk={"likelihood": Likelihood.CERTAIN, "imminence": Imminence.NOW},
            ),
            "G1",
            12,
        ),
        (thrive(vulnerability={"repeat_victim": True}), "G5", 2),
    ],
    ids=["calm", "call back owed", "vulnerable", "middle", "middle and now", "high", "high and now", "repeat"],
)
def test_the_advisory_score_proposes_a_grade(answers, grade, score):
    grading = propose(answers)
    assert (grading.grade, grading.score) == (grade, score)
    assert grading.reasons
    assert grading.edition == "Response grades 2026; THRIVE score 1"


def test_the_floor_never_makes_a_proposal_less_urgent():
    urgent = thrive(
        harm={"severity": Severity.LIFE_CHANGING},
        risk={"likelihood": Likelihood.CERTAIN, "imminence": Imminence.NOW},
        vulnerability={"serious_distress": True},
    )
    assert propose(urgent).grade == "G1"
    assert propose(urgent).floor == "G2"


def choose(grade, *, current="", **parts):
    return weigh_choice(grade, grading=propose(thrive(**parts)), current=current, grades=RULES[RESPONSE_GRADES].value)


def against(grade, reason, *, current="", **parts):
    return find_reasons_against_grade(choose(grade, current=current, **parts), reason_below_floor=reason)


WEAPON = {"threat": {"weapon": True}}


@pytest.mark.source("HERTS-16")
@pytest.mark.parametrize(
    ("grade", "current", "parts", "worked_at", "needs"),
    [
        ("G1", "", WEAPON, "G1", False),
        ("G2", "", WEAPON, "G1", True),
        ("G3", "", {}, "G3", False),
        ("G3", "G3", {}, "G3", False),
        ("G2", "G3", {}, "G2", False),
        ("G4", "G3", {}, "G3", True),
        ("G4", "G1", {"vulnerability": {"serious_distress": True}}, "G1", True),
        ("G3", "G4", WEAPON, "G1", True),
    ],
    ids=[
        "at the floor",
        "below the floor: worked at the floor",
        "no floor and no grade before",
        "the same again",
        "more urgent than before",
        "lower than before: worked at the old one",
        "below both: worked at the more urgent",
        "up, but not to the floor",
    ],
)
def test_a_less_urgent_grade_waits_for_a_supervisor_at_the_more_urgent_one(grade, current, parts, worked_at, needs):
    choice = choose(grade, current=current, **parts)
    assert (choice.worked_at, choice.needs_acceptance) == (worked_at, needs)


@pytest.mark.parametrize(
    ("grade", "current", "parts", "reason", "refused"),
    [
        ("G1", "", WEAPON, "", ()),
        ("G2", "", WEAPON, "  ", (BELOW_FLOOR_REASON,)),
        ("G2", "", WEAPON, "No unit available", (NOT_FOR_LACK_OF_UNITS,)),
        ("G2", "", WEAPON, "The knife is a kitchen knife in a drawer.", ()),
        ("G4", "G2", {}, "", (DOWNGRADE_REASON,)),
        ("G4", "G2", {}, "Nobody free until the late turn", (NOT_FOR_LACK_OF_UNITS,)),
        ("G4", "G2", {}, "He has been arrested elsewhere.", ()),
    ],
    ids=[
        "at the floor",
        "no reason",
        "lack of units",
        "a reason",
        "lower, no reason",
        "lower, no units",
        "lower, reason",
    ],
)
def test_a_less_urgent_grade_needs_a_reason_that_lies_in_the_incident(grade, current, parts, reason, refused):
    assert against(grade, reason, current=current, **parts) == refused


@pytest.mark.parametrize(
    ("grade", "parts", "marked", "calm"),
    [
        pytest.param("G4", {}, {}, True, id="by telephone"),
        pytest.param("G5", {}, {}, True, id="record only"),
        pytest.param("G3", {}, {}, False, id="somebody is sent"),
        pytest.param("nonsense", {}, {}, False, id="no grade"),
        pytest.param("G4", {"threat": {"weapon": True}}, {}, False, id="a floor lies under it"),
        pytest.param("G4", {}, {"domestic_abuse": True}, False, id="marked as abuse"),
        pytest.param("G4", {}, {"stalking": True}, False, id="marked as stalking"),
        pytest.param("G4", {}, {"hate": True}, False, id="marked as hate"),
        pytest.param("G4", {"vulnerability": {"factors": (VulnerabilityFactor.HATE,)}}, {}, False, id="hate found"),
        pytest.param(
            "G5",
            {"harm": {"severity": 4}, "risk": {"likelihood": 4, "imminence": Imminence.NOW}},
            {},
            False,
            id="somebody would be sent at the one proposed",
        ),
        pytest.param(
            "G4", {"vulnerability": {"factors": (VulnerabilityFactor.STALKING,)}}, {}, False, id="stalking found"
        ),
    ],
)
def test_fewer_words_will_do_only_where_nobody_is_sent_and_nothing_forces_more(grade, parts, marked, calm):
    answers, held = thrive(**parts), Marked(**marked)
    grades = RULES[RESPONSE_GRADES]
    grading = propose_grade(answers, marked=held, grades=grades, weights=RULES[ADVISORY_SCORE])
    assert is_calm(grade, grading=grading, answers=answers, marked=held, grades=grades.value) is calm


@pytest.mark.parametrize(("current", "calm"), [("", True), ("G5", True), ("G4", True), ("G3", False), ("G2", False)])
def test_to_come_down_from_a_grade_at_which_somebody_is_sent_takes_every_word(current, calm):
    answers, grades = thrive(), RULES[RESPONSE_GRADES]
    grading = propose_grade(answers, marked=NOT_MARKED, grades=grades, weights=RULES[ADVISORY_SCORE])
    asked = {"grading": grading, "answers": answers, "marked": NOT_MARKED, "grades": grades.value}
    assert is_calm("G5", current=current, **asked) is calm
