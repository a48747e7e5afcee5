"""A question about a roster as OR-Tools' CP-SAT takes it: whole numbers, time in tenths of an hour and costs in hundredths of an
hour of pay."""

from datetime import timedelta
from typing import Any

from ortools.sat.python import cp_model

from constabulary.simulation.staffing.roster import (
    HOURS_OF_DAY,
    HUNDREDTHS,
    OFF,
    Question,
    Rows,
    Rule,
)

TENTHS = 10


class Building:
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
        cost = []
        for hours, alike in self.question.by_contract().items():
            most = self.model.new_int_var(0, len(weekends), f"most weekends.{hours}")
            least = self.model.new_int_var(0, len(weekends), f"least weekends.{hours}")
            for person in alike:
                worked = []
                for number, days in enumerate(weekends):
                    any_of = self.model.new_bool_var(f"weekend.{person}.{number}")
                    self.model.add_max_equality(any_of, [one for day in days for one in self._on(person, day)])
                    worked.append(any_of)
                self.model.add(sum(worked) <= most)
                self.model.add(sum(worked) >= least)
            cost.append(round(self.question.prices.uneven_weekend * HUNDREDTHS) * (most - least))
        return cost
