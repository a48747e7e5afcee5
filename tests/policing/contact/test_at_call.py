"""What a call must have: whether a crime is reported is never answered by silence, and no home that was typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.contact import at_call
from constabulary.policing.contact.at_call import (
    find_reasons_against_call,
    find_reasons_against_crime_answer,
    find_reasons_against_home,
    find_reasons_against_opening,
    is_crime_reported,
    is_taken_as_reported,
)
from constabulary.policing.contact.channels import Lives

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.source("HOCR-26 p10")
@pytest.mark.parametrize(
    ("category", "said", "reported", "against"),
    [
        ("crime-reported", None, True, ()),
        ("crime-reported", True, True, ()),
        ("crime-reported", False, True, (at_call.CATEGORY_SAYS_CRIME,)),
        ("civil-dispute", None, False, (at_call.CRIME_NOT_ASKED,)),
        ("civil-dispute", True, True, ()),
        ("civil-dispute", False, False, ()),
        ("", None, False, (at_call.CRIME_NOT_ASKED,)),
    ],
    ids=[
        "a category of crime, not asked", "a category of crime and yes", "a category of crime and no",
        "another category, not asked", "another category and yes", "another category and no", "no category, not asked",
    ],
)  # fmt: skip
def test_whether_a_crime_is_reported(category, said, reported, against):
    assert is_crime_reported(category, said) is reported
    assert find_reasons_against_crime_answer(category, said) == against


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"summary": " "}, at_call.SUMMARY_MISSING),
        ({"category": "nonsense", "crime_reported": False}, at_call.CATEGORY_MISSING),
        ({"crime_reported": False}, at_call.CATEGORY_SAYS_CRIME),
        ({"place_is_given": False}, at_call.PLACE_MISSING),
        ({"place_is_unknown": True}, at_call.PLACE_GIVEN),
        ({"history_checked": False}, at_call.HISTORY_NOT_CHECKED),
        ({"answered_at": AT + timedelta(minutes=1)}, at_call.ANSWERED_IN_FUTURE),
    ],
    ids=[
        "no words",
        "no such category",
        "crime and no",
        "no place",
        "a place and not known",
        "history not looked at",
        "answered tomorrow",
    ],
)
def test_each_thing_that_a_call_lacks_is_a_reason_of_its_own(changes, reason):
    whole = {
        "summary": "Goods taken.", "category": "crime-reported", "crime_reported": None, "place_is_given": True,
        "history_checked": True, "answered_at": AT, "at": AT,
    }  # fmt: skip
    assert find_reasons_against_call(**whole) == ()
    assert find_reasons_against_call(**{**whole, "place_is_given": False, "place_is_unknown": True}) == ()
    assert find_reasons_against_call(**{**whole, **changes}) == (reason,)


@pytest.mark.parametrize(
    ("lives", "named", "line", "against"),
    [
        (Lives.NOT_SAID, False, "", ()),
        (Lives.NOT_HERE, True, "", ()),
        (Lives.HERE, True, "", ()),
        (Lives.HERE, False, "", (at_call.HOME_OF_NOBODY,)),
        (Lives.ELSEWHERE, True, "4 Larch Row", ()),
        (Lives.ELSEWHERE, True, " ", (at_call.HOME_MISSING,)),
        (Lives.ELSEWHERE, False, "4 Larch Row", (at_call.HOME_OF_NOBODY,)),
        (Lives.NOT_SAID, True, "4 Larch Row", (at_call.HOME_NOT_ASKED,)),
        (Lives.HERE, True, "4 Larch Row", (at_call.HOME_NOT_ASKED,)),
    ],
    ids=[
        "not said", "not here", "here", "here and nobody named", "elsewhere", "elsewhere and not where",
        "elsewhere and nobody named", "a home and not said whose", "here and another home",
    ],
)  # fmt: skip
def test_what_is_said_of_a_home_is_kept_or_refused(lives, named, line, against):
    assert find_reasons_against_home(lives, caller_is_named=named, line=line) == against


def test_nobody_is_said_to_live_at_a_place_that_nobody_knows():
    against = find_reasons_against_home(Lives.HERE, caller_is_named=True, line="", place_is_given=False)
    assert against == (at_call.HOME_NOT_KNOWN,)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"summary": " "}, (at_call.SUMMARY_MISSING,)),
        ({"category": ""}, (at_call.CATEGORY_MISSING,)),
        ({"answered_at": AT + timedelta(minutes=1)}, (at_call.ANSWERED_IN_FUTURE,)),
    ],
    ids=["what and which", "no words", "no category", "answered tomorrow"],
)
def test_only_what_and_the_category_are_needed_to_open_at_once(changes, reasons):
    whole = {
        "summary": "He has a knife.", "category": "concern-for-safety", "answered_at": AT, "at": AT,
    }  # fmt: skip
    assert find_reasons_against_opening(**{**whole, **changes}) == reasons


@pytest.mark.parametrize(
    ("category", "said", "taken"),
    [
        ("crime-reported", None, True),
        ("crime-reported", False, True),
        ("concern-for-safety", None, True),
        ("concern-for-safety", True, True),
        ("concern-for-safety", False, False),
    ],
    ids=["a category of crime", "a category of crime and no", "not asked", "yes", "no"],
)
def test_a_crime_that_nobody_was_asked_about_is_taken_as_reported(category, said, taken):
    assert is_taken_as_reported(category, said) is taken


@pytest.mark.parametrize(
    ("grade", "floor", "reasons"),
    [
        pytest.param("G1", 1, (), id="the most urgent"),
        pytest.param("G2", None, (), id="priority"),
        pytest.param("G2", 2, (), id="priority with a floor of its own"),
        pytest.param("G2", 1, (at_call.MOST_URGENT_AT_ONCE,), id="priority below a floor that is known"),
        pytest.param("G3", None, (at_call.GRADE_NOT_AT_ONCE,), id="a grade that waits longer"),
    ],
)
def test_at_which_grades_an_incident_is_opened_before_thrive(grade, floor, reasons):
    assert at_call.find_reasons_against_grade_at_once(grade, pressing=("G1", "G2"), floor=floor) == reasons
