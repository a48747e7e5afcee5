"""Reads what was sent: each member known, each of its kind, or a sentence that says what is wanted."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from constabulary.api.problems import BadBody
from constabulary.simulation.model.changing import Changes, Waiting
from constabulary.simulation.model.units import UNKEEPABLE

CHANGES = {"people", "arrivals", "service", "waiting", "start", "days"}
MOST = 10**15


def check_members(body: Mapping[str, Any], known: set[str]) -> None:
    """Raise BadBody for a member that is not known here."""
    for name in body:
        if name not in known:
            raise BadBody(f"{name[:60]!r} is not known here; known are {', '.join(sorted(known))}.", name[:60])


def words(body: Mapping[str, Any], name: str, *, most: int = 200_000) -> str:
    """A text; empty where it is not there. Raises BadBody."""
    found = body.get(name, "")
    if not isinstance(found, str) or len(found) > most or UNKEEPABLE.search(found):
        raise BadBody(f"{name} is a text of up to {most:,} characters.", name)
    return found


def whole(found: Any, name: str) -> int:
    """A whole number. Raises BadBody."""
    if isinstance(found, bool) or not isinstance(found, int) or not -MOST <= found <= MOST:
        raise BadBody(f"{name} is a whole number.", name)
    return found


def number(found: Any, name: str) -> float:
    """A finite number. Raises BadBody."""
    if isinstance(found, bool) or not isinstance(found, int | float) or not -MOST <= found <= MOST or math.isnan(found):
        raise BadBody(f"{name} is a number.", name)
    return float(found)


def changes_of(name: str, raw: Any) -> Changes:
    """What is to be changed of a scenario. Raises BadBody."""
    if not isinstance(raw, dict):
        raise BadBody("changes is an object.", "changes")
    check_members(raw, CHANGES)
    return Changes(
        name=name,
        people={group: whole(more, f"people.{group}") for group, more in _table(raw, "people").items()},
        arrivals={of: number(times, f"arrivals.{of}") for of, times in _table(raw, "arrivals").items()},
        service=number(raw.get("service", 1.0), "service"),
        waiting=tuple(_waiting(one) for one in _list(raw, "waiting")),
        start=_day(raw["start"]) if "start" in raw else None,
        days=number(raw["days"], "days") if "days" in raw else None,
    )


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name, {})
    if not isinstance(found, dict):
        raise BadBody(f"{name} is an object.", name)
    return found


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    found = raw.get(name, [])
    if not isinstance(found, list):
        raise BadBody(f"{name} is a list.", name)
    return found


def _waiting(raw: Any) -> Waiting:
    if not isinstance(raw, dict) or set(raw) != {"of", "stage", "count"}:
        raise BadBody("waiting is a list of objects with of, stage and count.", "waiting")
    return Waiting(of=words(raw, "of"), stage=words(raw, "stage"), count=whole(raw["count"], "waiting.count"))


def _day(raw: Any) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadBody("start is a day, such as 2026-03-01.", "start") from None
