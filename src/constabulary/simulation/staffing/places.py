"""The places of a staff group that can be filled with more people or fewer: its shifts, its rotas, or every hour.

Overtime and surge, which are bounded by days, are no places: they stay as they are.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from constabulary.simulation.distributions import Floats
from constabulary.simulation.model.demand import DAYS_OF_WEEK, HOURS_OF_DAY
from constabulary.simulation.model.staffing import Rota, Shift, StaffGroup
from constabulary.simulation.model.timetable import REST
from constabulary.standards.values import value

WEEK_HOURS = DAYS_OF_WEEK * HOURS_OF_DAY
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Counts = tuple[int, ...]


@value
class Place:
    """Where people can be put: what it is called, the hours a week that each person there is on duty, and which share of
    each hour of the week (168, Monday 00:00 first) such a person covers."""

    name: str
    hours: float
    covers: tuple[float, ...]


def places_of(group: StaffGroup) -> tuple[Place, ...]:
    """The places of a group, in the order of `counts_of`."""
    found = [_place(_named(shift), _hours_covered(shift, shift.weekdays)) for shift in group.shifts if lasts(shift)]
    for rota in group.rotas:
        found.append(_place(f"rota {rota.pattern}, {len(rota.teams)} teams", _rota_covers(rota)))
    if group.always or not found:
        found.append(_place("at every hour", np.ones(WEEK_HOURS)))
    return tuple(found)


def counts_of(group: StaffGroup) -> Counts:
    """How many are at each place now."""
    found = [shift.people for shift in group.shifts if lasts(shift)]
    found += [sum(rota.teams) for rota in group.rotas]
    return (*found, group.always) if group.always or not found else tuple(found)


def with_counts(group: StaffGroup, counts: Counts) -> StaffGroup:
    """The same group with so many at each place; of a rota spread over its teams as evenly as can be, unless they are as
    many as now. Raises ValueError for another number of places."""
    if len(counts) != len(counts_of(group)):
        raise ValueError("a count is given for each place")
    left = list(counts)
    shifts = tuple(replace(one, people=left.pop(0)) if lasts(one) else one for one in group.shifts)
    rotas = tuple(replace(one, teams=_spread(one.teams, left.pop(0))) for one in group.rotas)
    return replace(group, shifts=shifts, rotas=rotas, always=left.pop(0) if left else group.always)


def staffed(group: StaffGroup, counts: Counts) -> StaffGroup:
    """The same, without the shifts and rotas that nobody is on."""
    made = with_counts(group, counts)
    return replace(
        made,
        shifts=tuple(one for one in made.shifts if one.people or not lasts(one)),
        rotas=tuple(one for one in made.rotas if any(one.teams)),
    )


def _spread(teams: Counts, people: int) -> Counts:
    if sum(teams) == people:
        return teams
    return tuple(people // len(teams) + (number < people % len(teams)) for number in range(len(teams)))


def hours_a_week(places: Sequence[Place], counts: Counts) -> float:
    """The hours on duty of a week that the people at these places make, before absences."""
    return sum(place.hours * count for place, count in zip(places, counts, strict=True))


def lasts(shift: Shift) -> bool:
    """Whether a shift is worked for good, and not only for some days."""
    return shift.first is None and shift.last is None


def _named(shift: Shift) -> str:
    days = "every day" if len(shift.weekdays) == DAYS_OF_WEEK else ", ".join(DAYS[day] for day in shift.weekdays)
    return f"{shift.starts:%H:%M} to {shift.ends:%H:%M}, {days}"


def _place(name: str, covers: Floats) -> Place:
    return Place(name=name, hours=float(covers.sum()), covers=tuple(float(one) for one in covers))


def _hours_covered(shift: Shift, weekdays: Sequence[int]) -> Floats:
    """Hour by hour, how much of it one person of the shift is there, on these weekdays."""
    covers = np.zeros(WEEK_HOURS)
    monday = datetime(2001, 1, 1, tzinfo=UTC)
    starts = datetime.combine(monday, shift.starts, tzinfo=UTC)
    ends = datetime.combine(monday, shift.ends, tzinfo=UTC) + (
        timedelta(0) if shift.ends > shift.starts else timedelta(days=1)
    )
    begin, end = ((one - monday) / timedelta(hours=1) for one in (starts, ends))
    for day in weekdays:
        for hour in range(int(begin), int(np.ceil(end))):
            there = min(end, hour + 1) - max(begin, hour)
            covers[(day * HOURS_OF_DAY + hour) % WEEK_HOURS] += there
    return covers


def _rota_covers(rota: Rota) -> Floats:
    """What one person of a team covers of a week on average: the pattern goes round, whatever the weekday."""
    known = {shift.name: shift for shift in rota.shifts}
    covers = np.zeros(WEEK_HOURS)
    for letter in rota.pattern:
        if letter != REST:
            covers += _hours_covered(known[letter], range(DAYS_OF_WEEK)) / len(rota.pattern)
    return covers
