"""The value of a standard in words, for the screen and the rule pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.dated import Standard
from constabulary.standards.values import value

#: How the name of a field ends that says what its number counts. Longer endings first.
UNITS = ("working_days", "minutes", "hours", "days", "months", "years", "seconds")
HOUR = 60


@value
class ValueTable:
    """A value of several rows with the same fields."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def value_as_table(raw: Any) -> ValueTable | None:
    """The value as a table, where it is rows of the same fields; None for any other."""
    if not _is_rows(raw) or any(list(row) != list(raw[0]) for row in raw):
        return None
    return ValueTable(
        headings=tuple(_capital(_heading(name)) for name in raw[0]),
        rows=tuple(tuple(_capital(_amount(name, one)) for name, one in row.items()) for row in raw),
    )


def value_in_words(raw: Any) -> tuple[str, ...]:
    """The value as lines that people read."""
    if isinstance(raw, Mapping):
        plain = "; ".join(_part(name, one) for name, one in raw.items() if not _is_rows(one))
        rows = [
            f"{_capital(_spaced(name))}: {'; '.join(_row(row) for row in one)}"
            for name, one in raw.items()
            if _is_rows(one)
        ]
        return tuple(line for line in (_capital(plain), *rows) if line)
    if _is_rows(raw):
        return tuple(_capital(_row(row)) for row in raw)
    return (_capital(_plain(raw)),)


def _is_rows(raw: Any) -> bool:
    return isinstance(raw, list) and bool(raw) and all(isinstance(one, Mapping) for one in raw)


def _row(row: Mapping[str, Any]) -> str:
    return ", ".join(_part(name, one) for name, one in row.items())


def _part(name: str, raw: Any) -> str:
    """One field: 'high harm 24 hours', 'then every 28 days', 'by an inspector', 'message left yes'."""
    if isinstance(raw, Mapping):
        return f"{_spaced(name)}: {_row(raw)}"
    said = _amount(name, raw)
    # An authority or a share says what it is; any other field is named.
    named = "" if name in {"authority", "authorities", "share"} else _heading(name)
    return f"{named} {said}".strip()


def _unit_of(name: str, raw: Any) -> str:
    numbers = raw if isinstance(raw, list) else [raw]
    if not numbers or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers):
        return ""
    return next((unit for unit in UNITS if name.endswith(unit) and name.removesuffix(unit)[-1:] in {"", "_"}), "")


def _heading(name: str) -> str:
    unit = next((unit for unit in UNITS if name.endswith(unit)), "")
    return _spaced(name.removesuffix(unit))


def _amount(name: str, raw: Any) -> str:
    """What a field holds, with its unit where it counts something."""
    unit = _unit_of(name, raw)
    if unit == "minutes" and isinstance(raw, int) and raw >= 2 * HOUR:
        rest = f" {raw % HOUR} minutes" if raw % HOUR else ""
        return f"{raw // HOUR} hours{rest}"
    if unit:
        words = _spaced(unit)
        return f"{_plain(raw)} {words.removesuffix('s') if raw == 1 else words}"
    if name == "share" and isinstance(raw, int | float):
        return f"{100 * raw:g} %"
    if name in {"authority", "authorities"}:
        codes = raw if isinstance(raw, list) else [raw]
        return "by " + _listed([AUTHORITY_TITLES.get(code, _plain(code)) for code in codes])
    return _plain(raw)


def _plain(raw: Any) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, date):
        return f"{raw.day} {raw:%B %Y}"
    if isinstance(raw, list):
        return _listed([_plain(one) for one in raw])
    if isinstance(raw, float):
        return f"{raw:g}"
    return _spaced(raw) if isinstance(raw, str) else str(raw)


def _listed(parts: list[str]) -> str:
    if len(parts) <= 1:
        return "".join(parts) or "none"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _spaced(words: str) -> str:
    return words.replace("_", " ").strip()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def title_of(standard: Standard[Any]) -> str:
    """What a standard is called: its title, or the words of its key where it has none."""
    return standard.title or _capital(_spaced(standard.key.rpartition(".")[2]))
