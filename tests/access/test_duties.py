"""Which duties of a desk are whose."""

import pytest

from constabulary.access.duties import can_meet, desks_with_nobody, kinds_not_for, may_answer
from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind


def officer(role: Role, rank: Rank = Rank.STAFF) -> Officer:
    return Officer(id=1, collar_number="X1", name="", rank=rank, roles=frozenset({role}))


#: What is nobody's in the control room.
OF_OTHERS = {
    DutyKind.DECIDE_AGAIN_BLIND, DutyKind.SETTLE_DIFFERENCE, DutyKind.ACCEPT_AID_AGAIN, DutyKind.READ_COPIES,
    DutyKind.GRADE_AGAIN, DutyKind.LOOK_AT_WAYS_OUT, DutyKind.LOOK_AT_BAIL, DutyKind.REVIEW_RELEASE,
    DutyKind.DECIDE_OVER_LIMIT, DutyKind.LOOK_AT_RECOVERY, DutyKind.END_DETENTION,
    DutyKind.REVIEW_DECISION,
}  # fmt: skip


def test_what_only_a_supervisor_may_do_is_not_on_a_handlers_list():
    assert set(kinds_not_for(officer(Role.CONTACT_HANDLER))) == {
        DutyKind.SUPERVISE, DutyKind.ACCEPT_BELOW_FLOOR, DutyKind.ANSWER_QUEUE_ALARM,
        DutyKind.GIVE_FEEDBACK, DutyKind.GIVE_NEED, DutyKind.READ_ALIKE_THRIVE, DutyKind.FEED_BACK_THIN, *OF_OTHERS,
    }  # fmt: skip
    assert set(kinds_not_for(officer(Role.CONTROL_ROOM_SUPERVISOR))) == OF_OTHERS


@pytest.mark.parametrize(
    ("role", "rank", "kind", "desk", "can"),
    [
        pytest.param(Role.INSPECTOR, Rank.SUPERINTENDENT, "look_at_bail", "superintendents", True, id="the rank"),
        pytest.param(Role.INSPECTOR, Rank.INSPECTOR, "look_at_bail", "superintendents", False, id="a rank below"),
        pytest.param(
            Role.CRIME_REGISTRAR, Rank.SUPERINTENDENT, "look_at_bail", "superintendents", False, id="the rank alone"
        ),
        pytest.param(
            Role.CHIEF_OFFICER, Rank.CHIEF_OFFICER, "look_at_bail", "chief_officers", True, id="a chief officer"
        ),
        pytest.param(Role.CONTACT_HANDLER, Rank.STAFF, "attend", "control_room", True, id="at their desk"),
        pytest.param(Role.CONTACT_HANDLER, Rank.STAFF, "supervise", "control_room", False, id="not theirs to do"),
        pytest.param(Role.CONTACT_HANDLER, Rank.STAFF, "allocate", "allocation", False, id="another desk"),
    ],
)
def test_who_can_meet_what_waits_at_a_desk(role, rank, kind, desk, can):
    assert can_meet(officer(role, rank), DutyKind(kind), at=Desk(desk)) is can


def test_a_desk_that_nobody_works_is_one_where_duties_can_wait():
    found = desks_with_nobody([officer(Role.INSPECTOR), officer(Role.CONTACT_HANDLER)])
    assert {Desk.SUPERINTENDENTS, Desk.CHIEF_OFFICERS, Desk.ALLOCATION, Desk.REGISTRAR} <= set(found)
    assert not {Desk.SUPERVISION, Desk.INSPECTORS, Desk.CONTROL_ROOM, Desk.ARMED_POLICING} & set(found)


@pytest.mark.parametrize(
    ("role", "rank", "finds"),
    [
        pytest.param(Role.INSPECTOR, Rank.CHIEF_INSPECTOR, False, id="a chief inspector"),
        pytest.param(Role.INSPECTOR, Rank.SUPERINTENDENT, True, id="a superintendent"),
        pytest.param(Role.CHIEF_OFFICER, Rank.CHIEF_OFFICER, True, id="a chief officer"),
        pytest.param(Role.PLANNER, Rank.SUPERINTENDENT, False, id="a superintendent who decides on no records"),
    ],
)
def test_from_the_rank_of_superintendent_on_decisions_wait_for_whoever_decides(role, rank, finds):
    who = officer(role, rank)
    above = (Desk.SUPERINTENDENTS, *([Desk.CHIEF_OFFICERS] if rank is Rank.CHIEF_OFFICER else []))
    assert who.desks_of_rank == (above if finds else ())
    assert (Desk.SUPERINTENDENTS in who.desks) is finds


@pytest.mark.parametrize(
    ("owner", "desk", "asked_by", "may"),
    [
        pytest.param(True, "registrar", 99, True, id="asked of them"),
        pytest.param(False, "imu", 99, True, id="asked of their desk"),
        pytest.param(False, "supervision", 99, False, id="asked of another and at another desk"),
        pytest.param(True, "imu", None, False, id="asked by themselves"),
    ],
)
def test_a_question_about_a_decision_is_answered_by_whom_it_is_asked_of_or_their_desk(owner, desk, asked_by, may):
    assessor = officer(Role.IMU_ASSESSOR)
    asked_by = assessor.id if asked_by is None else asked_by
    assert may_answer(assessor, owner=assessor.id if owner else None, desk=desk, asked_by=asked_by) is may
