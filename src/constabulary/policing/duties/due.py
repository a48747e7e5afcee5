"""A duty that an act opens, and what is due in words."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.standards.custody import BAIL_DESIGNATED_BY, BAIL_REGIME, BASIC_LIMIT, EXTENDED_LIMIT, WARRANTS
from constabulary.standards.protection import SAFETY_AFTER_OPENING
from constabulary.standards.recording import ANOTHER_OFFICER_WITHIN
from constabulary.standards.response import FINISH_THRIVE, FINISH_THRIVE_PRIORITY
from constabulary.standards.values import value
from constabulary.standards.victims import GOES_ON

#: Where the rule that a duty follows from says what it is more plainly than its kind does.
TITLES_BY_RULE: Mapping[tuple[DutyKind, str], str] = {
    # Not with whom: the officer in charge reads it too.
    (DutyKind.ALLOCATE, ANOTHER_OFFICER_WITHIN.name): (
        "Allocate to another officer: a conflict of interest of the officer in charge is recorded"
    ),
    (DutyKind.REASSESS, FINISH_THRIVE.name): "Finish THRIVE: opened before it was asked",
    (DutyKind.REASSESS, FINISH_THRIVE_PRIORITY.name): "Finish THRIVE: opened before it was asked",
    # Not why: whoever reads it may be connected with the other side, and must not learn that anything is sealed.
    (DutyKind.PLAN_SAFETY, SAFETY_AFTER_OPENING.name): "Set the safety plan now: what protects them may be known",
    (DutyKind.REVIEW_SAFETY_PLAN, SAFETY_AFTER_OPENING.name): (
        "Review the safety plan now: what protects them may be known"
    ),
    (DutyKind.TELL_VICTIM_OF_CHANGE, GOES_ON.name): "Tell the victim that the investigation goes on",
    (DutyKind.LOOK_AT_BAIL, BAIL_REGIME.name): (
        "Bail ends soon, and a superintendent, a higher rank or a court decides next: a superintendent looks at what is "
        "still to do"
    ),
    (DutyKind.LOOK_AT_BAIL, BAIL_DESIGNATED_BY.name): (
        "Bail of an exceptionally complex case ends soon: a chief officer looks at what is still to do, and decides next"
    ),
    (DutyKind.END_DETENTION, BASIC_LIMIT.name): (
        "Detention reaches its limit, and nobody may extend it: charge or release"
    ),
    (DutyKind.END_DETENTION, WARRANTS.name): (
        "Detention reaches its limit: charge, release, or ask a court for a warrant in time"
    ),
    (DutyKind.END_DETENTION, EXTENDED_LIMIT.name): (
        "Detention reaches its limit: charge, release, or a superintendent extends it"
    ),
}


def title_of_duty(kind: DutyKind, rule: str) -> str:
    """What is due, in words, for a duty that follows from this rule."""
    return TITLES_BY_RULE.get((kind, rule), CATALOGUE[kind].title)


@value
class DutyDue:
    """A duty that an act opens: what, at which desk, by when, under which edition of which standard."""

    kind: DutyKind
    desk: Desk
    due_at: datetime
    rule: str
    edition: str
    outer_due_at: datetime | None = None
    risk: int = 0
