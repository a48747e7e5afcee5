"""A named suspect of domestic abuse who has not been found: the clock from when they were named, and who is told.

No national interval is known to us: both are our default, which a force sets for itself. What meets it is what takes
somebody off the register of outstanding suspects: an arrest, an interview, an elimination or a disposal.
"""

from collections.abc import Sequence
from datetime import datetime

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.register import TAKES
from constabulary.policing.investigation.suspects import OUTSTANDING, SuspectStatus
from constabulary.standards.investigation import ABUSE_SUSPECT
from constabulary.standards.rulebook import Rulebook

#: The duty to find them, and the supervisor's once it is late.
SEARCHES = (DutyKind.FIND_ABUSE_SUSPECT, DutyKind.SEE_ABUSE_SUSPECT_FOUND)
RISK = 3


def is_to_be_found(status: SuspectStatus, *, domestic_abuse: bool) -> bool:
    """Whether somebody named is still to be found; attendance that is arranged finds nobody yet."""
    return domestic_abuse and (status in OUTSTANDING or status is SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED)


def is_found_by(status: SuspectStatus) -> bool:
    """Whether a step to this status is an arrest, an interview, an elimination or a disposal."""
    return status in TAKES


def search_due(rulebook: Rulebook, *, named_at: datetime, desk: Desk) -> DutyDue:
    """Finding them, so long after they were named."""
    standard = rulebook[ABUSE_SUSPECT]
    return DutyDue(
        kind=DutyKind.FIND_ABUSE_SUSPECT, desk=desk, due_at=named_at + standard.value.found_within, rule=standard.key,
        edition=standard.edition, risk=RISK,
    )  # fmt: skip


def is_look_due(rulebook: Rulebook, looks: Sequence[datetime | None], *, at: datetime) -> bool:
    """Whether a supervisor is to look at a late search: nobody has yet, or the last look was so long ago.

    `looks` are when each earlier one was done; None stands for one that is not done yet, and asks for no second.
    """
    done = [one for one in looks if one is not None]
    if len(done) < len(looks):
        return False
    return not done or at >= max(done) + rulebook[ABUSE_SUSPECT].value.again_after


def late_search_due(rulebook: Rulebook, *, at: datetime, desk: Desk) -> DutyDue:
    """The supervisor's look, once somebody was not found in time."""
    standard = rulebook[ABUSE_SUSPECT]
    return DutyDue(
        kind=DutyKind.SEE_ABUSE_SUSPECT_FOUND, desk=desk, due_at=at + standard.value.supervisor_within,
        rule=standard.key, edition=standard.edition, risk=RISK,
    )  # fmt: skip
