"""What the pages show of a roster and of what binds it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.records.queries.planning import RunView
from constabulary.simulation.staffing.earlier import roster_as_now
from constabulary.simulation.staffing.filling import EDITION, MOST_AT_ONCE, day_kept, told_people
from constabulary.standards.values import value

#: Less than this many hours of pay is no difference.
LEAST = 0.5


@value
class RosterLine:
    """A roster beside others: what it is called, how many people, and its cost as it is kept."""

    name: str
    people: int
    cost: Mapping[str, Any]


def days_of_roster(roster: Mapping[str, Any]) -> dict[str, Any]:
    """The first day of a roster and the heads of its columns."""
    first = day_kept(roster["first"])
    return {
        "roster_first": first,
        "roster_days": [f"{first + timedelta(days=day):%a %-d}" for day in range(len(roster["rows"][0]))],
    }


def shown_roster(run: RunView) -> dict[str, Any]:
    """What came of the question who works when."""
    result = roster_as_now(run.result or {})
    roster = result["roster"]
    people = roster["people"]
    lines = [RosterLine(name=f"One more{_skilled(result, 'more')}", people=people + 1, cost=result["more"])]
    lines.append(RosterLine(name="This roster", people=people, cost=result["cost"]))
    if result["fewer"]:
        lines.append(RosterLine(name=f"One fewer{_skilled(result, 'fewer')}", people=people - 1, cost=result["fewer"]))
    first = day_kept(roster["first"])
    return {
        "result": result,
        "is_earlier": result["edition"] != EDITION,
        "roster": roster,
        **days_of_roster(roster),
        "lines": lines,
        "open": [{**one, "day": first + timedelta(days=one["day"])} for one in result["open"]],
        "skills": [{**one, "people": told_people(one["people"])} for one in result["skills"]],
        "contracts": [{**one, "people": told_people(one["people"])} for one in result["contracts"]],
        "is_by_team": people > MOST_AT_ONCE,
        "gap": result["cost"]["total"] - result["cost"]["at_least"],
        "away": [(who, day_kept(begins), day_kept(ends)) for who, begins, ends in result["away"]],
        "binds": _sorted_out(result["binding"]),
        "binds_fewer": _sorted_out(result["binding_fewer"]),
        "counts": [
            {"name": one["name"], "count": count} for one, count in zip(roster["shifts"], result["counts"], strict=True)
        ],
    }


def _skilled(result: Mapping[str, Any], which: str) -> str:
    """Which kind of person one more or fewer is, where there are several."""
    kind, told = result[which], []
    if result["skills"]:
        told.append(f"with {' and '.join(kind['skills'])}" if kind["skills"] else "without a skill")
    if result["contracts"]:
        told.append(f"{kind['hours']:g} hours a week")
    return "".join(f", {one}" for one in told)


def _sorted_out(binding: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """What surely binds, and what may."""
    return {
        "surely": [one for one in binding if one["surely"] >= LEAST],
        "perhaps": [one for one in binding if one["surely"] < LEAST],
    }
