"""Proposals that keep limits on how many crimes of a kind an officer is given, beside the limit on their load.

The plan for the pool without these limits is made first; its bound is one for every plan that keeps them too. Where it
breaks a limit, the officer keeps the most urgent crimes, is refused the others, and the pool is
planned for anew. A limit that is broken again after a few rounds is settled: the officer is refused everything it
counts but what they keep. So it ends, and the plan that is handed out keeps every limit.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from constabulary.optimisation.pool import Pool
from constabulary.optimisation.proposing import Effort, Plan, propose
from constabulary.standards.values import value

#: Rounds in which an officer is refused only what they were given too much.
SOFT_ROUNDS = 2


@value
class CountLimit:
    """Of these crimes an officer is given at most so many."""

    officer: str
    crimes: frozenset[str]
    most: int


def find_broken(plan: Plan, limits: Iterable[CountLimit]) -> tuple[CountLimit, ...]:
    """The limits that a plan breaks."""
    given: dict[str, set[str]] = {}
    for one in plan.proposals:
        given.setdefault(one.officer, set()).add(one.crime)
    return tuple(one for one in limits if len(given.get(one.officer, set()) & one.crimes) > one.most)


def propose_within(
    pool: Pool, limits: Iterable[CountLimit], *, effort: Effort | None = None, clock: Callable[[], float] | None = None
) -> Plan:
    """A plan for the whole pool that keeps these limits. Raises NotAPool."""
    wanted = [one for one in limits if one.crimes]
    refused = set(pool.refused)
    plan = first = propose(pool, effort=effort, clock=clock)
    rounds = 0
    while broken := find_broken(plan, wanted):
        rounds += 1
        for limit in broken:
            kept = _kept(plan, pool, limit)
            given = {one.crime for one in plan.proposals if one.officer == limit.officer}
            over = limit.crimes if rounds > SOFT_ROUNDS else limit.crimes & given
            refused |= {(crime, limit.officer) for crime in over - kept}
        plan = propose(replace(pool, refused=frozenset(refused)), effort=effort, clock=clock)
    return replace(plan, bound=min(first.bound, plan.total))


def _kept(plan: Plan, pool: Pool, limit: CountLimit) -> frozenset[str]:
    """What an officer keeps of what they were given too much: whole parcels, the most urgent first."""
    given = {one.crime for one in plan.proposals if one.officer == limit.officer} & limit.crimes
    parcels: dict[str, list[str]] = {}
    urgency: dict[str, float] = {}
    for one in pool.crimes:
        if one.key in given:
            parcel = one.together or f" {one.key}"
            parcels.setdefault(parcel, []).append(one.key)
            urgency[parcel] = max(urgency.get(parcel, 0.0), one.urgency)
    kept: set[str] = set()
    for parcel in sorted(parcels, key=lambda one: (-urgency[one], one)):
        if len(kept) + len(parcels[parcel]) <= limit.most:
            kept |= set(parcels[parcel])
    return frozenset(kept)
