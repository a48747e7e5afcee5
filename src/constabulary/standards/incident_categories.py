"""The National Incident Category List and the qualifiers."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

SOURCE = "National Standard for Incident Recording 2011, chapter 2"


@value
class ListedCode:
    """A code of a national list, with the days on which it is offered."""

    code: str
    title: str
    group: str
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    closes: bool = True

    def is_offered_on(self, moment: datetime | date) -> bool:
        """Whether it may be chosen on that day."""
        day = local_day(moment)
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def _listed(raw: Mapping[str, Any], group: str) -> ListedCode:
    return ListedCode(
        code=raw["code"],
        title=raw["title"],
        group=group,
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        confidence=Confidence(raw["confidence"]),
        closes=raw.get("closes", True),
    )


@cache
def _raw() -> Mapping[str, Any]:
    path = files("constabulary.standards") / "data" / "lists" / "incident-categories.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def incident_categories() -> tuple[ListedCode, ...]:
    """Every category, in the order of the national text; our opening code for a report of crime last."""
    return tuple(_listed(raw, raw["group"]) for raw in _raw()["category"])


@cache
def qualifiers() -> tuple[ListedCode, ...]:
    """Every qualifier, the obsolete one included."""
    return tuple(_listed(raw, raw["kind"]) for raw in _raw()["qualifier"])


GROUP_TITLES: Mapping[str, str] = {
    "transport": "Transport",
    "antisocial-behaviour": "Anti-social behaviour",
    "public-safety": "Public safety and welfare",
    "administration": "Administration",
    "crime": "Crime",
}


def category_title(code: str) -> str:
    """The title of a category; the code itself where it is unknown."""
    return next((one.title for one in incident_categories() if one.code == code), code)
