"""Lines made columns: fields split at commas, quotation marks heeded, each record with its line number and raw text.

A stretch whose lines all have as many commas as the heading is split in one go, which spares a list for each line.
"""

import csv
from contextlib import suppress
from itertools import repeat

from constabulary.open_data import reasons
from constabulary.policing.decisions import Reason

#: How much of a refused row is kept: more than any row of a published table has.
MOST_RAW = 4000
#: A quoted field may run over lines; one that runs over more than this was never closed.
MOST_LINES_QUOTED = 20
#: What keeps a stretch from being taken as it is: see `fields.one_line`, and what COPY reads as more than itself.
CONTROLS = ("\0", "\t", "\r", "\x0b", "\x0c", "\\")


class Records:
    """Records of one stretch of a file: line numbers, raw text and columns, side by side; and what is no record."""

    __slots__ = ("broken", "columns", "numbers", "plain", "raws")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.raws: list[str] = []
        self.columns: list[list[str]] = []
        self.broken: list[tuple[int, Reason, str]] = []
        self.plain = True

    @property
    def count(self) -> int:
        """How many rows there are, those that are no records included."""
        return len(self.numbers) + len(self.broken)


class Splitter:
    """Splits stretches of lines into records of so many fields; remembers the line number, and a quoted record cut by
    the end of a stretch."""

    def __init__(self, width: int, *, first_number: int) -> None:
        self._width = width
        self._next_number = first_number
        self._held: list[str] = []

    def records(self, lines: list[str]) -> Records:
        """The records of a stretch; empty lines are no records."""
        found = Records()
        number = self._next_number - len(self._held)
        self._next_number += len(lines)
        if self._held:
            lines, self._held = self._held + lines, []
        whole = ",".join(lines)
        found.plain = not any(sign in whole for sign in CONTROLS)
        if '"' in whole:
            found.plain = False
            self._quoted(found, lines, number)
        elif set(map(str.count, lines, repeat(","))) == {self._width - 1}:
            flat = whole.split(",")
            found.numbers = list(range(number, number + len(lines)))
            found.raws = lines
            found.columns = [flat[place :: self._width] for place in range(self._width)]
        else:
            self._one_by_one(
                found, [(at, line, line.split(",")) for at, line in enumerate(lines, start=number) if line]
            )
        return found

    def last(self) -> Records:
        """What is still held at the end of the file: a quotation mark that was never closed. The lines after the open
        mark may be good rows of their own."""
        found = Records()
        found.plain = False
        records: list[tuple[int, str, list[str]]] = []
        held, self._held = self._held, []
        number = self._next_number - len(held)
        while held:
            found.broken.append((number, reasons.QUOTE_NOT_CLOSED, held[0]))
            again = Splitter(self._width, first_number=number + 1)
            records += again._split_quoted(found, held[1:], number + 1)
            number, held = number + len(held) - len(again._held), again._held
        self._one_by_one(found, records)
        return found

    def _quoted(self, found: Records, lines: list[str], number: int) -> None:
        if "" not in lines and not any(times % 2 for times in set(map(str.count, lines, repeat('"')))):
            # No field runs over lines: each line is a record.
            fields: list[list[str]] = []
            with suppress(csv.Error):
                fields = list(csv.reader(lines))
            if len(fields) == len(lines) and set(map(len, fields)) == {self._width}:
                found.numbers = list(range(number, number + len(lines)))
                found.raws = lines
                found.columns = [list(column) for column in zip(*fields, strict=True)]
                return
        self._one_by_one(found, self._split_quoted(found, lines, number))

    def _split_quoted(self, found: Records, lines: list[str], number: int) -> list[tuple[int, str, list[str]]]:
        records = []
        at = 0
        while at < len(lines):
            line, used = lines[at], 1
            while line.count('"') % 2 and used < MOST_LINES_QUOTED and at + used < len(lines):
                line = f"{line}\n{lines[at + used]}"
                used += 1
            if line.count('"') % 2 and used < MOST_LINES_QUOTED:
                self._held = lines[at:]
                break
            try:
                if line.count('"') % 2:
                    raise csv.Error
                if line:
                    records.append((number + at, line, fields_of(line)))
                at += used
            except csv.Error:
                found.broken.append((number + at, reasons.QUOTE_NOT_CLOSED, lines[at]))
                at += 1
        return records

    def _one_by_one(self, found: Records, records: list[tuple[int, str, list[str]]]) -> None:
        good = []
        for number, raw, fields in records:
            if len(fields) == self._width:
                good.append((number, raw, fields))
            else:
                found.broken.append((number, reasons.COLUMN_COUNT, raw))
        if good:
            found.numbers = [number for number, _, _ in good]
            found.raws = [raw for _, raw, _ in good]
            found.columns = [list(column) for column in zip(*(fields for _, _, fields in good), strict=True)]


def fields_of(line: str) -> list[str]:
    """The fields of one record. Raises csv.Error."""
    return line.split(",") if '"' not in line else next(csv.reader([line]))


def kept(raw: str) -> str:
    """A raw row as it is kept: not endless, and without what a text column cannot hold."""
    clean = raw.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return clean if len(clean) <= MOST_RAW else f"{clean[:MOST_RAW]} [and {len(clean) - MOST_RAW:,} characters more]"
