"""A worklist has the riskiest first, however many less risky ones are due earlier."""

from datetime import timedelta

from django.db import connection

from constabulary.access.roles import Role
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.records.queries.worklists import RISKS, due_around, worklist_of
from constabulary.web.templating import RISK_WORDS
from tests.conftest import asking
from tests.factories.calls import former_partner_damage, shoplifting
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
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'duty_of_desk'")
        made = cursor.fetchone()[0]
    # Of an empty table any index will do; which one of a full one, the order of its columns decides.
    assert "Sort" not in plan
    assert "(desk, risk DESC, due_at) WHERE" in made


def test_what_falls_due_about_now_is_found_whatever_its_risk(db, at):
    quarrel(at - timedelta(days=20))
    # What is due of a quarrel is due three and a half hours after the call.
    risky, now = opened(at, former_partner_damage(at)), quarrel(at - timedelta(hours=3))
    officer = asking(Role.CONTROL_ROOM_SUPERVISOR)
    window = {"since": at - timedelta(hours=2), "until": at + timedelta(hours=1, minutes=1)}
    found = due_around(officer, **window)
    assert {line.incident for line in found} == {risky.reference, now.reference}
    assert [line.due_at for line in found] == sorted(line.due_at for line in found)
    assert {line.risk for line in due_around(officer, **window, most=2)} == {3}
    without = due_around(officer, **window, but={line.kind for line in found})
    assert without == []


def test_everything_that_somebody_is_to_go_to_is_found_however_much_riskier_is_due(db, at):
    live = opened(at, shoplifting(at, grade="G1", crime_reported=False, category="civil-dispute"))
    for number in range(4):
        opened(
            at - timedelta(hours=2, minutes=50 + number),
            former_partner_damage(at - timedelta(hours=3), grade="G3", reason_below_floor="He is held."),
        )
        opened(at, former_partner_damage(at))
    window = {"since": at - timedelta(hours=2), "until": at + timedelta(hours=1, minutes=1)}
    found = due_around(asking(Role.CONTROL_ROOM_SUPERVISOR), **window, most=2)
    assert live.reference in {line.incident for line in found if line.kind is DutyKind.ATTEND}
    assert {line.kind for line in found} == {DutyKind.ATTEND}
    assert [line.due_at for line in found] == sorted(line.due_at for line in found)


def test_every_risk_that_a_duty_can_have_is_asked_for():
    assert [*reversed(range(len(RISK_WORDS)))] == RISKS


def test_the_index_of_a_desk_and_of_an_officer_leads_by_risk_to_the_moment_due(db):
    """What `due_around` asks, a desk or an officer, one risk, a window, is a range of these; which one is taken on a
    table of a few rows depends on its statistics, so the plan is not asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'duty'")
        found = dict(cursor.fetchall())
    assert "(desk, risk DESC, due_at)" in found["duty_of_desk"]
    assert "(owner_id, risk DESC, due_at)" in found["duty_of_officer"]
