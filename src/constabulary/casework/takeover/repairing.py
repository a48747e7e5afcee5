"""Giving back what was refused or waits, in the layout, so that it can be repaired and loaded again."""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.takeover.batch import check_sees_everything
from constabulary.casework.takeover.comparing import find_takeover
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover.layout import BY_NAME
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models import Takeover
from constabulary.records.queries.takeover_found import OpenReject, open_rejects
from constabulary.records.writing import writing


def write_rejects(*, folder: Path, name: str, by: Officer, at: datetime) -> Mapping[str, int]:
    """Write the rows that were refused and not stored since, a file for each table; how many of each.

    What is in them may be restricted: only the system reads it, by the command, and it is journalled. Raises NotPermitted.
    """
    check_may(by, Permission.ADMINISTER)
    check_sees_everything(by)
    takeover = find_takeover(name, at)
    by_table: dict[str, list[OpenReject]] = {}
    for one in open_rejects(takeover):
        if one.fate == Fate.REJECTED:
            by_table.setdefault(one.table, []).append(one)
    with writing(by=by, at=at, purpose="Giving back what was refused") as w:
        row = w.lock(Takeover, takeover)
        counts = {table: len(rows) for table, rows in by_table.items()}
        w.entry(EntryKind.REJECTS_WRITTEN, subject=row, facts=counts)
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in by_table.items():
            _write(folder / f"{table}.csv", table, rows)
    return counts


def _write(path: Path, table: str, rows: list[OpenReject]) -> None:
    names = [one.name for one in BY_NAME[table].columns]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(_fields(names, rows))


def _fields(names: list[str], rows: list[OpenReject]) -> Iterator[list[str]]:
    for one in rows:
        yield [one.raw.get(name, "") for name in names]
