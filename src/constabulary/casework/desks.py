"""Opening a desk's page: lists that speak of persons, journalled with everything they show."""

from dataclasses import replace
from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.desks import Desk
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.allocation import pool_age
from constabulary.records.queries.breaches import Breach, BreachFilter, breaches
from constabulary.records.queries.desks import (
    Handoffs,
    NewHere,
    OpenLines,
    QueueAge,
    QueueFilter,
    QueueLine,
    imu_queue,
    new_at,
    open_incidents_of,
    unrecorded_age,
    waiting_handoffs,
)
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class ControlRoom:
    """The control room: open incidents by risk and clock, and hand-offs nobody has acknowledged."""

    incidents: OpenLines
    handoffs: Handoffs
    pressing: tuple[str, ...]
    deployed: tuple[str, ...]


@value
class ImuDesk:
    """The IMU: its queue as asked for, how old the unrecorded and the unallocated are, its own open incidents' hand-offs."""

    queue: tuple[QueueLine, ...]
    unrecorded: QueueAge
    unallocated: QueueAge
    handoffs: Handoffs
    has_more: bool


def open_control_room(*, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0) -> ControlRoom:
    """The control room's open incidents. Raises NotPermitted."""
    check_may(by, Permission.DISPATCH)
    grades = read_rulebook(Moments(report=at, decision=at))[RESPONSE_GRADES].value
    incidents = open_incidents_of(
        Desk.CONTROL_ROOM, pressing=grades.pressing, deployed=grades.deployed, at=at, most=most, skip=skip
    )
    handoffs = waiting_handoffs(Desk.CONTROL_ROOM)
    shown = [*(one.id for one in incidents.lines), *(one.id for one in handoffs.lines)]
    _note_list(Desk.CONTROL_ROOM, shown, purpose, by, at)
    return ControlRoom(incidents=incidents, handoffs=handoffs, pressing=grades.pressing, deployed=grades.deployed)


#: A page left open longer than this is asked for anew: what has come since is not counted further back.
LONGEST_OPEN = timedelta(hours=24)


def count_new_in_control_room(*, since: datetime, by: Officer, at: datetime) -> NewHere:
    """What has come to the control room since its page was read: numbers, which speak of nobody and are no reading.

    Raises NotPermitted.
    """
    check_may(by, Permission.DISPATCH)
    grades = read_rulebook(Moments(report=at, decision=at))[RESPONSE_GRADES].value
    return new_at(Desk.CONTROL_ROOM, pressing=grades.pressing, since=max(since, at - LONGEST_OPEN))


def open_imu_desk(
    *, wanted: QueueFilter, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> ImuDesk:
    """The IMU's queue as asked for. Raises NotPermitted."""
    check_may(by, Permission.WORK_IMU_DESK)
    # One more than is shown tells whether there is another page.
    found = imu_queue(wanted, at=at, most=most + 1, skip=skip)
    queue = tuple(found[:most])
    handoffs = waiting_handoffs(Desk.IMU)
    _note_list(Desk.IMU, [*(one.id for one in queue), *(one.id for one in handoffs.lines)], purpose, by, at)
    return ImuDesk(
        queue=queue,
        unrecorded=unrecorded_age(at=at),
        unallocated=pool_age(at=at),
        handoffs=handoffs,
        has_more=len(found) > most,
    )


def open_breaches(
    *, wanted: BreachFilter, since: datetime, purpose: str, by: Officer, at: datetime, most: int = 100, skip: int = 0
) -> tuple[Breach, ...]:
    """The breaches asked for. What an incident says of people is left out for those who may not see incidents.

    Raises NotPermitted.
    """
    check_may(by, Permission.SEE_MEASURES)
    found = breaches(wanted, since=since, at=at, most=most, skip=skip)
    if not may(by, Permission.SEE_INCIDENTS):
        found = [replace(one, summary="") for one in found]
    write_reading(
        EntryKind.READ_BREACHES, subject="breach register", subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[one.crime_id or one.incident_id or one.id for one in found],
    )  # fmt: skip
    return tuple(found)


def _note_list(desk: Desk, shown: list[int], purpose: str, by: Officer, at: datetime) -> None:
    write_reading(
        EntryKind.READ_WORKLIST, subject=f"desk {desk.value}", subject_row=by.id, shown=shown, by=by, at=at,
        purpose=purpose,
    )  # fmt: skip
