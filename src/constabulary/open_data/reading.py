"""One published file being read: recognised by its headings, then block by block of good rows beside refused ones.

`read` is always the rows taken plus the rows refused. A block that cannot be taken whole is halved until the row that
cannot is alone, so that one set of checks serves blocks and rows alike.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from constabulary.open_data import reasons
from constabulary.open_data.archives import PublishedFile
from constabulary.open_data.forces import slug_of
from constabulary.open_data.kinds import TABLES, Column, Kind, Table, kinds_like, places_of
from constabulary.open_data.lines import Lines
from constabulary.open_data.quality import Quality
from constabulary.open_data.reasons import CannotRead, Unreadable
from constabulary.open_data.records import Records, Splitter, fields_of, kept
from constabulary.open_data.rows import Row
from constabulary.policing.decisions import Reason
from constabulary.standards.values import value

#: With more of its columns missing a file is not taken for a table of a kind at all.
MOST_MISSING = 0.5

#: (area, period) that a row speaks of: the force or nothing, and the month, year or day.
Scope = tuple[str, str]


@value
class Reject:
    """A row that is not taken: where it stands, why, in which column, and what it says."""

    line: int
    reason: Reason
    column: str
    raw: str


class Block:
    """A stretch of good rows as columns of canonical text, and the rows refused on the way.

    `plain` is false where a field may hold a backslash.
    """

    __slots__ = ("columns", "numbers", "plain", "rejects", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.numbers: list[int] = []
        self.columns: list[list[str]] = [[] for _ in table.columns]
        self.rejects: list[Reject] = []
        self.plain = True

    def rows(self) -> Iterator[Row]:
        """The good rows, typed."""
        made = [list(map(column.typed, texts)) for column, texts in zip(self.table.columns, self.columns, strict=True)]
        row = self.table.row
        return (row(*values) for values in zip(*made, strict=True))

    def take(self, numbers: list[int], columns: list[list[str]]) -> None:
        """Add good rows."""
        if not self.numbers:
            self.numbers, self.columns = list(numbers), columns
            return
        self.numbers += numbers
        for mine, more in zip(self.columns, columns, strict=True):
            mine += more


class Reading:
    """A file being read. `read`, `rejected` and `quality` are complete once the blocks are used up."""

    def __init__(self, file: PublishedFile, lines: Lines, table: Table, headings: Sequence[str], scope: Scope) -> None:
        self.file = file
        self.table = table
        self.headings = tuple(headings)
        self.scope_of_file = scope
        self.read = 0
        self.rejected = 0
        self.quality = Quality(table.kind)
        self._lines = lines
        self._places, _ = places_of(table, headings)
        self._fields = [column.field() for column in table.columns]
        self._seen: set[str] = set()

    @property
    def bytes_read(self) -> int:
        """How many bytes of the unpacked file have been read."""
        return self._lines.bytes_read

    def scopes(self, block: Block) -> list[tuple[Scope, list[int] | None]]:
        """What the rows of a block speak of: each scope with the places of its rows, None where it is all of them."""
        table = self.table
        if not block.numbers:
            return []
        if not table.period:
            return [(self.scope_of_file, None)]
        periods = block.columns[table.place(table.period)]
        areas = block.columns[table.place(table.area)] if table.area else [""] * len(periods)
        if all(column.count(column[0]) == len(column) for column in (areas, periods)):
            return [(self._scope(areas[0], periods[0]), None)]
        places: dict[Scope, list[int]] = {}
        for place, (area, period) in enumerate(zip(areas, periods, strict=True)):
            places.setdefault(self._scope(area, period), []).append(place)
        return list(places.items())

    def _scope(self, area: str, period: str) -> Scope:
        return (slug_of(area) if area else "", period.removesuffix("-01") if self.table.period == "month" else period)

    def blocks(self, splitter: Splitter, first: list[str], rest: Iterator[list[str]]) -> Iterator[Block]:
        """Every block, in the order of the file."""
        stretch: list[str] | None = first
        while stretch is not None:
            yield self._block(splitter.records(stretch))
            stretch = next(rest, None)
        yield self._block(splitter.last())
        self.quality.note("odd_encoding", self._lines.odd)

    def _block(self, records: Records) -> Block:
        block = Block(self.table)
        block.plain = records.plain
        self.read += records.count
        for number, reason, raw in records.broken:
            self._reject(block, number, reason, "", raw)
        if records.numbers:
            self._accept(block, records.numbers, records.columns, records.raws)
            block.rejects.sort(key=lambda one: one.line)
        self.quality.count(block.columns, self.table)
        self.rejected += len(block.rejects)
        return block

    def _reject(self, block: Block, number: int, reason: Reason, column: str, raw: str) -> None:
        block.rejects.append(Reject(line=number, reason=reason, column=column, raw=kept(raw)))

    def _accept(self, block: Block, numbers: list[int], raw: list[list[str]], raws: list[str]) -> None:
        try:
            columns = self._columns(raw, plain=block.plain)
        except Unreadable as trouble:
            if len(numbers) == 1:
                self._reject(block, numbers[0], trouble.reason, trouble.column, raws[0])
                return
            half = len(numbers) // 2
            self._accept(block, numbers[:half], [one[:half] for one in raw], raws[:half])
            self._accept(block, numbers[half:], [one[half:] for one in raw], raws[half:])
            return
        block.take(numbers, columns)

    def _columns(self, raw: list[list[str]], *, plain: bool) -> list[list[str]]:
        """The columns in canonical text, everything checked. Raises Unreadable with the column's heading."""
        nothing = [""] * len(raw[0])
        made = []
        for place, field, column in zip(self._places, self._fields, self.table.columns, strict=True):
            try:
                made.append(field.column(nothing if place is None else raw[place], plain=plain))
            except Unreadable as trouble:
                heading = "" if place is None else self.headings[place]
                raise Unreadable(trouble.reason, heading or column.name) from trouble
        self._check_points(made)
        self._check_unique(made)
        return made

    def _check_points(self, columns: list[list[str]]) -> None:
        if self.table.points is None:
            return
        one, other = (columns[self.table.place(name)] for name in self.table.points)
        if list(map(bool, one)) != list(map(bool, other)):
            raise Unreadable(reasons.HALF_A_POINT)

    def _check_unique(self, columns: list[list[str]]) -> None:
        if not self.table.unique:
            return
        parts = (columns[self.table.place(name)] for name in self.table.unique)
        keys = set(map("\t".join, zip(*parts, strict=True)))
        if len(keys) != len(columns[0]) or not self._seen.isdisjoint(keys):
            raise Unreadable(reasons.STANDS_ALREADY)
        self._seen |= keys


STOP_AND_SEARCH_NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-([a-z-]+)-stop-and-search\.csv(?:\.gz)?")


@contextmanager
def open_reading(file: PublishedFile, *, kind: Kind | None = None) -> Iterator[tuple[Reading, Iterator[Block]]]:
    """A file recognised and ready to be read: (its reading, its blocks). Raises CannotRead, also between blocks."""
    with file.open() as handle:
        lines = Lines(handle, file.name)
        stretches = lines.stretches()
        first = next(stretches, [""])
        headings = headings_of(file, first)
        table = recognise(file.name, headings, kind)
        scope = _scope_of_name(file) if not table.period else ("", "")
        splitter = Splitter(len(headings), first_number=2)
        reading = Reading(file, lines, table, headings, scope)
        yield reading, reading.blocks(splitter, first[1:], stretches)


def headings_of(file: PublishedFile, first: list[str]) -> list[str]:
    """The headings on the first line of a table. Raises CannotRead."""
    if "\0" in first[0]:
        raise CannotRead(file.name, reasons.NOT_A_TABLE)
    try:
        headings = [one.strip() for one in fields_of(first[0])]
    except csv.Error as error:
        raise CannotRead(file.name, reasons.NOT_A_TABLE) from error
    if len(headings) < 2:
        raise CannotRead(file.name, reasons.NOT_A_TABLE, f"Its first line is: {kept(first[0])[:120]}")
    return headings


def recognise(name: str, headings: Sequence[str], kind: Kind | None = None) -> Table:
    """The kind of table that has these headings. Raises CannotRead with what is missing or unlike."""
    tried = kinds_like(headings)
    missing, likeliest = tried[0]
    if kind is not None and (missing or likeliest.kind is not kind):
        wanted = TABLES[kind]
        lacking = places_of(wanted, headings)[1]
        if not lacking:
            return wanted
        detail = "" if missing else f"They are those of: {likeliest.title}."
        reason = reasons.COLUMNS_MISSING if missing else reasons.OTHER_KIND
        raise CannotRead(name, reason, f"{_named(wanted, lacking)} {detail}".strip())
    if missing:
        if missing > MOST_MISSING:
            raise CannotRead(name, reasons.COLUMNS_UNKNOWN)
        raise CannotRead(name, reasons.COLUMNS_MISSING, _named(likeliest, places_of(likeliest, headings)[1]))
    return likeliest


def _named(table: Table, lacking: list[Column]) -> str:
    names = ", ".join(column.headings[0].replace("_", " ") for column in lacking)
    return f"{table.title} needs: {names}."


def _scope_of_name(file: PublishedFile) -> Scope:
    found = STOP_AND_SEARCH_NAME.fullmatch(file.base_name)
    if found is None:
        raise CannotRead(file.name, reasons.FORCE_UNKNOWN)
    return slug_of(found[2]), found[1]
