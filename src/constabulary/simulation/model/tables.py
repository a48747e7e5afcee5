"""A model as the tables of its file, so that one that was made can be written, changed by hand and played."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from constabulary.simulation.model.reading import OTHER, SHAPES
from constabulary.simulation.model.timetable import zone_of
from constabulary.simulation.model.whole import Model

NAMES_OF_SHAPES = {kind: name for name, (kind, _) in SHAPES.items()}


def tables_of(model: Model) -> dict[str, Any]:
    """What `reading.read_model` reads as this model, as `writing.write_model` writes it; what is usual is left out.

    Raises ValueError for a class that is called what a file calls those not named.
    """
    zone = zone_of(model)
    return {"zone": zone.key if isinstance(zone, ZoneInfo) else "UTC", **_table(model)}


def _table(one: Any) -> dict[str, Any]:
    shape = {"shape": NAMES_OF_SHAPES[type(one)]} if type(one) in NAMES_OF_SHAPES else {}
    told = {each.name: getattr(one, each.name) for each in fields(one)}
    return shape | {
        each.name: _plain(told[each.name])
        for each in fields(one)
        if told[each.name] is not None and told[each.name] != _usual(each)
    }


def _usual(one: "Field[Any]") -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


def _plain(one: Any) -> Any:
    if is_dataclass(one):
        return _table(one)
    if isinstance(one, Mapping):
        if OTHER in one:
            raise ValueError(f"in a file a class cannot be called {OTHER}")
        return {name or OTHER: _plain(each) for name, each in one.items()}
    if isinstance(one, tuple | list):
        return [_plain(each) for each in one]
    if isinstance(one, StrEnum):
        return one.value
    if isinstance(one, bool | int | str | datetime | date | time):
        return one
    return float(one)
