"""Which duties of a desk are whose."""

from constabulary.access.duties import kinds_not_for
from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.policing.duties.catalogue import DutyKind


def officer(role: Role) -> Officer:
    return Officer(id=1, collar_number="X1", name="", rank=Rank.STAFF, roles=frozenset({role}))


#: What is nobody's in the control room.
OF_OTHERS = {
    DutyKind.DECIDE_AGAIN_BLIND, DutyKind.SETTLE_DIFFERENCE, DutyKind.ACCEPT_AID_AGAIN, DutyKind.READ_COPIES,
    DutyKind.GRADE_AGAIN, DutyKind.LOOK_AT_WAYS_OUT, DutyKind.LOOK_AT_RECOVERY,
}  # fmt: skip


def test_what_only_a_supervisor_may_do_is_not_on_a_handlers_list():
    assert set(kinds_not_for(officer(Role.CONTACT_HANDLER))) == {
        DutyKind.SUPERVISE, DutyKind.ACCEPT_BELOW_FLOOR, DutyKind.ANSWER_QUEUE_ALARM,
        DutyKind.GIVE_FEEDBACK, DutyKind.GIVE_NEED, *OF_OTHERS,
    }  # fmt: skip
    assert set(kinds_not_for(officer(Role.CONTROL_ROOM_SUPERVISOR))) == OF_OTHERS
