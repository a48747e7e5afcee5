"""Exporting records: who may, why, what goes out, and what is kept of it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.exporting.csv_file import write_csv
from constabulary.casework.exporting.ods_file import write_ods
from constabulary.casework.exporting.sheet import Sheet, sheet_of
from constabulary.casework.exporting.xlsx_file import write_xlsx
from constabulary.policing.clocks import end_of, start_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.exports import EXPORTS, ExportFormat, ExportKind, find_reasons_against_export
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Export
from constabulary.records.queries.exports import ROWS_OF
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.values import value

WRITERS: Mapping[ExportFormat, Callable[[Sheet], bytes]] = {
    ExportFormat.CSV: write_csv,
    ExportFormat.XLSX: write_xlsx,
    ExportFormat.ODS: write_ods,
}
MEDIA: Mapping[ExportFormat, str] = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}


@value
class Exported:
    """A file as it goes out, and what the journal keeps of it."""

    name: str
    media: str
    content: bytes
    count: int
    digest: bytes


def export_records(
    *,
    kind: ExportKind,
    file_format: ExportFormat,
    from_on: date,
    until_on: date,
    purpose: str,
    by: Officer,
    at: datetime,
) -> Exported:
    """The approved columns of the records of a window; journalled with the purpose, every record and the file's digest.

    Raises NotPermitted, or NotAllowed for a missing purpose or a window that is none. Restricted records and where
    sealed places are stay out, also for whoever may see them on screen.
    """
    check_may(by, Permission.EXPORT)
    refuse_if(find_reasons_against_export(purpose=purpose, from_on=from_on, until_on=until_on))
    card = EXPORTS[kind]
    numbers, rows = ROWS_OF[kind](start_of(from_on), end_of(until_on))
    sheet = sheet_of(
        card,
        rows,
        window=f"{from_on.isoformat()} to {until_on.isoformat()}",
        exported=local_day(at).isoformat(),
    )
    content = WRITERS[file_format](sheet)
    digest = hashlib.sha256(content).digest()
    with writing(by=by, at=at, purpose=purpose.strip()) as w:
        row = Export(
            id=w.new_id(),
            kind=kind.value,
            file_format=file_format.value,
            purpose=purpose.strip(),
            from_on=from_on,
            until_on=until_on,
            columns=[column.title for column in card.columns],
            count=len(rows),
            digest=digest,
            exported_at=at,
            exported_by_id=by.id,
        )
        entry = w.entry(EntryKind.RECORDS_EXPORTED, subject=row, facts={"count": len(rows), "digest": digest})
        w.insert(row)
        entry.rows.extend(numbers)
    name = f"{kind.value}-{from_on.isoformat()}-{until_on.isoformat()}.{file_format.value}"
    return Exported(name=name, media=MEDIA[file_format], content=content, count=len(rows), digest=digest)
