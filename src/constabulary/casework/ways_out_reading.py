"""Early closure and the ways out beside each other: counted for whoever measures, the records opened and journalled."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.inspection.ways_out import (
    EARLY,
    EarlyClosure,
    WatchedWay,
    displacement,
    early_closure,
    national_shares,
)
from constabulary.policing.clocks import months_after, start_of
from constabulary.policing.inspection.displacement import CANCELLED, OTHER, WATCHED, WAY_OF
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.open_data import current_batches
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.together import ask_together
from constabulary.records.queries.ways_out import (
    Overturned,
    WayLine,
    Windows,
    count_overturned,
    count_ways,
    days_open,
    records_of_way,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.published_figures import FUNNEL
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import LEAST_OF_UNIT, MEASURE_WINDOW
from constabulary.standards.supervision import BACKSTOPS
from constabulary.standards.values import value

#: The published table of outcomes that our own ends are held against.
TABLE = "outcome-table"


def windows_at(at: datetime, *, since: datetime | None = None) -> Windows:
    """The window up to now and the one before it, of equal length: since a day, or the usual length of a measure."""
    rulebook = read_rulebook(Moments(report=at, decision=at))
    length = at - since if since is not None and since < at else rulebook[MEASURE_WINDOW].value
    begin, months = at - length, rulebook[BACKSTOPS].value.open_months
    return Windows(
        start=begin - length, since=begin, until=at,
        long_then=start_of(months_after(local_day(begin), -months)),
        long_now=start_of(months_after(local_day(at), -months)),
    )  # fmt: skip


@value
class OpenedEarlyClosure:
    """Outcomes 14 and 16 before and after, and the year of the published table they are held against."""

    windows: Windows
    before: EarlyClosure
    now: EarlyClosure
    days_before: float | None
    days_now: float | None
    year: str
    years: tuple[str, ...]
    least: int


@value
class OpenedWays:
    """Every way out, how it changed, and what was refused and overturned, unit by unit."""

    windows: Windows
    ways: tuple[WatchedWay, ...]
    overturned: tuple[Overturned, ...]
    least: int


def open_early_closure(
    *, scope: Scope, since: datetime | None, year: str, by: Officer, at: datetime
) -> OpenedEarlyClosure:
    """Count outcomes 14 and 16 of a force, a district or a team against a published year. Raises NotPermitted.

    Without a published table nothing is expected: the crude share alone says little, and the page says so.
    """
    check_may(by, Permission.SEE_MEASURES)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    least, funnel = rulebook[LEAST_OF_UNIT].value, rulebook[FUNNEL].value
    windows = windows_at(at, since=since)
    counted, days = count_ways.later(scope, windows), days_open.later(scope, windows, EARLY)
    ask_together(counted, days)
    batches = current_batches(TABLE)
    chosen = year if year in batches else next(iter(batches), "")
    shares = national_shares(batches[chosen]) if chosen else {}
    before, now = (
        early_closure(counted.answer, shares, later=later, least=least, funnel=funnel) for later in (False, True)
    )
    return OpenedEarlyClosure(
        windows=windows, before=before, now=now, days_before=days.answer.get(False), days_now=days.answer.get(True),
        year=chosen, years=tuple(batches), least=least,
    )  # fmt: skip


def open_ways_out(*, scope: Scope, since: datetime | None, by: Officer, at: datetime) -> OpenedWays:
    """Count every way out of a force, a district or a team in two windows. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    windows = windows_at(at, since=since)
    least = read_rulebook(Moments(report=at, decision=at))[LEAST_OF_UNIT].value
    counted, overturned = count_ways.later(scope, windows), count_overturned.later(scope, windows)
    ask_together(counted, overturned)
    return OpenedWays(
        windows=windows,
        ways=displacement(counted.answer, least=least),
        overturned=tuple(overturned.answer),
        least=least,
    )


@value
class OpenedWay:
    """A part of the records behind one way."""

    lines: tuple[WayLine, ...]
    has_more: bool


def open_records_of_way(
    *,
    way: str,
    scope: Scope,
    windows: Windows,
    later: bool,
    purpose: str,
    by: Officer,
    at: datetime,
    most: int = 50,
    skip: int = 0,
) -> OpenedWay:
    """Open the records behind one way in one window; journalled with what it names. Raises NotPermitted."""
    check_may(by, Permission.OPEN_EVIDENCE)
    codes = (*WATCHED, *CANCELLED) if way == OTHER else (way.upper(), way)
    found = records_of_way(
        WAY_OF[way].family, codes, scope, windows, later=later, others=way == OTHER, most=most + 1, skip=skip
    )
    shown = tuple(found[:most])
    write_reading(
        EntryKind.READ_EVIDENCE, subject=f"ways out {way}", subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[one.id for one in shown],
    )  # fmt: skip
    return OpenedWay(lines=shown, has_more=len(found) > most)
