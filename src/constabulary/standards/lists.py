"""National lists of codes, each entry with the days on which it is offered.

A list declares, as a standard does, which date of a matter decides whether an entry is offered. Entries are never
taken away: what is no longer offered can still be read back.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Generic, Protocol, TypeVar

from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.moments import Moments


class DatedEntry(Protocol):
    """What every entry of a list has: the days on which it is offered, both ends included."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The last day; None while it is offered."""

    @property
    def confidence(self) -> Confidence:
        """How far its reading can be trusted."""


E = TypeVar("E", bound=DatedEntry)


class NotOffered(LookupError):
    """The list has no such entry on the day asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedList(Generic[E]):
    """A list of dated entries. `code_of` names an entry; editions of one entry share their code."""

    name: str
    title: str
    selected_by: SelectedBy
    source: str
    read: Callable[[], tuple[E, ...]]
    code_of: Callable[[E], str]
    title_of: Callable[[E], str]

    @property
    def entries(self) -> tuple[E, ...]:
        """Every entry, those no longer offered included, in the order of the list."""
        return self.read()

    def offered(self, moments: Moments) -> tuple[E, ...]:
        """The entries offered for a matter with these dates."""
        day = moments.day(self.selected_by)
        return tuple(entry for entry in self.entries if holds_on(entry, day))

    def entry(self, code: str, moments: Moments) -> E:
        """The edition of an entry that applies. Raises NotOffered."""
        day = moments.day(self.selected_by)
        for entry in self.entries:
            if self.code_of(entry) == code and holds_on(entry, day):
                return entry
        raise NotOffered(f"{self.title} {code} on {day:%d %B %Y}")


def holds_on(entry: DatedEntry, day: date) -> bool:
    """Whether an entry is offered on a London day."""
    return entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to)


def with_years_before(entries: Iterable[Mapping[str, Any]], *, edition: str) -> Iterator[Mapping[str, Any]]:
    """The raw entries, each with `before_from` preceded by its edition of the years before, which was not read."""
    for raw in entries:
        if "before_from" in raw:
            yield {
                **raw,
                "valid_from": raw["before_from"],
                "valid_to": raw["valid_from"] - timedelta(days=1),
                "edition": edition,
                "confidence": Confidence.UNCONFIRMED.value,
                "source": f"{raw['source']}; the editions before were not read",
            }
        yield raw


@cache
def read_list(name: str) -> Mapping[str, Any]:
    """The raw content of a packaged list, such as `lists/outcomes.toml`."""
    path = files("constabulary.standards") / "data" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))
