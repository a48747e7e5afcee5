"""The victim's own page: when a code may be given and used."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.lifecycles import CRIME
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.summary import (
    ALPHABET,
    STAGES,
    CodeFacts,
    CodeState,
    Stage,
    find_reasons_against_code,
    is_open_to_tries,
    may_be_used,
    read_code,
    shown_code,
)
from constabulary.standards.rulebook import on
from constabulary.standards.victims import SUMMARY_PAGE

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PAGE = on(AT)[SUMMARY_PAGE].value
SAFE = CodeFacts(is_on=True, way=Way.TEXT, telephone="01632 960000")


def test_the_page_is_off_until_a_force_switches_it_on():
    assert PAGE.on is False


@pytest.mark.source("Our safeguard: nothing reaches a victim outside the confirmed safe route")
@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        pytest.param(SAFE, set(), id="by text"),
        pytest.param(replace(SAFE, way=Way.EMAIL), set(), id="by e-mail"),
        pytest.param(replace(SAFE, is_on=False), {"is-off"}, id="switched off"),
        pytest.param(replace(SAFE, way=None), {"no-way-in-writing"}, id="no route"),
        pytest.param(replace(SAFE, way=Way.RING), {"no-way-in-writing"}, id="ring only"),
        pytest.param(replace(SAFE, way=Way.LETTER), {"no-way-in-writing"}, id="letters only"),
        pytest.param(replace(SAFE, way=Way.NONE), {"no-way-in-writing"}, id="no safe way"),
        pytest.param(replace(SAFE, contact_is_shared=True), {"shared"}, id="somebody else sees it"),
        pytest.param(replace(SAFE, waits_to_be_asked=True), {"ask-first"}, id="who holds the telephone?"),
        pytest.param(replace(SAFE, telephone="about Dean"), {"telephone-missing"}, id="no number"),
    ],
)
def test_when_a_code_may_be_given(facts, refused):
    assert {one.code.removeprefix("summary.") for one in find_reasons_against_code(facts)} == refused


GOOD = CodeState(is_on=True, route_holds=True, way=Way.TEXT, waits_to_be_asked=False, ends_at=AT + MINUTE)


@pytest.mark.parametrize(
    ("code", "used"),
    [
        pytest.param(GOOD, True, id="good"),
        pytest.param(replace(GOOD, was_used=True), False, id="used"),
        pytest.param(replace(GOOD, ends_at=AT), False, id="too late by a moment"),
        pytest.param(replace(GOOD, is_on=False), False, id="switched off since"),
        pytest.param(replace(GOOD, route_holds=False), False, id="the route changed"),
        pytest.param(replace(GOOD, way=Way.RING), False, id="ring only now"),
        pytest.param(replace(GOOD, waits_to_be_asked=True), False, id="a message could be somebody else's"),
    ],
)
def test_when_a_code_opens_the_page(code, used):
    assert may_be_used(code, at=AT) is used


@pytest.mark.parametrize(
    ("failures", "since", "taken"),
    [
        (0, None, True), (19, AT - MINUTE, True), (20, AT - MINUTE, False), (500, AT - 14 * MINUTE, False),
        (20, AT - 15 * MINUTE, True),
    ],
)  # fmt: skip
def test_after_too_many_wrong_codes_nobodys_is_taken_for_a_time(failures, since, taken):
    assert is_open_to_tries(failures, since, PAGE, at=AT) is taken


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("abcd efgh jkmn", "ABCDEFGHJKMN"), ("ABCD-EFGH-JKMN", "ABCDEFGHJKMN"), ("ABCDEFGHJKM", ""), ("", ""),
        ("ABCDEFGHJKM0", ""), ("' OR 1=1 --xx", ""),
    ],
)  # fmt: skip
def test_how_a_code_is_read(typed, read):
    assert read_code(typed) == read


def test_a_code_is_read_out_in_fours_and_has_nothing_that_is_taken_for_another():
    assert shown_code("ABCDEFGHJKMN") == "ABCD EFGH JKMN"
    assert not set("0O1IL") & set(ALPHABET)


def test_every_state_of_a_crime_has_plain_words():
    assert set(STAGES) == set(CRIME.states)
    assert all(one.label for one in Stage)
