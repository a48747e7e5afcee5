"""Reads what an export file really holds, as a zip of XML and not as a spreadsheet program would show it."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass
class Contents:
    """Every sheet's cells as (kind, text), and whatever should not be there."""

    sheets: dict[str, list[list[tuple[str, str]]]]
    wrong: list[str] = field(default_factory=list)

    def columns(self) -> list[str]:
        """The header of the first sheet."""
        return [text for _, text in next(iter(self.sheets.values()))[0]]

    def rows(self) -> list[list[tuple[str, str]]]:
        """The rows of the first sheet."""
        return next(iter(self.sheets.values()))[1:]


def read(content: bytes, file_format: str) -> Contents:
    """What the file holds."""
    return {"csv": read_csv, "xlsx": read_xlsx, "ods": read_ods}[file_format](content)


def read_csv(content: bytes) -> Contents:
    """Quoted fields are texts, the others numbers."""
    text = content.decode("utf-8-sig")
    rows = [
        [("number" if isinstance(cell, float) else "text", str(cell)) for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), quoting=csv.QUOTE_NONNUMERIC)
    ]
    return Contents(sheets={"Records": rows})


ALLOWED_XLSX = {
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
}  # fmt: skip
FORBIDDEN_XLSX = ("f", "hyperlink", "legacyDrawing", "drawing", "dataValidation", "extLst", "pivotTableDefinition")


def read_xlsx(content: bytes) -> Contents:
    """Cells by their declared type; parts, formulas, hidden things, names and properties are looked at."""
    wrong: list[str] = []
    sheets: dict[str, list[list[tuple[str, str]]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wrong += [f"part {name}" for name in archive.namelist() if name not in ALLOWED_XLSX]
        book, shared = ElementTree.fromstring(archive.read("xl/workbook.xml")), _shared(archive)
        wrong += [f"name {one.get('name')}" for one in book.iter(f"{MAIN}definedName")]
        for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), start=1):
            if sheet.get("state"):
                wrong.append(f"hidden sheet {sheet.get('name')}")
            page = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            wrong += [f"hidden {one.tag}" for one in page.iter() if one.get("hidden") in {"1", "true"}]
            wrong += [f"{name} in a sheet" for name in FORBIDDEN_XLSX for _ in page.iter(f"{MAIN}{name}")]
            sheets[sheet.get("name") or ""] = [
                [_xlsx_cell(cell, shared) for cell in row.iter(f"{MAIN}c")] for row in page.iter(f"{MAIN}row")
            ]
        wrong += _properties(archive)
    return Contents(sheets=sheets, wrong=wrong)


def _xlsx_cell(cell: ElementTree.Element, shared: list[str]) -> tuple[str, str]:
    kind = cell.get("t", "n")
    found = cell.find(f"{MAIN}v")
    value = found.text or "" if found is not None else ""
    if kind == "s":
        return "text", shared[int(value)]
    return {"n": "number"}.get(kind, kind), value


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    # A text that looks like _x000D_ is how the format writes a character that XML does not take.
    return [
        re.sub("_x([0-9A-F]{4})_", lambda one: chr(int(one[1], 16)), "".join(part.text or "" for part in text.iter(f"{MAIN}t")))
        for text in found.iter(f"{MAIN}si")
    ]  # fmt: skip


def _properties(archive: zipfile.ZipFile) -> list[str]:
    wrong = []
    core = ElementTree.fromstring(archive.read("docProps/core.xml"))
    for one in core:
        name = one.tag.split("}")[1]
        if one.text and name not in {"title", "created", "modified"}:
            wrong.append(f"property {name} {one.text}")
        if name in {"created", "modified"} and one.text != "2000-01-01T00:00:00Z":
            wrong.append(f"property {name} {one.text}")
    app = ElementTree.fromstring(archive.read("docProps/app.xml"))
    wrong += [
        f"property {one.tag.split('}')[1]}"
        for one in app
        if one.tag.split("}")[1] in {"Company", "Manager"} and one.text
    ]
    return wrong


def read_ods(content: bytes) -> Contents:
    """Cells by their declared type; parts, formulas, hidden things, names and properties are looked at."""
    wrong: list[str] = []
    sheets = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        allowed = {"mimetype", "META-INF/manifest.xml", "content.xml", "meta.xml"}
        wrong += [f"part {name}" for name in archive.namelist() if name not in allowed]
        if archive.infolist()[0].filename != "mimetype" or archive.infolist()[0].compress_type != zipfile.ZIP_STORED:
            wrong.append("the mimetype is not first and plain")
        document = ElementTree.fromstring(archive.read("content.xml"))
        for one in document.iter():
            if one.get(f"{TABLE}formula") is not None or one.get(f"{TABLE}visibility") or one.get(f"{TABLE}display"):
                wrong.append(f"{one.tag} with a formula or hidden")
            if one.tag.split("}")[1] in {
                "annotation",
                "named-range",
                "named-expressions",
                "data-pilot-tables",
                "script",
            }:
                wrong.append(one.tag)
        for sheet in document.iter(f"{TABLE}table"):
            sheets[sheet.get(f"{TABLE}name") or ""] = [
                [_ods_cell(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in sheet.iter(f"{TABLE}table-row")
            ]
        meta = ElementTree.fromstring(archive.read("meta.xml"))
        wrong += [one.tag for one in meta.iter() if one.text and not one.tag.endswith("}title")]
    return Contents(sheets=sheets, wrong=wrong)


def _ods_cell(cell: ElementTree.Element) -> tuple[str, str]:
    kind = cell.get(f"{OFFICE}value-type", "string")
    if kind == "float":
        return "number", cell.get(f"{OFFICE}value") or ""
    text = "".join("".join(one.itertext()) for one in cell.iter(f"{TEXT}p"))
    return {"string": "text"}.get(kind, kind), text
