"""The register of outstanding suspects, opened for a force, a district, a team or oneself; whom it names is journalled."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.investigation.register import NOT_OUTSTANDING, Why
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.suspect_register import (
    RegisterCell,
    RegisterLine,
    read_register,
)
from constabulary.standards.values import value


@value
class OpenedRegister:
    """The register's counts, and a part of its lines."""

    cells: tuple[RegisterCell, ...]
    lines: tuple[RegisterLine, ...]
    has_more: bool

    @property
    def outstanding(self) -> int:
        """How many are outstanding: on the register and not in custody."""
        return sum(one.many for one in self.cells if one.why not in NOT_OUTSTANDING)

    def count(
        self, *, why: Why | None = None, age: int | None = None, clock: str = "", unit: tuple[int | None] | None = None
    ) -> int:
        """How many there are of these."""
        return sum(
            one.many
            for one in self.cells
            if (why is None or one.why is why)
            and (age is None or one.age == age)
            and (not clock or one.clock == clock)
            and (unit is None or one.unit == unit[0])
        )

    @property
    def units(self) -> tuple[tuple[int | None, str], ...]:
        """The units counted, by name; what belongs to none last."""
        return tuple(dict.fromkeys((one.unit, one.unit_name) for one in self.cells))


def open_register(
    *, scope: Scope, why: Why | None, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> OpenedRegister:
    """Open the register of a district, a team, an officer or the force. Raises NotPermitted."""
    check_may(by, Permission.OPEN_SUPERVISION)
    return _open_lines(scope, why, purpose, by, at, most, skip)


def open_my_suspects(
    *, why: Why | None, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> OpenedRegister:
    """Open the part of the register that is one's own: the suspects of the crimes one investigates. Raises NotPermitted."""
    check_may(by, Permission.INVESTIGATE)
    return _open_lines(Scope(officer=by.id), why, purpose, by, at, most, skip)


def _open_lines(
    scope: Scope, why: Why | None, purpose: str, by: Officer, at: datetime, most: int, skip: int
) -> OpenedRegister:
    cells, found = read_register(scope, at=at, why=why, most=most + 1, skip=skip)
    shown = tuple(found[:most])
    named = {one.crime_id for one in shown} | {one.person_id for one in shown if one.person_id is not None}
    write_reading(
        EntryKind.READ_SUSPECTS, subject="register of outstanding suspects", subject_row=by.id, by=by, at=at,
        purpose=purpose, shown=sorted(named),
    )  # fmt: skip
    return OpenedRegister(cells=tuple(cells), lines=shown, has_more=len(found) > most)
