"""The lists of supervision: counted for whoever measures, opened by whoever may see crimes; what names them is journalled."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.lists import SupervisionList, limits_at
from constabulary.records.journal import write_reading
from constabulary.records.queries.supervision import (
    CountedUnit,
    ListedCrime,
    Scope,
    count_lists,
    count_lists_then,
    crimes_on_list,
)
from constabulary.records.queries.together import ask_together
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import BACKSTOPS, Backstops
from constabulary.standards.values import value


@value
class CountedLists:
    """How many stand on each list, unit by unit; how many stood there at `then`; by which edition of the intervals."""

    units: tuple[CountedUnit, ...]
    then: datetime
    stood: dict[SupervisionList, int]
    backstops: Standard[Backstops]

    def count(self, one: SupervisionList) -> int:
        """How many stand on a list in all."""
        return sum(unit.count(one) for unit in self.units)


@value
class OpenedList:
    """A part of one list."""

    crimes: tuple[ListedCrime, ...]
    has_more: bool
    backstops: Standard[Backstops]


def open_supervision(*, scope: Scope, by: Officer, at: datetime) -> CountedLists:
    """Count the nine lists of a district, a team, an officer or the force. Raises NotPermitted.

    Numbers only, of what whoever asks may see; nobody is named but the officers whose work it is.
    """
    check_may(by, Permission.SEE_MEASURES)
    standard = _backstops(at)
    then = at - timedelta(days=standard.value.trend_days)
    now = count_lists.later(scope, limits=limits_at(standard.value, at), at=at)
    before = count_lists_then.later(scope, limits=limits_at(standard.value, then), at=then)
    ask_together(now, before)
    return CountedLists(units=tuple(now.answer), then=then, stood=before.answer, backstops=standard)


def open_supervision_list(
    *,
    wanted: SupervisionList,
    scope: Scope,
    purpose: str,
    by: Officer,
    at: datetime,
    most: int = 50,
    skip: int = 0,
) -> OpenedList:
    """Open the records of one list, high harm and longest waiting first. Raises NotPermitted."""
    check_may(by, Permission.OPEN_SUPERVISION)
    standard = _backstops(at)
    limits = limits_at(standard.value, at)
    found = crimes_on_list(wanted, scope, limits=limits, at=at, most=most + 1, skip=skip)
    shown = tuple(found[:most])
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject=f"supervision {wanted.value}", subject_row=by.id, by=by, at=at,
        purpose=purpose, shown=[one.id for one in shown],
    )  # fmt: skip
    return OpenedList(crimes=shown, has_more=len(found) > most, backstops=standard)


def _backstops(at: datetime) -> Standard[Backstops]:
    return read_rulebook(Moments(report=at, decision=at))[BACKSTOPS]
