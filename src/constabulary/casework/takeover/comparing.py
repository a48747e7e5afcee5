"""Both systems side by side: every reference and figure that the old one tells against the records as they are now."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.casework.takeover.batch import check_sees_everything
from constabulary.casework.takeover.files import CannotRead
from constabulary.casework.takeover.told import Told, canonical, read_told, squashed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover.comparing import Difference, Figure, Nature, Row, compare_figures, compare_rows
from constabulary.policing.takeover.layout import TABLES
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models import Takeover, TakeoverComparison, TakeoverDifference
from constabulary.records.queries.takeover_found import FoundRow, numbers_of, open_rejects, rows_found
from constabulary.records.spoken_rows import add_spoken_rows
from constabulary.records.writing import looking, writing
from constabulary.standards.values import value

#: What a row belongs to, and who has it, by the staged table that each is of.
OWNERS = "officers"
OF: Mapping[str, tuple[str, ...]] = {
    "suspects": ("crimes",), "bail": ("suspects",), "warnings": ("people",), "tasks": ("crimes", "incidents"),
}  # fmt: skip
Watching = Callable[[str, int], None]


@value
class Compared:
    """What a comparison came to."""

    number: int
    told_rows: int
    told_figures: int
    differences: tuple[Difference, ...]

    @property
    def balances(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def find_takeover(name: str, at: datetime) -> int:
    """The number of what is taken over from a system. Raises CannotRead where nothing was."""
    with looking(at=at) as w:
        there = next(iter(w.find(Takeover, name=name.strip())), None)
    if there is None:
        raise CannotRead(f"Nothing has been taken over from {name}.")
    return there.id


def compare_systems(
    *, folder: Path, name: str, by: Officer, at: datetime, told: Watching = lambda _table, _count: None
) -> Compared:
    """Lay what the old system tells beside the records, and keep every difference. Raises NotPermitted or CannotRead.

    Whoever compares has to see every record: the system does, by the command.
    """
    check_may(by, Permission.ADMINISTER)
    check_sees_everything(by)
    takeover, said = find_takeover(name, at), read_told(folder)
    found = _Found(takeover, said)
    differences: dict[str, tuple[Difference, int | None]] = {}
    for one, row in _differences(takeover, said, found, told):
        differences[one.fingerprint] = (one, row)
    with transaction.atomic():
        with writing(by=by, at=at, purpose="Comparing both systems") as w:
            comparison = TakeoverComparison(
                id=w.new_id(), takeover_id=takeover, told_rows=said.count, told_figures=len(said.figures),
                differences=len(differences), fingerprints=list(differences), compared_at=at, compared_by_id=by.id,
            )  # fmt: skip
            w.entry(EntryKind.SYSTEMS_COMPARED, subject=comparison, facts={"system": name})
            w.insert(comparison)
        add_spoken_rows(
                TakeoverDifference(
                    id=w.new_id(), comparison_id=comparison.id, nature=one.nature.value, staged_table=one.table,
                    old_reference=one.reference[:400], row_id=row, field=one.field, told=one.told, found=one.found,
                    fingerprint=fingerprint,
                )
                for fingerprint, (one, row) in differences.items()
            )  # fmt: skip
    return Compared(
        number=comparison.id, told_rows=said.count, told_figures=len(said.figures),
        differences=tuple(one for one, _ in differences.values()),
    )  # fmt: skip


def _differences(takeover: int, said: Told, found: "_Found", told: Watching) -> Iterator[tuple[Difference, int | None]]:
    for table in TABLES:
        rows = found.rows(table.name)
        told(table.name, len(rows))
        if table.name in said.rows:
            for one in compare_rows(table.name, said.rows[table.name], rows, table.compared):
                yield one, found.numbers.get((table.name, one.reference))
        elif said.rows and rows:
            told_nothing = Difference(
                nature=Nature.COUNT, table="records", reference=table.name, found=str(len(rows))
            )  # fmt: skip
            yield told_nothing, None
    for name, reference in said.twice:
        yield Difference(nature=Nature.COUNT, table=name, reference=reference, told="2", found="1"), None
    for one in compare_figures(said.figures, found.figures):
        yield one, None
    for reject in open_rejects(takeover):
        nature = Nature.HELD if reject.fate == Fate.HELD else Nature.REJECTED
        reference = reject.reference or f"line {reject.line}"
        words = "; ".join(dict.fromkeys(reject.reasons))
        yield Difference(nature=nature, table=reject.table, reference=reference, told=words), None


class _Found:
    """The records as they are now, table by table; figures are counted as rows go by."""

    def __init__(self, takeover: int, said: Told) -> None:
        self._takeover = takeover
        self._said = said
        self._links: dict[str, tuple[dict[str, int], dict[int, str]]] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.figures: Counter[Figure] = Counter()

    def rows(self, table: str) -> dict[str, Row]:
        """The rows of a table by their old reference, each field as the old system would tell it."""
        made: dict[str, Row] = {}
        said = self._said.rows.get(table, {})
        for one in rows_found(self._takeover, table):
            self.numbers[table, one.reference] = one.row
            row = self._row(table, one, said.get(one.reference, {}))
            self._count(table, one, row)
            made[one.reference] = row
        return made

    def _row(self, table: str, one: FoundRow, said: Row) -> Row:
        code = Rank(int(one.code)).name.lower() if table == OWNERS else one.code
        found = canonical(table, {
            "status": one.status, "code": code, "result": one.result, "words": squashed(one.words),
            "protection": one.protection,
        })  # fmt: skip
        return {
            **found,
            "moment": one.moment,
            "owner": self._reference((OWNERS,), one.owner, said.get("owner", "")),
            "of": self._reference(OF.get(table, ()), one.of, said.get("of", "")),
        }

    def _reference(self, tables: tuple[str, ...], number: int | None, told: str) -> str:
        """The old reference of a record: the one that is told, where both are of the same."""
        if number is None:
            return ""
        for table in tables:
            forward, back = self._links_of(table)
            if told and forward.get(told) == number:
                return told
            if number in back:
                return back[number]
        return "one that was not taken over"

    def _links_of(self, table: str) -> tuple[dict[str, int], dict[int, str]]:
        if table not in self._links:
            forward = numbers_of(self._takeover, table)
            self._links[table] = (forward, {number: reference for reference, number in forward.items()})
        return self._links[table]

    def _count(self, table: str, one: FoundRow, row: Row) -> None:
        if table == "tasks":
            if one.status == "open":
                self.figures["tasks", one.code, row["owner"], ""] += 1
            return
        self.figures["records", table, one.status, ""] += 1
        if table == "warnings" and not one.status:
            self.figures["warnings", one.code, "", ""] += 1
        if table == "crimes" and one.status != "cancelled":
            self.figures["monthly_return", one.month, one.category, one.result] += 1
