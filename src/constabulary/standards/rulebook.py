"""Which edition of a standard applies to a matter: picked by the date that the standard itself declares."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from constabulary.standards.dated import Key, SelectedBy, Standard
from constabulary.standards.moments import MomentMissing as MomentMissing
from constabulary.standards.moments import Moments as Moments
from constabulary.standards.reading import Editions, StandardsError, packaged_standards

T = TypeVar("T")
NO_OVERLAY: Editions = {}


class NoEdition(LookupError):
    """No edition of the standard holds on the day asked for."""


class Rulebook:
    """The standards as they bear on one matter, the force's overlay lying over ours."""

    def __init__(self, moments: Moments, overlay: Editions = NO_OVERLAY) -> None:
        self.moments = moments
        self.overlay = overlay
        self._days: dict[SelectedBy, date] = {}
        self._found: dict[Key[Any], Standard[Any]] = {}

    def __getitem__(self, key: Key[T]) -> Standard[T]:
        """The edition of `key` that applies. Raises NoEdition or MomentMissing."""
        # Kept, because one act asks for the same few standards many times.
        found: Standard[T] | None = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(key)
        return found

    def _find(self, key: Key[T]) -> Standard[T]:
        editions = packaged_standards()[key.name]
        picked_by = editions[0].selected_by
        # Kept, because an act asks for dozens of standards and the London day is dear to work out.
        day = self._days.get(picked_by) or self._days.setdefault(picked_by, self.moments.day(picked_by))
        for edition in self.overlay.get(key.name, ()):
            if edition.holds_on(day):
                return typed(key, edition)
        return shipped(key, day)


@lru_cache(maxsize=65_536)
def shipped(key: Key[T], day: date) -> Standard[T]:
    """Our own edition of a day; kept, because acts of one day ask for the same few standards. Raises NoEdition."""
    for edition in packaged_standards()[key.name]:
        if edition.holds_on(day):
            return typed(key, edition)
    raise NoEdition(f"{key.name} on {day:%d %B %Y}")


def at(moments: Moments, overlay: Editions = NO_OVERLAY) -> Rulebook:
    """The rule book for a matter with these dates."""
    return Rulebook(moments, overlay)


def on(moment: datetime | date, overlay: Editions = NO_OVERLAY) -> Rulebook:
    """The rule book when every date of the matter is the same: a call taken and decided now."""
    return Rulebook(Moments(offence=moment, report=moment, arrest=moment, decision=moment), overlay)


@lru_cache(maxsize=4096)
def typed(key: Key[T], edition: Standard[Any]) -> Standard[T]:
    """The edition with its value made typed; kept, because each edition is read thousands of times.

    Raises StandardsError when the value cannot be read.
    """
    try:
        made = key.parse(edition.value)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise StandardsError(f"{edition.key}, {edition.edition}: the value cannot be read: {_fault(error)}.") from error
    return replace(edition, value=made)


def _fault(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
