"""Opening the offender management desk: who is at it and why, journalled with everybody whom it names."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.offenders import AtDesk, people_at_offender_desk


def open_offenders_desk(
    *, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> tuple[AtDesk, ...]:
    """Those complained of in what the desk or this officer holds, soonest due first. Raises NotPermitted."""
    check_may(by, Permission.WORK_OFFENDERS_DESK)
    found = tuple(people_at_offender_desk(by.id, most=most, skip=skip))
    write_reading(
        EntryKind.READ_WORKLIST, subject="desk offender management", subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[one.id for one in found],
    )  # fmt: skip
    return found
