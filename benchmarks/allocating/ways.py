"""Four ways to allocate: as it is done today, first in first out, greedily, and by the optimiser on a rolling horizon.

Today's practice is our own reading of how forces describe it, and an assumption: each district's supervisor gives what
came in there, in order of arrival, to whoever of the district is on duty and has the fewest crimes, up to a number of
crimes that all count the same; only what nobody of the district may have goes to the whole force. The other three see the whole force and the standard's weighted limits.
"""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np

from benchmarks.allocating.force import CYCLE, KINDS, ON, START, Ints
from benchmarks.allocating.playing import NOBODY, Day, Way
from benchmarks.pools.greedy import choose_greedily
from constabulary.optimisation.field import field_of
from constabulary.optimisation.pool import Crime, Officer, Pool, costs_of
from constabulary.optimisation.proposing import Effort, propose
from constabulary.policing.allocation.proposing import WaitingCrime, urgency_of
from constabulary.standards.rulebook import on
from constabulary.standards.workload import PROPOSAL_COSTS, PROPOSING

#: A morning's pool is small: more than this gains nothing that is seen.
EFFORT = Effort(stages=5, sweeps=2, shakes=0, rounds=0)
SLACK = 1e-9


def as_today(day: Day) -> Mapping[int, int]:
    """District by district, in order of arrival, to whoever is on duty and has the fewest crimes."""
    force, crimes, chosen = day.force, day.crimes.copy(), {}
    for crime in day.waiting.tolist():
        fit = np.isfinite(force.fits[day.luck.kind[crime]])
        theirs = fit & (force.district == day.luck.district[crime])
        may = (theirs if theirs.any() else fit) & force.on_duty[day.number] & (crimes < force.count_limit)
        if may.any():
            officer = int(np.where(may, crimes, np.iinfo(np.int64).max).argmin())
            chosen[crime] = officer
            crimes[officer] += 1
    return chosen


def first_in_first_out(day: Day) -> Mapping[int, int]:
    """In order of arrival, to whoever in the force has the most room by weight."""
    force, load, chosen = day.force, day.load.copy(), {}
    for crime in day.waiting.tolist():
        may = (
            np.isfinite(force.fits[day.luck.kind[crime]])
            & ~force.absent[day.number]
            & (load + day.points[crime] <= force.room + SLACK)
        )
        if may.any():
            officer = int(np.where(may, load / force.room, np.inf).argmin())
            chosen[crime] = officer
            load[officer] += day.points[crime]
    return chosen


def greedily(day: Day) -> Mapping[int, int]:
    """The most urgent first, each to whoever costs least by the standard's costs."""
    pool, officers = make_pool(day, day.waiting)
    field = field_of(pool)
    choice = choose_greedily(field)
    return {
        int(pool.crimes[at].key): int(officers[officer])
        for parcel, officer in enumerate(choice.chosen.tolist())
        if officer < field.officers
        for at in field.members[parcel]
    }


def by_optimiser(day: Day) -> Mapping[int, int]:
    """The whole pool at once, and again next morning: what was given and not begun may change hands, at a cost."""
    not_begun = day.open & (day.holder != NOBODY) & ~day.begun
    crimes = np.flatnonzero((day.open & (day.holder == NOBODY)) | not_begun)
    pool, _ = make_pool(day, crimes)
    plan = propose(pool, effort=EFFORT)
    chosen = {int(one.crime): int(one.officer) for one in plan.proposals}
    return chosen | {int(one.crime): NOBODY for one in plan.waiting if one.held_by}


WAYS: dict[str, Way] = {
    "today's practice": as_today,
    "first in, first out": first_in_first_out,
    "greedy": greedily,
    "optimiser": by_optimiser,
}


def make_pool(day: Day, crimes: Ints) -> tuple[Pool, Ints]:
    """(the pool of these crimes, the officers in their order); what is in the pool is in nobody's load."""
    force, rules, now = day.force, on(START), START + timedelta(days=day.number + 1)
    there = np.flatnonzero(~force.absent[day.number])
    held = crimes[day.holder[crimes] != NOBODY]
    carried = day.load - np.bincount(day.holder[held], day.points[held], len(day.load))
    kinds = sorted(set(day.luck.kind[crimes].tolist()))
    until = (CYCLE - (day.number + force.phase) % CYCLE) * ((day.number + force.phase) % CYCLE >= ON)
    edition = rules[PROPOSAL_COSTS]
    officers = tuple(
        Officer(
            key=f"{one:05}", carried=round(float(carried[one]), 2), limit=float(force.limit[one]),
            base=str(force.district[one]), hours_share=float(force.hours_share[one]), starts_in=float(until[one]),
            given_lately=float(day.lately[one]),
        )
        for one in there
    )  # fmt: skip
    reports = tuple(
        Crime(
            key=f"{crime:06}",
            points=float(day.points[crime]),
            urgency=urgency_of(
                WaitingCrime(
                    severity=KINDS[day.luck.kind[crime]].harm,
                    risk=0,
                    recorded_at=START + timedelta(days=float(day.luck.arrived[crime])),
                ),
                rules[PROPOSING].value,
                at=now,
            ),
            kind=str(day.luck.kind[crime]),
            place=str(day.luck.district[crime]),
            held_by=f"{day.holder[crime]:05}" if day.holder[crime] != NOBODY else "",
        )
        for crime in crimes.tolist()
    )
    knows = {
        (f"{crime:06}", f"{day.holder[earlier]:05}")
        for crime in crimes.tolist()
        if (earlier := int(day.luck.known[crime])) >= 0 and day.holder[earlier] != NOBODY
    }
    fits = {
        str(kind): {f"{one:05}": float(force.fits[kind, one]) for one in there if np.isfinite(force.fits[kind, one])}
        for kind in kinds
    }
    costs = costs_of(edition.value, edition.edition)
    return Pool(crimes=reports, officers=officers, fits=fits, costs=costs, knows=knows), there
