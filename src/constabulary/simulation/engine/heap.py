"""The queue of events: a binary heap in one array, ordered by moment, then by the order of planning."""

from typing import Any

from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.reaching import event_at


@inlined
def is_before(one: Any, other: Any) -> Any:
    """Whether an event comes before another; without a branch, which nothing could foresee."""
    return (one.at < other.at) | ((one.at == other.at) & (one.seq < other.seq))


@inlined
def copy(source: Any, to: Any) -> Any:
    """Copy an event to another place."""
    to.at = source.at
    to.seq = source.seq
    to.what = source.what
    to.version = source.version


@part
def push(k: Any, at: Any, kind: Any, who: Any, version: Any) -> Any:
    """Plan an event. Where the first has just been read, it takes its place, and one way through the heap is saved."""
    k.pushes += 1
    if k.hole:
        k.hole = 0
        place = sink(k, at, k.pushes, k.planned)
    else:
        place = k.planned
        k.planned = place + 1
        while place > 0:
            above = (place - 1) >> 1
            if event_at(k.heap, above).at <= at:
                # One planned earlier for the same moment stays before it.
                break
            copy(event_at(k.heap, above), event_at(k.heap, place))
            place = above
    event = event_at(k.heap, place)
    event.at = at
    event.seq = k.pushes
    event.what = (who << 3) | kind
    event.version = version


@inlined
def sink(k: Any, at: Any, seq: Any, count: Any) -> Any:
    """Where an event belongs when it starts from the top of the first `count`; those before it move up."""
    heap = k.heap
    place = 0
    below = 1
    while below < count:
        if below + 1 < count:
            below += int(is_before(event_at(heap, below + 1), event_at(heap, below)))
        one = event_at(heap, below)
        if at < one.at or (at == one.at and seq < one.seq):
            break
        copy(one, event_at(heap, place))
        place = below
        below = 2 * place + 1
    return place


@part
def close_hole(k: Any) -> Any:
    """Take away the first event, which has been read and not been replaced."""
    k.hole = 0
    last = k.planned - 1
    k.planned = last
    moved = event_at(k.heap, last)
    place = sink(k, moved.at, moved.seq, last)
    if place != last:
        copy(moved, event_at(k.heap, place))
