"""The files of a staging folder: which there are, what each line says, by which digest each is known."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from constabulary.casework.takeover.parquet import NotReadable, read_parquet
from constabulary.policing.takeover.layout import CONTROL_FIGURES, CONTROL_REFERENCES, TABLES, Column
from constabulary.standards.values import value

CONTROL_FILES: Mapping[str, tuple[Column, ...]] = {
    "control_references": CONTROL_REFERENCES,
    "control_figures": CONTROL_FIGURES,
}
#: A field longer than this is no field: a quotation mark was not closed.
LONGEST_FIELD = 1 << 20
MOST_BYTES = 1 << 20


class CannotRead(Exception):
    """A file cannot be taken as it is; the sentence says why and where."""


@value
class StagedFile:
    """One file: the table it is of, and its digest."""

    table: str
    path: Path
    digest: bytes


@value
class StagedRow:
    """One line: its number in the file (the heading is line 1) and what stands in each column.

    `broken` where the line has more or fewer fields than the heading; what there is of it is kept.
    """

    line: int
    raw: Mapping[str, str]
    broken: bool = False

    @property
    def digest(self) -> bytes:
        """By which it is seen that the row says the same again, whatever the order of its columns."""
        said = "\x1e".join(f"{name}\x1f{self.raw[name].strip()}" for name in sorted(self.raw) if self.raw[name].strip())
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()


def find_staged(folder: Path) -> list[StagedFile]:
    """The files of a folder that the layout knows, in the order in which they are taken over. Raises CannotRead."""
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.")
    names = [one.name for one in TABLES]
    known = {*names, *CONTROL_FILES}
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in READERS:
            continue
        if path.stem not in known:
            raise CannotRead(f"{path.name}: the layout has no table {path.stem}. It has {', '.join(sorted(known))}.")
        if path.stem in found:
            raise CannotRead(f"{path.name} and {found[path.stem].name} are of the same table. Leave one of them.")
        found[path.stem] = path
    if not found.keys() & set(names):
        raise CannotRead(f"No file of the staging layout was found in {folder}.")
    return [StagedFile(table=name, path=found[name], digest=_digest(found[name])) for name in names if name in found]


def control_file(folder: Path, name: str) -> StagedFile | None:
    """The file of that name that the old system tells its figures or references in, if there is one."""
    found = [path for path in sorted(folder.iterdir()) if path.stem == name and path.suffix.lower() in READERS]
    return StagedFile(table=name, path=found[0], digest=_digest(found[0])) if found else None


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(MOST_BYTES):
            digest.update(piece)
    return digest.digest()


def read_rows(file: StagedFile, columns: tuple[Column, ...]) -> Iterator[StagedRow]:
    """The lines of a file, one after the other, never all at once. Raises CannotRead for what is no such table."""
    rows = READERS[file.path.suffix.lower()](file.path)
    heading = next(rows, None)
    if heading is None:
        raise CannotRead(f"{file.path.name} is empty: it needs a heading at least.")
    names = [one.strip().casefold() for one in heading[1]]
    _check_heading(file.path.name, names, columns)
    for line, fields in rows:
        if not any(one.strip() for one in fields):
            continue
        broken = len(fields) != len(names)
        kept = dict(zip(names, fields, strict=False))
        if broken:
            kept |= {f"beyond {number}": one for number, one in enumerate(fields[len(names) :], start=1)}
        yield StagedRow(line=line, raw=kept, broken=broken)


def _check_heading(name: str, names: list[str], columns: tuple[Column, ...]) -> None:
    known = {one.name for one in columns}
    unknown = [one for one in names if one not in known]
    missing = [one.name for one in columns if one.required and one.name not in names]
    twice = sorted({one for one in names if names.count(one) > 1})
    # A column that nobody reads would be lost without a word.
    if unknown:
        raise CannotRead(f"{name}: the layout has no column {', '.join(unknown)}.")
    if twice:
        raise CannotRead(f"{name}: the column {', '.join(twice)} is there twice.")
    if missing:
        raise CannotRead(f"{name}: the column {', '.join(missing)} is missing.")


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        line = 1
        try:
            for fields in reader:
                yield line, [one.replace("\x00", "") for one in fields]
                line = reader.line_num + 1
        except csv.Error as error:
            raise CannotRead(f"{path.name}, line {line}: {error}.") from error
        except UnicodeDecodeError as error:
            raise CannotRead(f"{path.name}, after line {line}: the text is not UTF-8.") from error


def _parquet(path: Path) -> Iterator[tuple[int, list[str]]]:
    """As of a CSV file: the heading is line 1, and a field without a value is empty."""
    try:
        yield from enumerate(read_parquet(path, longest=LONGEST_FIELD), start=1)
    except NotReadable as error:
        raise CannotRead(f"{path.name}: {error}") from error


READERS = {".csv": _csv, ".parquet": _parquet}
