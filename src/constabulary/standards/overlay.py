"""A force's own standards, laid over ours: read, checked against the shape of ours, refused with a plain sentence."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from constabulary.standards.dated import Key, Standard
from constabulary.standards.intervals import UNITS, interval
from constabulary.standards.reading import Editions, StandardsError, packaged_standards, parse_standards
from constabulary.standards.rulebook import typed
from constabulary.standards.topics import keys_by_name

WHOLE, NUMBER, WORDS, YES_NO, DAY, TABLE = "a whole number", "a number", "words", "true or false", "a day", "a table"

#: A longer interval would end after the last day that a date can be; nobody means one.
MOST: Mapping[str, int] = {"months": 1200, "years": 120}
MOST_OTHERWISE = 100_000


def read_overlay(text: str, *, origin: str = "The force's own standards") -> Editions:
    """A force's own values, of the same shape as ours; every entry is marked local.

    Raises StandardsError with a plain sentence: for a key that the product does not have, a field that a value
    does not have, a value of another kind, a number beyond all sense, or a value that cannot be read.
    """
    return _read(text, origin)


@lru_cache(maxsize=8)
def _read(text: str, origin: str) -> Editions:
    ours = packaged_standards()
    selectors = {key: editions[0].selected_by for key, editions in ours.items()}
    from_force = parse_standards(text, origin=origin, selectors=selectors)
    for key, editions in from_force.items():
        for edition in editions:
            _check_value(keys_by_name()[key], edition, (one.value for one in ours[key]), origin)
    return {key: tuple(editions) for key, editions in from_force.items()}


def _check_value(key: Key[Any], edition: Standard[Any], ours: Iterable[Any], origin: str) -> None:
    named = f"{origin}: {key.name}, {edition.edition}"
    known: dict[str, set[str]] = {}
    for one in ours:
        _gather_kinds("", one, known)
    if key.parse is interval:
        # An interval may be given in any unit, whichever ours is given in.
        known.update({unit: {NUMBER} for unit in UNITS})
    given: dict[str, set[str]] = {}
    _gather_kinds("", edition.value, given)
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise StandardsError(f"{named}: the value has no field called {', '.join(unknown)}.")
    for field, kinds in given.items():
        if not kinds <= (known[field] | ({WHOLE} if NUMBER in known[field] else set())):
            raise StandardsError(f"{named}: {field or 'the value'} takes {' or '.join(sorted(known[field]))}.")
    for field, number in _numbers_in("", edition.value):
        most = MOST.get(field.rpartition("_")[2], MOST_OTHERWISE)
        if number < 0:
            raise StandardsError(f"{named}: {field} may not be negative.")
        if number > most:
            raise StandardsError(f"{named}: {field} may be {most} at most.")
    try:
        typed(key, edition)
    except StandardsError as error:
        raise StandardsError(f"{origin}: {error!s}") from error


def _gather_kinds(field: str, raw: Any, found: dict[str, set[str]]) -> None:
    """The kinds of value that stand under each name; what stands in a list stands under the list's name."""
    if isinstance(raw, Mapping):
        found.setdefault(field, set()).add(TABLE)
        for name, one in raw.items():
            _gather_kinds(name, one, found)
    elif isinstance(raw, list):
        for one in raw:
            _gather_kinds(field, one, found)
    else:
        found.setdefault(field, set()).add(_kind(raw))


def _kind(raw: Any) -> str:
    if isinstance(raw, bool):
        return YES_NO
    if isinstance(raw, int):
        return WHOLE
    if isinstance(raw, float):
        return NUMBER
    return WORDS if isinstance(raw, str) else DAY


def _numbers_in(field: str, raw: Any) -> Iterator[tuple[str, float]]:
    if isinstance(raw, Mapping):
        for name, one in raw.items():
            yield from _numbers_in(name, one)
    elif isinstance(raw, list):
        for one in raw:
            yield from _numbers_in(field, one)
    elif isinstance(raw, int | float):
        yield field, raw
