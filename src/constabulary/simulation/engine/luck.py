"""What is drawn before a run begins: the keys of its streams, absences, arrivals an hour, ages of the backlog."""

import math
from typing import Any

from constabulary.simulation.engine import drawing
from constabulary.simulation.engine.drawing import GOLDEN, draw, folded, gamma, mix, uniform
from constabulary.simulation.engine.kernels import inlined, kernel, part
from constabulary.simulation.engine.reaching import class_at, duration_at, stage_at


@inlined
def key_of(key: Any, purpose: Any, place: Any) -> Any:
    """The key of a purpose at a place."""
    return folded(folded(key, purpose), place)


@part
def set_keys(k: Any, key: Any) -> Any:
    """Give every stage and class its own streams."""
    for number in range(k.stage_count):
        stage = stage_at(k.stages, number)
        stage.service_key = key_of(key, drawing.SERVICE, number)
        stage.patience_key = key_of(key, drawing.PATIENCE, number)
        stage.again_key = key_of(key, drawing.AGAIN, number)
        stage.after_key = key_of(key, drawing.AFTER, number)
        stage.route_key = key_of(key, drawing.ROUTE, number)
        stage.look_key = key_of(key, drawing.LOOK, number)
        stage.between_key = key_of(key, drawing.BETWEEN, number)
    for number in range(k.class_count):
        class_at(k.classes, number).arrival_key = key_of(key, drawing.ARRIVAL, number)


@part
def draw_present(key: Any, spells: Any, present: Any) -> Any:
    """How many of each spell's people are there."""
    for number in range(len(spells)):
        spell = spells[number]
        present[number] = spell.people
        if spell.absence > 0.0:
            stream = key_of(key, drawing.ABSENCE, spell.group)
            for person in range(spell.people):
                if uniform(stream, spell.entity, person) < spell.absence:
                    present[number] -= 1


@part
def add_spread(row: Any, at: Any, hours: Any, expected: Any) -> Any:
    """Add `expected` arrivals between `at` and `at + hours` to a row of hourly rates."""
    for slot in range(max(0, math.floor(at)), min(len(row), math.ceil(at + hours))):
        row[slot] += expected / hours * (min(at + hours, slot + 1) - max(at, slot))


@part
def draw_factors(key: Any, spread: Any, row: Any, period: Any) -> Any:
    """Multiply a row of rates by the factor of each slot's period."""
    stream = key_of(key, drawing.PERIOD, spread.cls)
    last = -1
    factor = 1.0
    for slot in range(len(row)):
        if period[slot] != last:
            last = period[slot]
            factor = spread.dispersion * gamma(1.0 / spread.dispersion, stream, last, 0)
        row[slot] *= factor


@part
def draw_bursts(key: Any, burst: Any, row: Any, horizon: Any) -> Any:
    """Add the bursts of one kind to a row of hourly rates."""
    stream = key_of(key, drawing.BURST, burst.cls)
    at = 0.0
    count = 0
    while burst.per_day > 0.0:
        at += -math.log(uniform(stream, burst.which, count)) * 24.0 / burst.per_day
        count += 1
        if at >= horizon:
            return
        add_spread(row, at, burst.hours, burst.size)


@kernel
def draw_luck(
    clock: Any,
    seed: Any,
    replication: Any,
    present: Any,
    rates: Any,
    spells: Any,
    spreads: Any,
    bursts: Any,
    extra: Any,
    period: Any,
    backlog: Any,
) -> Any:
    """Draw everything that is drawn before a run. `seed` and `replication` are unsigned."""
    k = clock[0]
    key = folded(mix(seed + GOLDEN), replication)
    set_keys(k, key)
    draw_present(key, spells, present)
    for number in range(len(spreads)):
        cls = spreads[number].cls
        draw_factors(key, spreads[number], rates[cls], period[cls])
    for row in range(rates.shape[0]):
        for slot in range(rates.shape[1]):
            rates[row, slot] += extra[row, slot]
    for number in range(len(bursts)):
        draw_bursts(key, bursts[number], rates[bursts[number].cls], k.horizon)
    for number in range(len(backlog)):
        one = backlog[number]
        stream = key_of(key, drawing.AGE, one.cls)
        one.arrived = -draw(duration_at(k.durations, one.age), k.table, stream, one.which, 0)
