"""Crimes that went one way out and begin to go another: asked of each finished day, looked at by the registrar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_desk_duty
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.timed_work import last_done
from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.displacement import Family, way_of_end
from constabulary.policing.inspection.moved import (
    Moved,
    MoveFinding,
    find_moved,
    find_reasons_against_finding,
    is_raised_again,
    look_at_moved_due,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, WayMoved
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.ways_moved import MovedView, last_looked_at, move_by_number
from constabulary.records.queries.ways_out import WayCell, Windows, count_ways
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.self_inspection import MOVED

#: What the clock calls this job.
JOB = "watch_ways_out"
DAY = timedelta(days=1)
#: A kind of offence: its category, and whether it is domestic abuse.
Kind = tuple[str, bool]


def watch_ways_out(*, by: Officer, at: datetime) -> int:
    """By the clock: raise with the registrar each way between which a day's crimes moved; how many were raised.

    Of the whole force, each day that nobody has asked of yet against the weeks before it: yesterday, and after an outage the
    days that were missed, the earliest first. The same two ways are not raised twice: not while nobody has looked, and for
    some days after somebody has.
    """
    check_may(by, Permission.SEE_MEASURES)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    return sum(_watch_day(day, rulebook, by=by, at=at) for day in _days_to_ask_of(at))


def _days_to_ask_of(at: datetime) -> list[date]:
    """The days before today since the one that was asked of last; of a job that was never done, yesterday."""
    yesterday, done = local_day(at) - DAY, last_done(JOB)
    first = yesterday if done is None else min(local_day(done), yesterday)
    return [first + DAY * number for number in range((yesterday - first).days + 1)]


def _watch_day(day: date, rulebook: Rulebook, *, by: Officer, at: datetime) -> int:
    standard = rulebook[MOVED]
    until = start_of(day + DAY)
    windows = Windows(
        start=start_of(day - DAY * standard.value.days), since=start_of(day), until=until,
        # Of crimes that ended nothing is asked of how long others are open.
        long_then=until, long_now=until,
    )  # fmt: skip
    counted = count_ways(Scope(), windows, (Family.ENDED,))
    known = last_looked_at()
    already = set(WayMoved.objects.filter(day=day).values_list("fell", "rose"))
    raised = [
        one
        for one in find_moved(_by_kind(counted, later=False), _by_kind(counted, later=True), standard.value)
        if (pair := (one.fell, one.rose)) not in already
        and (pair not in known or is_raised_again(known[pair], rulebook, at=at))
    ]
    due = look_at_moved_due(rulebook, at=at)
    for one in raised:
        with writing(by=by, at=at, purpose="By the clock") as w:
            row = WayMoved(
                id=w.new_id(), day=day, edition=standard.edition, raised_at=at, raised_by_id=by.id,
                **{name: getattr(one, name) for name in Moved.__dataclass_fields__},
            )  # fmt: skip
            w.entry(EntryKind.WAYS_OUT_RAISED, subject=row, editions=[standard.edition])
            w.insert(row)
            open_desk_duty(w, due, subject_row=row.id)
    return len(raised)


def _by_kind(counted: Iterable[WayCell], *, later: bool) -> Mapping[Kind, Mapping[str, int]]:
    by: dict[Kind, dict[str, int]] = {}
    for one in counted:
        if one.later is later:
            ways = by.setdefault((one.offence, one.domestic_abuse), {})
            way = way_of_end(one.way)
            ways[way] = ways.get(way, 0) + one.many
    return by


def look_at_move(*, move: int, finding: MoveFinding, words: str, by: Officer, at: datetime) -> None:
    """The registrar says what they found of crimes that began to go another way. Raises NotPermitted.

    Raises NotAllowed without words, or where somebody has looked already.
    """
    check_may(by, Permission.REGISTER_CRIME)
    with writing(by=by, at=at, purpose="Looking at crimes that go another way out") as w:
        row = w.lock(WayMoved, move)
        refuse_if(find_reasons_against_finding(words=words, is_looked_at=row.looked_at is not None))
        w.entry(EntryKind.WAYS_OUT_LOOKED_AT, subject=row, facts={"finding": finding.value})
        w.update(row, finding=finding.value, words=words.strip(), looked_at=at, looked_by_id=by.id)
        due = w.find(Duty, lock=True, kind=DutyKind.LOOK_AT_WAYS_OUT.value, subject_row=row.id, state="open")
        meet_duties(w, due, at)


def open_move(*, number: int, by: Officer, at: datetime) -> MovedView:
    """Two ways between which a day's crimes moved: counts, of nobody. Raises NotPermitted, or NoSuchRecord."""
    check_may(by, Permission.REGISTER_CRIME)
    del at
    found = move_by_number(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found
