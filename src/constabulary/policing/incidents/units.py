"""Units as a dispatcher chooses among them: who is committed to what, who is free, in which order the free are offered."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.standards.values import value

#: The states in which a unit is committed, as long as its incident is open.
OUT = ("sent", "en_route", "at_scene")


@value
class UnitStanding:
    """A unit by what it last did: `incident` it is committed to or was last on, in which district, free since when.

    `incident` is empty, and the rest says nothing, where whoever asks may not see what it is committed to.
    """

    unit: str
    state: str
    incident: str
    grade: str
    district: int | None
    district_name: str
    noted_at: datetime

    @property
    def is_restricted(self) -> bool:
        """Whether it is committed to something that whoever asks may not see."""
        return not self.incident

    @property
    def is_committed(self) -> bool:
        """Whether it is on its way to an open incident or there."""
        return self.state in OUT


def order_free(units: Iterable[UnitStanding], *, district: int | None) -> tuple[UnitStanding, ...]:
    """The free units in the order in which they are offered: last seen in the incident's district first.

    Among those, whoever became free last: the likeliest to be on duty still, and where it was. A dispatcher who knows
    better chooses another.
    """
    free = [one for one in units if not one.is_committed]
    free.sort(key=lambda one: (one.noted_at, one.unit), reverse=True)
    return tuple(sorted(free, key=lambda one: district is None or one.district != district))
