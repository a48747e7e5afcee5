"""Officers who are away, for tests."""

from datetime import datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.abstractions import record_abstraction
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.standards.calendar import local_day
from tests.conftest import asking


def away(
    who: Role, at: datetime, *, kind: AbstractionKind = AbstractionKind.SICKNESS, days: int | None = None,
    share: float = 1.0, by: Role = Role.SUPERVISOR,
) -> int:  # fmt: skip
    """The officer of a role is away from that day on, for so many days or without an end; the row's number."""
    taken = asking(who).id
    first = local_day(at)
    return record_abstraction(
        officer=taken, by=asking(by), at=at,
        days=Abstraction(
            kind=kind, from_on=first, until_on=None if days is None else first + timedelta(days=days - 1), share=share
        ),
    )  # fmt: skip
