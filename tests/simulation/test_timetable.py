"""Shifts and hourly arrivals in local time, across both changes of the clocks."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from constabulary.simulation.engine.preparing import prepare
from constabulary.simulation.engine.running import play
from constabulary.simulation.model.demand import Arrivals, Event, WorkClass
from constabulary.simulation.model.durations import Exponential
from constabulary.simulation.model.staffing import Break, Leave, Rota, Shift
from constabulary.simulation.model.timetable import list_changes, list_spells, mean_on_duty, work_out_rates
from constabulary.standards.calendar import LONDON
from tests.simulation.models import queue

BASE = queue(rate=1.0, service=Exponential(mean=0.1), servers=1, days=14)
SPRING, AUTUMN = datetime(2026, 3, 28, tzinfo=LONDON), datetime(2026, 10, 24, tzinfo=LONDON)


def with_shifts(*shifts, start=SPRING, **changed):
    staff = replace(BASE.staff[0], always=0, shifts=shifts, **changed)
    return replace(BASE, start=start, staff=(staff,))


@pytest.mark.parametrize(("start", "hours"), [(SPRING, 9.0), (AUTUMN, 11.0)], ids=["spring", "autumn"])
def test_a_night_on_which_the_clocks_change_is_an_hour_shorter_or_longer(start, hours):
    spells = list_spells(with_shifts(Shift(starts=time(21), ends=time(7), people=2), start=start))
    lengths = [spell.end - spell.start for spell in spells]
    assert lengths[0] == 10.0
    assert lengths[1] == hours
    assert set(lengths[2:]) == {10.0}


def test_a_run_that_starts_at_midnight_begins_with_the_night_shift_of_the_day_before():
    model = with_shifts(Shift(starts=time(21), ends=time(7), people=2))
    assert list_spells(model)[0].start == -3.0
    assert list_changes(model, list_spells(model))[0].at == 0.0


@pytest.mark.parametrize("start", [SPRING, AUTUMN])
def test_every_slot_has_the_weight_of_its_local_hour(start):
    arrivals = Arrivals(
        per_day=24.0,
        to="desk",
        by_hour=tuple(range(1, 25)),
        by_weekday=(1, 2, 3, 4, 5, 6, 7),
        by_month=tuple(range(1, 13)),
        dispersion=0.1,
    )
    rates = work_out_rates(replace(BASE, start=start, classes=(WorkClass(name="all", arrivals=arrivals),)))
    for slot in range(14 * 24):
        local = (start.astimezone(UTC) + timedelta(hours=slot)).astimezone(LONDON)
        weight = (local.hour + 1) / 12.5 * (local.weekday() + 1) / 4 * local.month / 6.5
        assert rates.by_slot[0, slot] == pytest.approx(weight)
    days = Counter(rates.period[0].tolist())
    assert sorted(days.values())[0] in {1, 23, 24}


def test_a_pattern_of_two_two_two_four_has_one_team_on_each_shift_of_each_day():
    rota = Rota(
        pattern="EELLNN----",
        shifts=(
            Shift(name="E", starts=time(7), ends=time(17)),
            Shift(name="L", starts=time(14), ends=time(0)),
            Shift(name="N", starts=time(22), ends=time(7)),
        ),
        teams=(5, 5, 5, 5, 5),
        begins_on=date(2026, 1, 1),
    )
    model = with_shifts(rotas=(rota,))
    starts = Counter(spell.start % 24 for spell in list_spells(model) if 0 < spell.start < 24)
    assert sorted(starts.values()) == [1, 1, 1]
    assert mean_on_duty(model)[0] == pytest.approx(5 * 29 / 24, rel=0.01)


def test_breaks_are_taken_in_turns_and_nobody_is_lost():
    model = with_shifts(
        Shift(starts=time(8), ends=time(18), people=5, weekdays=(0,), breaks=(Break(after=4, minutes=30, turns=2),)),
        start=datetime(2026, 1, 5, tzinfo=UTC),
    )
    changes = list_changes(replace(model, days=1), list_spells(replace(model, days=1)))
    people = [(change.at, change.people(5)) for change in changes]
    assert people == [(8.0, 5), (12.0, -3), (12.5, -2), (12.5, 3), (13.0, 2), (18.0, -5)]


def test_leave_takes_people_off_every_shift_of_its_days():
    shift = Shift(starts=time(8), ends=time(18), people=5)
    model = with_shifts(shift, leave=(Leave(first=date(2026, 4, 1), last=date(2026, 4, 2), people=4),))
    assert Counter(spell.people for spell in list_spells(model)) == {5: 12, 1: 2}
    gone = with_shifts(shift, leave=(Leave(first=date(2026, 1, 1), last=date(2027, 1, 1), people=5),))
    assert list_spells(gone) == []


def test_an_event_brings_what_is_expected_of_it():
    event = Event(name="match", at=datetime(2026, 4, 1, 17, 40, tzinfo=UTC), hours=2.5, expected=40.0)
    model = replace(
        BASE, start=SPRING, classes=(WorkClass(name="all", arrivals=Arrivals(per_day=0, to="desk", events=(event,))),)
    )
    rates = work_out_rates(model)
    assert rates.extra.sum() == pytest.approx(40.0)
    assert list(rates.extra[0].nonzero()[0]) == [4 * 24 + 17, 4 * 24 + 18, 4 * 24 + 19, 4 * 24 + 20]
    arrived = [play(prepare(model), seed=4, replication=n).classes["arrived"][0] for n in range(200)]
    # A Poisson count: the mean of 200 is off by no more than five standard errors.
    assert sum(arrived) / 200 == pytest.approx(40.0, abs=5 * (40 / 200) ** 0.5)


def test_absences_take_the_share_they_should():
    model = with_shifts(Shift(starts=time(8), ends=time(18), people=20), abstraction=0.25)
    present = [play(prepare(model), seed=4, replication=n).present for n in range(20)]
    drawn = sum(one.size for one in present) * 20
    share = sum(one.sum() for one in present) / drawn
    assert share == pytest.approx(0.75, abs=5 * (0.75 * 0.25 / drawn) ** 0.5)


def test_counts_are_as_dispersed_as_was_asked():
    """A weekly factor of variance v makes counts of mean m have the variance m + v m m."""
    arrivals = Arrivals(per_day=10.0, to="desk", dispersion=0.3, dispersion_over="week")
    model = replace(
        BASE, days=7, start=datetime(2026, 1, 5, tzinfo=UTC), classes=(WorkClass(name="all", arrivals=arrivals),)
    )
    prepared = prepare(model)
    counts = [int(play(prepared, seed=9, replication=n).classes["arrived"][0]) for n in range(2000)]
    mean = sum(counts) / len(counts)
    variance = sum((one - mean) ** 2 for one in counts) / (len(counts) - 1)
    assert mean == pytest.approx(70.0, abs=5 * (variance / len(counts)) ** 0.5)
    assert variance == pytest.approx(70 + 0.3 * 70**2, rel=0.25)
