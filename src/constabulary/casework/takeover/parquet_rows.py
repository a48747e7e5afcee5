"""The process that reads a Parquet file for `parquet`: `python -m` this module with the file, a pipe and the longest text.

Each row goes into the pipe as a line of JSON, a list of texts; a sentence where it cannot go on; `true` at the end.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import IO, Any

import fastparquet
import orjson

from constabulary.casework.takeover.parquet import OTHERWISE, WHOLE, NotReadable

#: Parquet's own numbers of what a column may hold; Thrift definition of the format.
INT96, DATE, MILLISECONDS, MICROSECONDS = 3, 6, 9, 10
DAY_IN_NS = 86_400 * 10**9
EPOCH = date(1970, 1, 1).toordinal()
#: How pandas writes that there is no value.
NOTHING = {"None", "<NA>", "NaT", "nan"}


def send(path: str, into: IO[bytes], longest: int) -> None:
    """Every row into the pipe, or the sentence that says why not."""
    try:
        for row in rows(path, longest):
            into.write(orjson.dumps(row) + b"\n")
        into.write(WHOLE)
    except NotReadable as error:
        into.write(orjson.dumps(str(error)) + b"\n")


def rows(path: str, longest: int) -> Iterator[list[str]]:
    """The names of the columns, then each row as texts. Raises NotReadable."""
    with open(path, "rb") as opened:
        # Whatever the reader stumbles over, in whatever way, is a file that cannot be read.
        try:
            file = fastparquet.ParquetFile(opened)
            names = list(file.columns)
            texts = [_texts_of(name, file.schema.schema_element(name)) for name in names]
        except NotReadable:
            raise
        except Exception as error:
            raise NotReadable(f"it cannot be read as Parquet ({error}). {OTHERWISE}") from error
        yield names
        number = 1
        for group in _groups(file):
            for values in zip(*(group[name] for name in names), strict=True):
                number += 1
                where = f"row {number}"
                yield [
                    _text(text, value, longest, f"{where}, {name}")
                    for name, text, value in zip(names, texts, values, strict=True)
                ]


def _groups(file: Any) -> Iterator[Any]:
    groups, before = file.iter_row_groups(), 1
    while True:
        try:
            group = next(groups, None)
        except Exception as error:
            raise NotReadable(f"after row {before} it cannot be read ({error}). {OTHERWISE}") from error
        if group is None:
            return
        yield group
        before += len(group)


def _texts_of(name: str, element: Any) -> Callable[[Any], str]:
    """How the values of a column become texts."""
    if element.type == INT96:
        raise NotReadable(
            f"{name}: moments of the old kind INT96 do not say whether they are in UTC. Write them as TIMESTAMP or as text."
        )
    if element.converted_type == DATE:
        return _day
    told = element.logicalType.TIMESTAMP if element.logicalType is not None else None
    # Before the format had the newer marks, a moment was in UTC; the reader leaves both out of what it returns.
    in_utc = told.isAdjustedToUTC if told is not None else element.converted_type in {MILLISECONDS, MICROSECONDS}
    return lambda value: _value(value, in_utc=bool(in_utc))


def _text(text: Callable[[Any], str], value: Any, longest: int, where: str) -> str:
    if not isinstance(value, str | bytes) and str(value) in NOTHING:
        return ""
    try:
        found = text(value).replace("\x00", "")
    except (ValueError, OverflowError) as error:
        raise NotReadable(f"{where}: {error}") from error
    if len(found) > longest:
        raise NotReadable(f"{where}: a text is longer than {longest:,} characters.")
    return found


def _day(value: Any) -> str:
    """A day. The reader counts in nanoseconds of 64 bits, which turn over before 1677 and after 2262: turned back here."""
    for turns in sorted(range(-20, 21), key=abs):
        days, rest = divmod(value.value + turns * 2**64, DAY_IN_NS)
        if not rest:
            return date.fromordinal(EPOCH + days).isoformat()
    raise ValueError("no day")


def _value(value: Any, *, in_utc: bool) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        with suppress(UnicodeDecodeError):
            return value.decode()
        raise ValueError("the text is not UTF-8.")
    if hasattr(value, "isoformat"):
        return str(value.isoformat()) + ("+00:00" if in_utc and value.tzinfo is None else "")
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, float):
        return str(int(plain)) if plain.is_integer() else repr(plain)
    if isinstance(plain, int):
        return str(plain)
    raise ValueError("a column of lists or of anything else but texts, numbers, days and moments is not read.")


if __name__ == "__main__":
    with os.fdopen(int(sys.argv[2]), "wb") as pipe:
        send(sys.argv[1], pipe, int(sys.argv[3]))
