"""Writes a model's tables as TOML again after something in them was changed."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

#: Tables of these stand under a heading of their own; what is inside them stands on a line.
LISTED = ("classes", "stages", "staff", "duties")


def write_model(raw: Mapping[str, Any], *, comment: str = "") -> str:
    """The TOML of a model's tables as `tomllib` reads them, with a comment at its head. Raises ValueError for what TOML has no form for."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += [f"{_key(name)} = {_told(one)}" for name, one in raw.items() if name not in LISTED]
    for name in LISTED:
        for table in raw.get(name, ()):
            lines += ["", f"[[{name}]]", *(f"{_key(key)} = {_told(one)}" for key, one in table.items())]
    return "\n".join(lines) + "\n"


def comment_of(text: str) -> str:
    """The comment that stands at the head of a file."""
    found = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found.append(line.removeprefix("#").strip())
    return "\n".join(found)


def _key(name: str) -> str:
    return name if name.replace("_", "a").replace("-", "a").isalnum() and name.isascii() else json.dumps(name)


def _told(one: Any) -> str:
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, str):
        # A JSON string is a TOML string, but for what lies beyond the basic plane, which is written as it is.
        return json.dumps(one, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(one, int | float):
        return repr(one)
    if isinstance(one, datetime | date | time):
        return one.isoformat()
    if isinstance(one, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_told(inner)}" for key, inner in one.items()) + " }" if one else "{}"
    if isinstance(one, list):
        return "[" + ", ".join(_told(inner) for inner in one) + "]"
    raise ValueError(f"{one!r} cannot be written as TOML")
