"""Whether measures have held: complete months running, falling back, and what a review must come after."""

from datetime import date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of, start_of
from constabulary.policing.inspection.sustaining import (
    KeptFigure,
    SignedReview,
    fell_back_at,
    is_reviewed,
    months_held,
    reopened_at,
)

MET, SHORT, NOTHING = True, False, None


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def as_of(until_on: date, met: bool | None, *, at: datetime | None = None) -> KeptFigure:
    """A figure up to a day, taken as that day ended unless another moment is said."""
    return KeptFigure(until_on=until_on, as_at=at or end_of(until_on), met=met)


SEPTEMBER, OCTOBER, NOVEMBER = (as_of(day(month, last), MET) for month, last in ((9, 30), (10, 31), (11, 30)))


@pytest.mark.parametrize(
    ("figures", "on", "held"),
    [
        ([], day(12, 1), 0),
        ([SEPTEMBER, OCTOBER, NOVEMBER], day(12, 1), 3),
        ([NOVEMBER, SEPTEMBER, OCTOBER], day(12, 31), 3),
        ([SEPTEMBER, OCTOBER, as_of(day(11, 1), MET)], day(11, 1), 2),
        ([SEPTEMBER, OCTOBER, as_of(day(11, 29), MET)], day(12, 1), 0),
        ([SEPTEMBER, OCTOBER, as_of(day(11, 30), MET, at=start_of(day(11, 30)))], day(12, 1), 0),
        ([SEPTEMBER, OCTOBER], day(12, 1), 0),
        ([as_of(day(1, 31), MET), as_of(day(6, 30), MET), NOVEMBER], day(12, 1), 1),
        ([SEPTEMBER, as_of(day(10, 31), SHORT), NOVEMBER], day(12, 1), 1),
        ([SEPTEMBER, as_of(day(10, 31), NOTHING), NOVEMBER], day(12, 1), 1),
        ([SEPTEMBER, OCTOBER, NOVEMBER, as_of(day(10, 2), SHORT)], day(12, 1), 3),
        ([SEPTEMBER, as_of(day(10, 31), SHORT), NOVEMBER, as_of(day(10, 2), MET)], day(12, 1), 1),
        ([SEPTEMBER, as_of(day(10, 31), SHORT), OCTOBER, NOVEMBER], day(12, 1), 3),
        ([SEPTEMBER, OCTOBER, NOVEMBER, as_of(day(12, 9), SHORT)], day(12, 10), 0),
        ([SEPTEMBER, OCTOBER, NOVEMBER, as_of(day(12, 9), NOTHING)], day(12, 10), 3),
        ([NOVEMBER, as_of(day(12, 31), MET), as_of(day(1, 31, 2027), MET)], day(2, 3, 2027), 3),
    ],
    ids=[
        "nothing was kept", "three ends of months", "in whatever order they were kept",
        "the first of a month is not that month", "a month whose last day was not taken",
        "taken before its last day was over", "nothing was kept of the month just over",
        "January, June and November are not running", "short between", "nothing to say between",
        "taken again as at an early day of a month", "taken again and met as at an early day of a month that was short",
        "its last day taken again", "the month that runs falls short", "of the month that runs nothing can be said",
        "over the turn of a year",
    ],
)  # fmt: skip
def test_only_complete_months_running_to_the_last_one_count(figures, on, held):
    assert months_held(figures, on=on) == held


@pytest.mark.parametrize(
    ("figures", "at"),
    [
        ([], None),
        ([as_of(day(8, 31), SHORT), SEPTEMBER, OCTOBER], None),
        ([SEPTEMBER, as_of(day(10, 31), SHORT), NOVEMBER], end_of(day(10, 31))),
        ([as_of(day(10, 31), SHORT), NOVEMBER, SEPTEMBER], end_of(day(10, 31))),
        ([as_of(day(8, 31), SHORT), as_of(day(9, 30), SHORT), OCTOBER], None),
        ([SEPTEMBER, as_of(day(10, 31), SHORT), as_of(day(11, 30), SHORT)], end_of(day(10, 31))),
        ([SEPTEMBER, as_of(day(10, 31), NOTHING), as_of(day(11, 30), SHORT)], end_of(day(11, 30))),
        ([SEPTEMBER, as_of(day(10, 31), NOTHING), NOVEMBER], None),
        ([SEPTEMBER, as_of(day(10, 9), SHORT), OCTOBER], None),
    ],
    ids=[
        "nothing was kept", "short at first and met since", "short after a month in which it was met",
        "in whatever order they were kept", "never met before", "short two months running, since the first of them",
        "a month that says nothing between", "a month that says nothing is no falling back",
        "short within a month whose last day was met",
    ],
)  # fmt: skip
def test_a_measure_falls_back_where_a_month_that_was_met_is_followed_by_one_that_is_not(figures, at):
    assert fell_back_at(figures) == at


MORNING = start_of(day(10, 5))
STEPS = [(MORNING + timedelta(days=n), became) for n, became in enumerate(
    ("being_progressed", "complete", "being_progressed", "complete", "complete")
)]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        ([], None),
        (STEPS[:2], None),
        (STEPS[:3], STEPS[2][0]),
        (STEPS, STEPS[2][0]),
        ([STEPS[2], STEPS[0], STEPS[1]], STEPS[2][0]),
    ],
    ids=["no step", "complete", "taken up again", "and complete again", "in whatever order they are told"],
)
def test_what_was_called_complete_is_reopened_by_the_step_after_it(steps, at):
    assert reopened_at(steps) == at


@pytest.mark.parametrize(
    ("written", "signed", "since", "is_enough"),
    [
        (0, 1, None, True), (0, None, None, False), (3, 4, 2, True), (0, 1, 2, False), (1, 3, 2, False),
        (3, None, 2, False),
    ],
    ids=[
        "written and signed", "not signed", "written and signed since", "signed long before",
        "written before and signed since", "written since and not signed",
    ],
)  # fmt: skip
def test_a_review_is_one_that_was_written_since_the_measures_last_fell_back(written, signed, since, is_enough):
    moment = [MORNING + timedelta(days=n) for n in range(5)]
    review = SignedReview(written_at=moment[written], signed_at=None if signed is None else moment[signed])
    assert is_reviewed([review], since=None if since is None else moment[since]) == is_enough
    assert not is_reviewed([], since=None)
