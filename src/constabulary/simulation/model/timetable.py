"""A model's calendar worked out: who is on duty when, and how often work comes in during each hour of the run.

Times are hours since the model's start, elapsed, so that the nights on which the clocks change are an hour shorter or
longer. Shifts and profiles are local.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.model.demand import DAYS_OF_WEEK, HOURS_OF_DAY, MONTHS, Arrivals
from constabulary.simulation.model.staffing import Break, Leave, Rota, Shift, StaffGroup
from constabulary.simulation.model.whole import Model
from constabulary.standards.values import value

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECONDS_OF_DAY = 86_400
MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
REST = "-"


class Spell(NamedTuple):
    """One shift of one day: `people` of staff group number `group` from `start` to `end`; `absence` is drawn for it."""

    group: int
    start: float
    end: float
    people: int
    absence: float
    breaks: tuple[Break, ...] = ()


class Change(NamedTuple):
    """At `at`, part number `part` of `parts` of a spell's people comes (`sign` 1) or goes (-1)."""

    at: float
    sign: int
    group: int
    spell: int
    part: int = 0
    parts: int = 1

    def people(self, present: int) -> int:
        """How many come or go when `present` of the spell are there."""
        return self.sign * (present // self.parts + (1 if self.part < present % self.parts else 0))


def zone_of(model: Model) -> tzinfo:
    """The time zone in which shifts and profiles are read."""
    return model.start.tzinfo or UTC


def hours_since(model: Model, moment: datetime) -> float:
    """Hours elapsed since the model's start."""
    return (moment - model.start.astimezone(UTC)) / HOUR


def list_spells(model: Model) -> list[Spell]:
    """Every shift that touches the run, in order of group, then start."""
    spells, clocks = [], _Clocks(model)
    for number, group in enumerate(model.staff):
        spells.extend(sorted(_spells_of(model, number, group, clocks), key=attrgetter("start", "end")))
    return spells


def is_idle(model: Model, number: int) -> bool:
    """Whether nobody of a staff group is on duty at any time of the run."""
    return next(_spells_of(model, number, model.staff[number], _Clocks(model)), None) is None


def list_changes(model: Model, spells: list[Spell]) -> list[Change]:
    """Every coming and going during the run in order of time; whoever goes at a moment goes before others come."""
    changes = []
    for number, spell in enumerate(spells):
        changes.append(Change(at=max(0.0, spell.start), sign=1, group=spell.group, spell=number))
        if spell.end < model.days * HOURS_OF_DAY:
            changes.append(Change(at=spell.end, sign=-1, group=spell.group, spell=number))
    changes.extend(_breaks(model, spells))
    return sorted(changes)


def _spells_of(model: Model, number: int, group: StaffGroup, clocks: "_Clocks") -> Iterator[Spell]:
    end = model.days * HOURS_OF_DAY
    if group.always:
        yield Spell(group=number, start=0.0, end=end, people=group.always, absence=0.0)
    if not (group.shifts or group.rotas):
        return
    for day in _days(model):
        for shift in _shifts_on(group, day):
            starts = clocks.hours_at(day, shift.starts)
            ends = clocks.hours_at(day if shift.ends > shift.starts else day + DAY, shift.ends)
            people = shift.people - (_away(group.leave, day) if group.leave else 0)
            if people > 0 and ends > 0 and starts < end:
                yield Spell(
                    group=number,
                    start=starts,
                    end=ends,
                    people=people,
                    absence=group.abstraction,
                    breaks=shift.breaks,
                )


def _days(model: Model) -> Iterator[date]:
    # The shift of the day before may still be on duty when the run starts.
    day = model.start.date() - DAY
    last = (model.start.astimezone(UTC) + model.days * DAY).astimezone(zone_of(model)).date()
    while day <= last:
        yield day
        day += DAY


def _shifts_on(group: StaffGroup, day: date) -> Iterator[Shift]:
    for shift in group.shifts:
        if day.weekday() in shift.weekdays and _is_within(shift, day):
            yield shift
    for rota in group.rotas:
        yield from shifts_of_rota(rota, day)


def shifts_of_rota(rota: Rota, day: date) -> Iterator[Shift]:
    """The shifts that a rota's teams start on a day, each with its team's people."""
    by_name = {shift.name: shift for shift in rota.shifts}
    for team, people in enumerate(rota.teams):
        letter = rota.pattern[((day - rota.begins_on).days - team * rota.step) % len(rota.pattern)]
        if letter != REST and _is_within(by_name[letter], day):
            yield replace(by_name[letter], people=people)


def _is_within(shift: Shift, day: date) -> bool:
    return (shift.first is None or shift.first <= day) and (shift.last is None or day <= shift.last)


class _Clocks:
    """Hours since the start of a model's run by local day and clock: a day without a change of clocks is asked of once."""

    def __init__(self, model: Model) -> None:
        self.start = model.start.astimezone(UTC)
        self.zone = zone_of(model)
        self.midnights: dict[date, int] = {}

    def hours_at(self, day: date, clock: time) -> float:
        """Hours elapsed when local clocks show a time of a day."""
        midnight = self._midnight(day)
        if self._midnight(day + DAY) - midnight == SECONDS_OF_DAY:
            return (midnight + clock.hour * 3600 + clock.minute * 60 + clock.second) / 3600
        return self._since(day, clock) / 3600

    def _midnight(self, day: date) -> int:
        if day not in self.midnights:
            self.midnights[day] = self._since(day, time())
        return self.midnights[day]

    def _since(self, day: date, clock: time) -> int:
        return (datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC) - self.start) // SECOND


def _away(leave: tuple[Leave, ...], day: date) -> int:
    return sum(one.people for one in leave if one.first <= day <= one.last)


def _breaks(model: Model, spells: list[Spell]) -> Iterator[Change]:
    horizon = model.days * HOURS_OF_DAY
    for number, spell in enumerate(spells):
        for one in spell.breaks:
            for part in range(one.turns):
                leaves = spell.start + one.after + part * one.minutes / 60
                back = leaves + one.minutes / 60
                if leaves >= 0 and back < min(spell.end, horizon):
                    for at, sign in ((leaves, -1), (back, 1)):
                        yield Change(at=at, sign=sign, group=spell.group, spell=number, part=part, parts=one.turns)


def mean_on_duty(model: Model) -> list[float]:
    """People on duty of each staff group, the mean over the run after absences; breaks are not taken off."""
    totals, clocks = [0.0] * len(model.staff), _Clocks(model)
    end = model.days * HOURS_OF_DAY
    for spell in (one for number, group in enumerate(model.staff) for one in _spells_of(model, number, group, clocks)):
        totals[spell.group] += (min(end, spell.end) - max(0.0, spell.start)) * spell.people * (1 - spell.absence)
    return [total / end for total in totals]


def on_duty_by_hour(model: Model) -> list[float]:
    """People on duty in each local hour of the day, all groups together, after absences: the mean over the run."""
    hours = math.ceil(model.days * HOURS_OF_DAY)
    local = _local_hours(model, hours) % HOURS_OF_DAY
    there = np.zeros(hours)
    for spell in list_spells(model):
        for hour in range(max(0, math.floor(spell.start)), min(hours, math.ceil(spell.end))):
            part = min(spell.end, hour + 1) - max(spell.start, hour)
            there[hour] += part * spell.people * (1 - spell.absence)
    return [float(there[local == hour].mean()) if (local == hour).any() else 0.0 for hour in range(HOURS_OF_DAY)]


def arrivals_by_hour(model: Model) -> NDArray[np.float64]:
    """Expected arrivals an hour, `[class, hour]`, in each local hour of the day: the mean over the run.

    Events come when they are; a burst may come at any hour.
    """
    hours = math.ceil(model.days * HOURS_OF_DAY)
    local = _local_hours(model, hours) % HOURS_OF_DAY
    rates = work_out_rates(model)
    expected = np.broadcast_to(rates.by_slot + rates.extra, (len(model.classes), hours))
    bursts = [work.arrivals.bursts if work.arrivals else () for work in model.classes]
    level = np.array([math.fsum(one.per_day * one.size for one in each) / HOURS_OF_DAY for each in bursts])
    found = np.zeros((len(model.classes), HOURS_OF_DAY))
    for hour in set(local.tolist()):
        found[:, hour] = expected[:, local == hour].mean(axis=1) + level
    return found


@value
class Rates:
    """Expected arrivals an hour: `by_slot[c, s]` of class c during slot s of `slot` hours, before the factor that is
    drawn for its period, `period[c, s]`. `extra[c, s]` comes on top, whatever the factor. A level model has one slot."""

    slot: float
    by_slot: NDArray[np.float64]
    extra: NDArray[np.float64]
    period: NDArray[np.int64]


def work_out_rates(model: Model) -> Rates:
    """The rates of every class of a model; a class that never comes in has nought throughout."""
    count = len(model.classes)
    horizon = model.days * HOURS_OF_DAY
    level = all(one.arrivals is None or _is_level(one.arrivals) for one in model.classes)
    slots = 1 if level else int(np.ceil(horizon))
    made = Rates(
        slot=horizon if level else 1.0,
        by_slot=np.zeros((count, slots)),
        extra=np.zeros((count, slots)),
        period=np.zeros((count, slots), dtype=np.int64),
    )
    local = _local_hours(model, 0 if level else slots)
    for number, work in enumerate(model.classes):
        if work.arrivals is None:
            continue
        if level:
            made.by_slot[number] = work.arrivals.per_day / HOURS_OF_DAY
            continue
        _fill(model, work.arrivals, number, local, made)
    return made


def _is_level(arrivals: Arrivals) -> bool:
    shaped = arrivals.by_hour or arrivals.by_weekday or arrivals.by_month or arrivals.by_hour_of_week
    return not (shaped or arrivals.dispersion or arrivals.bursts or arrivals.events)


def _local_hours(model: Model, slots: int) -> NDArray[np.int64]:
    """The local hour in which each slot starts, counted from Monday 5 January 1970 at midnight."""
    start, zone = model.start.astimezone(UTC), zone_of(model)
    first = round((start - MONDAY) / HOUR)
    offsets = np.zeros(slots, dtype=np.int64)
    begins = _offset(start, zone)
    for day in range(0, slots, HOURS_OF_DAY):
        until = min(slots, day + HOURS_OF_DAY)
        ends = _offset(start + until * HOUR, zone)
        if begins == ends:
            offsets[day:until] = begins
        else:
            offsets[day:until] = [_offset(start + slot * HOUR, zone) for slot in range(day, until)]
        begins = ends
    return first + np.arange(slots) + offsets


def _offset(moment: datetime, zone: tzinfo) -> int:
    offset = moment.astimezone(zone).utcoffset()
    return round(offset / HOUR) if offset else 0


def _fill(model: Model, arrivals: Arrivals, number: int, local: NDArray[np.int64], rates: Rates) -> None:
    week = hour_of_week_weights(arrivals)
    months = level_weights(arrivals.by_month, MONTHS)
    days = local // HOURS_OF_DAY
    month = (np.datetime64("1970-01-05") + days).astype("datetime64[M]").astype(np.int64) % MONTHS
    weights = week[local % (DAYS_OF_WEEK * HOURS_OF_DAY)] * months[month]
    rates.by_slot[number] = arrivals.per_day / HOURS_OF_DAY * weights
    rates.period[number] = days if arrivals.dispersion_over == "day" else days // DAYS_OF_WEEK
    for event in arrivals.events:
        at = hours_since(model, event.at)
        add_spread(rates.extra[number], at, event.hours, event.expected)


def add_spread(row: NDArray[np.float64], at: float, hours: float, expected: float) -> None:
    """Add `expected` arrivals between `at` and `at + hours` to a row of hourly rates."""
    for slot in range(max(0, int(np.floor(at))), min(len(row), int(np.ceil(at + hours)))):
        row[slot] += expected / hours * (min(at + hours, slot + 1) - max(at, slot))


def level_weights(weights: tuple[float, ...], count: int) -> NDArray[np.float64]:
    """Weights brought to a mean of one; all ones where none are given."""
    if not weights:
        return np.ones(count)
    given = np.array(weights, dtype=np.float64)
    return np.asarray(given / given.mean(), dtype=np.float64)


def hour_of_week_weights(arrivals: Arrivals) -> NDArray[np.float64]:
    """The 168 weights of a plain week, Monday 00:00 first, with a mean of one."""
    if arrivals.by_hour_of_week:
        return level_weights(arrivals.by_hour_of_week, DAYS_OF_WEEK * HOURS_OF_DAY)
    by_hour = level_weights(arrivals.by_hour, HOURS_OF_DAY)
    by_weekday = level_weights(arrivals.by_weekday, DAYS_OF_WEEK)
    return np.asarray(np.outer(by_weekday, by_hour).ravel(), dtype=np.float64)


def posted_of(group: StaffGroup) -> int:
    """How many people belong to a group, on duty or not: each shift has its own."""
    shifts = sum(shift.people for shift in group.shifts)
    return group.always + shifts + sum(sum(rota.teams) for rota in group.rotas)


def name_spells(spells: list[Spell]) -> list[int]:
    """What names each spell in the stream of absences: its minute and its place among those of the same minute."""
    seen: dict[tuple[int, int], int] = {}
    entities = []
    for spell in spells:
        minute = round(spell.start * 60)
        place = seen.get((spell.group, minute), 0)
        seen[spell.group, minute] = place + 1
        entities.append(minute * 64 + place)
    return entities
