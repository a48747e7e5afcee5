"""What the force's own records say of how work comes in, how long it waits and where it goes; and how right a forecast was.

The chain is the one that a crime takes: to be recorded or not, to be given an officer, to have a plan, to be investigated, to
have its outcome decided, and to have another proposed where that was refused: the work that comes back. A wait here is how
long the duty stood open, which is what a backlog is made of; it is not how long anybody worked on it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.records.queries.work_history import investigations_between, visits_between
from constabulary.simulation.learning import telling
from constabulary.simulation.learning.back_test import tell_back_test
from constabulary.simulation.learning.drift import Drift, find_drift
from constabulary.simulation.learning.history import Faults, History, make_history
from constabulary.simulation.learning.kept import keep_learned, stretch_of
from constabulary.simulation.learning.learning import learn
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.learning.scenario import make_scenario
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.values import value

NO_EVIDENCE = (
    "Waits are how long duties stood open. The records of a demonstration force are made up: of one, this shows that learning "
    "works, and is no evidence of anything."
)
NOTHING = "Nothing was to be recorded, allocated or decided in that time, so there is nothing to learn from."
NAME = "the records: from recording to the outcome"
#: How long the scenario is that is made of it.
DAYS = 91.0
TO_THE_PLAN = (DutyKind.DECIDE_RECORDING, DutyKind.ALLOCATE, DutyKind.SET_PLAN)
CHAIN = (*TO_THE_PLAN, DutyKind.DECIDE_OUTCOME, DutyKind.PROPOSE_AGAIN)
#: Between the plan and the first outcome proposed no duty of the chain is open: the investigation is on.
INVESTIGATION = "Investigate, until an outcome is proposed"


@value
class _Visit:
    """A visit of a journey to a stage by its name."""

    journey: int
    stage: str
    began: datetime
    ended: datetime | None


def _visits(*, from_at: datetime, at: datetime) -> tuple[list[_Visit], tuple[str, ...]]:
    """The chain's visits between two moments, and the stages left out: those after the plan of which none has ended, so that
    nobody knows how long they take."""
    found = [
        _Visit(journey=one.journey, stage=CATALOGUE[one.kind].title, began=one.opened_at, ended=one.ended_at)
        for one in visits_between(CHAIN, from_at=from_at, at=at)
    ]
    found += [
        _Visit(journey=one.journey, stage=INVESTIGATION, began=one.began_at, ended=one.ended_at)
        for one in investigations_between(CHAIN, from_at=from_at, at=at)
    ]
    known = {one.stage for one in found if one.ended} | {CATALOGUE[kind].title for kind in TO_THE_PLAN}
    left_out = dict.fromkeys(one.stage for one in found if one.stage not in known)
    return [one for one in found if one.stage in known], tuple(left_out)


def read_history(*, from_at: datetime, at: datetime) -> tuple[History, Faults]:
    """The chain between two moments as the simulator learns from it; what is still open counts as open."""
    visits, _ = _visits(from_at=from_at, at=at)
    return make_history(
        items=[one.journey for one in visits],
        stages=[one.stage for one in visits],
        began=[one.began.timestamp() for one in visits],
        ended=[one.ended.timestamp() if one.ended else float("nan") for one in visits],
        since=from_at.timestamp(),
        until=at.timestamp(),
    )


@value
class Taught:
    """A scenario's file that was learned, and what was learned as plain data (`simulation.learning.kept`)."""

    text: str
    learned: dict[str, Any]


def learn_chain(*, from_at: datetime, at: datetime) -> Taught:
    """The scenario learned from the chain between two moments: it begins at the later, with what is open then.

    Raises CannotModel where nothing came in.
    """
    history, faults = read_history(from_at=from_at, at=at)
    if not history.count:
        raise CannotModel(NOTHING)
    learned = learn(history, faults, zone=LONDON)
    text = make_scenario(history, learned, name=NAME, days=DAYS, zone=LONDON)
    _, left_out = _visits(from_at=from_at, at=at)
    return Taught(text=text, learned={**keep_learned(learned, zone=LONDON), "left_out": list(left_out)})


def find_drift_since(learned: Mapping[str, Any], *, at: datetime) -> tuple[Drift, ...]:
    """What the records from the end of a fit until `at` say otherwise than those it was made of; none where nothing came in
    or no time has passed since."""
    from_at, cut = stretch_of(learned)
    if at <= cut:
        return ()
    history, _ = read_history(from_at=from_at, at=at)
    return find_drift(history, cut=cut.timestamp(), zone=LONDON) if history.count else ()


def tell_learned(
    *, from_at: datetime, at: datetime, cut: datetime | None = None, last_fit: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """What is learned, and how right a forecast from the first seven tenths would have been, in lines; and what has changed
    from the moment `cut` on, or since the last fit that was kept."""
    history, faults = read_history(from_at=from_at, at=at)
    if not history.count:
        yield NOTHING
        return
    yield NO_EVIDENCE
    yield from telling.tell(learn(history, faults, zone=LONDON), zone=LONDON)
    yield from tell_back_test(history, zone=LONDON)
    if cut is not None:
        yield from telling.tell_drift(find_drift(history, cut=cut.timestamp(), zone=LONDON))
    elif last_fit is not None:
        since, until = (day_in_words(moment) for moment in stretch_of(last_fit))
        yield f"Since the last fit that was kept, of {since} to {until}:"
        yield from telling.tell_drift(find_drift_since(last_fit, at=at))


def day_in_words(moment: datetime) -> str:
    """The day of a moment here."""
    return f"{local_day(moment):%-d %B %Y}"
