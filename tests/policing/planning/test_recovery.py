"""A recovery plan: what an approval, a week and an ending need, and when a week is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.planning.recovery import (
    Approval,
    WeekEntered,
    find_reasons_against_approval,
    find_reasons_against_ending,
    find_reasons_against_week,
    is_week_missing,
    look_at_recovery_due,
    week_ends_on,
)
from constabulary.policing.planning.runs import RunKind
from constabulary.standards.queues import recovery_from
from constabulary.standards.rulebook import on

FIRST = date(2026, 11, 2)
OURS = recovery_from(FIRST).value
APPROVAL = Approval(
    way="Surge", ways=("As things are", "Surge"), first_on=FIRST, promised_on=date(2027, 1, 1), days=91, words="It is enough."
)  # fmt: skip
WEEK = WeekEntered(
    came_in=20, done=30, waiting=(40, 50), waited=100, number=1, next_number=1, weeks=13, is_over=True, has_ended=False
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"way": "Magic"}, ["no-such-way"]),
        ({"promised_on": FIRST}, ["promised-too-soon"]),
        ({"promised_on": FIRST + timedelta(days=92)}, ["promised-too-soon"]),
        ({"promised_on": FIRST + timedelta(days=91)}, []),
        ({"words": " "}, ["why-this-way"]),
        ({"counted_at": "imu/record_crime"}, ["no-such-count"]),
        ({"counted_at": "imu/record_crime", "countable": ("imu/record_crime",)}, []),
        ({"counted_at": "online_team", "countable": ("online_team",), "is_mixed": True}, ["counts-mixed"]),
        ({"is_mixed": True}, []),
    ],
    ids=[
        "whole",
        "another way",
        "the first day",
        "after the days played",
        "the last day played",
        "no words",
        "counted nowhere",
        "counted in a queue of ours",
        "triage is not told from work",
        "triage and typed in",
    ],
)
def test_an_approval_names_a_way_that_was_played_a_day_within_it_and_why(changed, codes):
    found = find_reasons_against_approval(replace(APPROVAL, **changed))
    assert [one.code for one in found] == [f"planning.{code}" for code in codes]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"has_ended": True}, ["plan-has-ended"]),
        ({"number": 14, "next_number": 14}, ["no-week-left"]),
        ({"number": 1, "next_number": 2}, ["week-entered-meanwhile"]),
        ({"is_over": False}, ["week-not-over"]),
        ({"done": -1}, ["week-no-counts"]),
        ({"came_in": 100_001}, ["week-no-counts"]),
        ({"waiting": (40, -1)}, ["week-no-counts"]),
        ({"waiting": (40, 51)}, ["week-does-not-add-up"]),
        ({"waiting": (40, 51), "is_counted": True}, []),
        ({"waiting": (10, 10)}, []),
    ],
    ids=[
        "adds up",
        "ended",
        "beyond the plan",
        "entered meanwhile",
        "not over",
        "done negative",
        "more than any queue has",
        "waiting negative",
        "one too many",
        "one too many and counted so",
        "triage took some",
    ],
)
def test_a_week_is_over_and_adds_up(changed, codes):
    found = find_reasons_against_week(replace(WEEK, **changed), OURS)
    assert [one.code for one in found] == [f"planning.{code}" for code in codes]


def test_a_plan_is_ended_once_and_with_words():
    assert find_reasons_against_ending(outcome="Gone.", has_ended=False) == ()
    assert [one.code for one in find_reasons_against_ending(outcome=" ", has_ended=False)] == [
        "planning.why-plan-ended"
    ]
    assert [one.code for one in find_reasons_against_ending(outcome="x", has_ended=True)] == ["planning.plan-has-ended"]


def test_a_week_is_missing_three_days_after_it_ended_while_weeks_are_left():
    assert week_ends_on(FIRST, 1) == date(2026, 11, 8)
    assert not is_week_missing(FIRST, OURS, entered=0, weeks=13, today=date(2026, 11, 11))
    assert is_week_missing(FIRST, OURS, entered=0, weeks=13, today=date(2026, 11, 12))
    assert not is_week_missing(FIRST, OURS, entered=1, weeks=13, today=date(2026, 11, 12))
    assert not is_week_missing(FIRST, OURS, entered=13, weeks=13, today=date(2028, 1, 1))


def test_a_force_may_say_how_soon_a_week_is_entered_and_how_much_it_can_be():
    own = replace(OURS, entered_within=timedelta(days=1), most_a_week=50)
    assert is_week_missing(FIRST, own, entered=0, weeks=13, today=date(2026, 11, 10))
    assert not is_week_missing(FIRST, own, entered=0, weeks=13, today=date(2026, 11, 9))
    found = find_reasons_against_week(replace(WEEK, came_in=51, is_counted=True), own)
    assert [one.code for one in found] == ["planning.week-no-counts"]


def test_the_planners_have_two_days_to_look():
    at = datetime(2026, 11, 12, 6, tzinfo=UTC)
    due = look_at_recovery_due(on(at), at=at)
    assert (due.desk, due.due_at) == (Desk.PLANNING, at + timedelta(days=2))


def test_each_kind_of_run_says_what_is_asked():
    assert len({one.label for one in RunKind}) == 4
