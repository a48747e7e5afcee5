"""The risk of serious harm: suggestion, grade, second look, plan, MARAC, the stalking screen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.vulnerability.assessments import sort_answers, suggest_from_answers
from constabulary.policing.vulnerability.risk import (
    CLUSTER,
    DESCRIBES_STALKING,
    ESCALATING,
    EXTREME_FEAR,
    FEW_YES,
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
    TOO_LITTLE_ASKED,
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
from constabulary.standards.moments import Moments
from constabulary.standards.risk import RISK_TOOLS
from constabulary.standards.rulebook import on
from tests.spec.examples import Example, ids_of

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
RULES = on(AT)
STANDARD, MEDIUM, HIGH = RiskGrade.STANDARD, RiskGrade.MEDIUM, RiskGrade.HIGH

SUGGESTIONS = [
    Example(words="no yes", given=RiskFacts(yes=0), expected=(STANDARD, ()), says="Standard.", source="S4"),
    Example(words="nine yes", given=RiskFacts(yes=9), expected=(STANDARD, (FEW_YES,)), says="Standard.", source="S4"),
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
        expected=(STANDARD, (FEW_YES,)),
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
        expected=(STANDARD, (FEW_YES,)),
        says="Not by those two alone.",
        source="S4",
    ),
    Example(
        words="a repeat, graded medium before, that looks standard",
        given=RiskFacts(yes=2, grade_before=MEDIUM),
        expected=(MEDIUM, (FEW_YES, NOT_BELOW_BEFORE)),
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


TOOL = next(one for one in RISK_TOOLS.offered(Moments(decision=AT)) if one.code == "dash")
CODES = [one.code for one in TOOL.asked]
PLAIN = [one.code for one in TOOL.questions if not one.factor]
READER = ("Q2", "Q6", "Q8", "Q14")


def answers(*yes, others="no", **named):
    return {**dict.fromkeys(CODES, others), **dict.fromkeys(yes, "yes"), **named}


OPEN_ANSWERS = [
    ("nothing asked", answers(others="not_asked"), {}, (STANDARD, "none yet", (TOO_LITTLE_ASKED,))),
    ("everything asked, everything no", answers(), {}, (STANDARD, "Standard", ())),
    ("frightened, separated, stalked, getting worse; nothing else asked", answers(*READER, others="not_asked"), {},
     (STANDARD, "none yet", (FEW_YES, TOO_LITTLE_ASKED))),
    ("the same four, everything else no", answers(*READER), {}, (STANDARD, "Standard", (FEW_YES,))),
    ("strangling alone not asked", answers(Q18="not_asked"), {}, (STANDARD, "none yet", (TOO_LITTLE_ASKED,))),
    ("strangling: would not say", answers(Q18="refused"), {}, (STANDARD, "none yet", (TOO_LITTLE_ASKED,))),
    ("strangling: not known", answers(Q18="dont_know"), {}, (STANDARD, "none yet", (TOO_LITTLE_ASKED,))),
    ("an animal alone not asked: it could raise nothing", answers(Q22="not_asked"), {}, (STANDARD, "Standard", ())),
    ("nine yes and one not asked that would be the tenth", answers(*PLAIN[:9], **{PLAIN[9]: "not_asked"}), {},
     (STANDARD, "none yet", (FEW_YES, TOO_LITTLE_ASKED))),
    ("ten yes, the rest not asked: at least medium", answers(*PLAIN[:10], others="not_asked"), {},
     (MEDIUM, "at least medium", (SOME_YES, TOO_LITTLE_ASKED))),
    ("fourteen yes, the rest not asked: high, and nothing lowers it", answers(*PLAIN[:14], others="not_asked"), {},
     (HIGH, "High", (MANY_YES,))),
    ("strangling, the rest not asked: high", answers("Q18", others="not_asked"), {}, (HIGH, "High", (STRANGULATION,))),
    ("three incidents, nothing asked: high", answers(others="not_asked"), {"incidents_in_period": 3},
     (HIGH, "High", (ESCALATING,))),
    ("graded medium before, nothing asked", answers(others="not_asked"), {"grade_before": MEDIUM},
     (MEDIUM, "at least medium", (NOT_BELOW_BEFORE, TOO_LITTLE_ASKED))),
    ("a suicidal suspect, the separation not asked", answers("Q25", Q6="not_asked"), {},
     (STANDARD, "none yet", (FEW_YES, TOO_LITTLE_ASKED))),
]  # fmt: skip


@pytest.mark.source("domain B 2.2: don't know, refused and not asked are distinct from no")
@pytest.mark.parametrize(("given", "history", "expected"), [row[1:] for row in OPEN_ANSWERS],
                         ids=[row[0] for row in OPEN_ANSWERS])  # fmt: skip
def test_partial_answers_may_raise_a_suggestion_and_never_lower_it(given, history, expected):
    known = {"incidents_in_period": 1, "grade_before": None, **history}
    found = suggest_from_answers(TOOL, given, RULES, **known)
    assert (found.grade, found.label, found.reasons) == expected


def test_what_was_answered_is_sorted_with_the_gravest_first():
    found = sort_answers(TOOL, {"Q5": "yes", "Q18": "yes", "Q16": "refused", "Q17": "dont_know"})
    assert [one.code for one in found.present] == ["Q18", "Q5"]
    assert [one.code for one in found.not_known] == ["Q16", "Q17"]
    assert len(found.not_asked) == len(CODES) - 4
    assert found.not_asked[0].high


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
