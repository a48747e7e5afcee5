"""Deadlines and closing of areas for improvement."""

from dataclasses import replace
from datetime import date

import pytest

from constabulary.policing.inspection.improvements import (
    ClosingFacts,
    days_left,
    due_on,
    find_reasons_against_closing,
)

READY = ClosingFacts(
    periods_met=3, periods_needed=3, review_is_signed=True, closer_is_leader=False, closer_is_chief_officer=True,
    statement="It held.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("published", "months", "due"),
    [
        (date(2019, 5, 2), 3, date(2019, 8, 2)),
        (date(2019, 11, 30), 3, date(2020, 2, 29)),
        (date(2019, 5, 2), None, None),
    ],
)
def test_a_deadline_is_calendar_months_from_publication(published, months, due):
    assert due_on(published, months) == due


def test_days_left_are_negative_once_late():
    assert days_left(date(2019, 8, 2), date(2019, 8, 4)) == -2
    assert days_left(None, date(2019, 8, 4)) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"periods_met": 2}, "not-sustained"),
        ({"review_is_signed": False}, "not-reviewed"),
        ({"closer_is_leader": True}, "leader-may-not-close"),
        ({"closer_is_chief_officer": False}, "not-chief-officer"),
        ({"statement": " "}, "statement-needed"),
    ],
)
def test_each_thing_that_is_missing_stands_against_closing(change, code):
    assert find_reasons_against_closing(READY) == ()
    assert [one.code for one in find_reasons_against_closing(replace(READY, **change))] == [f"improvement.{code}"]
