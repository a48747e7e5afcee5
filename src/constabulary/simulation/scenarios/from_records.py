"""The online investigation team's model with what a force's own records say of it: what is open, what comes in, who there is."""

import copy
import tomllib
from collections.abc import Sequence
from datetime import date

from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.writing import comment_of, write_model
from constabulary.simulation.scenarios.library import read_text
from constabulary.standards.values import value

NAME = "online-investigation"
DAYS_OF_YEAR = 365


@value
class OnlineTeam:
    """What the records say: the ages in days of what is open, how much came in in a year, how many investigate."""

    ages: tuple[float, ...]
    came_in_a_year: int
    investigators: int


def online_model(team: OnlineTeam, *, on: date) -> str:
    """The model's file as at a day. How long the work takes, and how it divides by risk, stay assumptions: records of
    crimes have no KIRAT level, so all that is open waits to be researched and graded."""
    text = read_text(NAME)
    raw = copy.deepcopy(tomllib.loads(text))
    raw["name"] = "POLIT, from the records"
    raw["label"] = (
        f"synthetic but for what was counted in the records on {on.day} {on:%B %Y}: {len(team.ages)} open with their ages, "
        f"{team.came_in_a_year} that came in in twelve months, {team.investigators} investigators"
    )
    raw["start"] = on
    for work in raw["classes"]:
        work.pop("backlog", None)
        if "arrivals" in work:
            work["arrivals"] |= {
                "per_day": round(team.came_in_a_year / DAYS_OF_YEAR, 6),
                "mark": "measured",
                "source": "crimes of the team recorded in the twelve months before",
            }
            if team.ages:
                work["backlog"] = [_backlog(team.ages)]
    for group in raw["staff"]:
        # Who there is works on weekdays: who would be there at weekends is in no record.
        group["shifts"] = [{**group["shifts"][0], "people": team.investigators}]
        group["mark"] = "measured"
        group["source"] = (
            f"investigators of the team; when they work, and that a quarter is away ({group['source']}), is assumed"
        )
    made = write_model(raw, comment=comment_of(text))
    read_model(made)
    return made


def _backlog(ages: Sequence[float]) -> dict[str, object]:
    hours = [round(24 * age, 1) for age in ages]
    age = {"shape": "empirical", "hours": hours, "mark": "measured", "source": "open crimes of the team"}
    return {"stage": "research", "count": len(ages), "age": age}
