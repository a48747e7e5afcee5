"""A roster beside today's rota: what each costs, which rules today's breaks, what binds, and one person more or fewer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from constabulary.simulation.staffing.making import EFFORT, make_roster
from constabulary.simulation.staffing.roster import (
    HOURS_OF_DAY,
    OFF,
    Cost,
    Person,
    Question,
    Roster,
    Rows,
    Rule,
    assess_rota,
)
from constabulary.standards.values import value

#: A rule whose absence saves less than this many hours of pay does not bind.
LEAST_SAVING = 0.5


@value
class Breach:
    """A rule that a rota breaks, for whom, and on which day (of a week or more, the first)."""

    rule: Rule
    person: str
    day: int


@value
class Binding:
    """What a roster would be cheaper without: a rule, or one person of the cover of a `shift` (by name) on each day.

    `saves` is by how many hours of pay what was found is cheaper; the cheapest rosters of all differ by `surely` to
    `at_most`, which are the same where both are proven to be the cheapest.
    """

    rule: Rule | None
    saves: float = 0.0
    surely: float = 0.0
    at_most: float = 0.0
    shift: str = ""


@value
class Comparison:
    """The roster proposed, today's where there is one, with the rules it breaks; what binds, the most first; the roster with
    one more of the most useful kind of person, and without the one who is missed least (None where nobody is left).

    `more` and `fewer` say whom: the person copied, and the person left out. `binding_fewer` is what binds without that one:
    what stands in the way of doing it with fewer.
    """

    proposed: Roster
    today: Roster | None
    breaches: tuple[Breach, ...]
    binding: tuple[Binding, ...]
    more: str
    with_one_more: Roster
    fewer: str
    with_one_fewer: Roster | None
    binding_fewer: tuple[Binding, ...] = ()


def find_breaches(question: Question, days: Sequence[Sequence[str]]) -> tuple[Breach, ...]:
    """Every rule of working time that a rota breaks."""
    found = []
    for person, row in zip(question.people, days, strict=True):
        found += [Breach(rule=rule, person=person.name, day=day) for rule, day in _broken(question, person, row)]
    return tuple(found)


def _broken(question: Question, person: Person, row: Sequence[str]) -> Iterator[tuple[Rule, int]]:
    shifts = {shift.name: shift for shift in question.shifts}
    rest = question.rules.rest / timedelta(hours=1)
    free_from = person.free_from
    for day, name in enumerate(row):
        if name == OFF:
            continue
        starts = day * HOURS_OF_DAY + shifts[name].starts
        if starts - free_from < rest:
            yield Rule.REST, day
        if day in person.away:
            yield Rule.AWAY, day
        free_from = starts + shifts[name].hours
    apart = question.rules.rest_days_apart
    for first in range(question.days - apart + 1):
        if OFF not in row[first : first + apart]:
            yield Rule.REST_DAYS, first
    if sum(shifts[name].hours for name in row if name != OFF) > question.rules.weekly.hours * question.weeks + 1e-9:
        yield Rule.WEEKLY_HOURS, 0


def compare(
    question: Question,
    *,
    today: Sequence[Sequence[str]] | None = None,
    effort: float = EFFORT,
    told: Callable[[int, int], bool] = lambda made, most: True,
) -> Comparison:
    """The cheapest roster beside today's. `told` hears how many rosters were made, of how many, and answers whether to go on;
    it is asked in the middle of each as well, from another thread.

    Raises ValueError for a faulty question, Stopped.
    """
    # Without each rule and with one fewer on each shift, twice; and with one more and one fewer of each kind.
    most = 1 + 2 * (len(_kinds(question)) + len(_looked_at(question)) + len(question.shifts))
    maker = _Maker(effort, told, most=most)
    proposed = maker.make(question)
    binding = _binding(question, proposed, maker)
    more = [(maker.make(*_with(question, proposed, kind)), kind) for kind in _kinds(question)]
    fewer = [
        (maker.make(*_without(question, proposed, kind)), kind) for kind in _kinds(question) if len(question.people) > 1
    ]
    best, worst = min(more, key=_rank), min(fewer, key=_rank) if fewer else None
    return Comparison(
        proposed=proposed,
        today=None if today is None else assess_rota(question, today),
        breaches=() if today is None else find_breaches(question, today),
        binding=binding,
        more=best[1].name,
        with_one_more=best[0],
        fewer=worst[1].name if worst else "",
        with_one_fewer=worst[0] if worst else None,
        binding_fewer=_binding(_left(question, worst[1]), worst[0], maker) if worst else (),
    )


def _rank(one: tuple[Roster, Person]) -> tuple[float, int]:
    """The cheaper first; of two that cost the same, the one of whom less is asked."""
    return round(one[0].cost.total, 6), len(one[1].skills)


class _Maker:
    """Makes one roster after another, each begun at one that is known."""

    def __init__(self, effort: float, told: Callable[[int, int], bool], *, most: int) -> None:
        self.effort, self.told, self.most, self.made = effort, told, most, 0

    def make(
        self, question: Question, known: Rows | None = None, *, without: frozenset[Rule] = frozenset(),
        is_relaxed: bool = False,
    ) -> Roster:  # fmt: skip
        """The cheapest roster found. Raises Stopped."""
        found = make_roster(
            question, without=without, effort=self.effort, known=known, thoroughly=not is_relaxed,
            is_wanted=lambda: self.told(self.made, self.most),
        )  # fmt: skip
        self.made += 1
        return found


def _looked_at(question: Question) -> list[Rule]:
    """The rules that can bind: those of skills and absence only where there are some."""
    idle = set()
    if not any(one.skill for one in question.needs):
        idle.add(Rule.SKILLS)
    if not any(one.away for one in question.people):
        idle.add(Rule.AWAY)
    if not question.weekends():
        idle.add(Rule.WEEKENDS)
    return [rule for rule in Rule if rule not in idle]


def _binding(question: Question, made: Roster, maker: _Maker) -> tuple[Binding, ...]:
    """What the roster would be cheaper without: of the rules, then of the cover of each shift, the most first."""
    if made.cost.total < LEAST_SAVING:
        return ()
    asked = [(Binding(rule=rule), question, frozenset({rule})) for rule in _looked_at(question)]
    asked += [
        (Binding(rule=None, shift=one.name), _covered_by_one_fewer(question, one.name), frozenset())
        for one in question.shifts
    ]
    found = []
    for what, less, without in asked:
        other = maker.make(less, made.days, without=without, is_relaxed=True)
        saves, surely = made.cost.total - other.cost.total, max(0.0, made.at_least - other.cost.total)
        found.append(replace(what, saves=saves, surely=surely, at_most=made.cost.total - other.at_least))
    return tuple(
        sorted(
            (one for one in found if one.saves >= LEAST_SAVING),
            key=lambda one: (bool(one.shift), -one.surely, -one.saves),
        )
    )


def _covered_by_one_fewer(question: Question, shift: str) -> Question:
    """The same with one person fewer on each of these shifts."""
    needs = tuple(
        replace(one, people=max(0, one.people - 1)) if one.shift == shift and not one.skill else one
        for one in question.needs
    )
    return replace(question, needs=needs)


def _kinds(question: Question) -> list[Person]:
    """One person of each kind: alike in skills and hours, whoever is away least standing for the kind."""
    kinds: dict[tuple[frozenset[str], float], Person] = {}
    for person in sorted(question.people, key=lambda one: (len(one.away), one.name)):
        kinds.setdefault((person.skills, person.weekly_hours), person)
    return list(kinds.values())


def _with(question: Question, made: Roster, kind: Person) -> tuple[Question, Rows]:
    another = Person(name=f"{kind.name} and another", skills=kind.skills, weekly_hours=kind.weekly_hours)
    return replace(question, people=(*question.people, another)), (*made.days, (OFF,) * question.days)


def _without(question: Question, made: Roster, kind: Person) -> tuple[Question, Rows]:
    place = question.people.index(kind)
    return _left(question, kind), tuple(row for number, row in enumerate(made.days) if number != place)


def _left(question: Question, kind: Person) -> Question:
    """The same without this one."""
    return replace(question, people=tuple(person for person in question.people if person is not kind))


RULES = {
    Rule.REST: "rest between shifts",
    Rule.REST_DAYS: "rest days",
    Rule.WEEKLY_HOURS: "the most hours of a week",
    Rule.AWAY: "leave and other absence",
    Rule.SKILLS: "who has which skill",
    Rule.WEEKENDS: "weekends shared evenly",
}
NOTHING_BINDS = "No rule binds: what stays open stays open for want of people."
BREACHES = {
    Rule.REST: "too little rest before a shift",
    Rule.REST_DAYS: "no rest day in a week",
    Rule.WEEKLY_HOURS: "more than the most hours of a week",
    Rule.AWAY: "on duty while away",
}


def what_binds(one: Binding) -> str:
    """What binds, in words."""
    return f"one person of the cover of the shift {one.shift}" if one.rule is None else RULES[one.rule]


def tell(comparison: Comparison) -> Iterator[str]:
    """The comparison in sentences."""
    proposed = comparison.proposed
    proof = "and none is cheaper" if proposed.is_best else f"and none costs less than {proposed.at_least:.1f}"
    yield f"Proposed: {_cost(proposed.cost)}, {proof}."
    if comparison.today is not None:
        yield f"Today: {_cost(comparison.today.cost)}; {len(comparison.breaches)} breaches of working time."
        for rule, words in BREACHES.items():
            count = sum(one.rule is rule for one in comparison.breaches)
            if count:
                yield f"  {words}: {count} times."
    for need, short in proposed.open_needs:
        skill = f" with {need.skill}" if need.skill else ""
        yield f"  Open: day {need.day + 1}, {need.shift}, {short} people{skill}."
    for one in comparison.binding:
        yield f"Binds: {what_binds(one)}; without it the roster would cost {one.saves:.1f} less."
    if not any(one.rule for one in comparison.binding) and proposed.open_needs:
        yield NOTHING_BINDS
    saved = proposed.cost.total - comparison.with_one_more.cost.total
    yield f"One more like {comparison.more}: {saved:.1f} less, {comparison.with_one_more.cost.missing_hours:.1f} hours uncovered."
    if comparison.with_one_fewer is not None:
        lost = comparison.with_one_fewer.cost.total - proposed.cost.total
        yield f"One fewer like {comparison.fewer}: {lost:.1f} more, {comparison.with_one_fewer.cost.missing_hours:.1f} hours uncovered."


def _cost(cost: Cost) -> str:
    return (
        f"{cost.total:.1f} hours of pay ({cost.missing_hours:.1f} hours uncovered, {cost.overtime_hours:.1f} beyond contract, "
        f"{cost.uneven_weekends} weekends apart, {cost.unused_hours:.1f} contracted hours unused)"
    )
