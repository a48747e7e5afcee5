"""From which age somebody is an adult: one standard, read wherever a child is told from an adult."""

from datetime import date

import pytest

from constabulary.policing.clocks import is_child
from constabulary.standards.overlay import read_overlay
from constabulary.standards.people import ADULT_AT, NAMED_ALIKE_FROM
from constabulary.standards.rulebook import on
from constabulary.standards.self_inspection import LOOKED_BACK
from constabulary.standards.workload import FITTING, MOST_LINKS_OF_SERIES

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(("age", "child"), [pytest.param(17, True, id="17"), pytest.param(18, False, id="18")])
def test_a_child_is_whoever_is_younger_than_the_standard_says(age, child):
    assert is_child(age, on(DAY)) is child
    assert on(DAY)[ADULT_AT].confidence.value == "unconfirmed"


def test_what_is_our_own_choice_is_marked_as_an_assumption():
    for key in (NAMED_ALIKE_FROM, LOOKED_BACK, FITTING, MOST_LINKS_OF_SERIES):
        assert on(DAY)[key].confidence.value == "assumption"
    assert on(DAY)[LOOKED_BACK].value.days == 365


def test_the_standard_is_what_counts():
    own = """
[[standard]]
key = "people.adult"
[[standard.edition]]
valid_from = 2022-01-01
edition = "Ours 1"
source = "Order 1"
value = { years = 21 }
"""
    assert is_child(20, on(DAY, read_overlay(own)))
