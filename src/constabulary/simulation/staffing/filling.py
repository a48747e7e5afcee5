"""The shifts of a rota that people are to fill, and what may be asked of a roster of them. Loads no solver."""

import math
from datetime import date, datetime, timedelta

from constabulary.simulation.model.staffing import Shift, StaffGroup, hours_of
from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.places import Counts, lasts
from constabulary.standards.values import value

#: Two weeks: a weekend on and one off are in it.
DAYS = 14
WEEKS = DAYS / 7
#: What a full contract is, and on how many days of a week it is worked: ours.
WEEKLY_HOURS, WORKING_DAYS = 40.0, 5
#: More people than this are rostered team by team.
MOST_PEOPLE = 60


@value
class Skill:
    """A skill that the first `holders` of the people have, and `needed` people of each shift."""

    name: str
    holders: int
    needed: int


@value
class Away:
    """A person (counted from 1) who is away from a `first` to a `last` day."""

    person: int
    first: date
    last: date


@value
class RosterAsked:
    """What is asked of a roster: of which group, how many on each of its places, by how many people; with a skill that some
    have and each shift needs, and with single absences."""

    group: str
    counts: Counts
    people: int
    skill: Skill | None = None
    away: tuple[Away, ...] = ()


def find_faults(asked: RosterAsked, model: Model) -> dict[str, str]:
    """What is wrong with it: a sentence by the field that it is about."""
    found: dict[str, str] = {}
    shifts = shifts_of(model.group(asked.group))
    if not any(asked.counts[: len(shifts)]):
        found["people"] = "There is no shift that anybody is to work, so there is nothing to roster."
    elif not 1 <= asked.people <= MOST_PEOPLE:
        found["people"] = f"A roster is made for 1 to {MOST_PEOPLE} people; more are rostered team by team."
    if asked.skill is not None:
        if not asked.skill.name.strip():
            found["skill"] = "Enter what the skill is called, or leave all three empty."
        elif not 1 <= asked.skill.holders <= asked.people:
            found["holders"] = "Enter how many of the people have the skill: one or more, and no more than there are."
        elif asked.skill.needed < 1:
            found["needed"] = "Enter how many on each shift need the skill: one or more."
    first = first_day(model.start)
    for one in asked.away:
        if not 1 <= one.person <= asked.people:
            found["away"] = f"There is no person {one.person}: they are counted from 1 to {asked.people}."
        elif not 0 <= (one.first - first).days <= (one.last - first).days < DAYS:
            found["away"] = (
                f"Absences lie within the two weeks from {first:%-d %B %Y}, and end when they begin or later."
            )
    return found


def usual_people(model: Model, group: str, counts: Counts) -> int:
    """The fewest whose contracts have the hours and days of the shifts of a group with so many on each."""
    return people_for(shifts_of(model.group(group)), counts, first_day(model.start))


def shifts_of(group: StaffGroup) -> list[Shift]:
    """The shifts of a group that somebody is rostered for."""
    return [shift for shift in group.shifts if lasts(shift)]


def first_day(start: datetime) -> date:
    """The Monday on or after the first day of a scenario: its roster begins there."""
    return start.date() + timedelta(days=-start.weekday() % 7)


def on_days(shift: Shift, first: date) -> list[int]:
    """On which days of the two weeks from `first` there is this shift."""
    return [day for day in range(DAYS) if (first + timedelta(days=day)).weekday() in shift.weekdays]


def people_for(shifts: list[Shift], counts: Counts, first: date) -> int:
    """The fewest whose contracts have the hours and the days of these shifts."""
    pairs = [(shift, count, len(on_days(shift, first))) for shift, count in zip(shifts, counts, strict=False)]
    hours = math.fsum(hours_of(shift) * count * days for shift, count, days in pairs)
    worked = sum(count * days for _, count, days in pairs)
    # Each day needs its own people, however short its shifts are.
    most = max(
        (sum(count for shift, count, _ in pairs if day in on_days(shift, first)) for day in range(DAYS)), default=0
    )
    return max(1, most, math.ceil(hours / (WEEKLY_HOURS * WEEKS)), math.ceil(worked / (WORKING_DAYS * WEEKS)))


def day_kept(raw: str) -> date:
    """A day as the data of a roster keep it."""
    return date.fromisoformat(raw)
