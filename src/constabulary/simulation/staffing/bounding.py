"""What no roster can cost less than: people of one kind are counted together, and each keeps the rules on average.

Whatever single people work adds up to such counts, so no roster is cheaper than the cheapest of these; the other way round it
need not be so. That takes no longer for a thousand people than for ten.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from ortools.sat.python import cp_model

from constabulary.simulation.staffing.building import TENTHS
from constabulary.simulation.staffing.roster import HOURS_OF_DAY, HUNDREDTHS, Person, Question, Rule
from constabulary.simulation.staffing.stoppable import solve
from constabulary.simulation.stopping import Wanted

#: Of the solver's work: far more than these counts take as a rule.
EFFORT = 1.0


def least_cost(question: Question, without: frozenset[Rule], *, is_wanted: Wanted) -> float:
    """In hours of pay. Raises Stopped."""
    counted = _Counted(question, without)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = EFFORT
    solve(solver, counted.model, is_wanted)
    return max(0.0, solver.best_objective_bound / HUNDREDTHS)


class _Counted:
    """How many of each kind are on each shift of each day."""

    def __init__(self, question: Question, without: frozenset[Rule]) -> None:
        self.question, self.without = question, without
        self.model: Any = cp_model.CpModel()
        self.kinds = Counter(
            (one.skills, one.weekly_hours, one.away, one.free_from) for one in question.people
        )  # fmt: skip
        self.on: dict[tuple[int, int, int], Any] = {
            (kind, day, shift): self.model.new_int_var(0, many, f"{kind}.{day}.{shift}")
            for kind, many in enumerate(self.kinds.values())
            for day in range(question.days)
            for shift in range(len(question.shifts))
        }
        cost = self._missing()
        for kind, ((skills, hours, away, free_from), many) in enumerate(self.kinds.items()):
            like = Person(name="", skills=skills, weekly_hours=hours, away=away, free_from=free_from)
            self._days(kind, like, many)
            cost.append(self._hours(kind, like, many))
        self.model.minimize(sum(cost + self._weekends()))

    def _of_day(self, kind: int, day: int) -> Any:
        return sum(self.on[kind, day, shift] for shift in range(len(self.question.shifts)))

    def _days(self, kind: int, like: Person, many: int) -> None:
        rules, shifts = self.question.rules, self.question.shifts
        rest, apart = rules.rest / timedelta(hours=1), rules.rest_days_apart
        for day in range(self.question.days):
            is_away = day in like.away and Rule.AWAY not in self.without
            self.model.add(self._of_day(kind, day) <= (0 if is_away else many))
            if Rule.REST_DAYS not in self.without and day + apart <= self.question.days:
                self.model.add(sum(self._of_day(kind, each) for each in range(day, day + apart)) <= many * (apart - 1))
            if Rule.REST in self.without:
                continue
            for number, shift in enumerate(shifts):
                if day * HOURS_OF_DAY + shift.starts - like.free_from < rest:
                    self.model.add(self.on[kind, day, number] == 0)
                early = [
                    other_number
                    for other_number, other in enumerate(shifts)
                    if HOURS_OF_DAY + other.starts - shift.starts - shift.hours < rest
                ]
                if early and day + 1 < self.question.days:
                    # Whoever works this one works none of these on the day after, and one of these at most.
                    after = sum(self.on[kind, day + 1, other] for other in early)
                    self.model.add(self.on[kind, day, number] + after <= many)

    def _weekends(self) -> list[Any]:
        """The price of weekends that cannot be shared evenly among those of the same hours.

        Whoever is there on a Saturday or a Sunday works that weekend, and nobody is there twice a day: the weekends that a
        kind works are at least those of its fuller day and at most those of both. Of each kind somebody works no fewer than
        their mean, and somebody no more.
        """
        weekends = self.question.weekends()
        if Rule.WEEKENDS in self.without or not weekends:
            return []
        most, least = (
            {
                hours: self.model.new_int_var(0, len(weekends), f"{which} weekends.{hours}")
                for hours in self.question.by_contract()
            }
            for which in ("most", "least")
        )
        for kind, ((_, hours, *_), many) in enumerate(self.kinds.items()):
            worked = []
            for number, days in enumerate(weekends):
                there = [self._of_day(kind, day) for day in days]
                of_weekend = self.model.new_int_var(0, many, f"weekend.{kind}.{number}")
                self.model.add(of_weekend <= sum(there))
                for of_day in there:
                    self.model.add(of_weekend >= of_day)
                worked.append(of_weekend)
            self.model.add(many * most[hours] >= sum(worked))
            self.model.add(many * least[hours] <= sum(worked))
        price = round(self.question.prices.uneven_weekend * HUNDREDTHS)
        return [price * (most[hours] - least[hours]) for hours in most]

    def _missing(self) -> list[Any]:
        found = []
        place = {shift.name: number for number, shift in enumerate(self.question.shifts)}
        for number, need in enumerate(self.question.needs):
            shift = place[need.shift]
            able = [
                self.on[kind, need.day, shift]
                for kind, (skills, *_) in enumerate(self.kinds)
                if not need.skill or Rule.SKILLS in self.without or need.skill in skills
            ]
            short = self.model.new_int_var(0, need.people, f"short.{number}")
            self.model.add(sum(able) + short >= need.people)
            price = self.question.prices.missing_hour * self.question.shifts[shift].hours
            found.append(round(price * HUNDREDTHS) * short)
        return found

    def _hours(self, kind: int, like: Person, many: int) -> Any:
        question = self.question
        lengths = [round(shift.hours * TENTHS) for shift in question.shifts]
        days = range(question.days)
        tenths = sum(length * self.on[kind, day, shift] for day in days for shift, length in enumerate(lengths))
        most, contract = (
            int(weekly * question.weeks * TENTHS) for weekly in (question.rules.weekly.hours, like.weekly_hours)
        )
        beyond = self.model.new_int_var(0, max(lengths) * question.days * many, f"beyond.{kind}")
        self.model.add(beyond >= tenths - contract * many)
        is_limited = Rule.WEEKLY_HOURS not in self.without
        if is_limited:
            self.model.add(tenths <= most * many)
        if len(set(lengths)) == 1:
            # Nobody works a part of a shift: so many fit into the contract of one, and the next lies beyond it in part.
            worked, length = sum(self._of_day(kind, day) for day in days), lengths[0]
            fit = contract // length
            self.model.add(beyond >= ((fit + 1) * length - contract) * (worked - fit * many))
            if is_limited:
                self.model.add(worked <= most // length * many)
        return round(question.prices.overtime_hour * HUNDREDTHS / TENTHS) * beyond
