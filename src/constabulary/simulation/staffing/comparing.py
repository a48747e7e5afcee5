"""A roster beside today's rota: what each costs, which rules today's breaks, what binds, and one person more or fewer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from constabulary.simulation.staffing.roster import (
    EFFORT,
    HOURS_OF_DAY,
    OFF,
    Cost,
    Person,
    Question,
    Roster,
    Rule,
    assess_rota,
    make_roster,
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
    """A rule without which the roster would be cheaper by `saves` hours of pay."""

    rule: Rule
    saves: float


@value
class Comparison:
    """The roster proposed, today's where there is one, with the rules it breaks; what binds, the most first; the cost with
    one more of the most useful kind of person, and without the one who is missed least (None where nobody is left).

    `more` and `fewer` say whom: the person copied, and the person left out.
    """

    proposed: Roster
    today: Roster | None
    breaches: tuple[Breach, ...]
    binding: tuple[Binding, ...]
    more: str
    with_one_more: Cost
    fewer: str
    with_one_fewer: Cost | None


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


def compare(question: Question, *, today: Sequence[Sequence[str]] | None = None, effort: float = EFFORT) -> Comparison:
    """The cheapest roster beside today's. Raises ValueError for a faulty question."""
    proposed = make_roster(question, effort=effort)
    binding = []
    for rule in Rule:
        saves = proposed.cost.total - make_roster(question, without=frozenset({rule}), effort=effort).cost.total
        if saves >= LEAST_SAVING:
            binding.append(Binding(rule=rule, saves=saves))
    more = [(_with(question, kind, effort), kind.name) for kind in _kinds(question)]
    fewer = [(_without(question, kind, effort), kind.name) for kind in _kinds(question) if len(question.people) > 1]
    best, worst = min(more, key=_total), min(fewer, key=_total) if fewer else None
    return Comparison(
        proposed=proposed,
        today=None if today is None else assess_rota(question, today),
        breaches=() if today is None else find_breaches(question, today),
        binding=tuple(sorted(binding, key=lambda one: -one.saves)),
        more=best[1],
        with_one_more=best[0],
        fewer=worst[1] if worst else "",
        with_one_fewer=worst[0] if worst else None,
    )


def _total(one: tuple[Cost, str]) -> float:
    return one[0].total


def _kinds(question: Question) -> list[Person]:
    """One person of each kind: alike in skills and hours, whoever is away least standing for the kind."""
    kinds: dict[tuple[frozenset[str], float], Person] = {}
    for person in sorted(question.people, key=lambda one: (len(one.away), one.name)):
        kinds.setdefault((person.skills, person.weekly_hours), person)
    return list(kinds.values())


def _with(question: Question, kind: Person, effort: float) -> Cost:
    another = Person(name=f"{kind.name} and another", skills=kind.skills, weekly_hours=kind.weekly_hours)
    return make_roster(replace(question, people=(*question.people, another)), effort=effort).cost


def _without(question: Question, kind: Person, effort: float) -> Cost:
    left = tuple(person for person in question.people if person is not kind)
    return make_roster(replace(question, people=left), effort=effort).cost


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
        yield f"Binds: {RULES[one.rule]}; without it the roster would cost {one.saves:.1f} less."
    if not comparison.binding and proposed.open_needs:
        yield NOTHING_BINDS
    saved = proposed.cost.total - comparison.with_one_more.total
    yield f"One more like {comparison.more}: {saved:.1f} less, {comparison.with_one_more.missing_hours:.1f} hours uncovered."
    if comparison.with_one_fewer is not None:
        lost = comparison.with_one_fewer.total - proposed.cost.total
        yield f"One fewer like {comparison.fewer}: {lost:.1f} more, {comparison.with_one_fewer.missing_hours:.1f} hours uncovered."


def _cost(cost: Cost) -> str:
    return (
        f"{cost.total:.1f} hours of pay ({cost.missing_hours:.1f} hours uncovered, {cost.overtime_hours:.1f} beyond contract, "
        f"{cost.uneven_weekends} weekends apart, {cost.unused_hours:.1f} contracted hours unused)"
    )
