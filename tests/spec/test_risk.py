"""The risk of serious harm: suggestion, grade, second look, plan, MARAC, the stalking screen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.vulnerability.risk import (
    CLUSTER,
    DESCRIBES_STALKING,
    ESCALATING,
    EXTREME_FEAR,
    HONOUR,
    MANY_YES,
    NOT_BELOW_BEFORE,
    PREGNANCY,
    RATIONALE_NEEDED,
    SOME_YES,
    SPECIALIST_LOOKS,
    STRANGULATION,
    SUICIDAL,
    THREAT_TO_KILL,
    WEAPON,
    RiskFacts,
    RiskGrade,
    StalkingAnswers,
    find_reasons_against_risk_grade,
    marac_referral_due,
    needs_supervisor,
    plan_review_due,
    read_stalking_screen,
    second_review_due,
    suggest_grade,
    supervisor_decision_due,
)
from constabulary.standards.rulebook import on
from tests.spec.examples import Example, ids_of

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
RULES = on(AT)
STANDARD, MEDIUM, HIGH = RiskGrade.STANDARD, RiskGrade.MEDIUM, RiskGrade.HIGH

SUGGESTIONS = [
    Example(words="nine yes", given=RiskFacts(yes=9), expected=(STANDARD, ()), says="Standard.", source="S4"),
    Example(words="ten yes", given=RiskFacts(yes=10), expected=(MEDIUM, (SOME_YES,)), says="Medium.", source="S4"),
    Example(words="thirteen yes", given=RiskFacts(yes=13), expected=(MEDIUM, (SOME_YES,)), says="Medium.", source="S4"),
    Example(words="fourteen yes", given=RiskFacts(yes=14), expected=(HIGH, (MANY_YES,)), says="High.", source="S4, S7"),
    Example(
        words="a tool without a count", given=RiskFacts(), expected=(STANDARD, ()), says="Standard.", source="S8, S14"
    ),
    Example(
        words="one yes, and it is strangulation",
        given=RiskFacts(yes=1, strangulation=True),
        expected=(HIGH, (STRANGULATION,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="a believed threat to kill",
        given=RiskFacts(believed_threat_to_kill=True),
        expected=(HIGH, (THREAT_TO_KILL,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="a weapon", given=RiskFacts(weapon=True), expected=(HIGH, (WEAPON,)), says="High.", source="domain B 2.3"
    ),
    Example(
        words="a suicidal suspect without a separation",
        given=RiskFacts(suspect_suicidal=True),
        expected=(STANDARD, ()),
        says="Not by that alone.",
        source="domain B 2.3",
    ),
    Example(
        words="a suicidal suspect and a separation",
        given=RiskFacts(suspect_suicidal=True, separation=True),
        expected=(HIGH, (SUICIDAL,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="pregnancy and violence",
        given=RiskFacts(pregnancy=True, violence=True),
        expected=(HIGH, (PREGNANCY,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="two incidents in the year",
        given=RiskFacts(incidents_in_period=2),
        expected=(STANDARD, ()),
        says="Not yet.",
        source="S4",
    ),
    Example(
        words="three incidents in the year",
        given=RiskFacts(incidents_in_period=3),
        expected=(HIGH, (ESCALATING,)),
        says="High.",
        source="S4",
    ),
    Example(
        words="extreme fear",
        given=RiskFacts(extreme_fear=True),
        expected=(HIGH, (EXTREME_FEAR,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="honour-based abuse",
        given=RiskFacts(honour_based=True),
        expected=(HIGH, (HONOUR,)),
        says="High.",
        source="domain B 2.3",
    ),
    Example(
        words="separation, coercive control and violence",
        given=RiskFacts(separation=True, coercive_control=True, violence=True),
        expected=(HIGH, (CLUSTER,)),
        says="High: the cluster of three.",
        source="S4",
    ),
    Example(
        words="separation and coercive control without violence",
        given=RiskFacts(separation=True, coercive_control=True),
        expected=(STANDARD, ()),
        says="Not by those two alone.",
        source="S4",
    ),
    Example(
        words="a repeat, graded medium before, that looks standard",
        given=RiskFacts(yes=2, grade_before=MEDIUM),
        expected=(MEDIUM, (NOT_BELOW_BEFORE,)),
        says="Not below the grade before.",
        source="domain B 2.3",
    ),
    Example(
        words="a repeat, graded medium before, that looks high",
        given=RiskFacts(yes=15, grade_before=MEDIUM),
        expected=(HIGH, (MANY_YES,)),
        says="High.",
        source="domain B 2.3",
    ),
]


@pytest.mark.source("domain B 2.3")
@pytest.mark.parametrize("example", SUGGESTIONS, ids=ids_of(SUGGESTIONS))
def test_a_tool_suggests(example):
    suggestion = suggest_grade(example.given, RULES)
    assert (suggestion.grade, suggestion.reasons) == example.expected
    assert suggestion.edition == "DASH 2009; Risk settings 1"
    assert suggestion.grade.label in {"Standard", "Medium", "High"}


def test_going_up_is_free_and_going_below_asks_for_a_supervisor():
    suggestion = suggest_grade(RiskFacts(yes=11), RULES)
    assert not needs_supervisor(HIGH, suggestion)
    assert not needs_supervisor(MEDIUM, suggestion)
    assert needs_supervisor(STANDARD, suggestion)


def test_a_grade_says_why():
    assert find_reasons_against_risk_grade("He has keys.") == ()
    assert find_reasons_against_risk_grade("  ") == (RATIONALE_NEEDED,)


@pytest.mark.source("domain B 2.3, 2.7, DA05, DA06, DA12")
def test_a_specialist_looks_again_and_the_plan_is_reviewed():
    assert second_review_due(HIGH, AT, RULES).due_at == AT + timedelta(hours=24)
    assert second_review_due(MEDIUM, AT, RULES).due_at == AT + timedelta(hours=72)
    assert second_review_due(STANDARD, AT, RULES) is None
    assert supervisor_decision_due(AT, RULES).due_at == AT + timedelta(hours=10)

    def plan(grade, reviewed_on=None):
        return plan_review_due(grade, set_at=AT, reviewed_on=reviewed_on, rulebook=RULES)

    assert plan(HIGH).due_at == AT + timedelta(hours=24)
    assert plan(HIGH, date(2026, 11, 3)).due_at == end_of(date(2026, 11, 10))
    assert plan(MEDIUM).due_at == end_of(date(2026, 11, 9))
    assert plan(MEDIUM, date(2026, 11, 9)).due_at == end_of(date(2026, 12, 7))
    assert plan(STANDARD) is None


@pytest.mark.source("open wording: MARAC referral; S4, S7, DA08")
@pytest.mark.parametrize(
    ("graded_on", "due", "outer"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 3)),
        (date(2026, 11, 6), date(2026, 11, 6), date(2026, 11, 9)),
        (date(2026, 11, 7), date(2026, 11, 9), date(2026, 11, 10)),
        (date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 8)),
    ],
    ids=["a Monday", "a Friday", "a Saturday", "Good Friday"],
)
def test_a_marac_referral_is_due_the_same_working_day_and_the_next_is_the_outer_limit(graded_on, due, outer):
    found = marac_referral_due(datetime(graded_on.year, graded_on.month, graded_on.day, 12, tzinfo=UTC), RULES)
    assert (found.due_at, found.outer_at) == (end_of(due), end_of(outer))
    assert found.confidence.value == "unconfirmed"


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ((False, False, False, False), ()),
        ((None, None, None, None), ()),
        ((False, False, True, None), (SPECIALIST_LOOKS,)),
        ((True, True, True, False), (SPECIALIST_LOOKS,)),
        ((True, True, True, True), (SPECIALIST_LOOKS, DESCRIBES_STALKING)),
    ],
    ids=["none", "not known", "one", "three", "four"],
)
def test_the_stalking_screen_asks_for_a_specialist_at_the_first_yes(answers, reasons):
    screen = StalkingAnswers(fixated=answers[0], obsessive=answers[1], unwanted=answers[2], repeated=answers[3])
    assert read_stalking_screen(screen, RULES) == reasons
