"""What the pages show of what the records taught."""

from typing import Any

from constabulary.records.queries.planning import ScenarioView
from constabulary.simulation.learning.kept import stretch_of
from constabulary.simulation.learning.telling import hours_in_words
from constabulary.standards.calendar import local_day


def shown_learned(one: ScenarioView) -> dict[str, Any]:
    """From which days of the records a scenario was learned, and what they taught; nothing where it was not learned."""
    if not one.learned:
        return {"learned": None}
    learned = one.learned
    since, until = stretch_of(learned)
    return {
        "learned": learned,
        "learned_since": local_day(since),
        "learned_until": local_day(until),
        "hours_in_words": hours_in_words,
        "rework": [each for each in learned.get("rework", ()) if each["of"]],
        "is_of_response": learned.get("kind") == "response",
    }
