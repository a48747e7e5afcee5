"""Reads the packaged data files, and a force's overlay of the same shape, into editions of standards."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from constabulary.standards.dated import Confidence, SelectedBy, Source, Standard

Editions = Mapping[str, tuple[Standard[Any], ...]]


class StandardsError(Exception):
    """The data of a standard contradicts itself; the sentence says which and how."""


def parse_standards(
    text: str, *, origin: str, selectors: Mapping[str, SelectedBy] | None = None
) -> dict[str, list[Standard[Any]]]:
    """Read one TOML text of standards.

    `selectors` gives, for a force's own text, the date that each standard is picked by. Every entry is then marked
    local, whatever the text says of its confidence; it may leave days to ours, and may not say another date.
    Raises StandardsError with the key and the fault.
    """
    found: dict[str, list[Standard[Any]]] = {}
    for entry in _entries(text, origin):
        key = entry.get("key", "")
        if not isinstance(key, str) or not key:
            raise StandardsError(f"{origin}: a standard has no key.")
        if key in found:
            raise StandardsError(f"{origin}: {key} stands there twice.")
        if selectors is not None and key not in selectors:
            raise StandardsError(f"{origin}: there is no standard called {key}.")
        try:
            found[key] = _editions(key, entry, selectors)
        except KeyError as error:
            raise StandardsError(f"{origin}: {key}: {error.args[0]} is missing.") from error
        except (ValueError, TypeError) as error:
            raise StandardsError(f"{origin}: {key}: {error!s}.") from error
        _check_order(key, found[key], origin, may_have_gaps=selectors is not None)
    return found


ENTRY_FIELDS = frozenset({"key", "title", "selected_by", "edition"})
EDITION_FIELDS = frozenset({"valid_from", "valid_to", "edition", "confidence", "source", "address", "note", "value"})


def _entries(text: str, origin: str) -> list[Mapping[str, Any]]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StandardsError(f"{origin}: not readable as TOML: {error!s}.") from error
    entries = raw.pop("standard", [])
    if raw or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise StandardsError(f"{origin}: every standard begins with [[standard]], and nothing else stands beside them.")
    return entries


def _editions(key: str, entry: Mapping[str, Any], selectors: Mapping[str, SelectedBy] | None) -> list[Standard[Any]]:
    _refuse_unknown(entry, ENTRY_FIELDS)
    local = selectors is not None
    if selectors is None:
        selected_by = SelectedBy(entry["selected_by"])
    else:
        selected_by = selectors[key]
        if entry.get("selected_by", selected_by.value) != selected_by.value:
            raise ValueError(f"it is picked by the date of {selected_by.value}, and a force cannot change that")
    editions = entry["edition"]
    if not isinstance(editions, list) or not editions or not all(isinstance(one, dict) for one in editions):
        raise ValueError("each edition begins with [[standard.edition]]")
    return [_edition(key, selected_by, one, local=local, title=entry.get("title", "")) for one in editions]


def _refuse_unknown(raw: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ValueError(f"there is no field called {', '.join(unknown)}")


def _edition(key: str, selected_by: SelectedBy, raw: Mapping[str, Any], *, local: bool, title: str) -> Standard[Any]:
    _refuse_unknown(raw, EDITION_FIELDS)
    confidence = Confidence.LOCAL if local else Confidence(raw["confidence"])
    valid_from = _day(raw["valid_from"])
    valid_to = _day(raw["valid_to"]) if "valid_to" in raw else None
    if valid_to is not None and valid_to < valid_from:
        raise ValueError(f"it ends on {valid_to}, before it begins on {valid_from}")
    return Standard(
        key=key,
        value=raw["value"],
        edition=_words(raw, "edition"),
        valid_from=valid_from,
        valid_to=valid_to,
        source=Source(title=_words(raw, "source"), address=raw.get("address", "")),
        confidence=confidence,
        selected_by=selected_by,
        note=raw.get("note", ""),
        title=title,
    )


def _words(raw: Mapping[str, Any], field: str) -> str:
    found = raw[field]
    if not isinstance(found, str) or not found.strip():
        raise ValueError(f"{field} needs words")
    return found


def _day(raw: object) -> date:
    if type(raw) is not date:
        raise ValueError(f"{raw!s} is not a day such as 2026-04-01, written without quotes")
    return raw


def _check_order(key: str, editions: list[Standard[Any]], origin: str, *, may_have_gaps: bool) -> None:
    editions.sort(key=lambda edition: edition.valid_from)
    for earlier, later in pairwise(editions):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise StandardsError(f"{origin}: {key}: {earlier.edition} and {later.edition} overlap.")
        if not may_have_gaps and earlier.valid_to + timedelta(days=1) != later.valid_from:
            raise StandardsError(f"{origin}: {key}: a gap between {earlier.edition} and {later.edition}.")


@cache
def packaged_standards() -> Editions:
    """Every standard shipped with the product, by key, its editions in order of date."""
    found: dict[str, tuple[Standard[Any], ...]] = {}
    for origin, text in _packaged_texts():
        for key, editions in parse_standards(text, origin=origin).items():
            if key in found:
                raise StandardsError(f"{origin}: {key} is declared in another file already.")
            found[key] = tuple(editions)
    return found


def _packaged_texts() -> Iterable[tuple[str, str]]:
    folder = files("constabulary.standards") / "data"
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.name.endswith(".toml"):
            yield item.name, item.read_text(encoding="utf-8")
