"""Rows as the text that COPY reads, column by column: PostgreSQL's documentation of COPY, "Text Format".

The driver looks at each value of each row by itself to find out what it is. In one table a column holds the like from
row to row, so that one look does for a thousand of them: a history has a million rows, and this is a third of the work.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from itertools import chain, islice
from operator import itemgetter
from types import NoneType
from typing import Any

from django.db import models

from constabulary.records.database_store import columns_of
from constabulary.records.payload import as_written

NULL = r"\N"
#: How many rows are laid out at once.
AT_ONCE = 1_000
SPECIAL = "\\\t\n\r"
IS_SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
BOOLEANS: Mapping[bool | None, str] = {True: "t", False: "f", None: NULL}


class MomentTexts(dict[datetime | None, str]):
    """Moments as text; an act writes the same one into many columns of many rows of several tables."""

    def __missing__(self, moment: datetime | None) -> str:
        made = self[moment] = NULL if moment is None else str(moment)
        return made


def lines_of_rows(
    model: type[models.Model],
    rows: Iterable[models.Model],
    *,
    moments: MomentTexts,
    places: Sequence[int] | None = None,
) -> Iterator[bytes]:
    """The rows of one table, some thousand lines at a time: all its columns in their order, or those in these places."""
    columns = columns_of(model)
    if places is None:
        return lines_of(map(columns.take, map(vars, rows)), json=columns.json, moments=moments)
    take = itemgetter(*(columns.names[place] for place in places))
    json = frozenset(place for place, one in enumerate(places) if one in columns.json)
    return lines_of(map(take, map(vars, rows)), json=json, moments=moments)


def lines_of(
    rows: Iterable[Sequence[Any]], *, moments: MomentTexts, json: frozenset[int] = frozenset()
) -> Iterator[bytes]:
    """Rows of like columns, some thousand lines at a time; `json` says in which places whatever is there is JSON.

    Raises TypeError for a value that no column of ours holds.
    """
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        columns = [
            _all_escaped([as_written(one).decode() for one in column]) if place in json else _texts_of(column, moments)
            for place, column in enumerate(zip(*some, strict=True))
        ]
        yield ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode()


def _texts_of(column: Sequence[Any], moments: MomentTexts) -> Iterable[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return _all_escaped(column)
    if kinds == {NoneType}:
        return [NULL] * len(column)
    if kinds == {int}:
        return map(str, column)
    if kinds <= {list, tuple}:
        return _arrays_of(column)
    kinds.discard(NoneType)
    if kinds == {int}:
        return [NULL if one is None else str(one) for one in column]
    if kinds == {str}:
        told = iter(_all_escaped([one for one in column if one is not None]))
        return [NULL if one is None else next(told) for one in column]
    if kinds == {bool}:
        return map(BOOLEANS.__getitem__, column)
    if kinds == {datetime}:
        return map(moments.__getitem__, column)
    ways = {kind: _way_of(kind) for kind in kinds}
    return [NULL if one is None else ways[type(one)](one) for one in column]


def _arrays_of(column: Sequence[Sequence[Any]]) -> Iterable[str]:
    elements = set(map(type, chain.from_iterable(column)))
    if elements <= {int}:
        return [f"{{{str([*one])[1:-1]}}}" for one in column]
    if elements <= {str}:
        return [_array_of_texts(tuple(one)) for one in column]
    return [_escaped(array_of(one)) for one in column]


def _all_escaped(texts: Sequence[str]) -> Iterable[str]:
    # Looked through as one: hardly any text has a character that COPY reads otherwise.
    together = "".join(texts)
    return map(_escaped, texts) if any(one in together for one in SPECIAL) else texts


def _escaped(text: str) -> str:
    return text.translate(ESCAPED) if IS_SPECIAL.search(text) else text


@cache
def _way_of(kind: type) -> Callable[[Any], str]:
    """How a value of this kind is written."""
    if issubclass(kind, Enum):
        return lambda one: _escaped(str(one.value))
    if issubclass(kind, str):
        return _escaped
    if issubclass(kind, bool):
        return BOOLEANS.__getitem__
    if issubclass(kind, int | float | Decimal | date | time):
        return str
    if issubclass(kind, timedelta):
        return lambda one: f"{one.days} days {one.seconds} seconds {one.microseconds} microseconds"
    if issubclass(kind, bytes):
        return lambda one: rf"\\x{one.hex()}"
    if issubclass(kind, list | tuple):
        return lambda one: _escaped(array_of(one))
    raise TypeError(f"no column of ours holds a {kind.__name__}")


def array_of(things: Iterable[Any]) -> str:
    """An array as PostgreSQL writes one."""
    return "{" + ",".join(map(_element, things)) + "}"


@lru_cache(maxsize=4096)
def _array_of_texts(texts: tuple[str, ...]) -> str:
    """An array of texts as COPY reads one; kept, because the editions and reasons of entries are the same few."""
    return _escaped(array_of(texts))


def _element(one: Any) -> str:
    if type(one) is int:
        return str(one)
    return _quoted(str(one.value if isinstance(one, Enum) else one))


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
