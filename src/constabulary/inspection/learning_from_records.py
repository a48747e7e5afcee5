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
from constabulary.simulation.learning.history import Faults, History, make_history
from constabulary.simulation.learning.learning import learn
from constabulary.standards.calendar import LONDON

NO_EVIDENCE = (
    "Waits are how long duties stood open. The records of a demonstration force are made up: of one, this shows that learning "
    "works, and is no evidence of anything."
)
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


def tell_learned(*, from_at: datetime, at: datetime) -> Iterator[str]:
    """What is learned, and how right a forecast from the first seven tenths would have been, in lines."""
    history, faults = read_history(from_at=from_at, at=at)
    if not history.count:
        yield "Nothing of that chain was opened in that time."
        return
    yield NO_EVIDENCE
    yield from telling.tell(learn(history, faults, zone=LONDON), zone=LONDON)
    yield from tell_back_test(history, zone=LONDON)
