"""What the registrar looks at: decisions not to record, and outcomes that are always seen."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.demo.world import World
from constabulary.casework.recording.oversight import oversee_decision, oversee_outcome
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.recording.oversight import Finding
from constabulary.records.models import Duty

#: The share that waits longer for the registrar.
UNSEEN = 0.1
WORDS = "The record bears the decision out."


def oversee(world: World, journey: int) -> Iterator[datetime]:
    """The registrar looks at what of this journey waits for that."""
    waiting = [
        one for one in world.rows(Duty, journey_id=journey, state="open")
        if one.kind in {DutyKind.OVERSEE_DECISION, DutyKind.OVERSEE_OUTCOME}
    ]  # fmt: skip
    for one in waiting:
        if one.subject_row is None:
            continue
        yield world.now + timedelta(hours=world.chance.lognormvariate(3.6, 0.8)) + world.lateness(UNSEEN, days=10)
        if world.row(Duty, id=one.id).state != "open":
            continue
        by = world.anyone(Role.CRIME_REGISTRAR)
        if one.kind == DutyKind.OVERSEE_DECISION:
            oversee_decision(decision=one.subject_row, finding=Finding.RIGHT, words=WORDS, by=by, at=world.now)
        else:
            oversee_outcome(outcome=one.subject_row, finding=Finding.RIGHT, words=WORDS, by=by, at=world.now)
