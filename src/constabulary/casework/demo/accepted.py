"""The decision aids that the demonstration force uses, accepted by its chief officer for most of a year."""

from datetime import datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.aids import accept_aid
from constabulary.casework.demo.officers import collar_number_of
from constabulary.policing.inspection.aids import Aid
from constabulary.records.queries.officers import officer_by_number
from constabulary.standards.calendar import local_day

LASTS = timedelta(days=300)
WHY = {
    Aid.GRADE: "On trial: the floor rules hold underneath, a person grades every call, and one in ten is scored again blind.",
    Aid.ALLOCATION: "On trial: nobody is given anything until a person accepts it, and every change is kept with its reason.",
    Aid.STOCK_PHRASES: "On trial: a colleague reads what is selected, and nobody is counted by what they write.",
    Aid.RISK: "On trial: whoever assesses grades, a grade below it waits for a supervisor, and every one is looked at again.",
    Aid.VULNERABILITY: "On trial: whoever asks decides, and says why where they decide against it.",
}


def accept_aids(*, at: datetime) -> None:
    """Every aid that has something to propose accepted by the chief officer who signs in. Raises LookupError where there is none."""
    by = officer_by_number(collar_number_of(Role.CHIEF_OFFICER))
    if by is None:
        raise LookupError("the demonstration force has no chief officer")
    for aid, why in WHY.items():
        accept_aid(aid=aid, until_on=local_day(at + LASTS), reason=why, by=by, at=at)
