"""Who works when: what a roster is asked for, and what one costs. `making` makes them."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from constabulary.standards.values import value
from constabulary.standards.working_time import RosterPrices, WorkingTime

HOURS_OF_DAY = 24
SATURDAY = 5
OFF = ""
#: What is told of costs is exact to this part of an hour of pay.
HUNDREDTHS = 100
Rows = Sequence[Sequence[str]]


@value
class ShiftKind:
    """A kind of shift: when it `starts` (hours after midnight) and how many `hours` it lasts; it may end on the next day."""

    name: str
    starts: float
    hours: float


@value
class Person:
    """Somebody on the roster: skills, contracted hours of a week, and the days (from 0) that cannot be worked.

    `free_from` is the hour, counted from midnight of day 0, at which the last shift before the roster ended.
    """

    name: str
    weekly_hours: float
    skills: frozenset[str] = frozenset()
    away: frozenset[int] = frozenset()
    free_from: float = -48.0


@value
class Need:
    """On a day (from 0) a shift needs so many people, of a skill where one is named."""

    day: int
    shift: str
    people: int
    skill: str = ""


class Rule(StrEnum):
    """The rules that can bind a roster."""

    REST = "rest"
    REST_DAYS = "rest_days"
    WEEKLY_HOURS = "weekly_hours"
    AWAY = "away"
    SKILLS = "skills"
    WEEKENDS = "weekends"


@value
class Question:
    """What a roster is asked for: from `first` on for so many days."""

    first: date
    days: int
    shifts: tuple[ShiftKind, ...]
    people: tuple[Person, ...]
    needs: tuple[Need, ...]
    rules: WorkingTime
    prices: RosterPrices

    @property
    def weeks(self) -> float:
        """How many weeks it is for; a few days have the hours of a whole week, since the rest of it is not looked at."""
        return max(1.0, self.days / 7)

    def weekends(self) -> list[tuple[int, ...]]:
        """The weekends in it, each as its days."""
        by_saturday: dict[int, list[int]] = {}
        for day in range(self.days):
            weekday = (self.first + timedelta(days=day)).weekday()
            if weekday >= SATURDAY:
                by_saturday.setdefault(day - (weekday - SATURDAY), []).append(day)
        return [tuple(one) for one in by_saturday.values()]

    def by_contract(self) -> dict[float, list[int]]:
        """The places of the people of each contract: weekends are shared evenly among those of the same hours."""
        found: dict[float, list[int]] = {}
        for place, person in enumerate(self.people):
            found.setdefault(person.weekly_hours, []).append(place)
        return found

    def find_faults(self) -> list[str]:
        """What is wrong with the question, in sentences; a roster is made only of one without."""
        names = {shift.name for shift in self.shifts}
        held = frozenset().union(*(person.skills for person in self.people)) if self.people else frozenset()
        faults = ["There is nobody to put on a roster."] if not self.people else []
        faults += ["A roster is for one day or more."] if self.days < 1 else []
        if len(names) < len(self.shifts) or OFF in names:
            faults.append("Shifts have names, each its own.")
        if len({person.name for person in self.people}) < len(self.people):
            faults.append("Two people have the same name.")
        for shift in self.shifts:
            if not (0 <= shift.starts < HOURS_OF_DAY and 0 < shift.hours <= HOURS_OF_DAY):
                faults.append(f"The shift {shift.name} starts within a day and lasts up to 24 hours; it does not.")
        for need in self.needs:
            if need.shift not in names:
                faults.append(f"{need.people} people are needed on a shift {need.shift}, which there is not.")
            if not 0 <= need.day < self.days or need.people < 0:
                faults.append(f"A need for day {need.day} lies outside the roster, or is negative.")
        missing = sorted({need.skill for need in self.needs if need.people} - held - {""})
        faults += (
            [f"Nobody has the skill {skill}, so that need stays open." for skill in missing] if self.people else []
        )
        return list(dict.fromkeys(faults))


@value
class Cost:
    """What a roster costs in hours of pay, by part: hours nobody covers, hours beyond the contract, weekends that are
    more for one than for another of the same hours; and contracted hours that are not used, which cost nothing more."""

    missing_hours: float
    overtime_hours: float
    uneven_weekends: int
    unused_hours: float
    total: float


@value
class Roster:
    """A roster: for each person (in the question's order) the shift of each day, OFF for none; its cost; the needs that
    stay open, each with how many people are missing. `at_least` is what no roster can cost less than."""

    days: tuple[tuple[str, ...], ...]
    cost: Cost
    open_needs: tuple[tuple[Need, int], ...]
    at_least: float

    @property
    def is_best(self) -> bool:
        """Whether it is proven that none is cheaper."""
        return self.at_least >= self.cost.total - 1 / HUNDREDTHS


def assess_rota(question: Question, days: Rows, *, without: frozenset[Rule] = frozenset()) -> Roster:
    """What a rota costs by the same count, ours or today's. It need not keep the rules: `breaches` says which
    it breaks."""
    shifts = {shift.name: shift for shift in question.shifts}
    open_needs = []
    for need in question.needs:
        there = sum(
            row[need.day] == need.shift and (not need.skill or Rule.SKILLS in without or need.skill in person.skills)
            for person, row in zip(question.people, days, strict=True)
        )
        if there < need.people:
            open_needs.append((need, need.people - there))
    worked = [sum(shifts[one].hours for one in row if one != OFF) for row in days]
    contract = [person.weekly_hours * question.weeks for person in question.people]
    weekends = [sum(any(row[day] != OFF for day in one) for one in question.weekends()) for row in days]
    missing = sum(short * shifts[need.shift].hours for need, short in open_needs)
    overtime = sum(max(0.0, one - most) for one, most in zip(worked, contract, strict=True))
    shared = [[weekends[place] for place in alike] for alike in question.by_contract().values()]
    uneven = 0 if Rule.WEEKENDS in without else sum(max(one) - min(one) for one in shared)
    prices = question.prices
    total = prices.missing_hour * missing + prices.overtime_hour * overtime + prices.uneven_weekend * uneven
    cost = Cost(
        missing_hours=missing,
        overtime_hours=overtime,
        uneven_weekends=uneven,
        unused_hours=sum(max(0.0, most - one) for one, most in zip(worked, contract, strict=True)),
        total=total,
    )
    return Roster(days=tuple(tuple(row) for row in days), cost=cost, open_needs=tuple(open_needs), at_least=0.0)
