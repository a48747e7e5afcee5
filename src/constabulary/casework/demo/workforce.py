"""Who works in a demonstration force and where, as its stories need to know it: from the database, or before there is one."""

from collections.abc import Sequence
from typing import TypeVar

from constabulary.records.memory_store import MemoryStore
from constabulary.records.models import District, Force, Officer, RoleGrant, Team
from constabulary.records.models.base import Record
from constabulary.standards.values import value

Row = TypeVar("Row", bound=Record)


@value
class Workforce:
    """The force, its officers with their roles, its districts and teams."""

    forces: Sequence[Force]
    officers: Sequence[Officer]
    grants: Sequence[RoleGrant]
    districts: Sequence[District]
    teams: Sequence[Team]


def read_workforce() -> Workforce:
    """Who works here by the database."""
    return Workforce(
        forces=list(Force.objects.order_by("id")),
        officers=list(Officer.objects.order_by("id")),
        grants=list(RoleGrant.objects.order_by("id")),
        districts=list(District.objects.order_by("id")),
        teams=list(Team.objects.order_by("id")),
    )


def workforce_in(store: MemoryStore) -> Workforce:
    """Who works here by a store that has not been written yet."""

    def every(model: type[Row]) -> list[Row]:
        return store.find(model, {}, lock=False)

    return Workforce(
        forces=every(Force),
        officers=every(Officer),
        grants=every(RoleGrant),
        districts=every(District),
        teams=every(Team),
    )
