"""Under whom others can be put: a rank or a staff grade, and a role that supervises."""

import pytest

from constabulary.access.officers import Officer, may_supervise
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role


@pytest.mark.parametrize(
    ("rank", "roles", "may"),
    [
        pytest.param(Rank.SERGEANT, {Role.SUPERVISOR}, True, id="a sergeant who reviews"),
        pytest.param(Rank.STAFF, {Role.SUPERVISOR}, True, id="staff who supervise"),
        pytest.param(Rank.STAFF, {Role.CONTROL_ROOM_SUPERVISOR}, True, id="whoever runs the control room"),
        pytest.param(Rank.INSPECTOR, {Role.INSPECTOR, Role.DETECTIVE}, True, id="an inspector"),
        pytest.param(Rank.CHIEF_OFFICER, {Role.CHIEF_OFFICER}, True, id="a chief officer"),
        pytest.param(Rank.CONSTABLE, {Role.SUPERVISOR}, False, id="a constable, whatever the role"),
        pytest.param(Rank.SERGEANT, {Role.DETECTIVE}, False, id="a sergeant who investigates"),
        pytest.param(Rank.SERGEANT, set(), False, id="a sergeant without a role"),
        pytest.param(Rank.STAFF, {Role.ADMINISTRATOR}, False, id="an administrator"),
    ],
)
def test_who_supervises(rank, roles, may):
    officer = Officer(id=1, collar_number="1", name="A", rank=rank, roles=frozenset(roles))
    assert may_supervise(officer) is may
