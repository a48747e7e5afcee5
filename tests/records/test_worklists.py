"""A worklist has the riskiest first, however many less risky ones are due earlier."""

from datetime import timedelta

from django.db import connection

from constabulary.access.roles import Role
from constabulary.records.queries.worklists import worklist_of
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import opened, quarrel


def test_the_riskiest_comes_first_even_when_many_are_due_earlier(db, at):
    for number in range(12):
        quarrel(at - timedelta(hours=30 - number))
    risky = opened(at, former_partner_damage(at))
    officer = asking(Role.CONTROL_ROOM_SUPERVISOR)
    first = worklist_of(officer, most=4)
    assert {line.incident for line in first} == {risky.reference}
    assert [line.risk for line in first] == [3, 3, 3, 3]
    everything = worklist_of(officer, most=200)
    assert [line.id for line in worklist_of(officer, most=5, skip=5)] == [line.id for line in everything[5:10]]


def test_the_index_answers_for_a_desk_without_sorting(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM duty WHERE owner_id IS NULL AND state = 'open' AND desk = 'imu' "
            "ORDER BY risk DESC, due_at LIMIT 60"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "duty_of_desk" in plan
    assert "Sort" not in plan
