"""The National Incident Category List and the qualifiers."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, holds_on, read_list
from constabulary.standards.values import value

SOURCE = "National Standard for Incident Recording 2011, chapter 2"
FILE = "lists/incident-categories.toml"


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
        return holds_on(self, local_day(moment))


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
def incident_categories() -> tuple[ListedCode, ...]:
    """Every category, in the order of the national text; our opening code for a report of crime last."""
    return tuple(_listed(raw, raw["group"]) for raw in read_list(FILE)["category"])


@cache
def qualifiers() -> tuple[ListedCode, ...]:
    """Every qualifier, the obsolete one included."""
    return tuple(_listed(raw, raw["kind"]) for raw in read_list(FILE)["qualifier"])


CATEGORIES = DatedList(
    name="incident-categories",
    title="National Incident Category List",
    selected_by=SelectedBy.DECISION,
    source=SOURCE,
    read=incident_categories,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)
QUALIFIERS = DatedList(
    name="qualifiers",
    title="Qualifiers",
    selected_by=SelectedBy.DECISION,
    source=SOURCE,
    read=qualifiers,
    code_of=lambda one: f"{one.group}/{one.code}",
    title_of=lambda one: one.title,
)
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


def reports_crime(code: str) -> bool:
    """Whether a category says by itself that a crime is reported."""
    return any(one.code == code and one.group == "crime" for one in incident_categories())
