"""What a standard is: a value with an edition, the days on which it holds, a source and a confidence mark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from constabulary.standards.values import value

T = TypeVar("T")


class Confidence(StrEnum):
    """How far the reading of a standard can be trusted; shown wherever the standard is."""

    READ = "read"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"
    LOCAL = "local"
    DERIVED = "derived"
    ASSUMPTION = "assumption"

    @property
    def sentence(self) -> str:
        """What the mark means, in words for a screen."""
        return CONFIDENCE_SENTENCES[self]


CONFIDENCE_SENTENCES: Mapping[Confidence, str] = {
    Confidence.READ: "Read in the named source.",
    Confidence.SECONDARY: "Read in a secondary source, or in part only.",
    Confidence.UNCONFIRMED: "Settled knowledge, not re-read at source: confirm before relying on it.",
    Confidence.LOCAL: "Set by this force.",
    Confidence.DERIVED: "Computed by us from the named sources.",
    Confidence.ASSUMPTION: "Our own default, not national policy.",
}


class SelectedBy(StrEnum):
    """Which date of a matter picks the edition of a standard that applies to it."""

    OFFENCE = "offence"
    REPORT = "report"
    ARREST = "arrest"
    DECISION = "decision"


@value
class Source:
    """Where a standard was read: a title, and an address or page where one is known."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standard(Generic[T]):
    """One edition of one standard. Compared by identity, so that a parsed edition can be kept."""

    key: str
    value: T
    edition: str
    valid_from: date
    valid_to: date | None
    source: Source
    confidence: Confidence
    selected_by: SelectedBy
    note: str = ""
    title: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether this edition is in force on `day` (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def citation(self) -> str:
        """The edition, its source and its mark in one line, for the journal and the screen."""
        return f"{self.edition}: {self.source.title} ({self.confidence.value})"


class Key(Generic[T]):
    """A typed name of a standard: what reads it, and how its raw data becomes a value."""

    def __init__(self, name: str, parse: Callable[[Any], T]) -> None:
        self.name = name
        self.parse = parse

    def __repr__(self) -> str:
        return f"Key({self.name!r})"
