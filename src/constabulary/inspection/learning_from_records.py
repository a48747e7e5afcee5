"""What the force's own records say of how work comes in, how long it waits and where it goes; and how right a forecast was.

The chain is the one that a crime takes: to be recorded or not, to be given an officer, to have a plan. A wait here is how
long the duty stood open, which is what a backlog is made of; it is not how long anybody worked on it.
"""

from collections.abc import Iterator
from datetime import datetime

from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.records.queries.work_history import visits_between
from constabulary.simulation.learning import telling
from constabulary.simulation.learning.back_test import tell_back_test
from constabulary.simulation.learning.drift import find_drift
from constabulary.simulation.learning.history import Faults, History, make_history
from constabulary.simulation.learning.learning import learn
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.learning.scenario import make_scenario
from constabulary.standards.calendar import LONDON

NO_EVIDENCE = (
    "Waits are how long duties stood open. The records of a demonstration force are made up: of one, this shows that learning "
    "works, and is no evidence of anything."
)
NOTHING = "Nothing was to be recorded, allocated or planned in that time, so there is nothing to learn from."
NAME = "the records: recording, allocation and the plan"
#: How long the scenario is that is made of it.
DAYS = 91.0
CHAIN = (DutyKind.DECIDE_RECORDING, DutyKind.ALLOCATE, DutyKind.SET_PLAN)


def read_history(*, from_at: datetime, at: datetime) -> tuple[History, Faults]:
    """The chain between two moments as the simulator learns from it; what is still open counts as open."""
    visits = visits_between(CHAIN, from_at=from_at, at=at)
    return make_history(
        items=[one.journey for one in visits],
        stages=[CATALOGUE[one.kind].title for one in visits],
        began=[one.opened_at.timestamp() for one in visits],
        ended=[one.ended_at.timestamp() if one.ended_at else float("nan") for one in visits],
        since=from_at.timestamp(),
        until=at.timestamp(),
    )


def chain_model(*, from_at: datetime, at: datetime) -> str:
    """The file of a scenario learned from the chain between two moments: it begins at the later, with what is open then.

    Raises CannotModel where nothing came in.
    """
    history, faults = read_history(from_at=from_at, at=at)
    if not history.count:
        raise CannotModel(NOTHING)
    return make_scenario(history, learn(history, faults, zone=LONDON), name=NAME, days=DAYS, zone=LONDON)


def tell_learned(*, from_at: datetime, at: datetime, cut: datetime | None = None) -> Iterator[str]:
    """What is learned, and how right a forecast from the first seven tenths would have been, in lines; and what has changed
    from the moment `cut` on."""
    history, faults = read_history(from_at=from_at, at=at)
    if not history.count:
        yield NOTHING
        return
    yield NO_EVIDENCE
    yield from telling.tell(learn(history, faults, zone=LONDON), zone=LONDON)
    yield from tell_back_test(history, zone=LONDON)
    if cut is not None:
        yield from telling.tell_drift(find_drift(history, cut=cut.timestamp(), zone=LONDON))
