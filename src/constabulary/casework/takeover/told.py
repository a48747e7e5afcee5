"""What the old system tells of itself, to be laid beside the product: its references with what they say, its figures."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from constabulary.access.ranks import Rank
from constabulary.casework.takeover.files import CannotRead, control_file, read_rows
from constabulary.policing.takeover.checking import read_moment
from constabulary.policing.takeover.comparing import Figure, Row, canonical_moment
from constabulary.policing.takeover.layout import BY_NAME, CONTROL_FIGURES, CONTROL_REFERENCES
from constabulary.standards.values import value

MEASURES = ("records", "tasks", "warnings", "monthly_return")


@value
class Told:
    """The references by table, how often one was told twice, and the figures."""

    rows: Mapping[str, Mapping[str, Row]]
    twice: tuple[tuple[str, str], ...]
    figures: Mapping[Figure, int]

    @property
    def count(self) -> int:
        """How many references were told."""
        return sum(len(one) for one in self.rows.values())


def read_told(folder: Path) -> Told:
    """Read both files as far as they are there. Raises CannotRead."""
    rows, twice = _references(folder)
    return Told(rows=rows, twice=tuple(twice), figures=_figures(folder))


def _references(folder: Path) -> tuple[dict[str, dict[str, Row]], list[tuple[str, str]]]:
    file = control_file(folder, "control_references")
    rows: dict[str, dict[str, Row]] = {}
    twice: list[tuple[str, str]] = []
    for one in read_rows(file, CONTROL_REFERENCES) if file else ():
        said = {name: words.strip() for name, words in one.raw.items()}
        table, reference = said.get("table", ""), said.get("reference", "")
        if table not in BY_NAME or not reference or one.broken:
            raise CannotRead(f"control_references, line {one.line}: name a table of the layout and a reference.")
        of_table = rows.setdefault(table, {})
        if reference in of_table:
            twice.append((table, reference))
        of_table[reference] = canonical(table, said)
    return rows, twice


def canonical(table: str, said: Mapping[str, str]) -> Row:
    """What is told of a row, written so that it can be compared."""
    code = said.get("code", "")
    if table == "officers" and code.upper() in Rank.__members__:
        code = str(int(Rank[code.upper()]))
    return {
        **said,
        "code": code,
        "moment": _moment(said.get("moment", "")),
        "words": squashed(said.get("words", "")),
        "status": said.get("status", "") or ("open" if table == "tasks" else ""),
        "protection": ";".join(sorted(one.strip() for one in said.get("protection", "").split(";") if one.strip())),
    }


def squashed(words: str) -> str:
    """A name without regard to case and white space."""
    return " ".join(words.split()).casefold()


def _moment(raw: str) -> str:
    moment = read_moment(raw)
    if moment is not None:
        return canonical_moment(moment)
    try:
        return date.fromisoformat(raw).isoformat()
    except ValueError:
        return raw


def _figures(folder: Path) -> dict[Figure, int]:
    file = control_file(folder, "control_figures")
    figures: dict[Figure, int] = {}
    for one in read_rows(file, CONTROL_FIGURES) if file else ():
        said = {name: words.strip() for name, words in one.raw.items()}
        measure, count = said.get("measure", ""), said.get("count", "")
        if measure not in MEASURES or not (count.isascii() and count.isdigit()):
            raise CannotRead(f"control_figures, line {one.line}: name one of {', '.join(MEASURES)} and a count.")
        key = (measure, said.get("key_1", ""), said.get("key_2", ""), said.get("key_3", ""))
        figures[key] = figures.get(key, 0) + int(count)
    return figures
