"""Finds the published files under a path: a table itself, gzipped or not, a folder of them, or a zip archive.

Nothing is ever unpacked onto the disk, and never more than a block at a time into memory. What an archive claims of its
sizes is not believed: bytes are counted as they come.
"""

import gzip
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from constabulary.open_data import reasons
from constabulary.open_data.reasons import CannotRead
from constabulary.standards.values import value

#: The largest table published here is some 60 MB a month; four years of the whole country in one file is under this.
MOST_UNPACKED = 8 * 1024**3
#: Tables of this kind pack five to thirty times; a bomb a thousand times. Small files may pack better than large ones.
MOST_TIMES_PACKED = 80
FREE_OF_RATIO = 16 * 1024**2
MOST_FILES = 50_000
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
TABLE_ENDINGS = (".csv", ".csv.gz")


class Handle(Protocol):
    """What is read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""


@value
class PublishedFile:
    """One table as published: its name (in its archive or folder), its size unpacked where that is known, and how to
    open it. `packed` is its size as it lies there, zero where that is not known."""

    name: str
    size: int
    packed: int
    opened: Callable[[], BinaryIO]

    @property
    def base_name(self) -> str:
        """The name without folders."""
        return self.name.replace("\\", "/").rsplit("/", 1)[-1]

    @contextmanager
    def open(self) -> Iterator[Handle]:
        """The bytes, counted against what a published file can be. Raises CannotRead."""
        try:
            with self.opened() as handle:
                yield Counted(handle, self)
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, struct.error) as error:
            raise CannotRead(self.name, reasons.CUT_OFF) from error
        except RuntimeError as error:
            # What zipfile raises for an archive with a password.
            raise CannotRead(self.name, reasons.LOCKED) from error
        except OSError as error:
            raise CannotRead(self.name, reasons.NOT_READABLE, error.strerror or "") from error


class Counted:
    """Bytes of a published file; stops at what no published file holds."""

    def __init__(self, handle: Handle, file: PublishedFile) -> None:
        self._handle = handle
        self._file = file
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes. Raises CannotRead when they are too many."""
        got = self._handle.read(size)
        self._read += len(got)
        packed = self._file.packed
        bomb = packed and self._read > FREE_OF_RATIO and self._read > packed * MOST_TIMES_PACKED
        if bomb or self._read > MOST_UNPACKED:
            raise CannotRead(self._file.name, reasons.TOO_LARGE)
        return got


def find_files(path: Path) -> tuple[list[PublishedFile], list[str]]:
    """(the tables under a path in order of name, the names of what else is there). Raises CannotRead.

    In a folder or archive everything that ends as a table is a table; a file named by itself is one, whatever its name.
    """
    if not path.exists():
        raise CannotRead(path.name, reasons.NOTHING_THERE)
    try:
        if path.is_dir():
            return _in_folder(path)
        return _in_archive(path) if _begins(path, ZIP) else ([_file(path, path.name)], [])
    except PermissionError as error:
        raise CannotRead(path.name, reasons.NOT_READABLE, error.strerror or "") from error


def _begins(path: Path, magic: bytes) -> bool:
    with path.open("rb") as handle:
        return handle.read(len(magic)) == magic


def _file(path: Path, name: str) -> PublishedFile:
    size = path.stat().st_size
    if _begins(path, GZIP):
        return PublishedFile(
            name=name, size=_size_in_gzip(path), packed=size, opened=lambda: cast(BinaryIO, gzip.open(path, "rb"))
        )
    return PublishedFile(name=name, size=size, packed=0, opened=lambda: path.open("rb"))


def _size_in_gzip(path: Path) -> int:
    """What the last four bytes say; only for showing how far reading is."""
    with path.open("rb") as handle:
        handle.seek(-min(4, path.stat().st_size), os.SEEK_END)
        last = handle.read(4)
    return int.from_bytes(last, "little") if len(last) == 4 else 0


def _in_folder(folder: Path) -> tuple[list[PublishedFile], list[str]]:
    found: list[PublishedFile] = []
    others: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # A link may lead anywhere, out of the folder too.
        if path.is_symlink() or not path.is_file():
            continue
        if path.name.casefold().endswith(TABLE_ENDINGS) and len(found) < MOST_FILES:
            found.append(_file(path, name))
        else:
            others.append(name)
    if not found:
        raise CannotRead(folder.name, reasons.NOTHING_IN_IT)
    return found, others


def _in_archive(path: Path) -> tuple[list[PublishedFile], list[str]]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CannotRead(path.name, reasons.CUT_OFF) from error
    found: list[PublishedFile] = []
    others: list[str] = []
    with archive:
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            if _leads_outside(info.filename):
                raise CannotRead(path.name, reasons.UNSAFE_NAME)
            if info.is_dir():
                continue
            if info.flag_bits & 0x1:
                raise CannotRead(path.name, reasons.LOCKED)
            if info.filename.casefold().endswith(".csv") and len(found) < MOST_FILES:
                found.append(_member(path, info))
            else:
                others.append(info.filename)
    if not found:
        raise CannotRead(path.name, reasons.NOTHING_IN_IT)
    return found, others


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":") or "\0" in name


class Member:
    """One member of an archive, which is closed with it."""

    def __init__(self, path: Path, name: str) -> None:
        self._archive = zipfile.ZipFile(path)
        self._member = self._archive.open(name)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        return self._member.read(size)

    def __enter__(self) -> "Member":
        return self

    def __exit__(self, *_error: object) -> None:
        self._member.close()
        self._archive.close()


def _member(path: Path, info: zipfile.ZipInfo) -> PublishedFile:
    return PublishedFile(
        name=info.filename,
        size=info.file_size,
        packed=info.compress_size,
        opened=lambda: cast(BinaryIO, Member(path, info.filename)),
    )
