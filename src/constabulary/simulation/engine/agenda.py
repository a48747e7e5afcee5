"""What is planned: at most one event for each piece of work and each batch, in a tournament of which is first.

Each has a leaf. Above every two stands the one that comes before the other, up to the first of all. A leaf that changes is
played again upwards along a way that is known beforehand, with no branch that could not be foreseen. Nothing planned
stays behind when it is void.
"""

from typing import Any

import numpy as np

from constabulary.simulation.engine.bits import comes_before
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import NEVER, RIPEN
from constabulary.simulation.engine.reaching import event_at


@inlined
def bits_of(at: Any) -> Any:
    """A moment, which is never negative, as a whole number in the same order."""
    return np.float64(at).view(np.int64)


@inlined
def next_planned(k: Any) -> Any:
    """When the first of all that is planned happens; infinity for nothing."""
    return np.int64(event_at(k.agenda, 1).bits).view(np.float64)


@inlined
def write(k: Any, place: Any, bits: Any, seq: Any, what: Any) -> Any:
    """Write what is planned at a leaf, and play it against the others."""
    agenda = k.agenda
    while True:
        event = event_at(agenda, place)
        event.bits = bits
        event.seq = seq
        event.what = what
        if place == 1:
            return
        other = event_at(agenda, place ^ 1)
        its_bits, its_seq, its_what = other.bits, other.seq, other.what
        is_first = comes_before(its_bits, its_seq, bits, seq)
        bits = its_bits if is_first else bits
        seq = its_seq if is_first else seq
        what = its_what if is_first else what
        place >>= 1


@part
def plan(k: Any, at: Any, kind: Any, who: Any) -> Any:
    """Plan the one event of a piece of work."""
    k.pushes += 1
    write(k, k.first_work + who, bits_of(at), k.pushes, (who << 3) | kind)


@part
def plan_ripening(k: Any, at: Any, number: Any) -> Any:
    """Plan the moment from which a stage's batch is done though it is not full."""
    k.pushes += 1
    write(k, k.leaves + number, bits_of(at), k.pushes, (number << 3) | RIPEN)


@part
def strike(k: Any, place: Any) -> Any:
    """Strike out what is planned at a leaf."""
    write(k, place, NEVER, 0, 0)


@inlined
def strike_work(k: Any, who: Any) -> Any:
    """Strike out what is planned for a piece of work, if anything is."""
    if event_at(k.agenda, k.first_work + who).bits != NEVER:
        strike(k, k.first_work + who)


@inlined
def strike_happened(k: Any) -> Any:
    """Strike out the first event if it has happened, and nothing else was planned in its place."""
    first = event_at(k.agenda, 1)
    if first.seq == k.happened and first.bits != NEVER:
        if first.what & 7 == RIPEN:
            strike(k, k.leaves + (first.what >> 3))
        else:
            strike(k, k.first_work + (first.what >> 3))


@part
def arrange(k: Any) -> Any:
    """Play the whole tournament: after the agenda has grown, and before the first event."""
    for place in range(k.leaves - 1, 0, -1):
        one, other = event_at(k.agenda, 2 * place), event_at(k.agenda, 2 * place + 1)
        event = event_at(k.agenda, place)
        if comes_before(other.bits, other.seq, one.bits, one.seq):
            event.bits, event.seq, event.what = other.bits, other.seq, other.what
        else:
            event.bits, event.seq, event.what = one.bits, one.seq, one.what
