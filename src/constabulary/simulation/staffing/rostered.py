"""Who works when: the shifts of a rota that was found, given to people by the rules of working time."""

import math
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.simulation.model.staffing import Shift, StaffGroup, hours_of
from constabulary.simulation.staffing.places import Counts, lasts, places_of
from constabulary.simulation.staffing.roster import OFF, Need, Person, Question, Roster, ShiftKind, make_roster
from constabulary.standards.rulebook import on
from constabulary.standards.working_time import ROSTER_PRICES, working_time

#: Two weeks: a weekend on and one off are in it.
DAYS = 14
WEEKS = DAYS / 7
#: What a full contract is, and on how many days of a week it is worked: ours.
WEEKLY_HOURS, WORKING_DAYS = 40.0, 5
#: More people than this are rostered team by team.
MOST_PEOPLE = 60
#: So many more are tried where the rules leave a shift open.
MOST_ADDED = 3
#: Of the solver's work: a good roster within seconds, proven or not.
EFFORT = 1.0


def roster_of(group: StaffGroup, counts: Counts, today: Counts, *, start: datetime) -> dict[str, Any] | None:
    """The people that fill the shifts of a group with so many on each, and which shift each works on each day, as plain data;
    beside how many today's numbers take. None where there is no shift to fill, or there are too many people for one roster.

    Rotas that go round are rosters already and are left out.
    """
    shifts = [shift for shift in group.shifts if lasts(shift)]
    names = [place.name for place in places_of(group)]
    first = start.date() + timedelta(days=-start.weekday() % 7)
    asked = _question(shifts, counts, first, people=_people(shifts, counts, first))
    if not any(need.people for need in asked.needs) or len(asked.people) + MOST_ADDED > MOST_PEOPLE:
        return None
    made = make_roster(asked, effort=EFFORT)
    for _ in range(MOST_ADDED):
        if not made.open_needs:
            break
        asked = _question(shifts, counts, first, people=len(asked.people) + 1)
        made = make_roster(asked, effort=EFFORT)
    return {
        "first": first.isoformat(),
        "people": len(asked.people),
        "people_today": _people(shifts, today, first),
        "weekly_hours": WEEKLY_HOURS,
        "rest_hours": asked.rules.rest / timedelta(hours=1),
        "rest_days_apart": asked.rules.rest_days_apart,
        "most_hours": asked.rules.weekly.hours,
        "shifts": [
            {"name": name, "hours": hours_of(shift)} for name, shift in zip(names[: len(shifts)], shifts, strict=True)
        ],
        "left_out": names[len(shifts) :],
        "rows": _rows(made, asked),
        "open_shifts": sum(short for _, short in made.open_needs),
        "overtime_hours": made.cost.overtime_hours,
        "unused_hours": made.cost.unused_hours,
        "uneven_weekends": made.cost.uneven_weekends,
        "is_best": made.is_best,
    }


def _rows(made: Roster, asked: Question) -> list[list[int | None]]:
    """By person and day, which shift; None for a rest day."""
    place = {shift.name: number for number, shift in enumerate(asked.shifts)}
    return [[None if name == OFF else place[name] for name in row] for row in made.days]


def _on_days(shift: Shift, first: date) -> list[int]:
    return [day for day in range(DAYS) if (first + timedelta(days=day)).weekday() in shift.weekdays]


def _people(shifts: list[Shift], counts: Counts, first: date) -> int:
    """The fewest whose contracts have the hours and the days of these shifts."""
    pairs = [(shift, count, len(_on_days(shift, first))) for shift, count in zip(shifts, counts, strict=False)]
    hours = math.fsum(hours_of(shift) * count * days for shift, count, days in pairs)
    worked = sum(count * days for _, count, days in pairs)
    # Each day needs its own people, however short its shifts are.
    most = max(
        (sum(count for shift, count, _ in pairs if day in _on_days(shift, first)) for day in range(DAYS)), default=0
    )
    return max(1, most, math.ceil(hours / (WEEKLY_HOURS * WEEKS)), math.ceil(worked / (WORKING_DAYS * WEEKS)))


def _question(shifts: list[Shift], counts: Counts, first: date, *, people: int) -> Question:
    rules = on(first)
    kinds = tuple(
        ShiftKind(name=str(number), starts=shift.starts.hour + shift.starts.minute / 60, hours=hours_of(shift))
        for number, shift in enumerate(shifts)
    )
    needs = tuple(
        Need(day=day, shift=str(number), people=count)
        for number, (shift, count) in enumerate(zip(shifts, counts, strict=False))
        for day in _on_days(shift, first)
    )
    return Question(
        first=first, days=DAYS, shifts=kinds, people=tuple(Person(name=str(number + 1), weekly_hours=WEEKLY_HOURS) for number in range(people)),
        needs=needs, rules=working_time(rules), prices=rules[ROSTER_PRICES].value,
    )  # fmt: skip
