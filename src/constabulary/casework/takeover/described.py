"""The staging layout as data, for whoever writes the files: the very columns that rows are checked by."""

from typing import Any

from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.takeover.files import CONTROL_FILES
from constabulary.casework.takeover.lists import code_lists
from constabulary.policing.takeover.layout import EDITION, TABLES, Column
from constabulary.standards.rulebook import Moments, Rulebook


def described_layout(moments: Moments) -> dict[str, Any]:
    """The layout with the code lists of this force."""
    return layout_as_data(read_rulebook(moments))


def layout_as_data(rulebook: Rulebook) -> dict[str, Any]:
    """Edition, tables and control files, each with its columns; the code lists."""
    return {
        "edition": EDITION,
        "tables": [
            {"table": one.name, "title": one.title, "becomes": one.becomes, "columns": _columns(one.columns)}
            for one in TABLES
        ],
        "control_files": [{"table": name, "columns": _columns(columns)} for name, columns in CONTROL_FILES.items()],
        "lists": {name: list(codes) for name, codes in code_lists(rulebook).items() if codes},
    }


def _columns(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    return [
        {
            "column": one.name, "type": one.kind.value, "written": one.kind.words, "required": one.required,
            "longest": one.longest or None, "list": one.list or None, "leads_to": one.of or None,
            "must_be_past": one.past, "becomes": one.becomes,
        }
        for one in columns
    ]  # fmt: skip
