"""Reads what was sent: each member known, each of its kind, or a sentence that says what is wanted."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from constabulary.api.problems import BadBody
from constabulary.simulation.model.changing import Changes, Waiting
from constabulary.simulation.model.units import FIRST_YEAR, LAST_YEAR, UNKEEPABLE

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


def share(found: Any, name: str) -> float:
    """A share from nought to below one. Raises BadBody."""
    if not 0 <= number(found, name) < 1:
        raise BadBody(f"{name} is a share from 0 to below 1.", name)
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
        waiting=tuple(_waiting(one) for one in list_of(raw, "waiting")),
        start=day_of(raw["start"], "start") if "start" in raw else None,
        days=number(raw["days"], "days") if "days" in raw else None,
    )


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name, {})
    if not isinstance(found, dict):
        raise BadBody(f"{name} is an object.", name)
    return found


def list_of(raw: Mapping[str, Any], name: str) -> list[Any]:
    """A list; empty where it is not there. Raises BadBody."""
    found = raw.get(name, [])
    if not isinstance(found, list):
        raise BadBody(f"{name} is a list.", name)
    return found


def _waiting(raw: Any) -> Waiting:
    if not isinstance(raw, dict) or set(raw) != {"of", "stage", "count"}:
        raise BadBody("waiting is a list of objects with of, stage and count.", "waiting")
    return Waiting(of=words(raw, "of"), stage=words(raw, "stage"), count=whole(raw["count"], "waiting.count"))


def day_of(raw: Any, name: str) -> date:
    """A day of the years that can be played. Raises BadBody."""
    try:
        found = date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadBody(f"{name} is a day, such as 2026-03-01.", name) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadBody(f"{name} is a day of the years {FIRST_YEAR} to {LAST_YEAR}.", name)
    return found
