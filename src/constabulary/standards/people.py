"""Warnings on people and places: their kinds, how long they may go without a look, and what counts as a repeat."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from constabulary.standards.dated import Confidence, Key, SelectedBy
from constabulary.standards.intervals import interval
from constabulary.standards.lists import DatedList, read_list
from constabulary.standards.values import value

WARNING_REVIEW = Key("people.warning_review", interval)
WARNING_REVIEW_URGENT = Key("people.warning_review_urgent", interval)
ADULT_AT = Key("people.adult", lambda raw: int(raw["years"]))
NAMED_ALIKE_FROM = Key("people.named_alike", lambda raw: int(raw["letters"]))
REPEATS_WITHIN = Key("people.repeats_within", interval)
#: The kind that changes the response to every call, and so has a shorter clock.
URGENT = "treat_as_urgent"


@value
class WarningKind:
    """One kind of warning: what it may be about, and whether it is shown before everything else."""

    code: str
    title: str
    about: tuple[str, ...]
    first: bool
    valid_from: date
    valid_to: date | None
    confidence: Confidence


def _kind(raw: Mapping[str, Any]) -> WarningKind:
    return WarningKind(
        code=raw["code"],
        title=raw["title"],
        about=tuple(raw["about"]),
        first=raw["first"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        confidence=Confidence(raw["confidence"]),
    )


@cache
def _kinds() -> tuple[WarningKind, ...]:
    return tuple(_kind(raw) for raw in read_list("lists/warnings.toml")["warning"])


WARNINGS = DatedList(
    name="warnings",
    title="Warnings on people and places",
    selected_by=SelectedBy.DECISION,
    source="Our default: what is to be seen at first contact",
    read=_kinds,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)


def title_of_warning(code: str) -> str:
    """What officers call a kind of warning; the code itself for one that no list knows."""
    return next((one.title for one in WARNINGS.entries if one.code == code), code)


def is_shown_first(code: str) -> bool:
    """Whether a kind of warning is shown before everything else; an unknown one is."""
    return next((one.first for one in WARNINGS.entries if one.code == code), True)
