"""Rosters asked for and kept by an earlier edition, in today's shape: what was found stays to be seen as it was found."""

from collections.abc import Mapping
from typing import Any

Plain = Mapping[str, Any]


def question_as_now(question: Plain) -> Plain:
    """A question about a roster: one skill became several, and contracts of other hours were added."""
    if "skill" not in question:
        return question
    return {**question, "skills": _skills(question["skill"]), "contracts": []}


def roster_as_now(result: Plain) -> Plain:
    """What came of one, in the same way."""
    if "skill" not in result:
        return result
    return {
        **result,
        "skills": _skills(result["skill"]),
        "contracts": [],
        "more": _kind(result, result["more"]),
        "fewer": None if result["fewer"] is None else _kind(result, result["fewer"]),
    }


def _skills(one: Plain | None) -> list[Plain]:
    # Those who had it were the first of the people.
    if one is None:
        return []
    return [{"name": one["name"], "people": list(range(1, one["holders"] + 1)), "needed": one["needed"]}]


def _kind(result: Plain, kind: Plain) -> Plain:
    skills = [result["skill"]["name"]] if kind["has_skill"] else []
    return {**kind, "skills": skills, "hours": result["roster"]["weekly_hours"]}
