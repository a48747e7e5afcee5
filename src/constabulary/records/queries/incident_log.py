"""What happened to an incident, as people see it: its log, moments, units, appointments, hand-offs, links."""

import json
from datetime import datetime
from typing import Any

from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import ADVICE, LogKind
from constabulary.policing.incidents.milestones import Milestone
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class LogLine:
    """A line of the log; `told_in` is the incident that it was taken over from, where whoever asks may see that one."""

    kind: LogKind
    words: str
    advice: tuple[str, ...]
    written_at: datetime
    written_by: int
    told_in: str = ""


@value
class MilestoneView:
    """One of the moments that forces count from."""

    kind: Milestone
    reached_at: datetime
    reached_by: int


@value
class DeploymentView:
    """A unit on an incident."""

    id: int
    unit: str
    state: str
    sent_at: datetime
    at_scene_at: datetime | None


@value
class AppointmentView:
    """A time agreed with the caller."""

    state: str
    from_at: datetime
    until_at: datetime
    reason: str


@value
class HandoffView:
    """A hand-off between desks."""

    id: int
    state: str
    from_desk: str
    to_desk: str
    reason: str
    sent_at: datetime
    sent_by: int
    acknowledged_at: datetime | None


@value
class LinkView:
    """Another incident that belongs to this one; `summary` only where whoever asks may see it."""

    kind: LinkKind
    reference: str
    summary: str
    reported_at: datetime


@value
class ContactView:
    """The contact that an incident began with."""

    channel: str
    caller_role: str
    telephone: str
    account: str
    cannot_speak_freely: bool
    advice: tuple[str, ...]
    answered_at: datetime
    history_checked_at: datetime | None


#: What a line taken over was told in: the number of that incident; lines written before numbers were kept hold its reference.
_FROM = "l.details ->> 'from'"
_IS_NUMBER = f"l.kind = %s AND {_FROM} ~ '^[0-9]{{1,18}}$'"
_IS_REFERENCE = f"l.kind = %s AND {_FROM} ~ '[^0-9]'"


@Question
def log_of_incident(incident: int) -> Asking[list[LogLine]]:
    """The log, newest line first."""
    taken_over = LogKind.DUPLICATE.value
    found = yield Asked(
        "SELECT l.kind, l.words, l.details, l.written_at, l.written_by_id, coalesce(n.reference, r.reference, '') "
        "FROM incident_log_entry l "
        f"LEFT JOIN incident n ON n.id = CASE WHEN {_IS_NUMBER} THEN ({_FROM})::bigint END "
        f"LEFT JOIN incident r ON r.reference = CASE WHEN {_IS_REFERENCE} THEN {_FROM} END "
        "WHERE l.incident_id = %s ORDER BY l.id DESC",
        [taken_over, taken_over, incident],
    )
    return [
        _line(LogKind(kind), words, json.loads(details), written_at, written_by, told_in)
        for kind, words, details, written_at, written_by, told_in in found
    ]


def _line(
    kind: LogKind, words: str, details: dict[str, Any], written_at: datetime, written_by: int, told_in: str
) -> LogLine:
    if kind is LogKind.DUPLICATE:
        # Older lines open with the reference; who may not see that incident is not told it by the words either.
        words = words.removeprefix(f"From {details.get('from')}: ")
    return LogLine(
        kind=kind, words=words, written_at=written_at, written_by=written_by,
        advice=tuple(ADVICE.get(one, one) for one in details.get("advice", ())), told_in=told_in,
    )  # fmt: skip


@Question
def milestones_of_incident(incident: int) -> Asking[list[MilestoneView]]:
    """The moments reached, in the order in which they were."""
    found = yield Asked(
        "SELECT kind, reached_at, reached_by_id FROM incident_milestone WHERE incident_id = %s ORDER BY reached_at, id",
        [incident],
    )
    return [MilestoneView(kind=Milestone(kind), reached_at=at, reached_by=by) for kind, at, by in found]


@Question
def units_of_incident(incident: int) -> Asking[list[DeploymentView]]:
    """The units sent, in order."""
    found = yield Asked(
        "SELECT id, unit, state, sent_at, at_scene_at FROM deployment WHERE incident_id = %s ORDER BY id", [incident]
    )
    return [
        DeploymentView(id=number, unit=unit, state=state, sent_at=sent, at_scene_at=there)
        for number, unit, state, sent, there in found
    ]


@Question
def appointments_of_incident(incident: int) -> Asking[list[AppointmentView]]:
    """The appointments, newest first."""
    found = yield Asked(
        "SELECT state, from_at, until_at, reason FROM appointment WHERE incident_id = %s ORDER BY id DESC", [incident]
    )
    return [AppointmentView(state=a, from_at=b, until_at=c, reason=d) for a, b, c, d in found]


HANDOFF_COLUMNS = "id, state, from_desk, to_desk, reason, sent_at, sent_by_id, acknowledged_at"


def handoff_view(row: tuple[Any, ...]) -> HandoffView:
    """A hand-off from its columns."""
    return HandoffView(
        id=row[0], state=row[1], from_desk=row[2], to_desk=row[3], reason=row[4], sent_at=row[5], sent_by=row[6],
        acknowledged_at=row[7],
    )  # fmt: skip


@Question
def handoffs_of_incident(incident: int) -> Asking[list[HandoffView]]:
    """The hand-offs, newest first."""
    found = yield Asked(f"SELECT {HANDOFF_COLUMNS} FROM handoff WHERE incident_id = %s ORDER BY id DESC", [incident])
    return [handoff_view(row) for row in found]


@Question
def handoff_of(number: int) -> Asking[tuple[int, str] | None]:
    """(the hand-off, its incident's reference), if whoever asks may see it."""
    found = yield Asked(
        "SELECT h.id, i.reference FROM handoff h JOIN incident i ON i.id = h.incident_id WHERE h.id = %s", [number]
    )
    return (found[0][0], found[0][1]) if found else None


@Question
def links_of_incident(incident: int) -> Asking[list[LinkView]]:
    """Linked incidents that whoever asks may see, from either side, and duplicates of this one."""
    found = yield Asked(
        "SELECT l.kind, o.reference, o.summary, o.reported_at FROM incident_link l "
        "JOIN incident o ON o.id = CASE WHEN l.incident_id = %s THEN l.linked_id ELSE l.incident_id END "
        "WHERE l.incident_id = %s OR l.linked_id = %s ORDER BY o.reported_at",
        [incident, incident, incident],
    )
    return [LinkView(kind=LinkKind(a), reference=b, summary=c, reported_at=d) for a, b, c, d in found]


@Question
def contact_of_journey(journey: int) -> Asking[ContactView | None]:
    """The contact that a journey began with."""
    found = yield Asked(
        "SELECT channel, caller_role, telephone, account, cannot_speak_freely, advice, answered_at, history_checked_at "
        "FROM contact WHERE journey_id = %s ORDER BY id LIMIT 1",
        [journey],
    )
    if not found:
        return None
    row = found[0]
    return ContactView(
        channel=row[0], caller_role=row[1], telephone=row[2], account=row[3], cannot_speak_freely=row[4],
        advice=tuple(ADVICE.get(one, one) for one in row[5]), answered_at=row[6], history_checked_at=row[7],
    )  # fmt: skip
