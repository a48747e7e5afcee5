"""The request to the prosecutor, the answer and its action plan; the plan for the day the suspect learns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.policing.case_file.authority import CHARGE_DECIDED
from constabulary.policing.case_file.duties import hear_from_prosecutor_due
from constabulary.policing.case_file.learning import find_reasons_against_day_plan, is_fresh
from constabulary.policing.case_file.referrals import (
    Colour,
    ProsecutorSaid,
    find_reasons_against_answer,
    find_reasons_against_item_answer,
    find_reasons_against_request,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import on
from tests.conftest import AT
from tests.factories.case_file import DAY_PLAN, REQUEST, answer_of

pytestmark = pytest.mark.source("Director's Guidance on Charging, sixth edition")
DAY = timedelta(days=1)


def codes(reasons) -> set[str]:
    return {one.code.split(".")[1] for one in reasons}


@pytest.mark.parametrize(
    ("details", "changes", "expected"),
    [
        pytest.param({}, {}, set(), id="a met test and what is sent"),
        pytest.param({"sent": ""}, {}, {"sent-missing"}, id="nothing sent"),
        pytest.param({}, {"test_met": False}, {"test-first"}, id="no test met"),
        pytest.param({}, {"waits": True}, {"waits"}, id="one waits already"),
        pytest.param({}, {"open_items": 1}, {"items-open"}, id="an item of the action plan is open"),
        pytest.param({}, {"charge_decided": True}, {"charge-decided"}, id="the charge is decided"),
    ],
)
def test_what_stands_against_a_request(details, changes, expected):
    given = {"test_met": True, "waits": False, "open_items": 0, "charge_decided": False, **changes}
    found = find_reasons_against_request(replace(REQUEST, **details), **given, decided=CHARGE_DECIDED)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("answer", "is_answered", "expected"),
    [
        pytest.param(answer_of(ProsecutorSaid.CHARGE, AT), False, set(), id="a charge"),
        pytest.param(answer_of(ProsecutorSaid.ACTION_PLAN, AT, "Ask the bank."), False, set(), id="an action plan"),
        pytest.param(answer_of(ProsecutorSaid.CHARGE, AT), True, {"answered"}, id="answered already"),
        pytest.param(
            replace(answer_of(ProsecutorSaid.NO_FURTHER_ACTION, AT), words=""), False, {"answer-words"},
            id="no further action without reasons",
        ),
        pytest.param(
            replace(answer_of(ProsecutorSaid.CHARGE, AT), prosecutor=" "), False, {"prosecutor-missing"},
            id="nobody answered",
        ),
        pytest.param(answer_of(ProsecutorSaid.ACTION_PLAN, AT), False, {"items-missing"}, id="a plan without items"),
        pytest.param(answer_of(ProsecutorSaid.CHARGE, AT, "Ask the bank."), False, {"no-items"}, id="a charge with items"),
        pytest.param(
            answer_of(ProsecutorSaid.ACTION_PLAN, AT - 9 * DAY, "Ask the bank."), False, {"item-past"}, id="a day passed"
        ),
    ],
)  # fmt: skip
def test_what_the_record_of_an_answer_lacks(answer, is_answered, expected):
    assert codes(find_reasons_against_answer(answer, is_answered=is_answered, today=local_day(AT))) == expected


def test_an_item_is_answered_once_and_in_words():
    assert find_reasons_against_item_answer("The bank replied.", is_answered=False) == ()
    assert codes(find_reasons_against_item_answer(" ", is_answered=True)) == {"item-answered", "item-answer"}


def test_the_redder_the_request_the_sooner_its_answer_is_asked_after():
    due = [hear_from_prosecutor_due(one, on(AT), at=AT, risk=0).due_at for one in Colour]
    assert due == sorted(due)
    assert len(set(due)) == 3
    assert [one.label for one in Colour] == ["Red", "Green, priority", "Green"]
    assert [one.label for one in ProsecutorSaid] == ["Charge", "No further action", "An action plan"]


@pytest.mark.parametrize(
    ("assessed", "spoke", "expected"),
    [
        pytest.param(None, AT - DAY, False, id="never assessed"),
        pytest.param(AT - 2 * DAY, AT - DAY, False, id="assessed before she spoke"),
        pytest.param(AT - DAY, AT - 2 * DAY, True, id="assessed since"),
        pytest.param(AT - 15 * DAY, AT - 20 * DAY, False, id="assessed too long ago"),
        pytest.param(AT - 14 * DAY, None, True, id="to the day"),
    ],
)
def test_how_fresh_a_look_at_her_safety_must_be(assessed, spoke, expected):
    assert is_fresh(assessed, spoke_at=spoke, at=AT, within=14 * DAY) is expected


@pytest.mark.parametrize(
    ("changes", "supports", "assessed", "expected"),
    [
        pytest.param({}, False, True, set(), id="whole"),
        pytest.param({}, True, False, {"supports"}, id="the victim supports"),
        pytest.param({}, False, False, {"assess-first"}, id="safety not assessed again"),
        *(
            pytest.param({field: " "}, False, True, {field.replace("_", "-")}, id=f"no {field}")
            for field in ("tell_first", "protection", "who", "if_unsafe")
        ),
    ],
)
def test_the_plan_for_the_day_says_who_what_and_what_if(changes, supports, assessed, expected):
    found = find_reasons_against_day_plan(
        replace(DAY_PLAN, **changes), does_not_support=not supports, assessed=assessed
    )
    assert codes(found) == expected
