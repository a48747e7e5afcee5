"""Who works when: a roster that keeps the rules of working time, covers what is needed and shares weekends fairly.

The exact method is OR-Tools' CP-SAT, on one thread with a fixed seed, so that the same question has the same answer. Its
limit is counted in work done, not in seconds.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ortools.sat.python import cp_model

from constabulary.simulation.staffing.stoppable import solve
from constabulary.simulation.stopping import Stopped, Wanted, always_wanted
from constabulary.standards.values import value
from constabulary.standards.working_time import RosterPrices, WorkingTime

HOURS_OF_DAY = 24
SATURDAY = 5
OFF = ""
#: The solver counts in whole numbers: time in tenths of an hour, costs in hundredths of an hour of pay.
TENTHS = 10
HUNDREDTHS = 100
EFFORT = 20.0
#: So many ways to search take turns where it is done thoroughly.
TURNS = 8
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
    skills: frozenset[str] = frozenset()
    weekly_hours: float = 40.0
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
    more for one than for another; and contracted hours that are not used, which cost nothing more."""

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


def make_roster(
    question: Question,
    *,
    without: frozenset[Rule] = frozenset(),
    effort: float = EFFORT,
    known: Rows | None = None,
    thoroughly: bool = False,
    is_wanted: Wanted = always_wanted,
) -> Roster:
    """The cheapest roster found; `without` leaves rules out, to see what they cost. `known` is a roster that keeps the other
    rules: no dearer one is given. `thoroughly` takes turns between several ways to search, which finds more and takes longer.
    `is_wanted` is asked many times a second whether to go on.

    Raises ValueError for a faulty question (a skill that nobody has is no fault: that need stays open), Stopped."""
    faults = [one for one in question.find_faults() if not one.startswith("Nobody has")]
    if faults:
        raise ValueError(" ".join(faults))
    if not is_wanted():
        raise Stopped
    # An empty roster keeps every rule, so there always is one; too little effort finds no better.
    nobody = tuple((OFF,) * question.days for _ in question.people)
    best = assess_rota(question, nobody if known is None else known, without=without)
    # Asked to leave nothing open, the solver finds within seconds what it may miss where it could.
    for is_covered, turns in ((True, 1), (False, 1), (False, TURNS)) if thoroughly else ((True, 1), (False, 1)):
        if best.is_best or best.cost.total < 1 / HUNDREDTHS:
            break
        found = _search(question, without, best, effort=effort, is_covered=is_covered, turns=turns, is_wanted=is_wanted)
        best = replace(min(best, found, key=lambda one: one.cost.total), at_least=max(best.at_least, found.at_least))
    return best


def _search(
    question: Question, without: frozenset[Rule], best: Roster, *, effort: float, is_covered: bool, turns: int,
    is_wanted: Wanted,
) -> Roster:  # fmt: skip
    """The cheapest roster found from the best that is known; `is_covered`: of those that leave nothing open. Several ways to
    search take `turns` on one thread, each for so much work: the same question has the same answer."""
    built = _Building(question, without, is_covered=is_covered)
    # One that leaves something open leads the search astray.
    if not best.open_needs:
        built.hint(best.days)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = turns
    solver.parameters.interleave_search = turns > 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solve(solver, built.model, is_wanted)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return replace(best, at_least=0.0)
    days = tuple(
        tuple(built.shift_of(solver, person, day) for day in range(question.days))
        for person in range(len(question.people))
    )
    # What is covered costs at least this; what is not may cost less.
    at_least = 0.0 if is_covered else max(0.0, solver.best_objective_bound / HUNDREDTHS)
    return replace(assess_rota(question, days, without=without), at_least=at_least)


class _Building:
    """The question as CP-SAT takes it."""

    def __init__(self, question: Question, without: frozenset[Rule], *, is_covered: bool = False) -> None:
        self.question = question
        self.without = without
        self.is_covered = is_covered
        self.model: Any = cp_model.CpModel()
        people, days, shifts = range(len(question.people)), range(question.days), range(len(question.shifts))
        self.works: dict[tuple[int, int, int], Any] = {
            (person, day, shift): self.model.new_bool_var(f"{person}.{day}.{shift}")
            for person in people
            for day in days
            for shift in shifts
        }
        for person in people:
            for day in days:
                self.model.add(sum(self._on(person, day)) <= 1)
            self._rest(person)
            self._rest_days(person)
            self._away(person)
        cost = self._missing() + [self._hours(person) for person in people] + self._weekends()
        self.model.minimize(sum(cost))

    def hint(self, known: Rows) -> None:
        """Begin the search at a roster that is known."""
        for (person, day, shift), variable in self.works.items():
            self.model.add_hint(variable, int(known[person][day] == self.question.shifts[shift].name))

    def shift_of(self, solver: Any, person: int, day: int) -> str:
        """The shift that the solver gives a person on a day."""
        for number, shift in enumerate(self.question.shifts):
            if solver.value(self.works[person, day, number]):
                return shift.name
        return OFF

    def _on(self, person: int, day: int) -> list[Any]:
        return [self.works[person, day, shift] for shift in range(len(self.question.shifts))]

    def _rest(self, person: int) -> None:
        if Rule.REST in self.without:
            return
        rest = self.question.rules.rest / timedelta(hours=1)
        for number, shift in enumerate(self.question.shifts):
            for day in range(self.question.days):
                if day * HOURS_OF_DAY + shift.starts - self.question.people[person].free_from < rest:
                    self.model.add(self.works[person, day, number] == 0)
            for other_number, other in enumerate(self.question.shifts):
                gap = HOURS_OF_DAY + other.starts - shift.starts - shift.hours
                if gap < rest:
                    for day in range(self.question.days - 1):
                        self.model.add_at_most_one(
                            self.works[person, day, number], self.works[person, day + 1, other_number]
                        )

    def _rest_days(self, person: int) -> None:
        apart = self.question.rules.rest_days_apart
        if Rule.REST_DAYS in self.without:
            return
        for first in range(self.question.days - apart + 1):
            worked = [one for day in range(first, first + apart) for one in self._on(person, day)]
            self.model.add(sum(worked) <= apart - 1)

    def _away(self, person: int) -> None:
        if Rule.AWAY in self.without:
            return
        for day in self.question.people[person].away:
            if 0 <= day < self.question.days:
                self.model.add(sum(self._on(person, day)) == 0)

    def _missing(self) -> list[Any]:
        found = []
        kinds = {shift.name: (number, shift) for number, shift in enumerate(self.question.shifts)}
        for place, need in enumerate(self.question.needs):
            number, shift = kinds[need.shift]
            able = [
                self.works[person, need.day, number]
                for person, one in enumerate(self.question.people)
                if not need.skill or Rule.SKILLS in self.without or need.skill in one.skills
            ]
            short = self.model.new_int_var(0, 0 if self.is_covered else need.people, f"short.{place}")
            self.model.add(sum(able) + short >= need.people)
            found.append(round(self.question.prices.missing_hour * shift.hours * HUNDREDTHS) * short)
        return found

    def _hours(self, person: int) -> Any:
        """The price of hours beyond the contract; and no more than the most of a week."""
        question = self.question
        tenths = sum(
            round(shift.hours * TENTHS) * self.works[person, day, number]
            for day in range(question.days)
            for number, shift in enumerate(question.shifts)
        )
        if Rule.WEEKLY_HOURS not in self.without:
            self.model.add(tenths <= int(question.rules.weekly.hours * question.weeks * TENTHS))
        most = sum(round(shift.hours * TENTHS) for shift in question.shifts) * question.days
        beyond = self.model.new_int_var(0, most, f"beyond.{person}")
        self.model.add(beyond >= tenths - int(question.people[person].weekly_hours * question.weeks * TENTHS))
        return round(question.prices.overtime_hour * HUNDREDTHS / TENTHS) * beyond

    def _weekends(self) -> list[Any]:
        weekends = self.question.weekends()
        if Rule.WEEKENDS in self.without or not weekends:
            return []
        most = self.model.new_int_var(0, len(weekends), "most weekends")
        least = self.model.new_int_var(0, len(weekends), "least weekends")
        for person in range(len(self.question.people)):
            worked = []
            for number, days in enumerate(weekends):
                any_of = self.model.new_bool_var(f"weekend.{person}.{number}")
                self.model.add_max_equality(any_of, [one for day in days for one in self._on(person, day)])
                worked.append(any_of)
            self.model.add(sum(worked) <= most)
            self.model.add(sum(worked) >= least)
        return [round(self.question.prices.uneven_weekend * HUNDREDTHS) * (most - least)]


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
    uneven = max(weekends) - min(weekends) if weekends and Rule.WEEKENDS not in without else 0
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
