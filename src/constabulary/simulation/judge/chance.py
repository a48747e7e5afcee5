"""The keys of the judge's streams, and what is drawn before a run: arrivals an hour, absences, ages."""

import math

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.engine import drawing
from constabulary.simulation.judge.luck import GOLDEN, MASK, draw, folded, gamma, mix, uniform
from constabulary.simulation.model.timetable import Spell, add_spread, name_spells, work_out_rates
from constabulary.simulation.model.whole import Model


class Chance:
    """The streams of one replication."""

    def __init__(self, seed: int, replication: int) -> None:
        self.key = folded(mix((seed + GOLDEN) & MASK), replication)

    def of(self, purpose: int, place: int) -> int:
        """The key of a purpose at a place."""
        return folded(folded(self.key, purpose), place)


def rates_of(model: Model, chance: Chance) -> tuple[float, NDArray[np.float64]]:
    """(length of a slot in hours, arrivals an hour by class and slot) with the factors and bursts drawn."""
    rates = work_out_rates(model)
    drawn = rates.by_slot.copy()
    for number, work in enumerate(model.classes):
        if work.arrivals is None:
            continue
        spread = work.arrivals.dispersion
        key = chance.of(drawing.PERIOD, number)
        for slot in range(drawn.shape[1]):
            if spread:
                factor = spread * gamma(1.0 / spread, key, int(rates.period[number, slot]), 0)
                drawn[number, slot] = drawn[number, slot] * factor
            drawn[number, slot] += rates.extra[number, slot]
        key = chance.of(drawing.BURST, number)
        for which, burst in enumerate(work.arrivals.bursts):
            at, count = 0.0, 0
            while burst.per_day > 0:
                at += -math.log(uniform(key, which, count)) * 24.0 / burst.per_day
                count += 1
                if at >= model.days * 24.0:
                    break
                add_spread(drawn[number], at, burst.hours, burst.size)
    return rates.slot, drawn


def present_of(spells: list[Spell], chance: Chance) -> list[int]:
    """How many of each spell's people are there."""
    present = []
    for spell, entity in zip(spells, name_spells(spells), strict=True):
        key = chance.of(drawing.ABSENCE, spell.group)
        away = sum(uniform(key, entity, person) < spell.absence for person in range(spell.people))
        present.append(spell.people - away)
    return present


def backlog_of(model: Model, chance: Chance) -> list[tuple[float, int, int, int]]:
    """What is there at the start, oldest first: (came in at, class, number within the class, stage)."""
    places = {stage.name: number for number, stage in enumerate(model.stages)}
    found = []
    for number, work in enumerate(model.classes):
        key, which = chance.of(drawing.AGE, number), 0
        for one in work.backlog:
            for _ in range(one.count):
                found.append((-draw(one.age, key, which, 0), number, which, places[one.stage]))
                which += 1
    return sorted(found)
