"""The doctor says where duties wait that nobody at work can meet, and which desks nobody works."""

import pytest

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.jobs.checks.desks import check_desks
from constabulary.jobs.checks.registry import CHECKS
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, Officer
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import recorded

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return [f"{one.level.value}: {one.sentence}" for one in check_desks()]


def changed(role: Role, at, **now) -> None:
    """The officer of a role, of another rank or gone from now on."""
    number = asking(role).id
    system = system_officer()
    say_who_asks(system)
    with writing(by=system, at=at, purpose="Moving somebody") as w:
        w.entry(EntryKind.OFFICER_MOVED, subject=w.find(Officer)[0])
        w.update(w.lock(Officer, number), **now)


def test_what_waits_for_a_role_that_nobody_has_any_more_is_told_with_how_many(at):
    assert check_desks in CHECKS
    for _ in range(2):
        recorded(at)
    waiting = Duty.objects.filter(desk="allocation", kind="allocate", state="open", owner_id=None).count()
    assert waiting == 2
    assert not [one for one in told() if "Allocation" in one]
    changed(Role.ALLOCATION_MANAGER, at, is_active=False)
    (found,) = [one for one in told() if "Allocation" in one]
    assert found.startswith("note: 2 duties wait at the desk Allocation, and nobody at work has the role and the rank")


def test_a_desk_of_a_rank_that_nobody_has_is_told_before_anything_waits_there(at):
    for role in Role:
        changed(role, at, rank=Rank.INSPECTOR.value)
    assert [one for one in told() if "Nobody works these desks: Superintendents, Chief officers." in one]
    changed(Role.CHIEF_OFFICER, at, rank=Rank.CHIEF_OFFICER.value)
    assert told() == ["ok: Somebody at work can meet what waits at every desk."]


def test_where_nobody_has_a_role_yet_that_is_all_that_is_told(at):
    for role in Role:
        changed(role, at, is_active=False)
    assert told() == ["note: Nobody has a role yet: no desk is worked."]
