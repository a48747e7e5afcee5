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


def parse_standards(text: str, *, origin: str, local: bool = False) -> dict[str, list[Standard[Any]]]:
    """Read one TOML text of standards.

    `local` marks every entry as the force's own, whatever the text says of its confidence.
    Raises StandardsError with the key and the fault.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StandardsError(f"{origin}: not readable as TOML ({error}).") from error
    found: dict[str, list[Standard[Any]]] = {}
    for entry in raw.get("standard", []):
        key = entry.get("key", "")
        if not key or key in found:
            raise StandardsError(f"{origin}: a standard without a key, or the key {key!r} twice.")
        try:
            selected_by = SelectedBy(entry["selected_by"])
            found[key] = [_edition(key, selected_by, one, local=local) for one in entry["edition"]]
        except (KeyError, ValueError, TypeError) as error:
            raise StandardsError(f"{origin}: {key}: {error!s} is missing or not understood.") from error
        _check_order(key, found[key], origin)
    return found


def _edition(key: str, selected_by: SelectedBy, raw: Mapping[str, Any], *, local: bool) -> Standard[Any]:
    confidence = Confidence.LOCAL if local else Confidence(raw["confidence"])
    return Standard(
        key=key,
        value=raw["value"],
        edition=raw["edition"],
        valid_from=_day(raw["valid_from"]),
        valid_to=_day(raw["valid_to"]) if "valid_to" in raw else None,
        source=Source(title=raw["source"], address=raw.get("address", "")),
        confidence=confidence,
        selected_by=selected_by,
        note=raw.get("note", ""),
    )


def _day(raw: object) -> date:
    if type(raw) is not date:
        raise ValueError(f"{raw!r} as a day")
    return raw


def _check_order(key: str, editions: list[Standard[Any]], origin: str) -> None:
    editions.sort(key=lambda edition: edition.valid_from)
    for earlier, later in pairwise(editions):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise StandardsError(f"{origin}: {key}: {earlier.edition} and {later.edition} overlap.")
        if earlier.valid_to + timedelta(days=1) != later.valid_from:
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
