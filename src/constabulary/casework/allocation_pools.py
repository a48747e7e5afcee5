"""The pool as the optimiser takes it: who may have which crime, how well they fit, what they carry."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import log1p

from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import permissions_of
from constabulary.casework.allocation_reading import (
    INVESTIGATING_ROLES,
    carried_crime_of,
    carried_crimes_of,
    loads_of,
)
from constabulary.optimisation.absence import Held, pool_for_cover
from constabulary.optimisation.pool import CountLimit, Crime, Officer, Pool, costs_of
from constabulary.policing.allocation.choice import Candidate, Remits
from constabulary.policing.allocation.proposing import (
    WaitingCrime,
    given_at_full_hours,
    groups_of,
    kilometres_apart,
    kind_of,
    poorness_of,
    urgency_of,
)
from constabulary.policing.allocation.training import (
    Rules,
    class_of,
    find_reasons_of_training,
    kinds_held,
    may_hold,
    room_for,
    rules_for,
)
from constabulary.policing.allocation.workload import CarriedCrime, Load, points_of, weigh
from constabulary.policing.workforce.abstractions import Abstraction, days_away, mean_hours
from constabulary.records.queries.abstractions import abstractions_standing
from constabulary.records.queries.allocation import OfficerAtWork, OfficerFilter, ToGive, granted_to, officers_at_work
from constabulary.records.queries.districts import middles_of_districts
from constabulary.records.queries.proposals import (
    connected_pairs,
    given_since,
    known_pairs,
    people_of_crimes,
    rejected_pairs,
    series_of_crimes,
    series_pairs,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import offences_by_key
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.severity import severity_weight, severity_weights
from constabulary.standards.values import value
from constabulary.standards.workload import (
    LOAD_LIMITS,
    MOST_LINKS_OF_SERIES,
    PROPOSAL_COSTS,
    PROPOSING,
    REMITS,
    STAGE_FACTORS,
    TRAINING,
    WEIGHTS,
    Proposing,
)


@value
class PoolToPropose:
    """The pool, the officers by row number with their load now, and the editions that it was made under.

    `counts` is how many more crimes of a kind each officer in training may be given.
    """

    pool: Pool
    officers: Mapping[int, OfficerAtWork]
    loads: Mapping[int, Load]
    editions: tuple[str, ...]
    counts: tuple[CountLimit, ...] = ()


def pool_to_propose(crimes: list[ToGive], rulebook: Rulebook, *, at: datetime) -> PoolToPropose:
    """What the optimiser needs to propose an officer for each of these crimes: nobody who would need an override."""
    everyone = {one.id: one for one in officers_at_work(OfficerFilter(), roles=INVESTIGATING_ROLES)}
    found = loads_of(everyone.values(), rulebook, on=local_day(at))
    # Whoever can carry nothing today is proposed for nothing.
    loads = {number: before for number, (before, _) in found.items() if before.has_capacity}
    officers = {number: everyone[number] for number in loads}
    made_under = costs, weights, stages, _, proposing, training, series, remits = (
        rulebook[PROPOSAL_COSTS], rulebook[WEIGHTS], rulebook[STAGE_FACTORS], rulebook[LOAD_LIMITS], rulebook[PROPOSING],
        rulebook[TRAINING], rulebook[MOST_LINKS_OF_SERIES], rulebook[REMITS],
    )  # fmt: skip
    carried = {one.id: carried_crime_of(one) for one in crimes}
    points = {number: points_of(one, weights.value, stages.value) for number, one in carried.items()}
    groups = groups_of(_what_is_shared(carried, series.value), points, most=proposing.value.most_together)
    trainees = _Trainees(officers.values(), training.value)
    lately, soon = _given_and_away(officers.values(), proposing.value, at=at)
    made = Pool(
        crimes=tuple(
            Crime(
                key=str(one.id), points=points[one.id],
                urgency=urgency_of(
                    WaitingCrime(severity=_severity(one), risk=one.risk, recorded_at=one.recorded_at), proposing.value, at=at
                ),
                kind=_kind(carried[one.id], one.required_pip, training.value), place=one.district,
                together=str(groups[one.id]) if one.id in groups else "",
            )
            for one in crimes
        ),
        officers=tuple(
            Officer(
                key=str(one.id), carried=loads[one.id].points, limit=loads[one.id].limit, base=one.district,
                starts_in=soon[one.id], given_lately=lately[one.id],
            )
            for one in officers.values()
        ),
        fits=_fits(crimes, carried, officers.values(), loads, proposing.value, trainees, remits.value),
        costs=costs_of(costs.value, costs.edition),
        refused=_refused(crimes, officers.values(), at=at),
        kilometres=_kilometres(crimes, officers.values()),
        knows={
            (str(crime), str(officer)) for crime, officer in known_pairs(carried) | series_pairs(carried, most_links=series.value)
            if officer in officers
        },
    )  # fmt: skip
    editions = tuple(dict.fromkeys(one.edition for one in made_under))
    return PoolToPropose(pool=made, officers=officers, loads=loads, editions=editions, counts=trainees.counts(carried))


def _given_and_away(
    officers: Iterable[OfficerAtWork], rules: Proposing, *, at: datetime
) -> tuple[dict[int, float], dict[int, float]]:
    """What each was given lately, by the hour worked; and on how many days of those to come each works nothing."""
    people, today = list(officers), local_day(at)
    before = [today - timedelta(days=back) for back in range(1, round(7 * rules.lately_weeks) + 1)]
    ahead = [today + timedelta(days=days) for days in range(1, round(rules.soon_days) + 1)]
    standing: dict[int, list[Abstraction]] = {one.id: [] for one in people}
    found = abstractions_standing(
        from_on=min((today, *before)), until_on=max((today, *ahead)), officers=standing
    )  # fmt: skip
    for each in found:
        standing[each.officer].append(each.days)
    worked, soon = {}, {}
    for one in people:
        contracted, apart = float(one.hours_share), standing[one.id]
        # Most are never away: theirs are the contracted hours of every day.
        worked[one.id] = mean_hours(before, contracted=contracted, abstractions=apart) if apart else contracted
        soon[one.id] = float(days_away(ahead, contracted=contracted, abstractions=apart)) if apart else 0.0
    given = given_since(at - timedelta(weeks=rules.lately_weeks))
    return given_at_full_hours(given, worked, least=rules.least_worked), soon


def _kilometres(crimes: Iterable[ToGive], officers: Iterable[OfficerAtWork]) -> dict[tuple[str, str], float]:
    """Between the middles of the districts of these crimes and officers, as far as they are known.

    Where the district is not known, nobody is nearer than anybody else.
    """
    middles = middles_of_districts()
    places = {one.district: one.district_id for one in crimes}
    bases = {one.district: one.district_id for one in officers}
    found = {("", base): 0.0 for base in bases}
    for place, here in places.items():
        for base, there in bases.items():
            if here is not None and there is not None and here in middles and there in middles:
                found[place, base] = 0.0 if here == there else round(kilometres_apart(middles[here], middles[there]), 1)
    return found


def _what_is_shared(crimes: Mapping[int, CarriedCrime], most_links: int) -> dict[int, list[int]]:
    """What makes crimes stay together: a victim, a suspect, or a series, told apart from persons by its sign."""
    shared = people_of_crimes(crimes)
    for crime, series in series_of_crimes(crimes, most_links=most_links).items():
        shared.setdefault(crime, []).append(-series)
    return shared


def _kind(crime: CarriedCrime, required_pip: int, rules: Rules) -> str:
    """What decides who may have a crime and how well they fit: with what decides it for officers in training."""
    return f"{kind_of(crime, required_pip)}-{class_of(crime, rules)}"


class _Trainees:
    """The officers in training among these, what they hold of each kind, and what they may hold."""

    def __init__(self, officers: Iterable[OfficerAtWork], rules: Rules) -> None:
        under = {one.id: rules_for(one.skills, rules) for one in officers}
        self.rules = rules
        self.under = {number: applying for number, applying in under.items() if applying}
        self.held = {number: kinds_held(found) for number, found in carried_crimes_of(self.under).items()}

    def may_be_given(self, crime: CarriedCrime, officer: int) -> bool:
        """Whether nothing about training stands against it; always, for whoever is not in training."""
        applying = self.under.get(officer)
        return not applying or not find_reasons_of_training(crime, self.held[officer], applying)

    def counts(self, crimes: Mapping[int, CarriedCrime]) -> tuple[CountLimit, ...]:
        """For each officer in training and kind of crime in the pool, how many more of it they may be given."""
        by_kind: dict[str, list[int]] = {}
        for number, crime in crimes.items():
            by_kind.setdefault(weigh(crime).value, []).append(number)
        found = []
        for officer, applying in self.under.items():
            for numbers in by_kind.values():
                open_to_them = [one for one in numbers if all(may_hold(crimes[one], rule) for rule in applying)]
                if not open_to_them:
                    continue
                room = room_for(crimes[open_to_them[0]], self.held[officer], applying)
                if room is not None and 0 < room < len(open_to_them):
                    held = frozenset(str(one) for one in open_to_them)
                    found.append(CountLimit(officer=str(officer), crimes=held, most=room))
        return tuple(found)


def pool_to_cover(
    crimes: list[ToGive], rulebook: Rulebook, *, at: datetime, leaving: Iterable[int] = ()
) -> PoolToPropose:
    """The same for crimes that their officers give up: those wait for somebody else, all others stay where they are.

    Nobody who has one of them, and nobody `leaving` (the rest of a team whose crimes are given away), is proposed.
    """
    made = pool_to_propose(crimes, rulebook, at=at)
    holders = {str(one.id): str(one.officer) for one in crimes}
    absent = {*holders.values(), *(str(one) for one in leaving)}
    held = [Held(crime=one, officer=holders[one.key]) for one in made.pool.crimes]
    nothing_waits = replace(made.pool, crimes=())
    return replace(
        made,
        pool=pool_for_cover(nothing_waits, held, absent=absent),
        officers={number: one for number, one in made.officers.items() if str(number) not in absent},
        counts=tuple(one for one in made.counts if one.officer not in absent),
    )


def _severity(one: ToGive) -> float:
    """The offence's severity weight as a share of the heaviest, both as logarithms; 0 where none is published."""
    weight = severity_weight(offences_by_key()[one.offence_key].category) or 0.0
    return log1p(weight) / log1p(max(each.weight for each in severity_weights()))


def _fits(
    crimes: Iterable[ToGive],
    carried: Mapping[int, CarriedCrime],
    officers: Iterable[OfficerAtWork],
    loads: Mapping[int, Load],
    weights: Proposing,
    trainees: _Trainees,
    remits: Remits,
) -> dict[str, dict[str, float]]:
    people = list(officers)
    found: dict[str, dict[str, float]] = {}
    for one in crimes:
        kind = _kind(carried[one.id], one.required_pip, trainees.rules)
        if kind not in found:
            fits = {
                officer.id: poorness_of(
                    carried[one.id], one.required_pip, _candidate(officer, loads[officer.id], remits), weights
                )
                for officer in people
                if trainees.may_be_given(carried[one.id], officer.id)
            }
            found[kind] = {str(number): poor for number, poor in fits.items() if poor is not None}
    return found


def _candidate(officer: OfficerAtWork, load: Load, remits: Remits) -> Candidate:
    """An officer as any crime of a kind finds them: who is connected or may not see it is refused pair by pair."""
    return Candidate(
        investigates=Permission.INVESTIGATE in permissions_of(officer.roles), pip_level=officer.pip_level,
        skills=officer.skills, connected=False, may_see=True, holds_it=False, before=load, after=load,
        above_constable=officer.rank > Rank.CONSTABLE, remit=remits.get(officer.unit),
    )  # fmt: skip


def _refused(crimes: list[ToGive], officers: Iterable[OfficerAtWork], *, at: datetime) -> set[tuple[str, str]]:
    """Who is connected, who may not see it, and whom somebody has rejected for it before."""
    numbers = [one.id for one in crimes]
    found = {(str(crime), str(officer)) for crime, officer in connected_pairs(numbers) | rejected_pairs(numbers)}
    people = list(officers)
    for one in crimes:
        if one.restriction is not None:
            clear, teams = granted_to(one.restriction, at=at)
            found |= {
                (str(one.id), str(each.id)) for each in people if each.id not in clear and each.team_id not in teams
            }
    return found
