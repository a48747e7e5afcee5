"""Proposals that keep limits on how many crimes of a kind an officer is given, beside the limit on their load.

The limits are part of what is planned: they have prices as room has (`prices.py`), whole sets keep them (`patterns.py`),
and no step of a choice breaks one (`placing.py`). So one plan is made, in the seconds there are, and its bound is one of
all plans that keep the limits.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from constabulary.optimisation.pool import CountLimit, Pool
from constabulary.optimisation.proposing import Effort, Plan, propose


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
    return propose(replace(pool, counts=(*pool.counts, *limits)), effort=effort, clock=clock)
