"""Reads recovery plans from a TOML file: a queue, options, and the ways to combine them that are to be compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from constabulary.simulation.model.reading import TOO_DEEP, choice, each, made
from constabulary.simulation.model.units import Misread, day, number, numbers, standing_at, text, texts, whole
from constabulary.simulation.naming import file_name
from constabulary.simulation.recovery.burn_down import TIMES, Plan
from constabulary.simulation.recovery.queue import Kind, Option, Queue, RiskClass
from constabulary.standards.values import value


@value
class Way:
    """A way to deal with the queue: the names of its options, and by what factor more (or less) comes in than now."""

    name: str
    options: tuple[str, ...] = ()
    arrivals: float = 1.0


@value
class Asked:
    """A file's question: the queue, from which day on, each way by name as a plan."""

    queue: Queue
    first: date
    plans: Mapping[str, Plan]


CLASS = {
    "name": text,
    "waiting": whole,
    "arrivals_a_day": number,
    "standard_days": number,
    "ages": numbers,
    "dispersion": number,
}
OPTION = {
    "name": text,
    "kind": choice(Kind),
    "starts": whole,
    "days": whole,
    "extra_a_day": number,
    "closed_at_once": number,
    "saves": number,
    "diverted": number,
    "of": texts,
    "hours_a_day": number,
}
WAY = {"name": text, "options": texts, "arrivals": number}
QUEUE = {
    "name": text,
    "label": text,
    "done_a_day": number,
    "done_dispersion": number,
    "cleared_at": whole,
    "weekdays": numbers,
    "classes": each(RiskClass, CLASS),
}


@value
class _File:
    queue: Queue
    first: date
    options: tuple[Option, ...] = ()
    ways: tuple[Way, ...] = (Way(name="as it is"),)
    days: int = 365
    times: int = TIMES
    seed: int = 1


FILE = {
    "queue": lambda raw: made(Queue, raw, QUEUE),
    "first": day,
    "options": each(Option, OPTION),
    "ways": each(Way, WAY),
    "days": whole,
    "times": whole,
    "seed": whole,
}


def read_plans(source: bytes) -> Asked:
    """The question of a file. Raises Misread with one sentence for what cannot be read or played."""
    try:
        raw = tomllib.loads(source.decode())
    except UnicodeDecodeError:
        raise Misread("the file is no text in UTF-8") from None
    except RecursionError:
        raise Misread(TOO_DEEP) from None
    except ValueError as error:
        raise Misread(f"the file is no TOML: {error}") from None
    with standing_at("the plan"):
        file = made(_File, raw, FILE)
    queue = replace(file.queue, first_weekday=file.first.weekday())
    twice = [one.name for place, one in enumerate(file.options) if one.name in {o.name for o in file.options[:place]}]
    if twice:
        raise Misread(f"each option needs a name of its own: two are called {twice[0]}")
    _check_ways([one.name for one in file.ways])
    known = {one.name: one for one in file.options}
    plans = {way.name: _plan(file, queue, way, known) for way in file.ways}
    for name, plan in plans.items():
        if faults := plan.find_faults():
            raise Misread(f"{name}: {' '.join(faults)}")
    return Asked(queue=queue, first=file.first, plans=plans)


def _check_ways(names: list[str]) -> None:
    """One of two of a name would vanish without a word, and of two whose documents would be called alike one as well (on
    disks that do not tell capitals apart, too)."""
    for place, name in enumerate(names):
        for other in names[:place]:
            if file_name(name) == file_name(other):
                same = f"two are called {name}" if name == other else f"{other} and {name} differ too little"
                raise Misread(f"each way needs a name of its own: {same}")


def _plan(file: _File, queue: Queue, way: Way, known: Mapping[str, Option]) -> Plan:
    unknown = [one for one in way.options if one not in known]
    if unknown:
        raise Misread(f"{way.name}: there is no option {unknown[0]}; there are {', '.join(known) or 'none'}")
    classes = tuple(replace(one, arrivals_a_day=one.arrivals_a_day * way.arrivals) for one in queue.classes)
    options: Any = tuple(known[one] for one in way.options)
    return Plan(
        queue=replace(queue, classes=classes), options=options, days=file.days, times=file.times, seed=file.seed
    )
