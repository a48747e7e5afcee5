"""How one column is read: the text as published becomes canonical text, column by column.

Canonical text is what a value is written as wherever it goes on to: a month is its first day, a count has no commas,
nothing is the empty string. A column that holds something else raises Unreadable for the whole stretch; `reading`
narrows that down to the row. Columns are read whole because most of their values repeat: each distinct one is looked
at once, which is what makes a crime cost about two microseconds (`benchmarks/open_data.py`).
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from constabulary.open_data import reasons
from constabulary.open_data.reasons import Unreadable
from constabulary.policing.decisions import Reason

Canonical = Callable[[str], str]

#: What published tables write where there is no figure. A blank is not a nought.
BLANKS = frozenset({"", "NA", "N/A", "..", ":", "[x]", "[z]", "[c]"})
MOST_REMEMBERED = 200_000


class Field:
    """One column of one file being read; remembers the distinct values it has read."""

    def __init__(self, canonical: Canonical) -> None:
        self._canonical = canonical
        self._known: dict[str, str] = {}

    def column(self, raw: list[str], *, plain: bool) -> list[str]:
        """The column in canonical text; `plain` when no control character is in it. Raises Unreadable."""
        del plain
        return self.remembered(raw)

    def remembered(self, raw: list[str]) -> list[str]:
        """Each value through its canonical form, each distinct one once."""
        known = self._known
        if raw.count(raw[0]) == len(raw):
            raw = raw[:1] * len(raw)
            if raw[0] in known:
                return [known[raw[0]]] * len(raw)
        try:
            return list(map(known.__getitem__, raw))
        except KeyError:
            if len(known) > MOST_REMEMBERED:
                known.clear()
            for one in set(raw).difference(known):
                known[one] = self._canonical(one)
            return list(map(known.__getitem__, raw))


class Text(Field):
    """Words as published; nothing where there are none."""

    def __init__(self) -> None:
        super().__init__(one_line)

    def column(self, raw: list[str], *, plain: bool) -> list[str]:
        """The words themselves where they are plain."""
        return raw if plain else self.remembered(raw)


def one_line(raw: str) -> str:
    """Control characters made spaces; NUL is refused, because no text has it."""
    if "\0" in raw:
        raise Unreadable(reasons.NOT_TEXT)
    return re.sub(r"[\x01-\x1f\x7f]+", " ", raw)


def words(raw: str) -> str:
    """Words that must be there."""
    tidy = one_line(raw).strip()
    if not tidy:
        raise Unreadable(reasons.MISSING)
    return tidy


def tidied(raw: str) -> str:
    """Words that may be missing, with the published signs for nothing taken as nothing."""
    tidy = one_line(raw).strip()
    return "" if tidy in BLANKS else tidy


class CrimeId(Field):
    """Sixty-four hexadecimal digits, or nothing."""

    def __init__(self) -> None:
        super().__init__(str)

    def column(self, raw: list[str], *, plain: bool) -> list[str]:
        """The identifiers in lower case. Raises Unreadable for one that is not."""
        there = list(filter(None, raw))
        joined = "".join(there)
        if there and set(map(len, there)) != {64}:
            raise Unreadable(reasons.NOT_A_CRIME_ID)
        try:
            size = len(bytes.fromhex(joined))
        except ValueError as error:
            raise Unreadable(reasons.NOT_A_CRIME_ID) from error
        # White space among the digits is passed over by fromhex, not by us.
        if size != 32 * len(there):
            raise Unreadable(reasons.NOT_A_CRIME_ID)
        return raw if joined.lower() == joined else [one.lower() for one in raw]


class Coordinate(Field):
    """Degrees, or nothing; within bounds that hold the United Kingdom."""

    SIGNS = frozenset("0123456789.-")

    def __init__(self, low: float, high: float) -> None:
        super().__init__(str)
        self._low, self._high = low, high

    def column(self, raw: list[str], *, plain: bool) -> list[str]:
        """The degrees as published. Raises Unreadable."""
        distinct = set(raw)
        distinct.discard("")
        if not distinct:
            return raw
        if not self.SIGNS.issuperset("".join(distinct)):
            raise Unreadable(reasons.NOT_A_COORDINATE)
        try:
            degrees = list(map(float, distinct))
        except ValueError as error:
            raise Unreadable(reasons.NOT_A_COORDINATE) from error
        if min(degrees) < self._low or max(degrees) > self._high:
            raise Unreadable(reasons.OUTSIDE_UK)
        return raw


def month(raw: str) -> str:
    """2017-07 as the first of the month."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", raw) or raw.startswith("0000"):
        raise Unreadable(reasons.NOT_A_MONTH)
    return f"{raw}-01"


def moment(raw: str) -> str:
    """An aware moment as published."""
    try:
        read = datetime.fromisoformat(raw.strip())
    except ValueError as error:
        raise Unreadable(reasons.NOT_A_MOMENT) from error
    if read.tzinfo is None:
        raise Unreadable(reasons.NO_TIME_ZONE if "T" in raw or ":" in raw else reasons.NOT_A_MOMENT)
    return read.isoformat()


def yes_or_no(raw: str) -> str:
    """True or False in any case, or nothing."""
    tidy = raw.strip().casefold()
    if tidy in {"true", "false"}:
        return tidy
    if tidy in {"", "na"}:
        return ""
    raise Unreadable(reasons.NOT_YES_OR_NO)


def count(raw: str) -> str:
    """A whole number, perhaps negative, perhaps with thousands commas; nothing for a blank."""
    tidy = raw.strip().replace("\N{MINUS SIGN}", "-")
    if tidy in BLANKS:
        return ""
    found = re.fullmatch(r"(-?)((?:\d{1,3}(?:,\d{3})+)|\d+)(?:\.0+)?", tidy)
    if found is None or len(found[2]) > 14:
        raise Unreadable(reasons.NOT_A_COUNT)
    return str(int(found[1] + found[2].replace(",", "")))


def number(raw: str) -> str:
    """A decimal number, perhaps with thousands commas; nothing for a blank."""
    tidy = raw.strip().replace("\N{MINUS SIGN}", "-")
    if tidy in BLANKS:
        return ""
    if not re.fullmatch(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d{1,2})?", tidy):
        raise Unreadable(reasons.NOT_A_NUMBER)
    try:
        read = float(tidy.replace(",", ""))
    except ValueError as error:
        raise Unreadable(reasons.NOT_A_NUMBER) from error
    if not math.isfinite(read):
        raise Unreadable(reasons.NOT_A_NUMBER)
    return repr(read)


def quarter(raw: str) -> str:
    """The quarter of a financial year: 1 to 4, also written 1.0 or Q1."""
    tidy = raw.strip().upper().removeprefix("Q").removesuffix(".0")
    if tidy not in {"1", "2", "3", "4"}:
        raise Unreadable(reasons.NOT_A_QUARTER)
    return tidy


def financial_year(raw: str) -> str:
    """2018/19, also written 2018-19 or 2018/2019."""
    found = re.fullmatch(r"(\d{4})[/-](?:\d{2})?(\d{2})", raw.strip())
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Unreadable(reasons.NOT_A_FINANCIAL_YEAR)
    return f"{found[1]}/{found[2]}"


def day(raw: str) -> str:
    """A day as published."""
    try:
        return date.fromisoformat(raw.strip()).isoformat()
    except ValueError as error:
        raise Unreadable(reasons.NOT_A_DAY) from error


def outcome_number(raw: str) -> str:
    """An outcome type: 0 for not yet assigned, then the numbers of the list."""
    tidy = raw.strip()
    if not re.fullmatch(r"\d{1,2}", tidy):
        raise Unreadable(reasons.NOT_AN_OUTCOME)
    return str(int(tidy))


def required(canonical: Canonical, reason: Reason = reasons.MISSING) -> Canonical:
    """The same, refusing nothing."""

    def read(raw: str) -> str:
        made = canonical(raw)
        if not made:
            raise Unreadable(reason)
        return made

    return read


# From canonical text to a value, for those who take rows rather than columns.


def as_text(text: str) -> str:
    """The words."""
    return text


def as_text_or_none(text: str) -> str | None:
    """The words, or None."""
    return text or None


def as_day(text: str) -> date:
    """The day."""
    return date.fromisoformat(text)


def as_moment(text: str) -> datetime:
    """The moment."""
    return datetime.fromisoformat(text)


def as_count(text: str) -> int:
    """The count."""
    return int(text)


def as_count_or_none(text: str) -> int | None:
    """The count, or None where there is none; a nought is a nought."""
    return int(text) if text else None


def as_number_or_none(text: str) -> float | None:
    """The number, or None."""
    return float(text) if text else None


def as_answer(text: str) -> bool | None:
    """The answer, or None."""
    return None if not text else text == "true"


Typed = Callable[[str], Any]
