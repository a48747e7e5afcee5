"""Abstractions: what leaves an officer how many hours of a day, and what cannot be recorded."""

from datetime import date, timedelta

import pytest

from constabulary.policing.workforce.abstractions import (
    Abstraction,
    AbstractionKind,
    days_away,
    find_reasons_against_ending,
    find_reasons_against_recording,
    hours_on,
    mean_hours,
)

K = AbstractionKind
DAY = date(2026, 11, 2)
NEXT, BEFORE = DAY + timedelta(days=1), DAY - timedelta(days=1)
LEAVE = Abstraction(kind=K.LEAVE, from_on=DAY, until_on=DAY)
HALF_TRAINING = Abstraction(kind=K.TRAINING, from_on=DAY, until_on=NEXT, share=0.5)
PART_TIME = Abstraction(kind=K.PART_TIME, from_on=BEFORE, share=0.4)


@pytest.mark.parametrize(
    ("contracted", "abstractions", "hours"),
    [
        pytest.param(1.0, [], 1.0, id="full hours"),
        pytest.param(0.5, [], 0.5, id="half the hours by contract"),
        pytest.param(1.0, [LEAVE], 0.0, id="on leave"),
        pytest.param(1.0, [Abstraction(kind=K.LEAVE, from_on=NEXT, until_on=NEXT)], 1.0, id="on leave from tomorrow"),
        pytest.param(1.0, [Abstraction(kind=K.LEAVE, from_on=BEFORE, until_on=BEFORE)], 1.0, id="back from leave"),
        pytest.param(1.0, [Abstraction(kind=K.SICKNESS, from_on=BEFORE)], 0.0, id="sick, without an end yet"),
        pytest.param(1.0, [HALF_TRAINING], 0.5, id="half a day's training"),
        pytest.param(1.0, [Abstraction(kind=K.SECONDMENT, from_on=BEFORE, share=0.8)], 0.2, id="seconded four fifths"),
        pytest.param(1.0, [PART_TIME], 0.6, id="part time"),
        pytest.param(1.0, [PART_TIME, HALF_TRAINING], 0.3, id="half of a part-timer's day"),
        pytest.param(0.5, [PART_TIME, LEAVE], 0.0, id="a part-timer on leave"),
    ],
)
def test_a_day_has_the_hours_that_abstractions_leave(contracted, abstractions, hours):
    assert hours_on(DAY, contracted=contracted, abstractions=abstractions) == hours


@pytest.mark.parametrize(
    ("wanted", "standing", "refused"),
    [
        pytest.param(LEAVE, [], set(), id="a day's leave"),
        pytest.param(Abstraction(kind=K.SICKNESS, from_on=DAY), [], set(), id="sickness without an end"),
        pytest.param(Abstraction(kind=K.LEAVE, from_on=DAY), [], {"last-day-needed"}, id="leave without an end"),
        pytest.param(Abstraction(kind=K.TRAINING, from_on=DAY), [], {"last-day-needed"}, id="training without an end"),
        pytest.param(
            Abstraction(kind=K.LEAVE, from_on=DAY, until_on=BEFORE), [], {"ends-before-it-begins"}, id="backwards"
        ),
        pytest.param(
            Abstraction(kind=K.SICKNESS, from_on=DAY, share=0.0), [], {"no-such-share"}, id="none of the hours"
        ),
        pytest.param(Abstraction(kind=K.SICKNESS, from_on=DAY, share=1.1), [], {"no-such-share"}, id="more than all"),
        pytest.param(Abstraction(kind=K.PART_TIME, from_on=DAY), [], {"no-such-share"}, id="part time for no time"),
        pytest.param(LEAVE, [LEAVE], {"overlaps"}, id="the same day twice"),
        pytest.param(
            Abstraction(kind=K.SICKNESS, from_on=BEFORE), [LEAVE], {"overlaps"}, id="sick from before the leave on"
        ),
        pytest.param(LEAVE, [Abstraction(kind=K.SICKNESS, from_on=BEFORE)], {"overlaps"}, id="leave while sick"),
        pytest.param(LEAVE, [Abstraction(kind=K.LEAVE, from_on=NEXT, until_on=NEXT)], set(), id="the day before"),
        pytest.param(LEAVE, [PART_TIME], set(), id="leave of a part-timer"),
        pytest.param(PART_TIME, [LEAVE], set(), id="part time from before a leave on"),
        pytest.param(PART_TIME, [PART_TIME], {"overlaps"}, id="two patterns of hours"),
    ],
)
def test_what_cannot_be_recorded(wanted, standing, refused):
    found = find_reasons_against_recording(wanted, standing)
    assert {one.code.removeprefix("abstraction.") for one in found} == refused


@pytest.mark.parametrize(
    ("standing", "last_day", "withdrawn", "refused"),
    [
        pytest.param(Abstraction(kind=K.SICKNESS, from_on=BEFORE), DAY, False, set(), id="back from sickness"),
        pytest.param(HALF_TRAINING, DAY, False, set(), id="over a day earlier"),
        pytest.param(HALF_TRAINING, NEXT, False, {"over-already"}, id="the day it ends anyway"),
        pytest.param(HALF_TRAINING, BEFORE, False, {"ends-before-it-begins"}, id="before it began"),
        pytest.param(HALF_TRAINING, DAY, True, {"over-already"}, id="withdrawn"),
    ],
)
def test_when_one_cannot_end(standing, last_day, withdrawn, refused):
    found = find_reasons_against_ending(standing, last_day=last_day, is_withdrawn=withdrawn)
    assert {one.code.removeprefix("abstraction.") for one in found} == refused


def test_every_kind_has_words():
    assert all(one.label for one in K)


WEEK = [DAY + timedelta(days=number) for number in range(7)]


@pytest.mark.parametrize(
    ("days", "contracted", "abstractions", "mean", "nothing"),
    [
        pytest.param(WEEK, 1.0, [], 1.0, 0, id="never away"),
        pytest.param(WEEK, 0.6, [], 0.6, 0, id="three days of five by contract"),
        pytest.param(WEEK, 1.0, [Abstraction(kind=K.SICKNESS, from_on=BEFORE)], 0.0, 7, id="sick all week"),
        pytest.param(WEEK, 1.0, [LEAVE], 6 / 7, 1, id="a day's leave"),
        pytest.param(WEEK, 1.0, [HALF_TRAINING], 6 / 7, 0, id="two half days are no day away"),
        pytest.param(WEEK, 1.0, [PART_TIME, LEAVE], 0.6 * 6 / 7, 1, id="a part-timer's day of leave"),
        pytest.param([], 1.0, [], 0.0, 0, id="no days"),
    ],
)
def test_over_some_days_hours_have_a_mean_and_days_without_any_are_counted(
    days, contracted, abstractions, mean, nothing
):
    assert mean_hours(iter(days), contracted=contracted, abstractions=iter(abstractions)) == pytest.approx(mean)
    assert days_away(iter(days), contracted=contracted, abstractions=iter(abstractions)) == nothing
