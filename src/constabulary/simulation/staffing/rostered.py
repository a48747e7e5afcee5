"""Who works when: the shifts of a rota that was found, given to people by the rules of working time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from constabulary.simulation.model.staffing import Shift, StaffGroup, hours_of
from constabulary.simulation.staffing.filling import (
    DAYS,
    MOST_PEOPLE,
    Away,
    Contract,
    Skill,
    first_day,
    full_contract,
    hours_contracted,
    on_days,
    people_for,
    shifts_of,
    skills_held,
)
from constabulary.simulation.staffing.making import make_roster
from constabulary.simulation.staffing.places import Counts, places_of
from constabulary.simulation.staffing.roster import OFF, Need, Person, Question, Roster, ShiftKind
from constabulary.simulation.stopping import Wanted, always_wanted
from constabulary.standards.rulebook import on
from constabulary.standards.working_time import ROSTER_PRICES, working_time

#: So many more are tried where the rules leave a shift open.
MOST_ADDED = 3
#: Of the solver's work: a good roster within seconds, proven or not.
EFFORT = 1.0


def roster_of(
    group: StaffGroup, counts: Counts, today: Counts, *, start: datetime, is_wanted: Wanted = always_wanted
) -> dict[str, Any] | None:
    """The people that fill the shifts of a group with so many on each, and which shift each works on each day, as plain data;
    beside how many today's numbers take. None where there is no shift to fill, or there are too many people for one roster.

    Rotas that go round are rosters already and are left out. Raises Stopped.
    """
    shifts = shifts_of(group)
    first = first_day(start)
    asked = question_of(shifts, counts, first, people=people_for(shifts, counts, first))
    if not any(need.people for need in asked.needs) or len(asked.people) + MOST_ADDED > MOST_PEOPLE:
        return None
    made = make_roster(asked, effort=EFFORT, is_wanted=is_wanted)
    for _ in range(MOST_ADDED):
        if not made.open_needs:
            break
        asked = question_of(shifts, counts, first, people=len(asked.people) + 1)
        made = make_roster(asked, effort=EFFORT, is_wanted=is_wanted)
    return {**plain_roster(group, asked, made), "people_today": people_for(shifts, today, first)}


def plain_roster(group: StaffGroup, asked: Question, made: Roster) -> dict[str, Any]:
    """A roster of a group's shifts as plain data."""
    shifts = shifts_of(group)
    names = [place.name for place in places_of(group)]
    return {
        "first": asked.first.isoformat(),
        "people": len(asked.people),
        "weekly_hours": full_contract(asked.first).hours,
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


def question_of(
    shifts: list[Shift], counts: Counts, first: date, *, people: int, skills: tuple[Skill, ...] = (),
    contracts: tuple[Contract, ...] = (), away: Sequence[Away] = (),
) -> Question:  # fmt: skip
    """So many people for these shifts, for two weeks from `first`; with skills that some have and each shift needs, contracts
    of other hours, and single people's absences."""
    rules = on(first)
    kinds = tuple(
        ShiftKind(name=str(number), starts=shift.starts.hour + shift.starts.minute / 60, hours=hours_of(shift))
        for number, shift in enumerate(shifts)
    )
    days_of = [(str(number), day) for number, shift in enumerate(shifts) for day in on_days(shift, first)]
    needs = [Need(day=day, shift=number, people=counts[int(number)]) for number, day in days_of]
    needs += [
        # No shift needs more with a skill than there are on it.
        Need(day=day, shift=number, people=min(skill.needed, counts[int(number)]), skill=skill.name)
        for skill in skills
        for number, day in days_of
    ]
    return Question(
        first=first, days=DAYS, shifts=kinds, people=tuple(_person(number + 1, skills, contracts, away, first) for number in range(people)),
        needs=tuple(needs), rules=working_time(rules), prices=rules[ROSTER_PRICES].value,
    )  # fmt: skip


def _person(
    number: int, skills: tuple[Skill, ...], contracts: tuple[Contract, ...], away: Sequence[Away], first: date
) -> Person:
    gone = frozenset(
        (one.first - first).days + day
        for one in away
        if one.person == number
        for day in range((one.last - one.first).days + 1)
    )
    return Person(
        name=str(number),
        weekly_hours=hours_contracted(contracts, number, full_contract(first).hours),
        skills=skills_held(skills, number),
        away=gone,
    )
