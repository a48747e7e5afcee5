"""Demand by hour of the day, of a model that is looked at and not played: what comes in when, and the work that comes of it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from constabulary.simulation.model.demand import Arrivals, Burst, Event, WorkClass
from constabulary.simulation.model.durations import Exponential, Fixed, for_all
from constabulary.simulation.model.flows import people_needed, visits_a_day
from constabulary.simulation.model.hours import LOOKED_AT_DAYS, hours_of_day
from constabulary.simulation.model.staffing import Shift, StaffGroup
from constabulary.simulation.model.stages import Route
from constabulary.standards.calendar import LONDON
from tests.simulation.models import START, everything, queue

#: Two an hour, each half an hour of work: one person is kept busy.
LEVEL = queue(rate=2.0, service=Exponential(mean=0.5), servers=3, days=56)


def coming(model=LEVEL, **changed):
    (work,) = model.classes
    return replace(model, classes=(replace(work, arrivals=replace(work.arrivals, **changed)),))


def needed(model) -> list[float]:
    return [one.needed for one in hours_of_day(model)]


def match(*, day: int, hour: int, hours: float = 2.0, expected: float = 112.0) -> Event:
    return Event(name="match", at=START + timedelta(days=day, hours=hour), hours=hours, expected=expected)


def test_what_comes_in_evenly_keeps_as_many_busy_at_every_hour():
    assert needed(LEVEL) == pytest.approx([1.0] * 24)
    assert {one.on_duty for one in hours_of_day(LEVEL)} == {3.0}


def test_an_event_keeps_people_busy_at_its_own_hours_only():
    # 112 in two hours of one day of the 28 that are looked at: two more an hour, of half an hour each.
    told = needed(coming(events=(match(day=3, hour=18),)))
    assert told == pytest.approx([1.0] * 18 + [2.0, 2.0] + [1.0] * 4)
    late = needed(coming(events=(match(day=3, hour=23),)))
    assert late == pytest.approx([2.0] + [1.0] * 22 + [2.0])


def test_an_event_after_the_days_that_are_looked_at_is_not_in_them():
    assert LEVEL.days > LOOKED_AT_DAYS
    assert needed(coming(events=(match(day=40, hour=18),))) == pytest.approx([1.0] * 24)
    half = needed(coming(events=(match(day=27, hour=23, hours=2.0),)))
    assert half == pytest.approx([1.0] * 23 + [2.0])


def test_the_hours_of_an_event_do_not_hang_on_the_hours_of_the_rest():
    by_day = (0.0,) * 8 + (2.0,) * 12 + (0.0,) * 4
    told = needed(coming(by_hour=by_day, events=(match(day=3, hour=2),)))
    expected = [2.0 if 8 <= hour < 20 else 0.0 for hour in range(24)]
    expected[2] = expected[3] = 1.0
    assert told == pytest.approx(expected, abs=1e-9)


def test_the_month_is_that_of_the_days_that_are_looked_at():
    january = (1.5, *(1.0 - 0.5 / 11,) * 11)
    model = replace(coming(by_month=january), days=20)
    assert needed(model) == pytest.approx([1.5] * 24)


def test_a_burst_may_come_at_any_hour():
    assert needed(coming(bursts=(Burst(per_day=0.5, size=96.0, hours=3.0),))) == pytest.approx([2.0] * 24)


def test_hours_are_those_of_the_clock_in_london():
    summer = replace(coming(by_hour=(24.0,) + (0.0,) * 23), start=datetime(2026, 7, 6, tzinfo=LONDON), days=7)
    assert needed(summer) == pytest.approx([24.0] + [0.0] * 23)
    with_shift = summer.with_group(
        StaffGroup(name="staff", skills=("desk",), shifts=(Shift(starts=time(9), ends=time(11), people=4),))
    )
    assert [one.on_duty for one in hours_of_day(with_shift)] == [4.0 if 9 <= hour < 11 else 0.0 for hour in range(24)]


def test_work_that_comes_of_work_is_counted_where_it_came_in():
    (desk,) = LEVEL.stages
    again = LEVEL.with_stage(replace(desk, routes=(Route(to="desk", share=0.5),)))
    assert needed(again) == pytest.approx([2.0] * 24)
    for_ever = LEVEL.with_stage(replace(desk, routes=(Route(to="desk", share=1.0),)))
    assert needed(for_ever) == [None] * 24


def test_classes_are_added_up_and_one_that_only_waits_brings_nothing():
    (work,) = LEVEL.classes
    more = WorkClass(name="more", arrivals=Arrivals(per_day=24.0, to="desk", by_weekday=(7.0, 0, 0, 0, 0, 0, 0)))
    model = replace(LEVEL, classes=(work, more, WorkClass(name="old")))
    assert needed(model) == pytest.approx([1.5] * 24)


def test_over_the_day_it_is_what_the_sums_by_stage_say():
    model = replace(everything(), days=28.0, start=START)
    model = replace(
        model,
        classes=tuple(
            replace(one, arrivals=replace(one.arrivals, by_month=(), events=())) if one.arrivals else one
            for one in model.classes
        ),
    )
    whole = people_needed(model, visits_a_day(model))
    assert sum(needed(model)) / 24 == pytest.approx(sum(whole.values()))


def test_a_run_of_some_hours_has_demand_in_these_only():
    short = replace(LEVEL, days=0.25)
    assert needed(short) == pytest.approx([1.0] * 6 + [0.0] * 18)
    assert START.date() == date(2026, 1, 5)
    fixed = replace(short, stages=(replace(short.stages[0], service=for_all(Fixed(hours=0.25))),))
    assert needed(fixed) == pytest.approx([0.5] * 6 + [0.0] * 18)
