"""Exhibits, the chain of who had them, how they leave, and statements: one thing changed at a time."""

from datetime import timedelta

import pytest

from constabulary.policing.case_file.exhibits import (
    ExhibitEnd,
    ExhibitForm,
    Held,
    find_reasons_against_disposal,
    find_reasons_against_exhibit,
    find_reasons_against_hand_over,
    is_same_holder,
)
from constabulary.policing.case_file.statements import PersonalStatement, find_reasons_against_statement
from tests.conftest import AT
from tests.factories.case_file import disposal_of, exhibit_of, hand_over_of, statement_of

pytestmark = pytest.mark.source("Our safeguard: whoever had an exhibit, and when, can be shown without a gap")
HOUR = timedelta(hours=1)
DIGITAL = {"form": ExhibitForm.DIGITAL, "system": "Body-worn video store", "locator": "BWV-7731"}


def codes(reasons) -> set[tuple[str, str]]:
    return {(one.code.split(".")[1], one.field) for one in reasons}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, set(), id="a thing, whole"),
        pytest.param(DIGITAL, set(), id="digital, by where it is"),
        pytest.param({**DIGITAL, "system": ""}, {("system-missing", "system")}, id="digital, no system"),
        pytest.param({**DIGITAL, "locator": " "}, {("locator-missing", "locator")}, id="digital, no locator"),
        pytest.param({"reference": ""}, {("reference-missing", "reference")}, id="no reference"),
        pytest.param({"reference": "zz/9"}, {("reference-taken", "reference")}, id="a reference used before"),
        pytest.param({"description": ""}, {("description-missing", "description")}, id="nothing said of it"),
        pytest.param({"seized_where": ""}, {("where-missing", "seized_where")}, id="from nowhere"),
        pytest.param({"seized_at": None}, {("when-missing", "seized_at")}, id="at no time"),
        pytest.param({"seized_at": AT + HOUR}, {("when-to-come", "seized_at")}, id="still to come"),
    ],
)
def test_what_an_exhibit_lacks(changes, expected):
    found = find_reasons_against_exhibit(exhibit_of(AT, **changes), taken=["ZZ/9"], at=AT)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("changes", "is_held", "expected"),
    [
        pytest.param({}, True, set(), id="by whoever had it last"),
        pytest.param({"from_whom": "d07 "}, True, set(), id="the same, spelt otherwise"),
        pytest.param({"from_whom": "D99"}, True, {("gap", "gap_because")}, id="by somebody else, unexplained"),
        pytest.param({"from_whom": "D99", "gap_because": "Left on the desk."}, True, set(), id="a gap explained"),
        pytest.param({"from_whom": ""}, True, {("from-missing", "from_whom")}, id="by nobody"),
        pytest.param({"to_whom": ""}, True, {("to-missing", "to_whom")}, id="to nobody"),
        pytest.param({"where": ""}, True, {("place-missing", "where")}, id="nowhere"),
        pytest.param({"why": ""}, True, {("why-missing", "why")}, id="for no reason"),
        pytest.param({"moved_at": None}, True, {("moved-missing", "moved_at")}, id="at no time"),
        pytest.param({"moved_at": AT + HOUR}, True, {("moved-to-come", "moved_at")}, id="still to come"),
        pytest.param({"moved_at": AT - 9 * HOUR}, True, {("moved-before", "moved_at")}, id="before it was theirs"),
        pytest.param({}, False, {("not-held", "")}, id="after its chain has ended"),
    ],
)
def test_what_a_hand_over_lacks(changes, is_held, expected):
    last = Held(whom="D07", since=AT - 4 * HOUR)
    found = find_reasons_against_hand_over(hand_over_of(AT, **changes), last=last, is_held=is_held, at=AT)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("changes", "is_held", "case_open", "expected"),
    [
        pytest.param({}, True, False, set(), id="destroyed after the case"),
        pytest.param({}, True, True, {("case-open", "end")}, id="destroyed while the case goes on"),
        pytest.param({"end": ExhibitEnd.RETURNED}, True, True, set(), id="returned, with photographs kept"),
        pytest.param(
            {"end": ExhibitEnd.RETURNED, "kept_how": ""}, True, True, {("kept-missing", "kept_how")},
            id="returned while the case goes on, nothing kept",
        ),
        pytest.param({"end": ExhibitEnd.RETURNED, "kept_how": ""}, True, False, set(), id="returned after the case"),
        pytest.param({"authority": ""}, True, False, {("authority-missing", "authority")}, id="without authority"),
        pytest.param({"to_whom": ""}, True, False, {("whom-missing", "to_whom")}, id="to nobody"),
        pytest.param({}, False, False, {("not-held", "")}, id="gone already"),
    ],
)  # fmt: skip
def test_nothing_leaves_without_authority_and_nothing_is_destroyed_while_the_case_goes_on(
    changes, is_held, case_open, expected
):
    found = find_reasons_against_disposal(disposal_of(**changes), is_held=is_held, case_open=case_open)
    assert codes(found) == expected


@pytest.mark.source("Code of Practice for Victims of Crime, November 2020")
@pytest.mark.parametrize(
    ("changes", "of_victim", "expected"),
    [
        pytest.param({}, True, set(), id="a victim's, a personal statement made"),
        pytest.param({"personal_statement": PersonalStatement.DECLINED}, True, set(), id="offered and declined"),
        pytest.param(
            {"personal_statement": PersonalStatement.NOT_OFFERED}, True, {("offer-missing", "personal_statement")},
            id="not offered",
        ),
        pytest.param(
            {"personal_statement": PersonalStatement.NOT_A_VICTIM}, True, {("offer-missing", "personal_statement")},
            id="said not to be a victim",
        ),
        pytest.param({}, False, {("not-victims", "personal_statement")}, id="a witness cannot make one"),
        pytest.param({"reference": ""}, True, {("reference-missing", "reference")}, id="no reference"),
        pytest.param({"reference": "MG11/9"}, True, {("reference-taken", "reference")}, id="used before"),
        pytest.param({"person_id": None}, True, {("maker-missing", "maker")}, id="from nobody"),
        pytest.param({"taken_at": None}, True, {("taken-missing", "taken_at")}, id="at no time"),
        pytest.param({"taken_at": AT + HOUR}, True, {("taken-to-come", "taken_at")}, id="still to come"),
        pytest.param({"held_where": ""}, True, {("held-missing", "held_where")}, id="held nowhere"),
    ],
)  # fmt: skip
def test_what_a_statement_lacks(changes, of_victim, expected):
    details = statement_of(1, AT, **changes)
    found = find_reasons_against_statement(details, of_victim=of_victim, taken=["mg11/9"], at=AT)
    assert codes(found) == expected


def test_names_of_holders_are_the_same_however_they_are_spaced():
    assert is_same_holder(" The  store", "the store")
    assert not is_same_holder("D07", "D08")
    assert all(one.label for one in (*ExhibitForm, *ExhibitEnd, *PersonalStatement))
