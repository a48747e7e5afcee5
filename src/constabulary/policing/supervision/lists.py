"""The nine lists of supervision: what comes onto each, from when, and which queue of duties lies behind it."""

from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.clocks import months_after, start_of
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.standards.calendar import local_day
from constabulary.standards.supervision import Backstops
from constabulary.standards.values import value


class SupervisionList(StrEnum):
    """One of the nine lists."""

    UNALLOCATED = "unallocated"
    NO_CONTACT_AGREED = "no-contact-agreed"
    NO_PLAN = "no-plan"
    SUSPECT_OUTSTANDING = "suspect-outstanding"
    OPEN_LONG = "open-long"
    BAIL_EXPIRED = "bail-expired"
    CONTACT_OVERDUE = "contact-overdue"
    REVIEW_OVERDUE = "review-overdue"
    INSPECTION_OVERDUE = "inspection-overdue"


@value
class ListDescription:
    """What a list is called, what `{0}` puts an interval into, and the queue behind it."""

    title: str
    short: str
    counts: str
    since: str
    queue: tuple[Desk, DutyKind]


L = SupervisionList
LISTS: dict[SupervisionList, ListDescription] = {
    L.UNALLOCATED: ListDescription(
        title="Not allocated",
        short="Not allocated",
        counts="Crimes that have waited for an officer for more than {0} hours since they were recorded.",
        since="Recorded",
        queue=(Desk.ALLOCATION, DutyKind.ALLOCATE),
    ),
    L.NO_CONTACT_AGREED: ListDescription(
        title="No contact agreed with the victim",
        short="No contact agreed",
        counts="Open crimes with a victim with whom nothing has been agreed {0} days after they were recorded.",
        since="Recorded",
        queue=(Desk.INVESTIGATION, DutyKind.AGREE_CONTACT),
    ),
    L.NO_PLAN: ListDescription(
        title="No investigation plan",
        short="No plan",
        counts="Crimes without a plan {0} days after they were allocated.",
        since="Allocated",
        queue=(Desk.INVESTIGATION, DutyKind.SET_PLAN),
    ),
    L.SUSPECT_OUTSTANDING: ListDescription(
        title="Suspect outstanding",
        short="Suspect outstanding",
        counts="Suspects named, or wanted, or who did not come, not arrested or interviewed for more than {0} days.",
        since="Since",
        queue=(Desk.INVESTIGATION, DutyKind.REVIEW_SUSPECT),
    ),
    L.OPEN_LONG: ListDescription(
        title="Open for long",
        short="Open for long",
        counts="Crimes still open {0} months after they were reported.",
        since="Reported",
        # A crime leaves this list by its outcome: where none is decided any more, it grows.
        queue=(Desk.SUPERVISION, DutyKind.DECIDE_OUTCOME),
    ),
    L.BAIL_EXPIRED: ListDescription(
        title="Bail has expired",
        short="Bail expired",
        counts="Suspects whose pre-charge bail has ended with nothing decided.",
        since="Ended",
        queue=(Desk.INVESTIGATION, DutyKind.DECIDE_BAIL),
    ),
    L.CONTACT_OVERDUE: ListDescription(
        title="Contact with the victim overdue",
        short="Contact overdue",
        counts="Open crimes whose victim should have heard from us by now.",
        since="Due",
        queue=(Desk.INVESTIGATION, DutyKind.UPDATE_VICTIM),
    ),
    L.REVIEW_OVERDUE: ListDescription(
        title="Supervisor's review overdue",
        short="Review overdue",
        counts="Open crimes whose supervisor's review is overdue.",
        since="Due",
        queue=(Desk.SUPERVISION, DutyKind.REVIEW_INVESTIGATION),
    ),
    L.INSPECTION_OVERDUE: ListDescription(
        title="Inspector's review overdue",
        short="Inspector overdue",
        counts="Open crimes whose inspector's review is overdue.",
        since="Due",
        queue=(Desk.INSPECTORS, DutyKind.INSPECT_INVESTIGATION),
    ),
}  # fmt: skip

#: What a victim may be owed: overdue contact is any of these.
CONTACT_DUE = (
    DutyKind.CONTACT_VICTIM_FIRST, DutyKind.UPDATE_VICTIM, DutyKind.TELL_VICTIM_OF_CHANGE,
    DutyKind.TELL_VICTIM_OF_OUTCOME,
)  # fmt: skip
#: The duties that tell how well work is done: reviews and updates, in time or not.
COUNTED_FOR_QUALITY = (DutyKind.REVIEW_INVESTIGATION, *CONTACT_DUE)
#: The duties that put a crime onto a list when they are overdue.
LIST_OF_DUTY = {
    **dict.fromkeys(CONTACT_DUE, L.CONTACT_OVERDUE),
    DutyKind.REVIEW_INVESTIGATION: L.REVIEW_OVERDUE,
    DutyKind.INSPECT_INVESTIGATION: L.INSPECTION_OVERDUE,
}


def limits_at(backstops: Backstops, at: datetime) -> dict[SupervisionList, datetime]:
    """For each list the moment before which something must have begun, or been due, to stand on it at `at`."""
    days = {L.NO_CONTACT_AGREED: backstops.contact_agreed_days, L.NO_PLAN: backstops.plan_days}
    return {
        **dict.fromkeys(L, at),
        L.UNALLOCATED: at - timedelta(hours=backstops.unallocated_hours),
        L.SUSPECT_OUTSTANDING: at - timedelta(days=backstops.suspect_days),
        L.OPEN_LONG: start_of(months_after(local_day(at), -backstops.open_months)),
        **{one: at - timedelta(days=count) for one, count in days.items()},
    }


def interval_of(one: SupervisionList, backstops: Backstops) -> int:
    """The interval that a list's description names; 0 for those that have none."""
    return {
        L.UNALLOCATED: backstops.unallocated_hours,
        L.NO_CONTACT_AGREED: backstops.contact_agreed_days,
        L.NO_PLAN: backstops.plan_days,
        L.SUSPECT_OUTSTANDING: backstops.suspect_days,
        L.OPEN_LONG: backstops.open_months,
    }.get(one, 0)


def describe_list(one: SupervisionList, backstops: Backstops) -> str:
    """What stands on a list, in a sentence, with the interval in force."""
    return LISTS[one].counts.format(interval_of(one, backstops))
