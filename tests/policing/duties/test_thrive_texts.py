"""Texts that false alarms are counted among: the same for the same row, and the more alike the more people write by habit."""

import pytest
from benchmarks.thrive_texts import WORDED, worded

from constabulary.policing.supervision.likeness import Written, find_copies
from constabulary.standards.rulebook import on
from constabulary.standards.supervision import THRIVE_LIKENESS
from tests.conftest import AT

ANSWERS = {"harm": {"severity": 2}, "risk": {"likelihood": "possible"}, "vulnerability": {"factors": ["child"]}}


def text(number: int, *, assessor: int = 1, habit: float = 0.6) -> str:
    return worded(ANSWERS, assessor=assessor, number=number, habit=habit)


def test_a_text_is_the_same_each_time_says_what_was_answered_and_leaves_no_gap():
    assert text(7) == text(7)
    assert text(7) != text(8)
    for number in range(50):
        assert "{" not in text(number)
        assert "child" in text(number)
    assert "nobody vulnerable" in worded({}, assessor=1, number=1, habit=0.0)


@pytest.mark.parametrize("element", WORDED)
def test_each_answer_has_several_wordings_to_choose_from(element):
    fixed = set(WORDED[element])
    assert len(fixed) >= 5


def test_the_more_habit_the_more_near_copies_and_the_rule_finds_them():
    rule = on(AT)[THRIVE_LIKENESS].value
    found = [
        len(
            find_copies(
                [Written(id=one, crime=one, words=text(one, assessor=one % 3, habit=habit)) for one in range(150)],
                [],
                rule,
                seed="habit",
            )
        )
        for habit in (0.0, 1.0)
    ]
    assert found[0] < found[1]
