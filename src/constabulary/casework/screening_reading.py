"""What filing at the desk misses, and what is fitted from it, read from the crimes that were drawn to be investigated all the same."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.screening import Missed, missed_of
from constabulary.records.queries.screening import DrawnGroup, drawn_by_group
from constabulary.standards.dated import Standard
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import LOOKED_BACK
from constabulary.standards.values import value
from constabulary.standards.workload import SCREENING, ScreeningRule


@value
class MissedOfGroup:
    """One group with what filing missed in it, as far as that can be said."""

    group: DrawnGroup
    missed: Missed


@value
class OpenedScreening:
    """What filing missed in the year before `until`, in all and by group, and by which edition it was screened."""

    since: datetime
    until: datetime
    everybody: MissedOfGroup | None
    groups: tuple[MissedOfGroup, ...]
    standard: Standard[ScreeningRule]


def open_screening(*, by: Officer, at: datetime) -> OpenedScreening:
    """Count what became of drawn crimes. Numbers only; nobody is named. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    moments = Moments(decision=at)
    standard = read_rulebook(moments)[SCREENING]
    since = at - read_rulebook(moments)[LOOKED_BACK].value
    solved = [one.code for one in OUTCOMES.offered(moments) if one.positive]
    found = tuple(
        MissedOfGroup(group=one, missed=missed_of(one.solved, one.ended, least=standard.value.least_to_say))
        for one in drawn_by_group(since=since, until=at, solved=solved)
    )
    everybody = next((one for one in found if one.group.by == "all"), None)
    return OpenedScreening(
        since=since, until=at, everybody=everybody if everybody and everybody.group.filed else None,
        groups=tuple(one for one in found if one.group.by != "all"), standard=standard,
    )  # fmt: skip
