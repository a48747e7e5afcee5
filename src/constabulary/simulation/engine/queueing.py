"""Queues of work by stage and class, and which work a staff group takes next."""

from typing import Any

from constabulary.simulation.engine.bits import lowest
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import (
    AGEING,
    CASELOAD,
    DEADLINE,
    FIRST_COME,
    NONE,
    PRIORITY,
)
from constabulary.simulation.engine.reaching import cell_at, class_at, group_at, stage_at, work_at


@inlined
def cell_of(k: Any, stage: Any, cls: Any) -> Any:
    """The number of the cell of a class at a stage."""
    return stage * k.class_count + cls


@inlined
def key_of(order: Any, work: Any, cls: Any) -> Any:
    """What orders work of one class at a stage; the number of its joining decides between equals."""
    if order == DEADLINE:
        return work.clock + cls.due
    if order == AGEING and cls.ageing > 0.0:
        return work.arrived
    return 0.0


@inlined
def stands_before(one: Any, other: Any) -> Any:
    """Whether work stands before other work of its class."""
    return one.key < other.key or (one.key == other.key and one.seq < other.seq)


@part
def place_between(k: Any, cell: Any, who: Any) -> Any:
    """Find work's place in a queue that is not empty, from both ends at once, and put it in."""
    work = work_at(k.works, who)
    front, back = cell.head, cell.tail
    while True:
        if stands_before(work_at(k.works, back), work):
            before, after = back, work_at(k.works, back).next
            break
        if stands_before(work, work_at(k.works, front)):
            before, after = work_at(k.works, front).before, front
            break
        front, back = work_at(k.works, front).next, work_at(k.works, back).before
    work.before, work.next = before, after
    if before == NONE:
        cell.head = who
    else:
        work_at(k.works, before).next = who
    if after == NONE:
        cell.tail = who
    else:
        work_at(k.works, after).before = who


@inlined
def put_in(k: Any, cell: Any, who: Any) -> Any:
    """Put work into the queue of its cell."""
    work = work_at(k.works, who)
    tail = cell.tail
    if tail == NONE:
        work.before = NONE
        work.next = NONE
        cell.head = who
        cell.tail = who
    elif stands_before(work_at(k.works, tail), work):
        work.before = tail
        work.next = NONE
        work_at(k.works, tail).next = who
        cell.tail = who
    else:
        place_between(k, cell, who)
    cell.waiting += 1


@inlined
def take_out(k: Any, cell: Any, who: Any) -> Any:
    """Take work out of the queue of its cell."""
    work = work_at(k.works, who)
    if work.before == NONE:
        cell.head = work.next
    else:
        work_at(k.works, work.before).next = work.next
    if work.next == NONE:
        cell.tail = work.before
    else:
        work_at(k.works, work.next).before = work.before
    cell.waiting -= 1


@inlined
def is_ready(stage: Any) -> Any:
    """Whether something can be taken up at a stage."""
    if stage.waiting == 0:
        return False
    if stage.kind == CASELOAD:
        return stage.open < stage.limit
    return stage.batch == 1 or stage.waiting >= stage.batch or stage.ripe == 1


@inlined
def score_of(order: Any, work: Any, cls: Any, now: Any) -> Any:
    """Where work stands in the order of a stage, among all classes."""
    if order == PRIORITY:
        return float(cls.priority)
    if order == FIRST_COME:
        return 0.0
    if order == DEADLINE:
        return work.key
    return cls.priority - cls.ageing * (now - work.arrived) / 24.0


@inlined
def first_at(k: Any, number: Any, now: Any) -> Any:
    """(the work that a stage takes first, its score, the number of its joining)."""
    stage = stage_at(k.stages, number)
    best, best_score, best_seq = NONE, 0.0, 0
    for cls in range(k.class_count):
        head = cell_at(k.cells, cell_of(k, number, cls)).head
        if head != NONE:
            work = work_at(k.works, head)
            score = score_of(stage.order, work, class_at(k.classes, cls), now)
            if best == NONE or score < best_score or (score == best_score and work.seq < best_seq):
                best, best_score, best_seq = head, score, work.seq
    return best, best_score, best_seq


@inlined
def pick(k: Any, group: Any, now: Any) -> Any:
    """The work that a staff group takes next, over all its stages; NONE when nothing is ready."""
    best, best_rank, best_score, best_seq = NONE, 0, 0.0, 0
    mine = group_at(k.groups, group).stages
    while mine != 0:
        number = lowest(mine)
        mine &= mine - 1
        stage = stage_at(k.stages, number)
        if is_ready(stage):
            found, score, seq = first_at(k, number, now)
            if (
                best == NONE
                or stage.rank < best_rank
                or (stage.rank == best_rank and (score < best_score or (score == best_score and seq < best_seq)))
            ):
                best, best_rank, best_score, best_seq = found, stage.rank, score, seq
    return best
