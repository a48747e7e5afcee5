"""Which edition of a standard applies to a matter: picked by the date that the standard itself declares."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Key, SelectedBy, Standard
from constabulary.standards.reading import Editions, StandardsError, packaged_standards, parse_standards
from constabulary.standards.values import value

T = TypeVar("T")
NO_OVERLAY: Editions = {}


class NoEdition(LookupError):
    """No edition of the standard holds on the day asked for."""


class MomentMissing(LookupError):
    """The standard is picked by a date that the matter does not have yet."""


@value
class Moments:
    """The dates of one matter that may pick an edition. Aware moments, or days; None where there is none yet."""

    offence: datetime | date | None = None
    report: datetime | date | None = None
    arrest: datetime | date | None = None
    decision: datetime | date | None = None

    def day(self, selected_by: SelectedBy) -> date:
        """The London day that picks editions declared as `selected_by`. Raises MomentMissing."""
        moment: datetime | date | None = getattr(self, selected_by.value)
        if moment is None:
            raise MomentMissing(f"the {selected_by.value} date")
        return local_day(moment)


class Rulebook:
    """The standards as they bear on one matter, the force's overlay lying over ours."""

    def __init__(self, moments: Moments, overlay: Editions = NO_OVERLAY) -> None:
        self.moments = moments
        self.overlay = overlay

    def __getitem__(self, key: Key[T]) -> Standard[T]:
        """The edition of `key` that applies. Raises NoEdition or MomentMissing."""
        editions = packaged_standards()[key.name]
        day = self.moments.day(editions[0].selected_by)
        for edition in (*self.overlay.get(key.name, ()), *editions):
            if edition.holds_on(day):
                return _parsed(key, edition)
        raise NoEdition(f"{key.name} on {day:%d %B %Y}")


def at(moments: Moments, overlay: Editions = NO_OVERLAY) -> Rulebook:
    """The rule book for a matter with these dates."""
    return Rulebook(moments, overlay)


def on(moment: datetime | date, overlay: Editions = NO_OVERLAY) -> Rulebook:
    """The rule book when every date of the matter is the same: a call taken and decided now."""
    return Rulebook(Moments(offence=moment, report=moment, arrest=moment, decision=moment), overlay)


def read_overlay(text: str, *, origin: str = "the force's own standards") -> Editions:
    """A force's own values, of the same shape as ours; every entry is marked local.

    Raises StandardsError, also for a key that the product does not have.
    """
    return _read_overlay(text, origin)


@lru_cache(maxsize=8)
def _read_overlay(text: str, origin: str) -> Editions:
    from_force = parse_standards(text, origin=origin, local=True)
    unknown = sorted(set(from_force) - set(packaged_standards()))
    if unknown:
        raise StandardsError(f"{origin}: no such standard: {', '.join(unknown)}.")
    return {key: tuple(editions) for key, editions in from_force.items()}


@lru_cache(maxsize=4096)
def _parsed(key: Key[T], edition: Standard[Any]) -> Standard[T]:
    """The edition with its value made typed; kept, because each edition is read thousands of times."""
    try:
        made = key.parse(edition.value)
    except (KeyError, ValueError, TypeError) as error:
        raise StandardsError(f"{edition.key}, {edition.edition}: {error!s} is not understood.") from error
    return replace(edition, value=made)
