"""The evidence-led question: what its answers lack, and whose decision it is."""

import pytest

from constabulary.policing.desks import Authority
from constabulary.policing.investigation.abuse_risk import AbuseRisk, find_reasons_against_grade
from constabulary.policing.investigation.evidence_led import (
    CHECKLIST,
    EVIDENCE,
    GROUPS,
    Answer,
    Conclusion,
    EvidenceLedAnswers,
    Said,
    authority_to_decide,
    find_reasons_against_answers,
    find_reasons_against_decision,
)

ALL_YES = {one.code: Answer(said=Said.YES, words="Done.") for one in CHECKLIST}


def given(**changes: Answer | None) -> EvidenceLedAnswers:
    answers = {code: answer for code, answer in {**ALL_YES, **changes}.items() if answer is not None}
    return EvidenceLedAnswers(answers=answers, recommendation=Conclusion.CANNOT_GO_ON, rationale="Nothing else.")


def against(answers: EvidenceLedAnswers) -> set[tuple[str, str]]:
    found = find_reasons_against_answers(answers)
    return {(one.code.removeprefix("evidence_led."), one.field) for one in found}


def test_every_question_answered_stands():
    assert against(given()) == set()
    assert {one.group for one in CHECKLIST} == set(GROUPS)
    assert all(one.label for one in (*Said, *Conclusion))


@pytest.mark.parametrize("item", CHECKLIST, ids=lambda one: one.code)
def test_no_question_may_be_left_out(item):
    assert against(given(**{item.code: None})) == {("unanswered", item.code)}


@pytest.mark.source("OUT-26 p19; joint inspection 2020")
@pytest.mark.parametrize("item", [one for one in CHECKLIST if one.must], ids=lambda one: one.code)
def test_what_must_be_done_first_cannot_be_answered_no(item):
    assert against(given(**{item.code: Answer(said=Said.NO, words="Not done.")})) == {("must-be-done", item.code)}


@pytest.mark.parametrize("code", EVIDENCE)
def test_every_kind_of_evidence_says_what_was_found(code):
    assert against(given(**{code: Answer(said=Said.YES)})) == {("words-missing", f"{code}_words")}


def test_a_no_says_what_it_rests_on_and_the_whole_says_why():
    assert against(given(suspect_interviewed=Answer(said=Said.NO))) == {("words-missing", "suspect_interviewed_words")}
    assert against(given(early_advice=Answer(said=Said.NOT_APPLICABLE))) == set()
    blank = EvidenceLedAnswers(answers=ALL_YES, recommendation=Conclusion.GO_ON, rationale=" ")
    assert against(blank) == {("rationale-missing", "rationale")}


@pytest.mark.source("domain/00; HOCR-26 p23")
@pytest.mark.parametrize(
    ("conclusion", "rape", "high_risk", "authority"),
    [
        pytest.param(Conclusion.CANNOT_GO_ON, False, False, Authority.SUPERVISOR, id="the evidence would not do"),
        pytest.param(Conclusion.SHOULD_NOT_GO_ON, False, False, Authority.INSPECTOR, id="it would, and is not used"),
        pytest.param(Conclusion.CANNOT_GO_ON, True, False, Authority.INSPECTOR, id="rape"),
        pytest.param(Conclusion.GO_ON, False, True, Authority.INSPECTOR, id="high-risk domestic abuse"),
        pytest.param(Conclusion.SEEK_ADVICE, False, False, Authority.SUPERVISOR, id="ask the prosecutor"),
    ],
)
def test_whose_decision_it_is(conclusion, rape, high_risk, authority):
    assert authority_to_decide(conclusion, rape=rape, high_risk_abuse=high_risk) is authority


def test_a_decision_has_reasons_and_is_not_ones_own():
    assert not find_reasons_against_decision(rationale="The footage shows nobody.", is_own=False)
    assert len(find_reasons_against_decision(rationale="", is_own=True)) == 2
    assert Conclusion.CANNOT_GO_ON.ends_the_case
    assert not Conclusion.GO_ON.ends_the_case


@pytest.mark.source("domain/00: the highest grade held since the report")
@pytest.mark.parametrize(
    ("present", "grade", "reason", "refused"),
    [
        ("", AbuseRisk.STANDARD, "", False),
        ("high", AbuseRisk.MEDIUM, " ", True),
        ("high", AbuseRisk.MEDIUM, "He is in prison.", False),
        ("medium", AbuseRisk.HIGH, "", False),
    ],
    ids=["first", "lower without a reason", "lower with a reason", "higher"],
)
def test_a_lower_grade_of_risk_needs_its_own_reason(present, grade, reason, refused):
    assert bool(find_reasons_against_grade(grade, present=present, reason=reason)) is refused
