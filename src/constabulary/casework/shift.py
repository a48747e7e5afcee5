"""A supervisor's shift: what comes first and why, the hand-over between shifts, time kept free for investigating."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.abstractions import may_say_for
from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.access.roles import permissions_of
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of
from constabulary.casework.rulebooks import read_rulebook, rulebook_for
from constabulary.policing.allocation.workload import Load
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.investigation.clocks import detention_clock
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.handover import (
    Period,
    find_reasons_against_acknowledging,
    find_reasons_against_handover,
    find_reasons_against_protecting,
)
from constabulary.policing.supervision.shift import Action, AtHand, Detained, Plan, plan_shift
from constabulary.policing.workforce.abstractions import hours_on
from constabulary.records.facts.crimes import abstraction_of
from constabulary.records.journal import write_reading
from constabulary.records.models import Abstraction, ProtectedTime, ShiftHandover
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.abstractions import Standing, abstractions_standing
from constabulary.records.queries.allocation import OfficerAtWork, OfficerFilter, officers_at_work
from constabulary.records.queries.investigation import custody_of_crimes
from constabulary.records.queries.shift import (
    CrimeOfTeam,
    Handover,
    Protected,
    crimes_by_id,
    detained_of,
    duties_of_shift,
    handovers_of,
    protected_of,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import SHIFT, Shift
from constabulary.standards.values import value

#: How much of what comes first stands on a supervisor's list of work.
AT_A_GLANCE = 3
#: More than anybody reads; what is left out is less risky and due later than what is shown.
MOST_DUTIES = 500
NO_TEAM = "You are in no team, so there is no shift to hand over."


@value
class OnShift:
    """One of the team today: their load beside what they can carry, what takes them away, what is kept free for them."""

    officer: OfficerAtWork
    load: Load
    away: tuple[Standing, ...]
    protected: tuple[Protected, ...]

    def is_free_for_response(self, at: datetime) -> bool:
        """Whether they are at work and nothing is kept free for them at that moment."""
        return self.load.has_capacity and not any(one.is_on(at) for one in self.protected)


@value
class OpenedShift:
    """A team's shift as its supervisor opens it."""

    people: tuple[OnShift, ...]
    plan: Plan
    crimes: dict[int, CrimeOfTeam]
    handovers: tuple[Handover, ...]
    standard: Standard[Shift]


@value
class ShiftAtGlance:
    """What a supervisor's shift holds, before it is opened: the first of what comes first, and how many there are."""

    first: tuple[Action, ...]
    count: int
    this_shift: int
    ends_at: datetime
    crimes: dict[int, CrimeOfTeam]
    is_handed_over: bool


def glance_at_shift(*, by: Officer, at: datetime, most: int = AT_A_GLANCE) -> ShiftAtGlance:
    """What comes first in the reader's own shift, `most` of it, and how much there is; journalled with what it names.

    Raises NotPermitted.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    people = _people_of(by)
    plan, _ = _plan_of(by, people, loads_of(people, rulebook, on=local_day(at)), rulebook[SHIFT], at)
    first = plan.first[:most]
    crimes = crimes_by_id({one.crime for one in first if one.crime is not None})
    if crimes:
        write_reading(
            EntryKind.READ_SHIFT, subject=f"shift of {by.collar_number}", subject_row=by.id, by=by, at=at,
            purpose="Working the list", shown=list(crimes),
        )  # fmt: skip
    handed = handovers_of(by.team_id) if by.team_id is not None else ()
    return ShiftAtGlance(
        first=first, count=len(plan.first), this_shift=len(plan.this_shift), ends_at=plan.ends_at, crimes=crimes,
        is_handed_over=any(one.acknowledged_at is None and one.written_by != by.id for one in handed),
    )  # fmt: skip


def _plan_of(
    by: Officer, people: list[OfficerAtWork], loads: Mapping[int, tuple[Load, Any]], standard: Standard[Shift],
    at: datetime,
) -> tuple[Plan, set[int]]:  # fmt: skip
    """What comes first for the reader's team, and the crimes that it is about."""
    numbers = [one.id for one in people]
    is_away = {number for number, (load, _) in loads.items() if not load.has_capacity}
    duties = duties_of_shift(
        me=by.id, people=numbers, team=by.team_id, desks=(Desk.SUPERVISION.value,),
        until=at + timedelta(days=standard.value.ahead_days), most=MOST_DUTIES,
    )  # fmt: skip
    at_hand = [
        AtHand(
            id=one.id, kind=one.kind, risk=one.risk, due_at=one.due_at, crime=one.crime, officer=one.owner or one.officer,
            is_away=one.owner in is_away, is_perishable=one.is_perishable,
        )
        for one in duties
    ]  # fmt: skip
    detained = _detained(numbers, at)
    about = {one.crime for one in at_hand if one.crime is not None} | {one.crime for one in detained}
    return plan_shift(at_hand, detained, standard.value, at=at), about


def open_shift(*, by: Officer, at: datetime) -> OpenedShift:
    """The reader's own team now: who is at work, what comes first and why, what may wait, what was handed over.

    Raises NotPermitted. Journalled with the crimes it names.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    standard, today = rulebook[SHIFT], local_day(at)
    people = _people_of(by)
    numbers = [one.id for one in people]
    loads = loads_of(people, rulebook, on=today)
    plan, about = _plan_of(by, people, loads, standard, at)
    crimes = crimes_by_id(about)
    standing = abstractions_standing(from_on=today, until_on=today, officers=numbers)
    free = protected_of(numbers, after=at)
    write_reading(
        EntryKind.READ_SHIFT, subject=f"shift of {by.collar_number}", subject_row=by.id, by=by, at=at,
        purpose="Beginning a shift", shown=[*crimes, *(one.id for one in standing)],
    )  # fmt: skip
    return OpenedShift(
        people=tuple(
            OnShift(
                officer=one, load=loads[one.id][0], away=tuple(each for each in standing if each.officer == one.id),
                protected=tuple(each for each in free if each.officer == one.id),
            )
            for one in people
        ),
        plan=plan,
        crimes=crimes,
        handovers=tuple(handovers_of(by.team_id)) if by.team_id is not None else (),
        standard=standard,
    )  # fmt: skip


def _detained(officers: list[int], at: datetime) -> list[Detained]:
    """Whoever is in custody for a crime of these officers, with the clocks of PACE where a custody record was noted.

    Without one no clock is made up: a limit worked out from the arrest would be wrong on the dangerous side.
    """
    held = detained_of(officers)
    custody = custody_of_crimes({crime for _, crime, _ in held}) if held else {}
    found = []
    for suspect, crime, since in held:
        kept = custody.get(suspect)
        if kept is None:
            found.append(Detained(crime=crime, since=since))
        else:
            rulebook = read_rulebook(Moments(report=at, arrest=kept.arrested_at, decision=at))
            clock = detention_clock(kept.facts, rulebook)
            found.append(Detained(crime=crime, since=since, until=clock.limit_at, review_at=clock.next_review_at))
    return found


def _people_of(by: Officer) -> list[OfficerAtWork]:
    """Whoever of the team investigates; those who run a shift as well are no part of another's."""
    found = officers_at_work(OfficerFilter(team=by.team_id, supervisor=by.id), roles=INVESTIGATING_ROLES)
    return [one for one in found if Permission.REVIEW_AS_SUPERVISOR not in permissions_of(one.roles)]


def hand_over_shift(*, words: str, by: Officer, at: datetime) -> int:
    """Leave words for the next supervisor of one's own team; the row's number. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    if by.team_id is None:
        raise NotPermitted(NO_TEAM)
    refuse_if(find_reasons_against_handover(words))
    with writing(by=by, at=at, purpose="Handing over a shift") as w:
        row = ShiftHandover(id=w.new_id(), team_id=by.team_id, words=words.strip(), written_at=at, written_by_id=by.id)
        w.entry(EntryKind.SHIFT_HANDED_OVER, subject=row)
        w.insert(row)
        return row.id


def take_over_shift(*, handover: int, by: Officer, at: datetime) -> None:
    """Acknowledge what was left for one's own team. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    with writing(by=by, at=at, purpose="Taking over a shift") as w:
        row = w.lock(ShiftHandover, handover)
        if row.team_id != by.team_id:
            raise NotPermitted("It was left for another team.")
        refuse_if(
            find_reasons_against_acknowledging(
                is_own=row.written_by_id == by.id, is_acknowledged=row.acknowledged_at is not None
            )
        )
        w.entry(EntryKind.SHIFT_TAKEN_OVER, subject=row)
        w.update(row, acknowledged_at=at, acknowledged_by_id=by.id)


def _hold(w: Writing, officer: int) -> OfficerRow:
    row = w.lock(OfficerRow, officer)
    if not may_say_for(w.by, officer=row.id, supervisor=row.supervisor_id, team=row.team_id):
        raise NotPermitted("Only whoever supervises the officer, an inspector or a planner may keep their time free.")
    return row


def protect_time(*, officer: int, period: Period, by: Officer, at: datetime) -> int:
    """Keep a time free for an officer to investigate; the row's number. Raises NotPermitted or NotAllowed."""
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    with writing(by=by, at=at, purpose="Protecting time to investigate") as w:
        row = _hold(w, officer)
        away = [abstraction_of(one) for one in w.find(Abstraction, officer_id=row.id, withdrawn_at=None)]
        hours = hours_on(local_day(period.from_at), contracted=float(row.hours_share), abstractions=away)
        standing = tuple(
            Period(from_at=one.from_at, until_at=one.until_at)
            for one in w.find(ProtectedTime, officer_id=row.id, lifted_at=None)
        )
        shift = rulebook_for(w, Moments(report=at, decision=at))[SHIFT]
        refuse_if(find_reasons_against_protecting(period, standing, shift.value, is_away=hours == 0, at=at))
        made = ProtectedTime(
            id=w.new_id(), officer_id=row.id, from_at=period.from_at, until_at=period.until_at, set_at=at,
            set_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.TIME_PROTECTED, subject=made, editions=[shift.edition])
        w.insert(made)
        return made.id


def lift_protection(*, protected: int, by: Officer, at: datetime) -> None:
    """Give up a time that was kept free; twice is once. Raises NotPermitted."""
    check_may(by, Permission.KEEP_ABSTRACTIONS)
    with writing(by=by, at=at, purpose="Giving up protected time") as w:
        row = w.lock(ProtectedTime, protected)
        _hold(w, row.officer_id)
        if row.lifted_at is None:
            w.entry(EntryKind.PROTECTION_LIFTED, subject=row)
            w.update(row, lifted_at=at, lifted_by_id=by.id)
