"""A conflict of interest that comes up after allocation: the crime is to have another officer."""

from datetime import datetime

from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.recording import ANOTHER_OFFICER_WITHIN
from constabulary.standards.rulebook import Rulebook


def find_duty_of_conflict(
    rulebook: Rulebook, *, has_officer: bool, is_connected: bool, is_at_work: bool, at: datetime, risk: int
) -> DutyDue | None:
    """What is due where the officer in charge is connected with somebody who came into the crime after they had it.

    Whoever acts is not held up, and is not told with whom: the desk that allocates gives the crime to somebody else, as
    it would have given it to nobody connected in the first place. Nothing is due once the crime is at an end.
    """
    if not (has_officer and is_connected and is_at_work):
        return None
    standard = rulebook[ANOTHER_OFFICER_WITHIN]
    kind = DutyKind.ALLOCATE
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key, edition=standard.edition,
        risk=risk,
    )  # fmt: skip
