"""What the force's own deployments teach of response: read from the records as counts and lengths of time, of nobody."""

from collections.abc import Iterator
from datetime import datetime

from constabulary.inspection.learning_from_records import Taught
from constabulary.records.queries.dispatch_history import (
    Graded,
    Sent,
    incidents_graded_between,
    units_sent_between,
)
from constabulary.simulation.learning.history import HOUR
from constabulary.simulation.learning.response import (
    Came,
    Response,
    Trip,
    keep_response,
    learn_response,
    tell_response,
)
from constabulary.simulation.scenarios.response_from_records import KINDS, response_model
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import on


def kinds_of_grades(at: datetime) -> dict[str, str]:
    """The scenario's kind of each grade to which somebody is sent, by its code: further grades count with the last."""
    codes = on(at)[RESPONSE_GRADES].value.deployed
    return {code: KINDS[min(place, len(KINDS) - 1)] for place, code in enumerate(codes)}


def read_response(*, from_at: datetime, at: datetime) -> Response:
    """What was learned between two moments, as things stood at the later."""
    kinds = kinds_of_grades(at)
    graded = incidents_graded_between(list(kinds), from_at=from_at, at=at)
    sent = units_sent_between(from_at=from_at, at=at)
    came = [_came(one, kinds, at) for one in graded]
    trips = [_trip(one, kinds, at) for one in sent if one.grade in kinds]
    attended = len({one.incident for one in sent if one.grade in kinds})
    return learn_response(
        came, trips, kinds=KINDS, since=from_at.timestamp(), until=at.timestamp(), attended=attended, zone=LONDON
    )


def _came(one: Graded, kinds: dict[str, str], at: datetime) -> Came:
    kind = kinds[one.grade]
    ends = [moment for moment in (one.sent_at, one.closed_at, one.raised_at, at) if moment is not None]
    until = max(min(ends), one.graded_at)
    is_raised = one.raised_at is not None and one.raised_at == until and kinds.get(one.raised_to) == KINDS[0]
    return Came(
        kind=kind, at=one.graded_at.timestamp(), waited=(until - one.graded_at).total_seconds() / HOUR,
        is_sent=one.sent_at is not None and one.sent_at <= until, is_raised=is_raised,
    )  # fmt: skip


def _trip(one: Sent, kinds: dict[str, str], at: datetime) -> Trip:
    until = min(moment for moment in (one.free_at, one.diverted_at, at) if moment is not None)
    return Trip(
        kind=kinds[one.grade],
        arrived=None if one.arrived_at is None else (one.arrived_at - one.sent_at).total_seconds() / HOUR,
        until=(until - one.sent_at).total_seconds() / HOUR,
        is_free=one.free_at is not None and one.free_at == until,
    )


def learn_response_from_records(*, from_at: datetime, at: datetime) -> Taught:
    """The response scenario with what the records say of it, and what was learned. Raises CannotModel where nothing came in."""
    found = read_response(from_at=from_at, at=at)
    return Taught(text=response_model(found, on=local_day(at)), learned=keep_response(found, zone=LONDON))


def tell_response_learned(*, from_at: datetime, at: datetime) -> Iterator[str]:
    """The same in lines."""
    yield from tell_response(read_response(from_at=from_at, at=at), zone=LONDON)
