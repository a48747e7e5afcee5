"""XLSX: two visible sheets, every text a text, numbers and days as such; no formula, comment, name or hidden part."""

import io
from datetime import UTC, datetime

import xlsxwriter

from constabulary.casework.exporting.sheet import Cell, Sheet, is_a_number, text_of
from constabulary.policing.exports import ColumnKind

#: Excel's own limit for one cell.
LONGEST_TEXT = 32_767
#: The file says nothing of when or by whom it was made: the journal does.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


def write_xlsx(sheet: Sheet) -> bytes:
    """The table as an Excel workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": sheet.title, "created": NO_MOMENT})
    page = book.add_worksheet("Records")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.title, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write(page, number, place, cell, column.kind, day)
    about = book.add_worksheet("About")
    for number, (name, words) in enumerate(sheet.about):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, words)
    book.close()
    return out.getvalue()


def _write(
    page: "xlsxwriter.worksheet.Worksheet",
    row: int,
    place: int,
    cell: Cell,
    kind: ColumnKind,
    day: "xlsxwriter.format.Format",
) -> None:
    if is_a_number(cell, kind):
        page.write_number(row, place, cell)
    elif kind is ColumnKind.DAY and cell is not None:
        page.write_datetime(row, place, cell, day)
    elif text := text_of(cell, kind):
        page.write_string(row, place, text[:LONGEST_TEXT])
