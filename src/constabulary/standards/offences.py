"""The notifiable offence list, 2026-27: every row, current and retired.

A code alone is no key: 61 codes stand on several rows. Code, offence, offence category, Act and section together
are (white space and case normalised), and `key` is a short digest of them. Whether an offence is against a victim or
the state belongs to the row, not to the code.
Source: Home Office, notifiable offences 2026-27 (Open Government Licence v3.0), read.
"""

import csv
import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import StringIO

from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, holds_on
from constabulary.standards.values import value

EDITION = "NOL 2026-27"
SOURCE = "Home Office, Notifiable offences 2026-27, April 2026"
CONFIDENCE = Confidence.READ


class Basis(StrEnum):
    """Whether an offence has a victim, is against the state, or either."""

    VICTIM = "V"
    STATE = "S"
    EITHER = "S/V"


@value
class Offence:
    """One row of the list."""

    key: str
    code: str
    title: str
    category: str
    category_title: str
    act: str
    section: str
    mode: str
    max_sentence: str
    basis: Basis
    group: str
    subgroup: str
    current: bool
    commenced_on: date | None
    ceased_on: date | None
    comment: str

    @property
    def is_against_emergency_worker(self) -> bool:
        """Whether the offence itself says that its victim is a constable or another emergency worker."""
        said = f"{self.title} {self.category_title}".casefold()
        return "emergency worker" in said or "constable" in said

    @property
    def category_number(self) -> str:
        """The offence class number, the left part of the code."""
        return self.code.split("/")[0]

    @property
    def is_indictable_only(self) -> bool:
        """Whether it can be tried in the Crown Court only."""
        return self.mode == "I"

    @property
    def is_summary_only(self) -> bool:
        """Whether it can be tried in a magistrates' court only."""
        return self.mode == "S"

    def is_recordable_on(self, moment: datetime | date) -> bool:
        """Whether a crime of that day can be recorded as this: on the current list, commenced, not ceased."""
        return self.current and holds_on(self, local_day(moment))

    @property
    def valid_from(self) -> date:
        """The first day on which it can be committed; the first of all days where the list gives none."""
        return self.commenced_on or date.min

    @property
    def valid_to(self) -> date | None:
        """The last day on which it can be committed; None where the list gives none."""
        return self.ceased_on

    @property
    def confidence(self) -> Confidence:
        """The list was read."""
        return CONFIDENCE


#: What the list misspells, and how it is shown. Keys are made from the list's own words, which stay as they are.
MISPRINTS = {" on a emergency worker": " on an emergency worker"}


def _title(raw: str) -> str:
    title = tidy(raw)
    for misprint, meant in MISPRINTS.items():
        title = title.replace(misprint, meant)
    return title


def tidy(raw: str) -> str:
    """White space made single; what is compared is also case-folded."""
    return " ".join(raw.split())


def offence_key(code: str, offence: str, category: str, act: str, section: str) -> str:
    """The key of a row: a digest of the five fields that together are unique."""
    joined = "\x1f".join(tidy(one).casefold() for one in (code, offence, category, act, section))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


#: Dates that the list gives in words; "TBC" had not been settled when it was published, so it has not begun.
WORDED_DATES = {
    "13 April 2015": date(2015, 4, 13),
    "6 April 2015": date(2015, 4, 6),
    "20 May 2016": date(2016, 5, 20),
    "23 Februay 2011": date(2011, 2, 23),
    "28/02/22?": date(2022, 2, 28),
    "TBC": date.max,
}


def _day(raw: str) -> date | None:
    raw = raw.strip()
    if not raw:
        return None
    return WORDED_DATES.get(raw) or date.fromisoformat(raw[:10])


def _offence(row: Mapping[str, str]) -> Offence:
    category, _, category_title = tidy(row["Offence category"]).partition(" ")
    if category.upper() == "NFIB":
        number, _, category_title = category_title.partition(" ")
        category += number
    return Offence(
        key=offence_key(row["Home Office code"], row["Offence"], row["Offence category"], row["Act"], row["Section"]),
        code=tidy(row["Home Office code"]),
        title=_title(row["Offence"]),
        category=category,
        category_title=category_title,
        act=tidy(row["Act"]),
        section=tidy(row["Section"]),
        mode=tidy(row["Mode"]).upper(),
        max_sentence=tidy(row["Max Sentence"]),
        basis=Basis(tidy(row["Victim or State Based"]).upper()),
        group=tidy(row["Class"]).capitalize(),
        subgroup=tidy(row["Sub class"]).capitalize(),
        current=tidy(row["Current"]).upper() == "Y",
        commenced_on=_day(row["Commencement date"]),
        ceased_on=_day(row["Cessation date"]),
        comment=tidy(row["Comment"]),
    )


@cache
def offences() -> tuple[Offence, ...]:
    """Every row of the list, in its order."""
    path = files("constabulary.standards") / "data" / "lists" / "notifiable-offence-list-2026-27.csv"
    text = path.read_text(encoding="utf-8-sig")
    return tuple(_offence(row) for row in csv.DictReader(StringIO(text, newline="")))


@cache
def offences_by_key() -> Mapping[str, Offence]:
    """The rows by their key."""
    return {one.key: one for one in offences()}


def offences_with_code(code: str) -> tuple[Offence, ...]:
    """Every row with this Home Office code; often more than one."""
    return tuple(one for one in offences() if one.code == code)


@cache
def _current() -> tuple[Offence, ...]:
    return tuple(one for one in offences() if one.current)


OFFENCES = DatedList(
    name="offences",
    title="Notifiable offences",
    selected_by=SelectedBy.OFFENCE,
    source=SOURCE,
    read=_current,
    code_of=lambda one: one.key,
    title_of=lambda one: f"{one.code} {one.title}",
)
