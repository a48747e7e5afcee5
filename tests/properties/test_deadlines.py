"""What is true of every deadline: it never moves earlier when its start moves later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.policing.clocks import (
    closure_hours_after,
    court_hours_after,
    days_beginning_with,
    end_of,
    hours_after,
    is_christmas,
    months_beginning_with,
    start_of,
    working_days_due,
)
from constabulary.policing.investigation.bail import BailFacts, find_bail_periods, find_release_reviews
from constabulary.policing.investigation.clocks import OffenceFacts, limit_of_proceedings
from constabulary.policing.recording.counting import Disclosed, count_crimes
from constabulary.policing.recording.crimes import record_due_at
from constabulary.policing.victims.code import Happening, update_due
from constabulary.standards.calendar import (
    bank_holidays,
    is_working_day,
    last_known_year,
    local_day,
    working_days_after,
    working_days_between,
)
from constabulary.standards.offences import offences
from constabulary.standards.rulebook import on

#: From the first law of bail that is known here to where bank holidays are still known a year and a half later.
FIRST, LAST = date(2017, 4, 3), date(last_known_year() - 2, 12, 31)
MINUTES = int((LAST - FIRST) / timedelta(minutes=1))
DAYS = st.dates(FIRST, LAST)
HOURS = st.floats(0, 120, allow_nan=False)
#: Moments close to what is odd about time: year ends, clock changes, Easter, as well as anywhere.
ODD = st.builds(
    lambda day, minute: start_of(day) + timedelta(minutes=minute),
    st.one_of(
        DAYS,
        st.integers(FIRST.year, LAST.year - 1).map(lambda year: date(year, 12, 31)),
        st.integers(FIRST.year, LAST.year).flatmap(
            lambda year: st.sampled_from([date(year, 3, day) for day in range(25, 32)])
        ),
        st.integers(FIRST.year, LAST.year).flatmap(
            lambda year: st.sampled_from([date(year, 10, day) for day in range(25, 32)])
        ),
    ),
    st.integers(-90, 26 * 60),
)


def counts_in_court(day: date, *, saturday_holidays: bool) -> bool:
    """Whether hours of a day count towards a hearing, said another way than in the clock."""
    if day.weekday() == 6 or is_christmas(day):
        return False
    return day not in bank_holidays() or (saturday_holidays and day.weekday() == 5)


CLOCKS = {
    "elapsed hours": hours_after,
    "court hours": court_hours_after,
    "court hours, the other reading": lambda moment, hours: court_hours_after(
        moment, hours, saturday_holidays_count=False
    ),
    "closure hours": closure_hours_after,
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
@given(start=ODD, wait=st.timedeltas(timedelta(), timedelta(days=12)), hours=HOURS, more=HOURS)
def test_a_clock_of_hours_never_moves_earlier(clock, start, wait, hours, more):
    assert clock(start, hours) <= clock(start + wait, hours)
    assert clock(start, hours) <= clock(start, hours + more)
    assert clock(start, hours) >= hours_after(start, hours)


@given(start=ODD, hours=st.integers(1, 120))
def test_court_hours_are_so_many_hours_of_days_that_count(start, hours):
    for saturday_holidays in (True, False):
        due = court_hours_after(start, hours, saturday_holidays_count=saturday_holidays)
        counted, now = timedelta(), start
        while now < due:
            until = min(due, start_of(local_day(now) + timedelta(days=1)))
            if counts_in_court(local_day(now), saturday_holidays=saturday_holidays):
                counted += until - now
            now = until
        assert counted == timedelta(hours=hours)
    assert court_hours_after(start, hours) <= court_hours_after(start, hours, saturday_holidays_count=False)


@given(start=ODD, hours=HOURS)
def test_elapsed_hours_are_elapsed_whatever_the_clocks_do(start, hours):
    assert abs((hours_after(start, hours) - start) - timedelta(hours=hours)) < timedelta(milliseconds=1)


@given(day=DAYS, later=st.integers(0, 40), count=st.integers(0, 60))
def test_working_days_count_themselves_and_never_move_earlier(day, later, count):
    due = working_days_after(day, count)
    assert working_days_between(day, due) == count
    assert count == 0 or is_working_day(due)
    assert working_days_due(day, count) <= working_days_due(day + timedelta(days=later), count)


@given(day=DAYS, later=st.integers(0, 40), count=st.integers(1, 24))
def test_days_and_months_never_move_earlier(day, later, count):
    after = day + timedelta(days=later)
    assert days_beginning_with(day, count) <= days_beginning_with(after, count)
    assert months_beginning_with(day, count) <= months_beginning_with(after, count)
    assert months_beginning_with(day, count) >= end_of(day)


@given(start=ODD, wait=st.timedeltas(timedelta(), timedelta(days=60)))
def test_bail_and_its_reviews_never_end_earlier_for_a_later_arrest(start, wait):
    """Also over the change of the law in 2022, which gave more time and not less."""
    earlier, later = (
        find_bail_periods(BailFacts(arrested_at=moment), on(moment))[0] for moment in sorted((start, start + wait))
    ) if local_day(start) >= FIRST else (None, None)  # fmt: skip
    if earlier is not None and later is not None:
        assert earlier.ends_at <= later.ends_at
        assert earlier.due_at <= later.due_at
        for one in (earlier, later):
            assert one.due_at <= one.ends_at <= one.outer_at
        reviews = [find_release_reviews(moment, on(moment)) for moment in (start, start + wait)]
        assert all(a.due_at <= b.due_at for a, b in zip(*reviews, strict=True))


@given(day=DAYS, later=st.integers(0, 60), account=st.one_of(st.none(), st.integers(0, 900)))
def test_a_time_limit_never_moves_earlier_and_is_never_past_its_outer_limit(day, later, account):
    limits = []
    for happened in (day, day + timedelta(days=later)):
        facts = OffenceFacts(
            happened_on=happened,
            summary_only=True,
            domestic_common_assault=True,
            first_account_on=None if account is None else happened + timedelta(days=account),
        )
        limits.append(limit_of_proceedings(facts, on(happened)))
    assert limits[0].due_at <= limits[1].due_at
    assert all(one.due_at <= one.outer_at for one in limits)


@given(start=ODD, wait=st.timedeltas(timedelta(), timedelta(days=20)), happening=st.sampled_from(Happening))
def test_a_victim_is_never_told_sooner_of_something_later(start, wait, happening):
    for enhanced in (True, False):
        dues = [
            update_due(happening, happened_at=moment, enhanced=enhanced, rulebook=on(moment)).due_at
            for moment in (start, start + wait)
        ]
        assert dues[0] <= dues[1]
        assert dues[0] > start


@given(start=ODD, wait=st.timedeltas(timedelta(), timedelta(days=3)))
def test_recording_is_due_a_day_of_elapsed_hours_after_the_report(start, wait):
    assert record_due_at(start, on(start)) - start == timedelta(hours=24)
    assert record_due_at(start, on(start)) <= record_due_at(start + wait, on(start + wait))


LIVE = [one for one in offences() if one.current]
DISCLOSED = st.builds(
    Disclosed,
    offence=st.sampled_from(LIVE),
    victim=st.sampled_from(["", "A", "B"]),
    offenders=st.sampled_from(["X", "Y"]),
    happened_at=st.just(datetime(2026, 11, 2, 8, tzinfo=UTC)),
    reported_at=st.sampled_from([datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2026, 11, 9, 9, tzinfo=UTC)]),
)


@settings(max_examples=200)
@given(disclosed=st.lists(DISCLOSED, max_size=8))
def test_counting_loses_nothing_and_makes_at_least_one_crime_for_each_victim(disclosed):
    counted = count_crimes(disclosed)
    kept = [one for crime in counted for one in (crime.principal, *crime.related)]
    assert sorted(map(id, kept)) == sorted(map(id, disclosed))
    assert {one.victim for one in disclosed} == {crime.principal.victim for crime in counted}
    for crime in counted:
        assert crime.reasons
        assert {one.victim for one in crime.related} <= {crime.principal.victim}
