"""A table about to be written: its columns and rows, and the text of a cell made harmless."""

import re
from collections.abc import Sequence
from datetime import date

from constabulary.policing.exports import Column, ColumnKind, ExportCard
from constabulary.standards.values import value

Cell = str | int | float | bool | date | None

#: Characters that spreadsheets take as the start of a formula, their full-width twins, and a pipe.
TRIGGERS = frozenset("=+-@|%\t\r\n＝＋－＠｜％")
#: What no XML file may hold, and half characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@value
class Sheet:
    """One table: what it is, its columns, its rows, and the sentences that explain it."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    about: tuple[tuple[str, str], ...]


def sheet_of(card: ExportCard, rows: Sequence[tuple[Cell, ...]], *, window: str, exported: str) -> Sheet:
    """The table of an export, with what its second page says."""
    return Sheet(
        title=card.title,
        columns=card.columns,
        rows=rows,
        about=(
            ("What", card.about),
            ("Window", window),
            ("Exported", exported),
            ("Rows", str(len(rows))),
            ("Left out", "Restricted records, and where sealed places are."),
            ("Licence", card.attribution),
            *((column.title, column.reason) for column in card.columns),
        ),
    )


def text_of(cell: Cell, kind: ColumnKind) -> str:
    """A cell as text: a day as 2026-11-02, yes or no, nothing for nothing; unwritable characters taken out."""
    if cell is None or cell == "":
        return ""
    if kind is ColumnKind.YES_NO:
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return UNWRITABLE.sub("", str(cell))


def is_a_number(cell: Cell, kind: ColumnKind) -> bool:
    """Whether a cell is written as a number: by its column, never by what its text looks like."""
    return kind is ColumnKind.NUMBER and isinstance(cell, int | float) and not isinstance(cell, bool)
