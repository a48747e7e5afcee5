"""Opening a crime with its whole investigation, and lists of crimes under investigation; journalled like any reading."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.workload import Load
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspect_clocks import SuspectClock, find_suspect_clocks
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.allocation import OfficerAtWork, OfficerFilter, officers_at_work
from constabulary.records.queries.crimes import CrimeView, JoinedView, crime_by_reference, incidents_added_to
from constabulary.records.queries.force import standards_overlay
from constabulary.records.queries.held_crimes import HeldCrime, held_crimes
from constabulary.records.queries.investigation import (
    AllocationView,
    CustodyView,
    LineView,
    PersonInCrime,
    PlanView,
    ReviewView,
    SuspectView,
    WorkView,
    allocations_of_crime,
    custody_of_crimes,
    lines_of_crime,
    people_in_crime,
    plan_of_crime,
    reviews_of_crime,
    suspects_of_crime,
    work_of_crime,
)
from constabulary.records.queries.known import WarningView, warnings_of_crime
from constabulary.records.queries.screening import ScreeningView, screenings_of_crime
from constabulary.records.queries.together import ask_together
from constabulary.records.queries.worklists import DutyLine, duties_for_team, duties_of_journey
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value

#: What waits for a supervisor or inspector over an investigation.
SUPERVISED = (
    DutyKind.APPROVE_PLAN, DutyKind.REVIEW_INVESTIGATION, DutyKind.INSPECT_INVESTIGATION, DutyKind.DECIDE_OUTCOME,
    DutyKind.DECIDE_EVIDENCE_LED, DutyKind.CHANGE_OUTCOME,
)  # fmt: skip


@value
class OpenedInvestigation:
    """A crime as opened with everything of its investigation; clocks by the number of the suspect."""

    crime: CrimeView
    duties: tuple[DutyLine, ...]
    work: WorkView
    plan: PlanView | None
    lines: tuple[LineView, ...]
    reviews: tuple[ReviewView, ...]
    suspects: tuple[SuspectView, ...]
    clocks: dict[int, tuple[SuspectClock, ...]]
    custody: dict[int, CustodyView]
    allocations: tuple[AllocationView, ...]
    screenings: tuple[ScreeningView, ...]
    people: tuple[PersonInCrime, ...]
    warnings: tuple[WarningView, ...]
    #: The incidents of other journeys that were added to it.
    added: tuple[JoinedView, ...]

    @property
    def officers(self) -> set[int]:
        """Everybody whose name the record's pages show."""
        found = {self.crime.recorded_by, self.work.officer, self.work.supervisor}
        if self.plan is not None:
            found |= {self.plan.set_by, self.plan.approved_by}
        found |= {number for one in self.lines for number in (one.owner, one.ended_by)}
        found |= {one.reviewed_by for one in self.reviews}
        found |= {direction.answered_by for one in self.reviews for direction in one.directions}
        found |= {event.noted_by for one in self.suspects for event in one.events}
        found |= {decision.officer for one in self.custody.values() for decision in one.decisions}
        found |= {number for one in self.allocations for number in (one.officer, one.instead_of, one.allocated_by)}
        found |= {one.screened_by for one in self.screenings}
        return {number for number in found if number is not None}


def open_investigation(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedInvestigation:
    """Open a crime with its investigation. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_CRIMES)
    found = crime_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    put_suspects, put_people = suspects_of_crime.later(found.id), people_in_crime.later(found.id)
    duties, work = duties_of_journey.later(found.journey_id, open_only=True), work_of_crime.later(found.id)
    plan, lines, reviews = (
        plan_of_crime.later(found.id),
        lines_of_crime.later(found.id),
        reviews_of_crime.later(found.id),
    )
    allocations, warnings = allocations_of_crime.later(found.id), warnings_of_crime.later(found.id)
    screenings, custody = screenings_of_crime.later(found.id), custody_of_crimes.later([found.id])
    added, overlay = incidents_added_to.later(found.id), standards_overlay.later()
    ask_together(
        put_suspects,
        put_people,
        duties,
        work,
        plan,
        lines,
        reviews,
        allocations,
        screenings,
        warnings,
        custody,
        added,
        overlay,
    )
    suspects, people = put_suspects.answer, put_people.answer
    shown = {found.id, found.victim_id, *(one.person_id for one in suspects), *(one.person_id for one in people)}
    write_reading(
        EntryKind.READ_CRIME, subject=f"crime {found.reference}", subject_row=found.id, journey=found.journey_id,
        shown=[number for number in shown if number is not None], by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return OpenedInvestigation(
        crime=found,
        duties=tuple(one for one in duties.answer if _is_about(one, found)),
        work=work.answer,
        plan=plan.answer,
        lines=tuple(lines.answer),
        reviews=tuple(reviews.answer),
        suspects=tuple(suspects),
        clocks=_clocks(
            suspects,
            custody.answer,
            Moments(offence=found.occurred_from, report=found.reported_at, decision=at),
            overlay.answer,
        ),
        custody=custody.answer,
        allocations=tuple(allocations.answer),
        screenings=tuple(screenings.answer),
        people=tuple(people),
        warnings=tuple(warnings.answer),
        added=tuple(added.answer) if may(by, Permission.SEE_INCIDENTS) else (),
    )


def _is_about(duty: DutyLine, crime: CrimeView) -> bool:
    """What is due about this crime or its incident, not about another crime of the same call."""
    return duty.crime_id in {None, crime.id}


def _clocks(
    suspects: list[SuspectView], custody: dict[int, CustodyView], moments: Moments, overlay: str
) -> dict[int, tuple[SuspectClock, ...]]:
    rulebook = read_rulebook(moments, overlay=overlay)
    found: dict[int, tuple[SuspectClock, ...]] = {}
    # Whoever an outcome settled has no clock: nothing of theirs is due any more.
    for one in suspects:
        if one.is_settled:
            found[one.id] = ()
            continue
        kept = custody.get(one.id)
        arrested_at = kept.arrested_at if kept is not None else one.arrested_at
        found[one.id] = find_suspect_clocks(
            one.status, since=one.since, until=one.until, arrested_at=arrested_at,
            rulebook=Rulebook(replace(moments, arrest=arrested_at or one.since), rulebook.overlay),
            detention=kept.facts if kept is not None else None, exceptionally_complex=one.exceptionally_complex,
        )  # fmt: skip
    return found


@value
class MyCrimes:
    """The crimes of one officer, soonest due first."""

    crimes: tuple[HeldCrime, ...]
    has_more: bool


def open_my_crimes(
    *,
    purpose: str,
    by: Officer,
    at: datetime,
    state: str = "",
    overdue_only: bool = False,
    most: int = 50,
    skip: int = 0,
) -> MyCrimes:
    """Somebody's own crimes; the list is journalled with the crimes and victims it names. Raises NotPermitted."""
    check_may(by, Permission.INVESTIGATE)
    found = held_crimes(
        [by.id], at=at, state=state, desks=(Desk.INVESTIGATION,), overdue_only=overdue_only, most=most + 1, skip=skip
    )
    shown = tuple(found[:most])
    _note_crimes(f"crimes of {by.collar_number}", shown, purpose, by, at)
    return MyCrimes(crimes=shown, has_more=len(found) > most)


@value
class OpenedTeam:
    """A team as its supervisor sees it: what waits for them, who carries how much, which crimes are worked."""

    duties: tuple[DutyLine, ...]
    people: tuple[OfficerAtWork, ...]
    loads: dict[int, Load]
    crimes: tuple[HeldCrime, ...]
    has_more: bool


def open_team(
    *, team: int | None, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> OpenedTeam:
    """A team's work; their own people, whoever they supervise, when `team` is None. Raises NotPermitted."""
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    mine = team is None or team == by.team_id
    wanted = OfficerFilter(team=team or by.team_id, supervisor=by.id if mine else None)
    people = officers_at_work(wanted, roles=INVESTIGATING_ROLES) if wanted.team or mine else []
    found = held_crimes([one.id for one in people], team=wanted.team, at=at, most=most + 1, skip=skip)
    shown = tuple(found[:most])
    duties = duties_for_team(by, team=wanted.team, mine=mine, kinds=SUPERVISED)
    _note_crimes(f"crimes of team {wanted.team or by.collar_number}", shown, purpose, by, at, duties)
    loads = loads_of(people, read_rulebook(Moments(report=at, decision=at)), on=local_day(at))
    return OpenedTeam(
        duties=tuple(duties),
        people=tuple(sorted(people, key=lambda one: one.collar_number)),
        loads={number: load[0] for number, load in loads.items()},
        crimes=shown,
        has_more=len(found) > most,
    )


def _note_crimes(
    subject: str,
    crimes: tuple[HeldCrime, ...],
    purpose: str,
    by: Officer,
    at: datetime,
    duties: Iterable[DutyLine] = (),
) -> None:
    shown = {one.id for one in crimes} | {one.victim_id for one in crimes} | {one.crime_id for one in duties}
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject=subject, subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[number for number in shown if number is not None],
    )  # fmt: skip
