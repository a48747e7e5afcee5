"""Every day, moment and time of day in a form is read by the one reader, so that all pages take the same words."""

import ast
from pathlib import Path

WEB = Path("src/constabulary/web")
#: The fields of our own, and the reader behind them.
ONE_READER = {WEB / "forming.py", WEB / "moments.py"}
#: These read what the journal has kept, or what a page of ours has written itself, not what somebody has typed.
STORED = (WEB / "journal" / "story.py", WEB / "incidents" / "desk_views.py")
DJANGOS = {"DateField", "TimeField", "DateTimeField", "SplitDateTimeField", "DurationField", "DateInput", "TimeInput",
           "DateTimeInput", "SelectDateWidget", "strptime", "fromisoformat"}  # fmt: skip
#: Names of fields that hold a day or a time; a field of words by such a name takes what no reader has understood.
ENDINGS = ("_on", "_at", "_time", "_day", "_date", "_from", "_until", "_by_day")
#: Fields of words by such a name that are no day or time, each looked at.
OTHERS = {"seized_from": "from whom or where", "born_on": "read by read_birth", "caller_born_on": "read by read_birth"}


def _sources():
    return [path for path in sorted(WEB.rglob("*.py")) if path not in {*ONE_READER, *STORED}]


def test_no_form_reads_a_day_or_time_by_itself():
    found = [
        f"{path}:{node.lineno} {node.attr}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in DJANGOS
    ]
    assert found == []


def test_no_field_of_words_is_named_like_a_day_or_time():
    found = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            called = node.value.func
            made_by = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
            if made_by in {"words", "CharField"}:
                found += [
                    f"{path}:{node.lineno} {name}" for name in names if name.endswith(ENDINGS) and name not in OTHERS
                ]
    assert found == []
