"""Reads a model from a TOML file; whatever cannot be read is said in a sentence that names the place."""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from constabulary.simulation.model import durations, units
from constabulary.simulation.model.demand import Arrivals, Backlog, Burst, Event, WorkClass
from constabulary.simulation.model.durations import ByClass, Duration, Mark
from constabulary.simulation.model.staffing import AtShiftEnd, Break, Leave, Rota, Shift, StaffGroup
from constabulary.simulation.model.stages import Kind, Order, Patience, Reassessment, Route, Stage, WhenFull
from constabulary.simulation.model.units import Misread, hours, number, standing_at, text, texts, whole
from constabulary.simulation.model.whole import Duty, Gone, Model, Since, Until
from constabulary.standards.calendar import LONDON

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Any], Any]

TOO_DEEP = "the file holds lists or tables one in another too many times over"

#: Stands in a file for the classes that are not named; a class cannot be called so there.
OTHER = "other"
SHAPES: Mapping[str, tuple[type[Any], Mapping[str, Reader]]] = {
    "exponential": (durations.Exponential, {"mean": hours}),
    "lognormal": (durations.Lognormal, {"median": hours, "sigma": number}),
    "gamma": (durations.Gamma, {"mean": hours, "form": number}),
    "fixed": (durations.Fixed, {"hours": hours}),
    "triangular": (durations.Triangular, {"least": hours, "usual": hours, "most": hours}),
    "empirical": (durations.Empirical, {"hours": lambda raw: tuple(hours(one) for one in raw)}),
}


def read_model(source: bytes | str) -> Model:
    """The model of a file's content. Raises Misread with one sentence; `checking.find_problems` asks whether it is sound."""
    try:
        content = source.decode() if isinstance(source, bytes) else source
        raw = tomllib.loads(content)
    except UnicodeDecodeError:
        raise Misread("the file is no text in UTF-8") from None
    except RecursionError:
        raise Misread(TOO_DEEP) from None
    except ValueError as error:
        # TOMLDecodeError is one; so is what a number of thousands of digits raises.
        raise Misread(f"the file is no TOML: {error}") from None
    with standing_at("the model"):
        return _model(raw)


def choice(kind: type[E]) -> Callable[[Any], E]:
    """A reader of one of the words of an enumeration."""

    def read(raw: Any) -> E:
        try:
            return kind(raw)
        except ValueError:
            raise Misread(f"{raw!r} is none of {', '.join(kind)}") from None

    return read


def made(kind: type[T], raw: Any, readers: Mapping[str, Reader]) -> T:
    """A value from a table; every key must be known. Raises Misread."""
    given = {}
    for key, content in units.table(raw).items():
        if key not in readers:
            near = difflib.get_close_matches(key, readers, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(readers)}"
            raise Misread(f"{key!r} is not known here; {hint}")
        with standing_at(key):
            given[key] = readers[key](content)
    try:
        return kind(**given)
    except TypeError as error:
        missing = str(error).split("argument")[-1].strip(": s")
        raise Misread(f"{missing} is missing") from None


def each(kind: type[T], readers: Mapping[str, Reader]) -> Callable[[Any], tuple[T, ...]]:
    """A reader of a list of tables; each is named by its `name`, or by its number."""

    def read(raw: Any) -> tuple[T, ...]:
        found = []
        for place, one in enumerate(units.rows(raw), start=1):
            with standing_at(str(one.get("name", f"number {place}"))):
                found.append(made(kind, one, readers))
        return tuple(found)

    return read


def duration(raw: Any) -> Duration:
    """One duration: a table with `shape`, or a length of time, which is then fixed. Raises Misread."""
    if not isinstance(raw, Mapping):
        return durations.Fixed(hours=hours(raw))
    shape = str(raw.get("shape", ""))
    if shape not in SHAPES:
        raise Misread(f"the shape {shape!r} is none of {', '.join(SHAPES)}")
    kind, readers = SHAPES[shape]
    rest = {key: content for key, content in raw.items() if key != "shape"}
    read: Duration = made(kind, rest, {**readers, "mark": choice(Mark), "source": text})
    return read


def by_class(raw: Any) -> ByClass:
    """One duration for all classes, or a table of them by class ("other" for those not named). Raises Misread."""
    if not isinstance(raw, Mapping) or "shape" in raw:
        return durations.for_all(duration(raw))
    return each_class(duration)(raw)


def each_class(reader: Callable[[Any], T]) -> Callable[[Any], Mapping[str, T]]:
    """A reader of a table by class; "other" stands for the classes not named."""

    def read(raw: Any) -> Mapping[str, T]:
        found = {}
        for name, content in units.table(raw).items():
            with standing_at(name):
                found["" if name == OTHER else name] = reader(content)
        return found

    return read


def flag(raw: Any) -> bool:
    """Yes or no. Raises Misread."""
    if not isinstance(raw, bool):
        raise Misread(f"{raw!r} is neither true nor false")
    return raw


MARKED: Mapping[str, Reader] = {"mark": choice(Mark), "source": text}
BREAK: Mapping[str, Reader] = {"after": hours, "minutes": number, "turns": whole}
SHIFT: Mapping[str, Reader] = {
    "starts": units.time_of_day,
    "ends": units.time_of_day,
    "people": whole,
    "weekdays": lambda raw: tuple(whole(one) for one in raw),
    "name": text,
    "breaks": each(Break, BREAK),
    "first": units.day,
    "last": units.day,
}
ROTA: Mapping[str, Reader] = {
    "pattern": text,
    "shifts": each(Shift, SHIFT),
    "teams": lambda raw: tuple(whole(one) for one in raw),
    "begins_on": units.day,
    "step": whole,
}
STAFF: Mapping[str, Reader] = {
    "name": text,
    "skills": texts,
    "always": whole,
    "shifts": each(Shift, SHIFT),
    "rotas": each(Rota, ROTA),
    "leave": each(Leave, {"first": units.day, "last": units.day, "people": whole, "why": text}),
    "abstraction": number,
    "at_shift_end": choice(AtShiftEnd),
    **MARKED,
}
PATIENCE: Mapping[str, Reader] = {"limit": duration, "try_again": number, "after": duration}
REASSESSMENT: Mapping[str, Reader] = {"every": hours, "becomes": each_class(number), "restarts_clock": flag}
ROUTE: Mapping[str, Reader] = {"to": text, "share": number, "of": text, "becomes": text, "restarts_clock": flag}
STAGE: Mapping[str, Reader] = {
    "name": text,
    "service": by_class,
    "kind": choice(Kind),
    "skill": text,
    "people": whole,
    "rank": whole,
    "order": choice(Order),
    "room": whole,
    "when_full": choice(WhenFull),
    "interrupts": flag,
    "exposes": flag,
    "patience": each_class(lambda raw: made(Patience, raw, PATIENCE)),
    "reassessment": each_class(lambda raw: made(Reassessment, raw, REASSESSMENT)),
    "batch": whole,
    "batch_wait": hours,
    "caseload": whole,
    "pieces": whole,
    "between": duration,
    "switching": number,
    "target": each_class(hours),
    "routes": each(Route, ROUTE),
}
DUTY: Mapping[str, Reader] = {
    "name": text,
    "stage": text,
    "hours": hours,
    "of": texts,
    "since": choice(Since),
    "until": choice(Until),
    "source": text,
}


def arrivals_readers(zone: ZoneInfo) -> Mapping[str, Reader]:
    """How arrivals are read; events are local to `zone`."""
    event = {"name": text, "at": lambda raw: units.moment(raw, zone), "hours": hours, "expected": number}
    return {
        "per_day": number,
        "to": text,
        "by_hour": units.numbers,
        "by_weekday": units.numbers,
        "by_month": units.numbers,
        "by_hour_of_week": units.numbers,
        "dispersion": number,
        "dispersion_over": text,
        "bursts": each(Burst, {"per_day": number, "size": number, "hours": hours}),
        "events": each(Event, event),
        **MARKED,
    }


def _model(raw: Mapping[str, Any]) -> Model:
    with standing_at("zone"):
        zone = _zone(raw.get("zone", "Europe/London"))
    arrivals = arrivals_readers(zone)
    work: Mapping[str, Reader] = {
        "name": text,
        "priority": whole,
        "risk": text,
        "due_within": hours,
        "ageing": number,
        "arrivals": lambda one: made(Arrivals, one, arrivals),
        "backlog": each(Backlog, {"stage": text, "count": whole, "age": duration}),
    }
    readers: Mapping[str, Reader] = {
        "name": text,
        "start": lambda one: units.moment(one, zone),
        "days": number,
        "classes": each(WorkClass, work),
        "stages": each(Stage, STAGE),
        "staff": each(StaffGroup, STAFF),
        "duties": each(Duty, DUTY),
        "warm_up_days": number,
        "age_bands": units.numbers,
        "snapshots_a_day": whole,
        "label": text,
        "gone": lambda one: made(Gone, one, {"stages": texts, "at_most": whole}),
    }
    return made(Model, {key: one for key, one in raw.items() if key != "zone"}, readers)


def _zone(raw: Any) -> ZoneInfo:
    if raw == str(LONDON):
        return LONDON
    try:
        return ZoneInfo(text(raw))
    except (KeyError, ValueError, OSError):
        raise Misread(f"{raw!r} is no time zone; Europe/London is one") from None
