"""What comes in is drawn ahead: when the next of each class come, and how long each takes at the stage it comes to.

Draws are counted and not carried along, so drawing them early changes none of them. In blocks they wait for nothing that
the loop does, and the compiler draws several at once.
"""

import math
from typing import Any

from constabulary.simulation.engine.drawing import LOGNORMAL, MIDDLE, compiled_central, draw, normal, uniform
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import AHEAD, CASELOAD
from constabulary.simulation.engine.queueing import cell_of
from constabulary.simulation.engine.reaching import cell_at, class_at, duration_at, real_at, stage_at

#: Not a length: it is drawn when the work is taken up.
UNDRAWN = -1.0


@inlined
def moments_of(cls: Any) -> Any:
    """The place, in what is drawn ahead, of the moments when a class's work comes in."""
    return (2 * cls.row + 1) * AHEAD


@inlined
def lengths_of(cls: Any) -> Any:
    """The place, in what is drawn ahead, of the lengths of a class's work."""
    return (2 * cls.row + 2) * AHEAD


@inlined
def draw_numbers(ahead: Any, key: Any, entity: Any) -> Any:
    """Draw a number for each of a block of entities into the first places."""
    for place in range(AHEAD):
        real_at(ahead, place).x = uniform(key, entity + place, 0)


@part
def draw_moments(k: Any, cls: Any) -> Any:
    """Draw when the next block of a class's work comes in."""
    ahead, moments = k.ahead, moments_of(cls)
    draw_numbers(ahead, cls.arrival_key, cls.number)
    for place in range(AHEAD):
        real_at(ahead, place).x = -math.log(real_at(ahead, place).x)
    at, slot, slots, hours = cls.at, cls.slot, k.slots, k.slot
    rates = cls.row * slots
    for place in range(AHEAD):
        need = real_at(ahead, place).x
        while slot < slots:
            ends = (slot + 1) * hours
            room = real_at(k.rates, rates + slot).x * (ends - at)
            if need < room:
                break
            need -= room
            slot += 1
            at = ends
        at = at + need / real_at(k.rates, rates + slot).x if slot < slots else math.inf
        real_at(ahead, moments + place).x = at
    cls.at, cls.slot = at, slot


@part
def draw_lognormals(ahead: Any, lengths: Any, duration: Any, key: Any, entity: Any) -> Any:
    """Draw a lognormal duration for each of a block of entities."""
    draw_numbers(ahead, key, entity)
    for place in range(AHEAD):
        # Asked of all, though it holds in the middle only: to ask which are there costs more.
        real_at(ahead, lengths + place).x = compiled_central(real_at(ahead, place).x - 0.5)
    for place in range(AHEAD):
        u = real_at(ahead, place).x
        if abs(u - 0.5) > MIDDLE:
            real_at(ahead, lengths + place).x = normal(u)
    a, b = duration.a, duration.b
    for place in range(AHEAD):
        one = real_at(ahead, lengths + place)
        one.x = math.exp(a + b * one.x)


@part
def draw_lengths(k: Any, cls: Any) -> Any:
    """Draw how long each of the next block of a class's work takes at the stage it comes to."""
    ahead, lengths = k.ahead, lengths_of(cls)
    stage = stage_at(k.stages, cls.to)
    service = cell_at(k.cells, cell_of(k, cls.to, cls.row)).service
    entity = (cls.row << 40) | cls.number
    if stage.kind == CASELOAD:
        for place in range(AHEAD):
            real_at(ahead, lengths + place).x = UNDRAWN
    elif duration_at(k.durations, service).shape == LOGNORMAL:
        draw_lognormals(ahead, lengths, duration_at(k.durations, service), stage.service_key, entity)
    else:
        duration = duration_at(k.durations, service)
        for place in range(AHEAD):
            real_at(ahead, lengths + place).x = draw(duration, k.table, stage.service_key, entity + place, 0)


@inlined
def draw_ahead(k: Any, cls: Any) -> Any:
    """Draw the next block of a class's work where the last is used up, and say when the next comes in."""
    place = cls.number & (AHEAD - 1)
    if place == 0:
        draw_moments(k, cls)
    cls.next_at = real_at(k.ahead, moments_of(cls) + place).x
    if place == 0 and cls.next_at < math.inf:
        draw_lengths(k, cls)


@inlined
def length_of_next(k: Any, cls: Any) -> Any:
    """How long the work of a class that comes in next takes at the stage it comes to."""
    return real_at(k.ahead, lengths_of(cls) + (cls.number & (AHEAD - 1))).x


@inlined
def find_next_arrival(k: Any) -> Any:
    """Find which class comes in next."""
    first, which = math.inf, 0
    for number in range(k.class_count):
        at = class_at(k.classes, number).next_at
        if at < first:
            first, which = at, number
    k.next_arrival = first
    k.next_class = which
