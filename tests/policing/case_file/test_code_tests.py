"""The full code test and the threshold test: each stage and condition, one changed at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.policing.case_file.code_tests import (
    CONDITIONS,
    CodeTestKind,
    FullCodeAnswers,
    find_reasons_against_full_code,
    find_reasons_against_threshold,
)
from constabulary.policing.investigation.evidence_led import Answer, Said
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.standards.calendar import local_day
from constabulary.standards.charging import THRESHOLD_TEST
from constabulary.standards.rulebook import on
from tests.conftest import AT
from tests.factories.case_file import FULL_CODE, threshold

pytestmark = pytest.mark.source("Outcomes for Recorded Crimes, April 2026, pages 3 to 5")
DETAINED = SuspectStatus.ARRESTED_IN_CUSTODY


def codes(reasons) -> set[tuple[str, str]]:
    return {(one.code.split(".")[1], one.field) for one in reasons}


@pytest.mark.parametrize(
    ("changes", "open_lines", "expected"),
    [
        pytest.param({}, 0, set(), id="both stages met in words"),
        pytest.param({"offences": " "}, 0, {("offences-missing", "offences")}, id="no offence"),
        pytest.param(
            {"evidence_met": None, "interest_met": None}, 0, {("evidence-unanswered", "evidence_met")},
            id="evidence not answered",
        ),
        pytest.param({"evidence": ""}, 0, {("evidence-missing", "evidence")}, id="evidence without words"),
        pytest.param({"interest_met": None}, 0, {("interest-unanswered", "interest_met")}, id="interest not answered"),
        pytest.param({"interest": ""}, 0, {("interest-missing", "interest")}, id="interest without words"),
        pytest.param(
            {"evidence_met": False}, 0, {("interest-too-early", "interest_met")},
            id="the public interest is not asked without evidence",
        ),
        pytest.param({"evidence_met": False, "interest_met": None, "interest": ""}, 0, set(), id="not enough evidence"),
        pytest.param({}, 2, {("lines-remain", "lines_remain_because")}, id="open lines and nothing said of them"),
        pytest.param({"lines_remain_because": "A second camera, turned away."}, 2, set(), id="open lines explained"),
    ],
)  # fmt: skip
def test_the_full_code_test_asks_evidence_then_public_interest(changes, open_lines, expected):
    assert codes(find_reasons_against_full_code(replace(FULL_CODE, **changes), open_lines=open_lines)) == expected


@pytest.mark.parametrize(
    ("evidence", "interest", "is_met"),
    [
        pytest.param(True, True, True, id="both"),
        pytest.param(True, False, False, id="evidence only"),
        pytest.param(False, None, False, id="no evidence"),
        pytest.param(None, None, False, id="nothing answered"),
    ],
)
def test_the_full_code_test_is_met_in_both_stages_only(evidence, interest, is_met):
    given = FullCodeAnswers(offences="x", evidence_met=evidence, evidence="x", interest_met=interest, interest="x")
    assert given.is_met is is_met


def threshold_codes(status=DETAINED, **changes):
    conditions = on(AT)[THRESHOLD_TEST].value
    given = threshold(AT, **changes)
    found = find_reasons_against_threshold(given, conditions=conditions, status=status, today=local_day(AT))
    return codes(found)


def test_the_threshold_test_holds_when_every_condition_does_and_the_suspect_is_kept():
    assert set(on(AT)[THRESHOLD_TEST].value) == set(CONDITIONS)
    assert threshold_codes() == set()


@pytest.mark.parametrize("failing", CONDITIONS)
def test_one_condition_that_fails_or_is_left_out_refuses_the_threshold_test(failing):
    answers = threshold(AT).answers
    no = {**answers, failing: Answer(said=Said.NO, words="It does not.")}
    assert threshold_codes(answers=no) == {("condition-fails", failing)}
    bare = {**answers, failing: Answer(said=Said.YES)}
    assert threshold_codes(answers=bare) == {("condition-words", f"{failing}_words")}
    left_out = {code: answer for code, answer in answers.items() if code != failing}
    assert threshold_codes(answers=left_out) == {("condition-unanswered", failing)}


@pytest.mark.parametrize("status", [one for one in SuspectStatus if one is not DETAINED])
def test_the_threshold_test_is_for_a_suspect_in_custody_only(status):
    assert ("not-detained", "") in threshold_codes(status)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"offences": ""}, ("offences-missing", "offences"), id="no offence"),
        pytest.param({"evidence_to_come": ""}, ("to-come-missing", "evidence_to_come"), id="nothing to come"),
        pytest.param({"full_code_by": None}, ("full-code-by-missing", "full_code_by"), id="no day"),
        pytest.param(
            {"full_code_by": local_day(AT) - timedelta(days=1)},
            ("full-code-by-past", "full_code_by"),
            id="a day passed",
        ),
    ],
)
def test_the_threshold_test_says_what_is_to_come_and_when_the_full_one_follows(changes, expected):
    assert threshold_codes(**changes) == {expected}


def test_both_tests_have_names():
    assert [one.label for one in CodeTestKind] == ["Full code test", "Threshold test"]
