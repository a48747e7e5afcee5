"""Allocation: a person decides who gets a crime; loads, limits, accreditation and conflicts are put before them."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from constabulary.access.officers import Officer, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role, permissions_of
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.held import hand_over
from constabulary.casework.identity import numbers_of_one, people_of_crime
from constabulary.casework.limits import keep_limit
from constabulary.casework.need import ask_need_for_taker
from constabulary.casework.passed_up import answer_passed, overtake_over_limit
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.allocation.choice import (
    TAKEN_MEANWHILE,
    Candidate,
    Fit,
    assess_fit,
    find_reasons_against_allocation,
)
from constabulary.policing.allocation.training import find_reasons_of_training, kinds_held, rules_for
from constabulary.policing.allocation.workload import Capacity, CarriedCrime, Load, Stage, load_of
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.links import MAKES_A_SERIES
from constabulary.policing.investigation.duties import (
    find_duties_of_allocation,
    review_due,
    review_on_event_due,
    suspect_due,
)
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, PROPOSAL
from constabulary.policing.supervision.passing_up import Answer
from constabulary.records.facts.crimes import capacity_of, carried_crime, crime_at_work
from constabulary.records.models import (
    Abstraction,
    Allocation,
    AllocationProposal,
    Connection,
    Crime,
    IncidentLink,
    PassedUp,
    RestrictionGrant,
    RoleGrant,
    Suspect,
    Team,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value
from constabulary.standards.workload import (
    LOAD_LIMITS,
    MOST_LINKS_OF_SERIES,
    OVER_LIMIT_BY,
    REMITS,
    STAGE_FACTORS,
    TRAINING,
    WEIGHTS,
)

HELD = ("allocated", "investigating", "outcome_proposed")


@value
class AllocationDone:
    """What an allocation did: the officer's load before and after, what was noted about the choice, and whether
    the victim's details are sealed from the officer, so that somebody must say that they need them."""

    before: Load
    after: Load
    fit: Fit
    needs_sealed: bool = False


def allocate_crime(
    *,
    crime: int,
    officer: int,
    reason: str,
    by: Officer,
    at: datetime,
    override_reason: str = "",
    instead_of: int | None = None,
) -> AllocationDone:
    """Give a crime to an officer, or to another one: `instead_of` is whoever has it now.

    Raises NotPermitted, or NotAllowed: a conflict of interest, a restricted record, somebody else was quicker, more than
    they can carry without the authority that the standard names, or under the accreditation without a reason.
    """
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Allocating") as w:
        row = w.lock(Crime, crime)
        # The officer is held as well: two crimes given at once could otherwise both find them just under the limit.
        taker = w.lock(OfficerRow, officer)
        if row.officer_id != instead_of:
            raise NotAllowed([TAKEN_MEANWHILE])
        return allocate_in_act(w, row, taker, reason=reason, override_reason=override_reason)


def allocate_in_act(
    w: Writing, row: Crime, taker: OfficerRow, *, reason: str, override_reason: str, passed: PassedUp | None = None
) -> AllocationDone:
    """Give a crime to an officer as an act of its own, both rows held; `passed` is what is answered by it.

    Raises NotAllowed as `allocate_crime` does.
    """
    CRIME.check_move(row.state, "allocated" if row.state == "unallocated" else row.state)
    rulebook = rulebook_for(w, Moments(report=row.reported_at, decision=w.at))
    before, after, fit = _weigh_up(w, row, taker, rulebook)
    refuse_if(
        find_reasons_against_allocation(
            fit, reason=reason, override_reason=override_reason,
            may_exceed=holds_authority(w.by, Authority(rulebook[OVER_LIMIT_BY].value)),
        )
    )  # fmt: skip
    previous = row.officer_id
    reasons = [one.code for one in (*fit.overrides, *fit.notes)]
    w.entry(
        EntryKind.CRIME_ALLOCATED,
        subject=row,
        journey=row.journey_id,
        editions=[before.edition],
        facts={"load_before": before.points, "load_after": after.points, "limit": after.limit},
        reasons=reasons,
    )
    w.insert(
        Allocation(
            journey_id=row.journey_id,
            crime_id=row.id,
            officer_id=taker.id,
            instead_of_id=previous,
            team_id=taker.team_id,
            reason=reason,
            override_reason=override_reason if fit.overrides else "",
            reasons=reasons,
            load_before=_points(before),
            load_after=_points(after),
            load_limit=Decimal(str(after.limit)),
            edition=before.edition,
            allocated_at=w.at,
            allocated_by_id=w.by.id,
        )
    )
    _decide_proposals(w, row, taker)
    if passed is not None:
        meet_duties(w, find_open_duties_of(w, row, DutyKind.DECIDE_OVER_LIMIT), w.at)
        answer_passed(w, passed, Answer.GIVEN, override_reason)
    else:
        overtake_over_limit(w, row)
    _give(w, row, taker, rulebook, previous=previous)
    return AllocationDone(before=before, after=after, fit=fit, needs_sealed=ask_need_for_taker(w, row))


def fit_of(w: Writing, crime: Crime, taker: OfficerRow, rulebook: Rulebook) -> Fit:
    """What stands against an officer having a crime, and what is only noted."""
    return _weigh_up(w, crime, taker, rulebook)[2]


def _weigh_up(w: Writing, crime: Crime, taker: OfficerRow, rulebook: Rulebook) -> tuple[Load, Load, Fit]:
    """An officer's load without a crime and with it, and what stands against their having it."""
    carried = carried_crime(crime)
    held = [
        carried_crime(one) for one in w.find(Crime, officer_id=taker.id) if one.state in HELD and one.id != crime.id
    ]
    away = w.find(Abstraction, officer_id=taker.id, withdrawn_at=None)
    capacity = capacity_of(taker, away, on=local_day(w.at))
    before = measure_load(held, capacity, rulebook)
    after = measure_load([*held, carried], capacity, rulebook)
    training = find_reasons_of_training(carried, kinds_held(held), rules_for(taker.skills, rulebook[TRAINING].value))
    return (
        before,
        after,
        assess_fit(
            carried,
            crime.required_pip,
            _candidate(w, crime, taker, rulebook, before=before, after=after, training=training),
        ),
    )


def _decide_proposals(w: Writing, crime: Crime, taker: OfficerRow) -> None:
    """Whatever was proposed for the crime is decided by giving it to somebody, from whichever page that is done."""
    for one in w.find(AllocationProposal, crime_id=crime.id, state=PROPOSAL.first):
        state = "accepted" if one.officer_id == taker.id else "changed"
        w.update(one, state=state, decided_at=w.at, decided_by_id=w.by.id)


def _points(load: Load) -> Decimal:
    return Decimal(str(load.points))


def measure_load(carried: Iterable[CarriedCrime], capacity: Capacity, rulebook: Rulebook) -> Load:
    """A load of these crimes beside what somebody can carry, under the standards of the day."""
    weights, stages, limits = rulebook[WEIGHTS], rulebook[STAGE_FACTORS], rulebook[LOAD_LIMITS]
    return load_of(
        carried,
        capacity,
        weights=weights.value,
        stages=stages.value,
        limits=limits.value,
        edition="; ".join(dict.fromkeys((weights.edition, stages.edition, limits.edition))),
    )


def _candidate(
    w: Writing, crime: Crime, taker: OfficerRow, rulebook: Rulebook, *, before: Load, after: Load, training: Reasons
) -> Candidate:
    roles = frozenset(Role(one.role) for one in w.find(RoleGrant, holder_id=taker.id, ended_at=None))
    series = _series_holders(w, crime, rulebook[MOST_LINKS_OF_SERIES].value)
    return Candidate(
        investigates=taker.is_active and Permission.INVESTIGATE in permissions_of(roles),
        pip_level=taker.pip_level,
        skills=frozenset(taker.skills),
        connected=is_connected(w, crime, taker.id),
        may_see=_may_see(w, crime, taker),
        holds_it=crime.officer_id == taker.id,
        before=before,
        after=after,
        above_constable=taker.rank > Rank.CONSTABLE,
        remit=next((rulebook[REMITS].value.get(one.kind) for one in w.find(Team, id=taker.team_id or 0)), None),
        training=training,
        has_series=taker.id in series,
        series_elsewhere=bool(series - {taker.id}),
    )


def _series_holders(w: Writing, crime: Crime, most_links: int) -> set[int]:
    """Who has a crime of an incident of the same series."""
    seen = ahead = {crime.incident_id}
    for _ in range(most_links):
        links = [
            each
            for one in ahead
            for each in (*w.find(IncidentLink, incident_id=one), *w.find(IncidentLink, linked_id=one))
            if each.kind in MAKES_A_SERIES
        ]
        ahead = {end for each in links for end in (each.incident_id, each.linked_id)} - seen
        if not ahead:
            break
        seen = seen | ahead
    others = [one for number in seen - {crime.incident_id} for one in w.find(Crime, incident_id=number)]
    return {one.officer_id for one in others if one.officer_id is not None and one.state in HELD}


def is_connected(w: Writing, crime: Crime, officer: int) -> bool:
    """Whether an officer is connected with anyone in a crime, by any record of theirs."""
    connected = w.find(Connection, officer_id=officer, ended_at=None)
    people = people_of_crime(w, crime) if connected else set()
    return any(not people.isdisjoint(numbers_of_one(w, one.person_id)) for one in connected)


def _may_see(w: Writing, crime: Crime, taker: OfficerRow) -> bool:
    if crime.restriction_id is None:
        return True
    return any(
        (grant.officer_id == taker.id or (taker.team_id is not None and grant.team_id == taker.team_id))
        and (grant.until is None or grant.until > w.at)
        for grant in w.find(RestrictionGrant, restriction_id=crime.restriction_id, ended_at=None)
    )


def _give(w: Writing, crime: Crime, taker: OfficerRow, rulebook: Rulebook, *, previous: int | None) -> None:
    first = crime.allocated_at is None
    w.update(
        crime,
        officer_id=taker.id,
        team_id=taker.team_id,
        state="allocated" if crime.state == "unallocated" else crime.state,
    )
    if first:
        w.update(crime, allocated_at=w.at, allocated_by_id=w.by.id)
    meet_duties(w, find_open_duties_of(w, crime, DutyKind.ALLOCATE), w.at)
    supersede_duties(w, find_open_duties_of(w, crime, DutyKind.FILE_CRIME), w.at)
    work = crime_at_work(crime)
    # Of a crime that nobody had yet too: what was open at the desk is from now on the officer's.
    before = next(iter(w.find(OfficerRow, id=previous)), None) if previous is not None else None
    supervisors = set() if before is None else {before.supervisor_id}
    hand_over(w, crime, taker, officers={previous, None}, supervisors=supervisors)
    keep_limit(w, crime)
    if not first:
        on_event = [review_on_event_due(work, rulebook, at=w.at)]
        open_duties(w, on_event, about=crime, owner_id=taker.supervisor_id, team_id=taker.team_id)
        return
    open_duties(
        w, find_duties_of_allocation(work, rulebook, at=w.at), about=crime, owner_id=taker.id, team_id=taker.team_id
    )
    supervisor = [review_due(ReviewLevel.SUPERVISOR, 1, work, rulebook)]
    open_duties(w, supervisor, about=crime, owner_id=taker.supervisor_id, team_id=taker.team_id)
    inspector = [review_due(ReviewLevel.INSPECTOR, 1, work, rulebook)]
    open_duties(w, inspector, about=crime, team_id=taker.team_id)
    for suspect in w.find(Suspect, crime_id=crime.id):
        due = suspect_due(SuspectStatus(suspect.state), work, rulebook, since=suspect.since, until=suspect.until)
        open_duties(w, due, about=crime, owner_id=taker.id, team_id=taker.team_id, subject_row=suspect.id)


def note_stage(*, crime: int, stage: Stage, by: Officer, at: datetime) -> None:
    """Note what an investigation waits for; it weighs less in its officer's load meanwhile."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Noting what is waited for") as w:
        row = w.lock(Crime, crime)
        CRIME.check_move(row.state, row.state)
        w.entry(EntryKind.STAGE_NOTED, subject=row, journey=row.journey_id, facts={"stage": stage.value})
        w.update(row, stage=stage.value)


def note_complexity(*, crime: int, is_complex: bool, by: Officer, at: datetime) -> None:
    """Note that an investigation is complex, or no longer."""
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Noting complexity") as w:
        row = w.lock(Crime, crime)
        w.entry(EntryKind.STAGE_NOTED, subject=row, journey=row.journey_id, facts={"complex": is_complex})
        w.update(row, is_complex=is_complex)
