"""The queue of events: a binary heap in one array, ordered by moment, then by the order of planning."""

from typing import Any

from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.reaching import event_at


@inlined
def is_before(one: Any, other: Any) -> Any:
    """Whether an event comes before another."""
    return one.at < other.at or (one.at == other.at and one.seq < other.seq)


@inlined
def copy(source: Any, to: Any) -> Any:
    """Copy an event to another place."""
    to.at = source.at
    to.seq = source.seq
    to.what = source.what
    to.version = source.version


@part
def push(k: Any, at: Any, kind: Any, who: Any, version: Any) -> Any:
    """Plan an event."""
    k.pushes += 1
    seq = k.pushes
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
    event.seq = seq
    event.what = (who << 3) | kind
    event.version = version


@part
def pop(k: Any) -> Any:
    """Take away the first event, which has been read."""
    last = k.planned - 1
    k.planned = last
    moved = event_at(k.heap, last)
    place = 0
    below = 1
    while below < last:
        if below + 1 < last and is_before(event_at(k.heap, below + 1), event_at(k.heap, below)):
            below += 1
        if not is_before(event_at(k.heap, below), moved):
            break
        copy(event_at(k.heap, below), event_at(k.heap, place))
        place = below
        below = 2 * place + 1
    if place != last:
        copy(moved, event_at(k.heap, place))
