"""CSV: text in quotation marks, numbers without, and no text that a spreadsheet would take for a formula."""

import csv
import io

from constabulary.casework.exporting.sheet import TRIGGERS, Sheet, is_a_number, text_of


def write_csv(sheet: Sheet) -> bytes:
    """The table as CSV in UTF-8. A cell that begins like a formula is led by an apostrophe, as spreadsheets read it."""
    out = io.StringIO(newline="")
    # Spreadsheets know UTF-8 by its mark.
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in sheet.columns])
    kinds = [column.kind for column in sheet.columns]
    for row in sheet.rows:
        writer.writerow(
            [
                cell if is_a_number(cell, kind) else harmless(text_of(cell, kind))
                for cell, kind in zip(row, kinds, strict=True)
            ]
        )
    return out.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after leading spaces."""
    stripped = text.lstrip(" \u00a0\u3000\ufeff\u200b")
    return f"'{text}" if stripped[:1] in TRIGGERS and stripped else text
