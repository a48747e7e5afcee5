"""The code lists that columns of the staging layout name: the product's own, from the places that keep them."""

from collections.abc import Collection, Mapping
from functools import cache

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.standards.incident_categories import incident_categories
from constabulary.standards.outcomes import CANCELLATIONS, OUTCOMES
from constabulary.standards.people import WARNINGS
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Rulebook

SEXES = ("not_known", "female", "male", "other")
#: A proposal waits for a person of this force to decide it: the old system's crime is under investigation until then.
STATES_OF_CRIME = ("unallocated", "allocated", "investigating", "finalised", "cancelled")
#: Duties about something that the layout does not bring.
NOT_A_TASK = frozenset(
    {
        DutyKind.ANSWER_QUEUE_ALARM, DutyKind.REVIEW_EMERGENCY_OPENING, DutyKind.REVIEW_WARNING, DutyKind.GIVE_NEED,
        DutyKind.READ_OPENING_FOUND,
        DutyKind.ACKNOWLEDGE_HANDOFF, DutyKind.SEE_HANDOFF_TAKEN, DutyKind.FOLLOW_REFERRAL, DutyKind.SEE_REFERRAL_TAKEN,
        DutyKind.DECIDE_OUTCOME, DutyKind.DECIDE_CANCELLATION, DutyKind.FOLLOW_DIRECTION, DutyKind.KEEP_APPOINTMENT,
        DutyKind.ANSWER_REGISTRAR, DutyKind.ANSWER_ACTION_ITEM, DutyKind.APPROVE_PLAN, DutyKind.GIVE_FEEDBACK,
        DutyKind.BEGIN_PROCEEDINGS, DutyKind.ACKNOWLEDGE_REVIEW, DutyKind.REVIEW_DECISION, DutyKind.TELL_OF_REVIEW,
        DutyKind.LOOK_AT_WAYS_OUT, DutyKind.LOOK_AT_RECOVERY, DutyKind.READ_ALIKE_THRIVE,
    }
)  # fmt: skip


def code_lists(rulebook: Rulebook) -> Mapping[str, Collection[str]]:
    """Every list by the name that the layout gives it, each in the order in which it is shown."""
    return {**_lists(), "grades": tuple(one.code for one in rulebook[RESPONSE_GRADES].value.grades)}


@cache
def _lists() -> Mapping[str, Collection[str]]:
    return {
        "ranks": tuple(one.name.lower() for one in Rank),
        "roles": tuple(one.value for one in Role),
        "sexes": SEXES,
        "kinds of restriction": tuple(one.value for one in RestrictionKind),
        "states of an incident": ("open", "closed"),
        "desks of an incident": (Desk.CONTROL_ROOM.value, Desk.IMU.value),
        "desks": tuple(one.value for one in Desk),
        "incident categories": tuple(one.code for one in incident_categories()),
        "states of a crime": STATES_OF_CRIME,
        "offences": (),
        "outcomes": tuple(dict.fromkeys(one.code for one in OUTCOMES.entries)),
        "cancellation codes": tuple(dict.fromkeys(one.code for one in CANCELLATIONS.entries)),
        "statuses of a suspect": tuple(one.value for one in SuspectStatus),
        "kinds of warning": tuple(one.code for one in WARNINGS.entries if "person" in one.about),
        "kinds of duty": tuple(one.value for one in DutyKind if one not in NOT_A_TASK),
    }
