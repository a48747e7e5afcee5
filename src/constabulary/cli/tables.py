"""Tables and drawings as files in a folder: CSV, Parquet and SVG of the same figures."""

import csv
import importlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from constabulary.simulation.naming import file_name
from constabulary.standards.values import value

Cell = str | int | float


@value
class Table:
    """A table by name. `words` are the columns of words; all others are figures."""

    name: str
    head: tuple[str, ...]
    words: frozenset[str]
    rows: tuple[tuple[Cell, ...], ...]


class CannotWrite(Exception):
    """A file cannot be put where it was asked for; its text is the sentence."""


def write_csv(tables: Iterable[Table], folder: Path) -> None:
    """Write each table as `NAME.csv`. Raises CannotWrite."""
    with _written_to(folder):
        for table in tables:
            with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(table.head)
                writer.writerows(table.rows)


def write_parquet(tables: Iterable[Table], folder: Path) -> None:
    """Write each table as `NAME.parquet`, words as UTF-8 and figures as 64-bit floats. Raises CannotWrite."""
    # It takes half a second to load, which only those who ask for Parquet should wait for.
    parquet = importlib.import_module("constabulary.cli.parquet")
    with _written_to(folder):
        for table in tables:
            parquet.write_table(table, folder / f"{table.name}.parquet")


def write_drawings(drawings: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write each drawing (name, SVG) as `NAME.svg`. Raises CannotWrite."""
    with _written_to(folder):
        for name, drawn in drawings:
            (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")


@contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written: {error.strerror}.") from error


def file_names(names: Sequence[str], *, before: str) -> list[str]:
    """A name of a file for each name of a thing, no two alike: `before`, then letters and figures with hyphens."""
    found: list[str] = []
    for name in names:
        plain = f"{before}-{file_name(name)}"[:80]
        found.append(plain if plain not in found else f"{plain}-{len(found) + 1}")
    return found
