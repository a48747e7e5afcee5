"""Outcomes that move from one way to another overnight are found; chance and another mix of offences are not."""

from random import Random

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.moved import (
    ASKED_OF,
    LOOKED_AT_ALREADY,
    WORDS_MISSING,
    MoveFinding,
    _so_few,
    _so_many,
    find_moved,
    find_reasons_against_finding,
    is_raised_again,
    look_at_moved_due,
)
from constabulary.standards.rulebook import Moments, at
from constabulary.standards.self_inspection import LOOK_AT_MOVED_WITHIN, MOVED, MOVED_AGAIN_AFTER
from tests.policing.duties.test_thinning import NOW

RULES = at(Moments(decision=NOW))
SETTINGS = RULES[MOVED].value
BEFORE = {"theft": {"18": 4000, "16": 200, "1": 300}, "abuse": {"16": 1500, "15": 1000, "1": 400, "18": 100}}


def test_what_moved_is_named_with_what_was_to_be_expected():
    day = {"theft": {"18": 80, "16": 4, "1": 6}, "abuse": {"15": 33, "1": 13, "18": 54}}
    (moved,) = find_moved(BEFORE, day, SETTINGS)
    assert (moved.fell, moved.rose, moved.found_fell, moved.found_rose) == ("16", "18", 4, 134)
    assert moved.expected_fell == pytest.approx(90 * 200 / 4500 + 100 * 0.5)
    assert ASKED_OF is Desk.REGISTRAR


def test_a_day_with_other_offences_is_no_move():
    assert find_moved(BEFORE, {"theft": {"18": 178, "16": 9, "1": 13}}, SETTINGS) == ()


def test_a_fall_with_no_rise_a_rise_with_no_fall_and_a_small_fall_are_no_move():
    others = [f"way {one}" for one in range(30)]
    many = {"abuse": {"16": 400, **dict.fromkeys(others, 20)}}
    assert find_moved(many, {"abuse": {"16": 10, **dict.fromkeys(others, 2)}}, SETTINGS) == ()
    assert find_moved(BEFORE, {"abuse": {"16": 50, "15": 33, "1": 13, "18": 60}}, SETTINGS) == ()
    assert find_moved(BEFORE, {"abuse": {"16": 300, "15": 333, "1": 133, "18": 234}}, SETTINGS) == ()


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_way_that_is_hardly_ever_taken_makes_good_no_fall(earlier):
    before = {**BEFORE, "abuse": {**BEFORE["abuse"], "C4": earlier}}
    fallen = {"16": 10, "15": 60, "1": 25, "C4": 2}
    assert [one for one in find_moved(before, {"abuse": fallen}, SETTINGS) if one.rose == "C4"] == []


@pytest.mark.parametrize("wrong", [{"days": 0}, {"false_alarm_days": 0}, {"most_share": 1.0}, {"least_made_good": 0.0}])
def test_settings_by_which_nothing_can_be_held_are_refused(wrong):
    raw = {"days": 56, "false_alarm_days": 182, "most_share": 0.5, "least_expected": 5.0, "least_made_good": 0.5}
    with pytest.raises(ValueError, match="shares between nought and one"):
        MOVED.parse({**raw, **wrong})


@pytest.mark.parametrize(("before", "day"), [({}, {"theft": {"18": 90}}), (BEFORE, {}), ({}, {})])
def test_where_nothing_can_be_expected_nothing_is_said(before, day):
    assert find_moved(before, day, SETTINGS) == ()


def test_half_a_year_of_usual_days_raises_hardly_an_alarm():
    chance, alarms = Random("usual"), 0
    for _ in range(182):
        day = {}
        for kind, ways in BEFORE.items():
            drawn = chance.choices(list(ways), weights=list(ways.values()), k=100)
            day[kind] = {way: drawn.count(way) for way in ways}
        alarms += bool(find_moved(BEFORE, day, SETTINGS))
    assert alarms <= 2


def test_chances_are_poisson_and_can_be_written_for_large_forces():
    assert _so_few(0, 2.0) == pytest.approx(0.1353, abs=1e-4)
    assert _so_many(1, 2.0) == pytest.approx(0.8647, abs=1e-4)
    assert _so_many(0, 2.0) == _so_few(0, 0.0) == 1.0
    assert 0.4 < _so_few(2_000, 2_000.0) < 0.6


def test_the_registrar_is_to_look_within_the_time_of_the_standard():
    due = look_at_moved_due(RULES, at=NOW)
    assert (due.kind, due.desk) == (DutyKind.LOOK_AT_WAYS_OUT, Desk.REGISTRAR)
    assert due.due_at == NOW + RULES[LOOK_AT_MOVED_WITHIN].value


@pytest.mark.parametrize(
    ("share", "again"),
    [(None, False), (0.0, False), (0.99, False), (1.0, True)],
    ids=["nobody has looked", "looked at just now", "not yet", "as long ago as the standard says"],
)
def test_the_same_move_is_raised_again_only_some_days_after_somebody_looked(share, again):
    looked_at = None if share is None else NOW - RULES[MOVED_AGAIN_AFTER].value * share
    assert is_raised_again(looked_at, RULES, at=NOW) is again


def test_a_finding_is_said_once_and_with_words():
    assert find_reasons_against_finding(words="Ten read.", is_looked_at=False) == ()
    assert find_reasons_against_finding(words=" ", is_looked_at=False) == (WORDS_MISSING,)
    assert find_reasons_against_finding(words="Ten read.", is_looked_at=True) == (LOOKED_AT_ALREADY,)
    assert len({one.label for one in MoveFinding}) == len(MoveFinding)
