"""Work that people do in parallel: sittings that share the day, with waits for others in between.

A caseload has a clock of its own that runs slower the more sittings share its people. A sitting ends when that clock has
gone on by its length. Sittings are kept in a skew heap through the pieces of work themselves.
"""

import math
from typing import Any

from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import IN_HAND, NONE
from constabulary.simulation.engine.reaching import stage_at, work_at

#: What is left of a day for work however many open crimes pull at a person.
LEAST_SHARE = 0.05


@inlined
def ends_before(one: Any, other: Any) -> Any:
    """Whether a sitting ends before another."""
    return one.ends_at < other.ends_at or (one.ends_at == other.ends_at and one.seq < other.seq)


@part
def merge(k: Any, one: Any, other: Any) -> Any:
    """Merge two skew heaps of sittings; the first to end of both."""
    if one == NONE:
        return other
    if other == NONE:
        return one
    if ends_before(work_at(k.works, other), work_at(k.works, one)):
        one, other = other, one
    root = one
    while True:
        right = work_at(k.works, one).right
        work_at(k.works, one).right = work_at(k.works, one).left
        if right == NONE:
            work_at(k.works, one).left = other
            return root
        if ends_before(work_at(k.works, other), work_at(k.works, right)):
            right, other = other, right
        work_at(k.works, one).left = right
        one = right


@inlined
def pass_time(stage: Any, now: Any) -> Any:
    """Let the clock of a caseload's sittings come up to now."""
    stage.virtual += stage.rate * (now - stage.updated)
    stage.updated = now


@part
def retime(k: Any, stage: Any, group: Any, now: Any) -> Any:
    """How fast the sittings of a caseload go now, and when the first will end."""
    busy = min(group.on_duty, stage.active)
    group.busy_sum -= (busy - group.busy) * now
    group.busy = busy
    stage.rate = 0.0
    stage.next_at = math.inf
    if busy > 0:
        share = max(LEAST_SHARE, 1.0 - stage.switching * stage.open / group.posted)
        stage.rate = share * min(1.0, group.on_duty / stage.active)
        stage.next_at = max(now, now + (work_at(k.works, stage.root).ends_at - stage.virtual) / stage.rate)


@part
def sit(k: Any, who: Any, stage: Any, group: Any, length: Any, now: Any) -> Any:
    """A sitting of this length begins."""
    work = work_at(k.works, who)
    pass_time(stage, now)
    work.state = IN_HAND
    work.ends_at = stage.virtual + length
    work.left = NONE
    work.right = NONE
    stage.root = merge(k, stage.root, who)
    stage.active += 1
    retime(k, stage, group, now)


@part
def end_first(k: Any, stage: Any, group: Any, now: Any) -> Any:
    """The first sitting ends; the work that sat."""
    who = stage.root
    stage.updated = now
    stage.virtual = work_at(k.works, who).ends_at
    stage.root = merge(k, work_at(k.works, who).left, work_at(k.works, who).right)
    stage.active -= 1
    retime(k, stage, group, now)
    return who


@part
def close_one(k: Any, stage: Any, group: Any, now: Any) -> Any:
    """One less is open."""
    pass_time(stage, now)
    stage.open -= 1
    retime(k, stage, group, now)


@part
def find_next(k: Any) -> Any:
    """Find which caseload's sitting ends next."""
    k.next_sitting = math.inf
    for number in range(k.stage_count):
        if stage_at(k.stages, number).next_at < k.next_sitting:
            k.next_sitting = stage_at(k.stages, number).next_at
            k.next_caseload = number
