"""What importing files would take and refuse, found out without storing anything."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from constabulary.open_data import reasons
from constabulary.open_data.archives import PublishedFile, find_files
from constabulary.open_data.kinds import Kind
from constabulary.open_data.reading import Block, Reading, Reject, Scope, open_reading
from constabulary.open_data.reasons import CannotRead
from constabulary.standards.values import value

#: How many refused rows a preview keeps to show; all are counted.
SHOWN = 20

Told = Callable[[str, int, int], None]


def say_nothing(_name: str, _read: int, _size: int) -> None:
    """What is told to nobody."""


@value
class Previewed:
    """One file as it would be taken: balanced, because `read` is what is taken plus what is refused."""

    name: str
    kind: Kind
    read: int
    rejected: int
    scopes: tuple[Scope, ...]
    quality: dict[str, int]
    rejects: tuple[Reject, ...]


def preview(path: Path, *, kind: Kind | None = None, told: Told = say_nothing) -> Iterator[Previewed | CannotRead]:
    """Every file under a path, in order; a file that cannot be taken at all as the reason why. Raises CannotRead for
    the path itself."""
    files, others = find_files(path)
    for file in files:
        try:
            yield preview_file(file, kind=kind, told=told)
        except CannotRead as trouble:
            yield trouble
    for name in others:
        yield CannotRead(name, reasons.NOT_A_TABLE)


def preview_file(file: PublishedFile, *, kind: Kind | None = None, told: Told = say_nothing) -> Previewed:
    """One file. Raises CannotRead."""
    scopes: dict[Scope, None] = {}
    rejects: list[Reject] = []
    with open_reading(file, kind=kind) as (reading, blocks):
        for block in blocks:
            if block.numbers:
                scopes.update(dict.fromkeys(scope for scope, _ in reading.scopes(block)))
            rejects += islice(block.rejects, SHOWN - len(rejects))
            told(file.name, reading.bytes_read, file.size)
        check_something_taken(reading)
        return Previewed(
            name=file.name,
            kind=reading.table.kind,
            read=reading.read,
            rejected=reading.rejected,
            scopes=tuple(scopes),
            quality=reading.quality.report(),
            rejects=tuple(rejects),
        )


def check_something_taken(reading: Reading) -> None:
    """Raise CannotRead for a file of which nothing can be taken."""
    if not reading.read:
        raise CannotRead(reading.file.name, reasons.NO_ROWS)
    if reading.read == reading.rejected:
        raise CannotRead(reading.file.name, reasons.NOTHING_GOOD)


def rows_of(file: PublishedFile, *, kind: Kind | None = None) -> Iterator[Block]:
    """The blocks of one file, for those who want its rows and nothing else. Raises CannotRead."""
    with open_reading(file, kind=kind) as (_, blocks):
        yield from blocks
