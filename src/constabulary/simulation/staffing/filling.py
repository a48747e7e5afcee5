"""The shifts of a rota that people are to fill, and what may be asked of a roster of them. Loads no solver."""

import math
from datetime import date, datetime, timedelta

from constabulary.simulation.model.staffing import Shift, StaffGroup, hours_of
from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.places import Counts, lasts
from constabulary.standards.rulebook import on
from constabulary.standards.values import value
from constabulary.standards.working_time import FULL_CONTRACT, FullContract, working_time

#: Of an explained roster: goes up whenever the search changes its figures, or its data change their shape.
EDITION = "Roster 3"
#: Two weeks: a weekend on and one off are in it.
DAYS = 14
WEEKS = DAYS / 7
#: More people than this are rostered team by team.
MOST_AT_ONCE = 60
#: What was seen to be made in some minutes.
MOST_PEOPLE = 400
#: With one more of each kind and one fewer, so many rosters are made twice over.
MOST_KINDS = 8
Numbers = tuple[int, ...]


@value
class Skill:
    """A skill that these of the people (counted from 1) have, and `needed` people of each shift."""

    name: str
    people: Numbers
    needed: int


@value
class Contract:
    """A contract of other than the usual hours of a week, and the people who have it."""

    people: Numbers
    hours: float


@value
class Away:
    """A person (counted from 1) who is away from a `first` to a `last` day."""

    person: int
    first: date
    last: date


@value
class RosterAsked:
    """What is asked of a roster: of which group, how many on each of its places, by how many people; with skills that some
    have and each shift needs, with contracts of other hours, and with single absences."""

    group: str
    counts: Counts
    people: int
    skills: tuple[Skill, ...] = ()
    contracts: tuple[Contract, ...] = ()
    away: tuple[Away, ...] = ()


def find_faults(asked: RosterAsked, model: Model) -> dict[str, str]:
    """What is wrong with it: a sentence by the field that it is about."""
    found: dict[str, str] = {}
    first = first_day(model.start)
    shifts = shifts_of(model.group(asked.group))
    if not any(asked.counts[: len(shifts)]):
        found["people"] = "There is no shift that anybody is to work, so there is nothing to roster."
    elif not 1 <= asked.people <= MOST_PEOPLE:
        found["people"] = f"A roster is made for 1 to {MOST_PEOPLE} people."
    else:
        found |= _faults_of_people(asked, first)
    for one in asked.away:
        if not 1 <= one.person <= asked.people:
            found["away"] = f"There is no person {one.person}: they are counted from 1 to {asked.people}."
        elif not 0 <= (one.first - first).days <= (one.last - first).days < DAYS:
            found["away"] = (
                f"Absences lie within the two weeks from {first:%-d %B %Y}, and end when they begin or later."
            )
    return found


def _faults_of_people(asked: RosterAsked, first: date) -> dict[str, str]:
    """What is wrong with the skills and contracts of so many people: a sentence by the field that it is about."""
    found: dict[str, str] = {}
    most, full = working_time(on(first)).weekly.hours, full_contract(first).hours
    everybody = range(1, asked.people + 1)
    names = [one.name.strip() for one in asked.skills]
    if "" in names or len(set(names)) < len(names):
        found["skills"] = "Each skill has a name of its own."
    for skill in asked.skills:
        if not skill.people or not set(skill.people) <= set(everybody):
            found["skills"] = f"Say which of the people, counted from 1 to {asked.people}, have the skill {skill.name}."
        elif skill.needed < 1:
            found["skills"] = f"Say how many on each shift need the skill {skill.name}: one or more."
    named = [number for one in asked.contracts for number in one.people]
    if len(set(named)) < len(named):
        found["contracts"] = "A person has one contract, and one of them has two here."
    for contract in asked.contracts:
        if not contract.people or not set(contract.people) <= set(everybody):
            found["contracts"] = f"Contracts are of people counted from 1 to {asked.people}."
        elif not 0 < contract.hours <= most:
            found["contracts"] = f"A contract has more than nought and up to {most:g} hours a week."
    kinds = {(hours_contracted(asked.contracts, one, full), skills_held(asked.skills, one)) for one in everybody}
    if len(kinds) > MOST_KINDS and not found:
        found["skills"] = (
            f"These are {len(kinds)} kinds of people, alike in skills and hours; a roster is made for up to {MOST_KINDS}."
        )
    return found


def full_contract(first: date) -> FullContract:
    """What a full contract is in a roster that begins on this day."""
    return on(first)[FULL_CONTRACT].value


def hours_contracted(contracts: tuple[Contract, ...], person: int, full: float) -> float:
    """The hours of a week in a person's contract: those of a full one unless others are named."""
    return next((one.hours for one in contracts if person in one.people), full)


def skills_held(skills: tuple[Skill, ...], person: int) -> frozenset[str]:
    """The skills that a person has."""
    return frozenset(one.name for one in skills if person in one.people)


def told_people(people: Numbers) -> str:
    """Numbers of people as they are typed: 1 to 4, 9."""
    runs: list[list[int]] = []
    for one in sorted(set(people)):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def usual_people(model: Model, group: str, counts: Counts, contracts: tuple[Contract, ...] = ()) -> int:
    """The fewest whose contracts have the hours and days of the shifts of a group with so many on each."""
    return people_for(shifts_of(model.group(group)), counts, first_day(model.start), contracts)


def shifts_of(group: StaffGroup) -> list[Shift]:
    """The shifts of a group that somebody is rostered for."""
    return [shift for shift in group.shifts if lasts(shift)]


def first_day(start: datetime) -> date:
    """The Monday on or after the first day of a scenario: its roster begins there."""
    return start.date() + timedelta(days=-start.weekday() % 7)


def on_days(shift: Shift, first: date) -> list[int]:
    """On which days of the two weeks from `first` there is this shift."""
    return [day for day in range(DAYS) if (first + timedelta(days=day)).weekday() in shift.weekdays]


def people_for(shifts: list[Shift], counts: Counts, first: date, contracts: tuple[Contract, ...] = ()) -> int:
    """The fewest whose contracts have the hours and the days of these shifts; whoever has a part of the hours is there on as
    large a part of the days."""
    pairs = [(shift, count, len(on_days(shift, first))) for shift, count in zip(shifts, counts, strict=False)]
    hours = math.fsum(hours_of(shift) * count * days for shift, count, days in pairs)
    worked = sum(count * days for _, count, days in pairs)
    # Each day needs its own people, however short its shifts are.
    most = max(
        (sum(count for shift, count, _ in pairs if day in on_days(shift, first)) for day in range(DAYS)), default=0
    )
    contract = full_contract(first)
    full = max(hours / (contract.hours * WEEKS), worked / (contract.days_a_week * WEEKS))
    people, theirs = 0, 0.0
    # What hours add up to in halves and thirds is not held against them.
    while theirs < full - 1e-9:
        people += 1
        theirs += max(hours_contracted(contracts, people, contract.hours), 1.0) / contract.hours
    return max(1, most, people)


def day_kept(raw: str) -> date:
    """A day as the data of a roster keep it."""
    return date.fromisoformat(raw)
