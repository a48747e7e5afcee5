"""A roster explained, as plain data: what binds it, and what one person more and one fewer does."""

from collections.abc import Callable
from typing import Any

from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.comparing import Binding, compare, what_binds
from constabulary.simulation.staffing.filling import (
    EDITION,
    RosterAsked,
    first_day,
    full_contract,
    hours_contracted,
    shifts_of,
    skills_held,
)
from constabulary.simulation.staffing.roster import Roster
from constabulary.simulation.staffing.rostered import plain_roster, question_of

#: Of the solver's work for one roster; some ten of them are made.
EFFORT = 1.0


def explain(model: Model, asked: RosterAsked, *, effort: float, told: Callable[[int, int], bool]) -> dict[str, Any]:
    """The roster with what binds it, one more and one fewer. `told` hears how many rosters were made, of how many, and
    answers whether to go on. Raises Stopped."""
    group = model.group(asked.group)
    full = full_contract(first_day(model.start)).hours
    question = question_of(
        shifts_of(group),
        asked.counts,
        first_day(model.start),
        people=asked.people,
        skills=asked.skills,
        contracts=asked.contracts,
        away=asked.away,
    )
    found = compare(question, effort=effort, told=told)
    made = plain_roster(group, question, found.proposed)
    names = {str(number): one["name"] for number, one in enumerate(made["shifts"])}
    return {
        "edition": EDITION,
        "name": model.name,
        "label": model.label,
        "group": group.name,
        "counts": list(asked.counts[: len(names)]),
        "skills": [{"name": one.name, "people": list(one.people), "needed": one.needed} for one in asked.skills],
        "contracts": [{"people": list(one.people), "hours": one.hours} for one in asked.contracts],
        "away": [[one.person, one.first.isoformat(), one.last.isoformat()] for one in asked.away],
        "roster": made,
        "open": [
            {"day": need.day, "shift": names[need.shift], "people": short, "skill": need.skill}
            for need, short in found.proposed.open_needs
        ],
        "cost": _cost(found.proposed),
        "binding": [_binding(one, names) for one in found.binding],
        "more": {**_kind(asked, found.more, full), **_cost(found.with_one_more)},
        "fewer": None
        if found.with_one_fewer is None
        else {**_kind(asked, found.fewer, full), **_cost(found.with_one_fewer)},
        "binding_fewer": [_binding(one, names) for one in found.binding_fewer],
    }


def _cost(made: Roster) -> dict[str, Any]:
    cost = made.cost
    return {
        "missing_hours": cost.missing_hours, "overtime_hours": cost.overtime_hours, "unused_hours": cost.unused_hours,
        "uneven_weekends": cost.uneven_weekends, "total": cost.total, "at_least": made.at_least, "is_best": made.is_best,
        "open_shifts": sum(short for _, short in made.open_needs),
    }  # fmt: skip


def _binding(one: Binding, names: dict[str, str]) -> dict[str, Any]:
    rule = None if one.rule is None else one.rule.value
    words = what_binds(one) if one.rule is not None else f"one of those on {names[one.shift]}"
    return {"rule": rule, "words": words, "saves": one.saves, "surely": one.surely, "at_most": one.at_most}


def _kind(asked: RosterAsked, name: str, full: float) -> dict[str, Any]:
    """Which kind of person one more or fewer is."""
    return {
        "skills": sorted(skills_held(asked.skills, int(name))),
        "hours": hours_contracted(asked.contracts, int(name), full),
    }
