"""Unused material: listing, deciding, moving between schedules and signing; one thing changed at a time."""

from dataclasses import replace

import pytest

from constabulary.policing.case_file.disclosure import (
    Bearing,
    find_reasons_against_decision,
    find_reasons_against_material,
    find_reasons_against_resorting,
    find_reasons_against_signing,
)
from tests.factories.case_file import ASSISTS, SENSITIVE, material_of

pytestmark = pytest.mark.source("Criminal Procedure and Investigations Act 1996 and its code of practice")


def codes(reasons) -> set[tuple[str, str]]:
    return {(one.code.split(".")[1], one.field) for one in reasons}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, set(), id="open, whole"),
        pytest.param({"line_id": 7}, set(), id="from a line of the crime"),
        pytest.param({"line_id": 8}, {("line-unknown", "line")}, id="from another crime's line"),
        pytest.param(SENSITIVE, set(), id="sensitive, with its reason"),
        pytest.param(
            {**SENSITIVE, "sensitive_because": " "}, {("sensitive-because", "sensitive_because")}, id="no reason"
        ),
        pytest.param(
            {"sensitive_because": "x"}, {("not-sensitive", "sensitive_because")}, id="a reason, and not sensitive"
        ),
        pytest.param({"description": ""}, {("description-missing", "description")}, id="not described"),
        pytest.param({"held_where": ""}, {("held-missing", "held_where")}, id="held nowhere"),
    ],
)
def test_what_the_listing_of_an_item_lacks(changes, expected):
    assert codes(find_reasons_against_material(material_of(**changes), lines=frozenset({7}))) == expected


@pytest.mark.parametrize(
    ("changes", "is_theirs", "expected"),
    [
        pytest.param({}, True, set(), id="looked at, assists, revealed"),
        pytest.param({}, False, {("not-disclosure-officer", "")}, id="not the disclosure officer"),
        pytest.param({"inspected": False}, True, {("not-inspected", "inspected")}, id="not looked at"),
        pytest.param({"revealed": False}, True, {("must-be-revealed", "revealed")}, id="assists, not revealed"),
        pytest.param({"revealed": False, "bearing": Bearing.NEITHER}, True, set(), id="neither, need not be"),
        pytest.param({"words": ""}, True, {("words-missing", "words")}, id="without reasons"),
    ],
)
def test_why_a_decision_on_an_item_cannot_stand(changes, is_theirs, expected):
    found = find_reasons_against_decision(replace(ASSISTS, **changes), is_disclosure_officer=is_theirs)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((False, True, "Who told us.", True), set(), id="sensitive after all"),
        pytest.param((True, False, "It is public now.", True), set(), id="not sensitive any more"),
        pytest.param((False, True, "", True), {("sensitive-because", "sensitive_because")}, id="sensitive, no reason"),
        pytest.param((True, False, "", True), {("words-missing", "sensitive_because")}, id="open, no reason"),
        pytest.param((True, True, "x", True), {("same-schedule", "sensitive")}, id="there already"),
        pytest.param((False, True, "x", False), {("not-disclosure-officer", "")}, id="not theirs"),
    ],
)
def test_moving_an_item_between_schedules_says_why(given, expected):
    is_sensitive, sensitive, because, is_theirs = given
    found = find_reasons_against_resorting(
        is_sensitive=is_sensitive, sensitive=sensitive, because=because, is_disclosure_officer=is_theirs
    )
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((2, 0, "", True), set(), id="every item decided"),
        pytest.param((0, 0, "Nothing was found at the scene.", True), set(), id="nothing listed, said why"),
        pytest.param((0, 0, " ", True), {("nothing-because", "words")}, id="nothing listed, nothing said"),
        pytest.param((2, 1, "", True), {("undecided", "")}, id="an item undecided"),
        pytest.param((2, 0, "", False), {("not-disclosure-officer", "")}, id="not theirs"),
    ],
)
def test_a_schedule_is_signed_once_every_item_is_decided(given, expected):
    count, undecided, words, is_theirs = given
    found = find_reasons_against_signing(count=count, undecided=undecided, words=words, is_disclosure_officer=is_theirs)
    assert codes(found) == expected


def test_every_bearing_has_a_name_and_only_neither_need_not_be_revealed():
    assert all(one.label for one in Bearing)
    assert [one for one in Bearing if not one.must_be_revealed] == [Bearing.NEITHER]
