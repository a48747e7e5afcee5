"""A force's own table of timestamps read as visits to stages: what the simulator learns from, without a database.

Two layouts are read. In the long one a row is a visit: a piece of work, a stage, when it began and when it ended. In the
wide one a row is a piece of work with a column for each moment it passed: the stage is named for the moment it begins
with. `read` is always the rows taken plus the rows refused.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from constabulary.open_data import reasons
from constabulary.open_data.archives import PublishedFile
from constabulary.open_data.lines import Lines
from constabulary.open_data.reading import Reject, headings_of
from constabulary.open_data.reasons import CannotRead, Unreadable
from constabulary.open_data.records import Splitter, kept
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

#: Headings that are taken for a column when none is named, in order of preference; compared without case and signs.
ITEM = ("item", "id", "reference", "incident", "crime", "case number", "job")
STAGE = ("stage", "step", "queue", "desk")
BEGAN = ("began", "began at", "start", "started", "started at", "received", "received at", "created", "opened", "time")
ENDED = ("ended", "ended at", "end", "finished", "finished at", "completed", "closed", "closed at", "resolved")
WORK = ("class", "type", "priority", "grade", "risk", "nature")
OPEN = float("nan")
NAMES_ALIKE = re.compile(r"[^a-z0-9]+")
UK_TIME = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


@value
class Layout:
    """Which columns hold what, by heading; empty for what is to be found by its usual names. `moments` makes it wide."""

    item: str = ""
    stage: str = ""
    began: str = ""
    ended: str = ""
    work: str = ""
    moments: tuple[str, ...] = ()
    zone: ZoneInfo = LONDON


class Visits:
    """A stretch of visits side by side; `began` and `ended` are seconds since 1970, `ended` NaN for what is open."""

    __slots__ = ("began", "ended", "items", "rejects", "stages", "works")

    def __init__(self) -> None:
        self.items: list[str] = []
        self.stages: list[str] = []
        self.works: list[str] = []
        self.began: list[float] = []
        self.ended: list[float] = []
        self.rejects: list[Reject] = []


class TimestampReading:
    """A table being read. `read`, `rejected`, `twice` (times in the hour that comes twice, taken for the first) and
    `days_only` (days without a time, taken for midnight) are complete once the stretches are used up."""

    def __init__(self, file: PublishedFile, lines: Lines, headings: Sequence[str], layout: Layout) -> None:
        self.file = file
        self.read = 0
        self.rejected = 0
        self.twice = 0
        self.days_only = 0
        self._lines = lines
        self._zone = layout.zone
        self._places = _Places(file.name, headings, layout)

    @property
    def has_endings(self) -> bool:
        """Whether the table says when anything ends."""
        return len(self._places.moments) > 1

    @property
    def bytes_read(self) -> int:
        """How many bytes of the unpacked file have been read."""
        return self._lines.bytes_read

    def stretches(self, splitter: Splitter, first: list[str], rest: Iterator[list[str]]) -> Iterator[Visits]:
        """Every stretch, in the order of the file."""
        stretch: list[str] | None = first
        while stretch is not None:
            yield self._visits(splitter, stretch)
            stretch = next(rest, None)
        yield self._visits(splitter, None)

    def _visits(self, splitter: Splitter, stretch: list[str] | None) -> Visits:
        records = splitter.last() if stretch is None else splitter.records(stretch)
        found = Visits()
        self.read += records.count
        for line, reason, raw in records.broken:
            found.rejects.append(Reject(line=line, reason=reason, column="", raw=kept(raw)))
        rows = zip(*records.columns, strict=True)
        for line, raw, row in zip(records.numbers, records.raws, rows, strict=True):
            try:
                self._take(found, row, line)
            except Unreadable as trouble:
                found.rejects.append(Reject(line=line, reason=trouble.reason, column=trouble.column, raw=kept(raw)))
        self.rejected += len(found.rejects)
        return found

    def _take(self, found: Visits, row: Sequence[str], line: int) -> None:
        places = self._places
        moments = [(heading, self._moment(row[place].strip(), heading)) for heading, place in places.moments]
        item = row[places.item].strip() if places.item is not None else f"line {line}"
        work = row[places.work].strip() if places.work is not None else ""
        if not item:
            raise Unreadable(reasons.MISSING, places.item_heading)
        if moments[0][1] is None:
            raise Unreadable(reasons.MISSING, moments[0][0])
        stages = [heading for heading, _ in moments]
        if places.stage is not None:
            stages[0] = row[places.stage].strip()
            if not stages[0]:
                raise Unreadable(reasons.NO_STAGE)
        elif not places.is_wide:
            stages[0] = ""
        self._add(found, item, work, stages, moments)

    def _add(
        self, found: Visits, item: str, work: str, stages: Sequence[str], moments: Sequence[tuple[str, float | None]]
    ) -> None:
        passed = [(stage, heading, at) for stage, (heading, at) in zip(stages, moments, strict=True) if at is not None]
        for (_, _, before), (_, heading, after) in pairwise(passed):
            if after < before:
                raise Unreadable(reasons.ENDS_BEFORE, heading)
        last_is_open = moments[-1][1] is None or len(moments) == 1
        visits = passed if last_is_open else passed[:-1]
        for place, (stage, _, at) in enumerate(visits):
            found.items.append(item)
            found.stages.append(stage)
            found.works.append(work)
            found.began.append(at)
            found.ended.append(passed[place + 1][2] if place + 1 < len(passed) else OPEN)

    def _moment(self, raw: str, heading: str) -> float | None:
        if not raw:
            return None
        try:
            return self._seconds(raw)
        except Unreadable as trouble:
            raise Unreadable(trouble.reason, heading) from trouble

    def _seconds(self, raw: str) -> float:
        moment = parsed(raw)
        self.days_only += len(raw) <= len("2026-03-01")
        if moment.tzinfo is not None:
            return moment.timestamp()
        first, second = moment.replace(tzinfo=self._zone), moment.replace(tzinfo=self._zone, fold=1)
        at, later = first.timestamp(), second.timestamp()
        if at > later:
            raise Unreadable(reasons.HOUR_LEFT_OUT)
        self.twice += later > at
        return at


def parsed(raw: str) -> datetime:
    """A moment as forces write them, naive where no offset is given. Raises Unreadable."""
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        found = UK_TIME.fullmatch(raw)
    if found is None:
        raise Unreadable(reasons.NOT_A_TIME)
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    except ValueError as error:
        raise Unreadable(reasons.NOT_A_TIME) from error


class _Places:
    """Where the columns of a layout stand among the headings. Raises CannotRead."""

    def __init__(self, name: str, headings: Sequence[str], layout: Layout) -> None:
        self._name = name
        self._headings = headings
        self.is_wide = bool(layout.moments)
        self.item = self._place(layout.item, ITEM)
        self.item_heading = "" if self.item is None else headings[self.item]
        self.work = self._place(layout.work, WORK)
        self.stage = None if self.is_wide else self._place(layout.stage, STAGE)
        if self.is_wide:
            wanted = [self._place(one, ()) for one in layout.moments]
        else:
            wanted = [self._place(layout.began, BEGAN), self._place(layout.ended, ENDED)]
        self.moments = [(headings[place], place) for place in wanted if place is not None]
        if not self.moments or wanted[0] is None:
            raise CannotRead(name, reasons.NO_TIMES, f"Its columns are: {', '.join(headings)}.")

    def _place(self, named: str, usual: Sequence[str]) -> int | None:
        alike = {_plain(heading): place for place, heading in reversed(list(enumerate(self._headings)))}
        if named:
            if _plain(named) not in alike:
                columns = ", ".join(self._headings)
                raise CannotRead(self._name, reasons.NO_SUCH_COLUMN, f"{named} is not among: {columns}.")
            return alike[_plain(named)]
        return next((alike[one] for one in usual if one in alike), None)


def _plain(heading: str) -> str:
    return NAMES_ALIKE.sub(" ", heading.casefold()).strip()


@contextmanager
def open_timestamps(file: PublishedFile, layout: Layout) -> Iterator[tuple[TimestampReading, Iterator[Visits]]]:
    """A table of timestamps: (its reading, its stretches of visits). Raises CannotRead, also between stretches."""
    with file.open() as handle:
        lines = Lines(handle, file.name)
        stretches = lines.stretches()
        first = next(stretches, [""])
        headings = headings_of(file, first)
        reading = TimestampReading(file, lines, headings, layout)
        yield reading, reading.stretches(Splitter(len(headings), first_number=2), first[1:], stretches)
