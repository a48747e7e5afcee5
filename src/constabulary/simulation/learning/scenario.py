"""What was learned as the file of a scenario, which `constabulary simulate` and the pages play."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from constabulary.simulation.learning.history import History
from constabulary.simulation.learning.learning import Learned
from constabulary.simulation.learning.modelling import make_model
from constabulary.simulation.model.reading import OTHER, read_model
from constabulary.simulation.model.tables import tables_of
from constabulary.simulation.model.writing import write_model

COMMENT = """\
Learned from {name}; play it with `constabulary simulate`.
Every stage is a wait as long as was measured, waiting included: more people change nothing in it. To ask what more people
do, give a stage the time at work itself (kind = "desk", skill, service) and add [[staff]] who have the skill."""


def make_scenario(history: History, learned: Learned, *, name: str, days: float, zone: ZoneInfo) -> str:
    """The file of a scenario that begins when the history ends, with what is open then as its backlog. Raises CannotModel."""
    # Play begins on a full hour.
    ends = datetime.fromtimestamp(history.until, tz=UTC).replace(minute=0, second=0, microsecond=0)
    taught = replace(learned, class_names=_class_names(learned))
    model = make_model(history, taught, name=name, start=ends.astimezone(zone), days=days)
    made = write_model(tables_of(replace(model, label=f"learned from {name}")), comment=COMMENT.format(name=name))
    read_model(made)
    return made


def _class_names(learned: Learned) -> tuple[str, ...]:
    """As they are, but for a class that is called what a file calls those not named."""
    other = f"{OTHER} work"
    while other in learned.class_names:
        other += " still"
    return tuple(other if one == OTHER else one for one in learned.class_names)
