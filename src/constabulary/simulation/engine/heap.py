"""The queue of events: a binary heap in one array, ordered by moment, then by the order of planning."""

from constabulary.simulation.engine.kernels import inlined, part


@inlined
def is_before(one, other):
    """Whether an event comes before another."""
    return one.at < other.at or (one.at == other.at and one.seq < other.seq)


@inlined
def copy(source, to):
    """Copy an event to another place."""
    to.at = source.at
    to.seq = source.seq
    to.kind = source.kind
    to.who = source.who
    to.version = source.version


@part
def push(heap, clock, at, kind, who, version):
    """Plan an event."""
    clock.pushes += 1
    seq = clock.pushes
    place = clock.heap
    clock.heap = place + 1
    while place > 0:
        above = (place - 1) >> 1
        if heap[above].at <= at:
            # One planned earlier for the same moment stays before it.
            break
        copy(heap[above], heap[place])
        place = above
    event = heap[place]
    event.at = at
    event.seq = seq
    event.kind = kind
    event.who = who
    event.version = version


@part
def pop(heap, clock):
    """Take away the first event, which has been read."""
    last = clock.heap - 1
    clock.heap = last
    moved = heap[last]
    place = 0
    below = 1
    while below < last:
        if below + 1 < last and is_before(heap[below + 1], heap[below]):
            below += 1
        if not is_before(heap[below], moved):
            break
        copy(heap[below], heap[place])
        place = below
        below = 2 * place + 1
    if place != last:
        copy(moved, heap[place])
