"""Which duties of their desk someone can meet: what only a supervisor may do is not on everybody's list."""

from collections.abc import Iterable, Mapping

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.policing.desks import DESK_OF_AUTHORITY, Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind

ONLY_WITH: Mapping[DutyKind, Permission] = {
    DutyKind.SUPERVISE: Permission.ACCEPT_BELOW_FLOOR,
    DutyKind.ACCEPT_BELOW_FLOOR: Permission.ACCEPT_BELOW_FLOOR,
    DutyKind.ANSWER_QUEUE_ALARM: Permission.ANSWER_ALARMS,
    DutyKind.GIVE_FEEDBACK: Permission.SCORE_BLIND,
    DutyKind.GIVE_NEED: Permission.KEEP_SEALS,
    DutyKind.DECIDE_AGAIN_BLIND: Permission.DECIDE_OUTCOME,
    DutyKind.REVIEW_DECISION: Permission.DECIDE_OUTCOME,
    DutyKind.SETTLE_DIFFERENCE: Permission.DECIDE_OUTCOME,
    DutyKind.GRADE_AGAIN: Permission.ALLOCATE,
    DutyKind.READ_COPIES: Permission.REVIEW_AS_SUPERVISOR,
    DutyKind.LOOK_AT_BAIL: Permission.DECIDE_BAIL,
    DutyKind.END_DETENTION: Permission.INVESTIGATE,
    DutyKind.REVIEW_RELEASE: Permission.REVIEW_AS_SUPERVISOR,
    DutyKind.DECIDE_OVER_LIMIT: Permission.ALLOCATE,
    DutyKind.ACCEPT_AID_AGAIN: Permission.ACCEPT_AIDS,
    DutyKind.LOOK_AT_WAYS_OUT: Permission.REGISTER_CRIME,
    DutyKind.LOOK_AT_RECOVERY: Permission.PLAN,
    DutyKind.READ_ALIKE_THRIVE: Permission.SCORE_BLIND,
    DutyKind.FEED_BACK_THIN: Permission.SCORE_BLIND,
}


#: Where a duty can come to wait: the desk of its kind, or of the rank that decides.
HELD = frozenset({*(card.desk for card in CATALOGUE.values()), *DESK_OF_AUTHORITY.values()})


def can_meet(officer: Officer, kind: DutyKind, *, at: Desk) -> bool:
    """Whether a duty that waits at a desk is on this officer's list, and they may do what it asks."""
    permission = ONLY_WITH.get(kind)
    return at in officer.desks and (permission is None or may(officer, permission))


def may_answer(officer: Officer, *, owner: int | None, desk: str, asked_by: int) -> bool:
    """Whether a question about a decision is this officer's to answer: asked of them or of their desk, not by themselves."""
    return officer.id != asked_by and (officer.id == owner or desk in officer.desks)


def desks_with_nobody(officers: Iterable[Officer]) -> tuple[Desk, ...]:
    """The desks where duties can come to wait that none of these officers works."""
    worked = {desk for one in officers for desk in one.desks}
    return tuple(desk for desk in Desk if desk in HELD and desk not in worked)


def kinds_not_for(officer: Officer) -> tuple[DutyKind, ...]:
    """The kinds of duty that this officer cannot meet, whichever desk holds them."""
    return tuple(kind for kind, permission in ONLY_WITH.items() if not may(officer, permission))
