"""What allocation looks at: the pool that waits, and for one crime every officer with their load before and after."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import ROLES, permissions_of
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.choice import (
    Candidate,
    Fit,
    assess_fit,
    find_reasons_for,
    place_in_order,
    required_skill,
)
from constabulary.policing.allocation.training import find_reasons_of_training, kinds_held, rules_for
from constabulary.policing.allocation.workload import CarriedCrime, Load, capacity_on, load_of
from constabulary.policing.decisions import Reasons
from constabulary.policing.desks import Authority
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.passing_up import Passing
from constabulary.policing.workforce.abstractions import Abstraction
from constabulary.policing.workforce.skills import Skill
from constabulary.records.facts.crimes import carried_of
from constabulary.records.journal import write_reading
from constabulary.records.queries.abstractions import abstractions_standing
from constabulary.records.queries.allocation import (
    CarriedRow,
    Known,
    OfficerAtWork,
    OfficerFilter,
    PoolFilter,
    ToGive,
    carried_by,
    crime_to_give,
    granted_to,
    officers_at_work,
    officers_connected_with,
    officers_who_know,
    pool,
    pool_age,
    series_holders,
)
from constabulary.records.queries.crimes import CrimeView, crime_by_reference
from constabulary.records.queries.desks import QueueAge
from constabulary.records.queries.districts import DistrictNearby, district_nearby
from constabulary.records.queries.passed_up import PassedView, last_passed_up
from constabulary.records.queries.proposals import proposed_for
from constabulary.records.queries.protection import has_seal_in_force
from constabulary.records.queries.worklists import DutyLine, duties_of_journey
from constabulary.standards.authorities import AUTHORITY_TITLES
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

INVESTIGATING_ROLES = tuple(role for role, card in ROLES.items() if Permission.INVESTIGATE in card.permissions)


@value
class PoolLine:
    """A crime that waits for an officer, and the specialism it asks for."""

    crime: ToGive
    skill: Skill | None


@value
class Pool:
    """What waits for an officer, as asked for."""

    lines: tuple[PoolLine, ...]
    age: QueueAge
    has_more: bool


@value
class Choice:
    """One officer who could have a crime: their load before and after, what speaks for and against."""

    officer: OfficerAtWork
    before: Load
    after: Load
    fit: Fit
    reasons_for: Reasons
    knows: tuple[Known, ...]


@value
class OpenedChoice:
    """A crime as opened to give it to somebody: with everyone who could have it, best placed first; `proposed` is whom
    a proposal that is still to be decided names, `exceeds_by` who may give somebody more than they can carry, `asked` what whoever may was last asked about it."""

    crime: CrimeView
    duties: tuple[DutyLine, ...]
    given: ToGive
    skill: Skill | None
    choices: tuple[Choice, ...]
    nearby: DistrictNearby | None
    proposed: int | None
    exceeds_by: str
    may_exceed: bool
    is_sealed: bool
    asked: PassedView | None


def open_pool(*, wanted: PoolFilter, purpose: str, by: Officer, at: datetime, most: int = 50, skip: int = 0) -> Pool:
    """The pool as asked for. Raises NotPermitted."""
    check_may(by, Permission.ALLOCATE)
    found = pool(wanted, at=at, most=most + 1, skip=skip)
    shown = found[:most]
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject="allocation pool", subject_row=by.id, shown=[one.id for one in shown],
        by=by, at=at, purpose=purpose,
    )  # fmt: skip
    return Pool(
        lines=tuple(PoolLine(crime=one, skill=required_skill(carried_crime_of(one))) for one in shown),
        age=pool_age(at=at),
        has_more=len(found) > most,
    )


def open_choice(*, reference: str, purpose: str, by: Officer, at: datetime, wanted: OfficerFilter) -> OpenedChoice:
    """A crime and the officers asked for, with what speaks for and against each.

    Raises NotPermitted or NoSuchRecord. A conflict of interest is told as such, and never with whom.
    """
    check_may(by, Permission.ALLOCATE)
    found = crime_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    known = officers_who_know(found.id)
    write_reading(
        EntryKind.READ_CRIME, subject=f"crime {found.reference}", subject_row=found.id, journey=found.journey_id,
        shown=[found.id, *([found.victim_id] if found.victim_id else []), *(one.crime for one in known)],
        by=by, at=at, purpose=purpose,
    )  # fmt: skip
    given = crime_to_give(found.id)
    nearby = district_nearby(found.id) if given.district_id is None else None
    district = nearby.id if nearby else given.district_id
    authority = read_rulebook(Moments(report=given.reported_at, decision=at))[OVER_LIMIT_BY].value
    return OpenedChoice(
        crime=found,
        duties=tuple(duties_of_journey(found.journey_id, open_only=True)),
        given=given,
        skill=required_skill(carried_crime_of(given)),
        choices=_choices(given, officers_at_work(wanted, roles=INVESTIGATING_ROLES), known, district=district, at=at),
        nearby=nearby,
        proposed=proposed_for(found.id),
        exceeds_by=AUTHORITY_TITLES[authority],
        may_exceed=holds_authority(by, Authority(authority)),
        asked=last_passed_up(found.id, Passing.OVER_LIMIT),
        is_sealed=has_seal_in_force(found.victim_id) if found.victim_id else False,
    )


def carried_crime_of(one: ToGive | CarriedRow) -> CarriedCrime:
    """What of a crime decides its weight."""
    return carried_of(
        one.offence_key, domestic_abuse=one.domestic_abuse, high_risk_abuse=one.high_risk_abuse, flags=one.flags,
        is_complex=one.is_complex, stage=one.stage,
    )  # fmt: skip


def loads_of(
    officers: Iterable[OfficerAtWork],
    rulebook: Rulebook,
    *,
    on: date,
    but: int | None = None,
    and_also: CarriedCrime | None = None,
) -> Mapping[int, tuple[Load, Load]]:
    """For each officer, by row number, the load they carry (`but` one crime) and what it would be with one more.

    Beside what they can carry on that day; asked anew each time, because somebody may just have been noted as away.
    """
    people = list(officers)
    away: dict[int, list[Abstraction]] = {one.id: [] for one in people}
    for standing in abstractions_standing(from_on=on, until_on=on, officers=away):
        away[standing.officer].append(standing.days)
    carried = carried_crimes_of((one.id for one in people), but=but)
    weights, stages, limits = rulebook[WEIGHTS], rulebook[STAGE_FACTORS], rulebook[LOAD_LIMITS]
    edition = "; ".join(dict.fromkeys((weights.edition, stages.edition, limits.edition)))
    more = [and_also] if and_also is not None else []
    found = {}
    for one in people:
        capacity = capacity_on(
            on, pip_level=one.pip_level, skills=one.skills, above_constable=one.rank > Rank.CONSTABLE,
            contracted=float(one.hours_share), abstractions=away[one.id],
        )  # fmt: skip
        before, after = (
            load_of(crimes, capacity, weights=weights.value, stages=stages.value, limits=limits.value, edition=edition)
            for crimes in (carried[one.id], [*carried[one.id], *more])
        )
        found[one.id] = (before, after)
    return found


def carried_crimes_of(officers: Iterable[int], *, but: int | None = None) -> dict[int, list[CarriedCrime]]:
    """The crimes that each officer, by row number, carries, `but` one; as far as their weight goes."""
    carried: dict[int, list[CarriedCrime]] = {one: [] for one in officers}
    for row in carried_by(carried, but=but):
        carried[row.officer] += [carried_crime_of(row)] * row.count
    return carried


def _choices(
    given: ToGive, officers: list[OfficerAtWork], known: list[Known], *, district: int | None, at: datetime
) -> tuple[Choice, ...]:
    crime = carried_crime_of(given)
    rulebook = read_rulebook(Moments(report=given.reported_at, decision=at))
    loads = loads_of(officers, rulebook, on=local_day(at), but=given.id, and_also=crime)
    training = {one.id: rules_for(one.skills, rulebook[TRAINING].value) for one in officers}
    trainees = carried_crimes_of((one for one, rules in training.items() if rules), but=given.id)
    series = series_holders(given.id, most_links=rulebook[MOST_LINKS_OF_SERIES].value)
    connected = officers_connected_with(given.id)
    clear = granted_to(given.restriction, at=at) if given.restriction else None
    knows: dict[int, list[Known]] = {}
    for one in known:
        knows.setdefault(one.officer, []).append(one)
    made = []
    for officer in officers:
        before, after = loads[officer.id]
        candidate = Candidate(
            investigates=Permission.INVESTIGATE in permissions_of(officer.roles),
            pip_level=officer.pip_level,
            skills=officer.skills,
            connected=officer.id in connected,
            may_see=clear is None or officer.id in clear[0] or officer.team_id in clear[1],
            holds_it=given.officer == officer.id,
            before=before,
            after=after,
            above_constable=officer.rank > Rank.CONSTABLE,
            remit=rulebook[REMITS].value.get(officer.unit),
            training=find_reasons_of_training(crime, kinds_held(trainees.get(officer.id, ())), training[officer.id]),
            has_series=officer.id in series,
            series_elsewhere=bool(series - {officer.id}),
        )
        about = {
            "knows_them": officer.id in knows,
            "same_district": district is not None and district == officer.district_id,
        }
        fit = assess_fit(crime, given.required_pip, candidate)
        choice = Choice(
            officer=officer, before=before, after=after, fit=fit,
            reasons_for=find_reasons_for(crime, candidate, **about), knows=tuple(knows.get(officer.id, ())),
        )  # fmt: skip
        made.append((place_in_order(fit, candidate, **about), officer.collar_number, choice))
    return tuple(choice for _, _, choice in sorted(made, key=lambda one: one[:2]))
