"""ODS, written plainly: a library for it holds the whole document in memory as a tree and adds its own name to it."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from constabulary.casework.exporting.sheet import Cell, Sheet, is_a_number, text_of
from constabulary.policing.exports import ColumnKind

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    HEAD + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(sheet: Sheet) -> bytes:
    """The table as an OpenDocument spreadsheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", MANIFEST)
        _add(
            archive,
            "meta.xml",
            f"{HEAD}<office:document-meta {SPACES}><office:meta><dc:title>{escape(sheet.title)}</dc:title>"
            "</office:meta></office:document-meta>",
        )
        _add(archive, "content.xml", "".join(_content(sheet)))
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name)  # dated 1980: the file does not say when it was made
    entry.compress_type = how
    archive.writestr(entry, text)


def _content(sheet: Sheet) -> Iterator[str]:
    yield f"{HEAD}<office:document-content {SPACES}><office:body><office:spreadsheet>"
    yield '<table:table table:name="Records">'
    yield _row([_text(column.title) for column in sheet.columns])
    kinds = [column.kind for column in sheet.columns]
    for row in sheet.rows:
        yield _row([_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    yield '</table:table><table:table table:name="About">'
    for name, words in sheet.about:
        yield _row([_text(name), _text(words)])
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: Cell, kind: ColumnKind) -> str:
    if is_a_number(cell, kind):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    text = text_of(cell, kind)
    if kind is ColumnKind.DAY and text:
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{text}"><text:p>{text}</text:p>'
            "</table:table-cell>"
        )
    return _text(text)


def _text(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
