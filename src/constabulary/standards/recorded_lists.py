"""What a recording decision chooses from besides the offence: the N codes, and the mandatory flags."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, read_list, with_years_before
from constabulary.standards.offences import tidy
from constabulary.standards.values import value

LIST_2026 = "Home Office, Notifiable reported incidents 2026-27, April 2026"
HOCR_2026 = "Crime Recording Rules for Front line Officers and Staff 2026/27"


@value
class ReportedIncident:
    """One N code: a report that is kept under a code of its own and is not, or not yet, a crime."""

    code: str
    incident_class: str
    class_title: str
    title: str
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    voluntary: bool


def _first_of_april(year: str) -> date:
    return date(int(year), 4, 1)


def _incident(row: Mapping[str, str]) -> ReportedIncident:
    deleted = row["Year deleted"].strip()
    title, _, remark = tidy(row["Incident"]).partition(" - note ")
    return ReportedIncident(
        code=tidy(row["Home Office code"]),
        incident_class=tidy(row["Class"]),
        class_title=tidy(row["Incident category"]).replace("Unexpexted", "Unexpected"),
        title=title.replace("gounds", "grounds"),
        valid_from=_first_of_april(row["Year Added"]),
        valid_to=_first_of_april(deleted) - timedelta(days=1) if deleted else None,
        confidence=Confidence.UNCONFIRMED,
        voluntary="voluntary" in remark,
    )


@cache
def _reported_incidents() -> tuple[ReportedIncident, ...]:
    # The list gives years; counting years begin on 1 April, so that day is taken, and marked unconfirmed. Rows
    # below the N codes are offences the sheet carries along.
    path = files("constabulary.standards") / "data" / "lists" / "notifiable-reported-incidents-2026-27.csv"
    rows = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return tuple(_incident(row) for row in rows if row["Class"].startswith("N") and row["Class"][1:].isdigit())


@value
class Flag:
    """One mandatory flag, with what it is limited to and what it brings along."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    confidence: Confidence
    edition: str
    source: str
    rule: str
    kinds: tuple[str, ...]
    one_kind_only: bool
    usual_kind: str
    details: Mapping[str, tuple[str, ...]]
    implies: tuple[str, ...]
    only_groups: tuple[str, ...]
    needs_evidence: bool
    least_age: int | None


def _flag(raw: Mapping[str, Any]) -> Flag:
    return Flag(
        code=raw["code"],
        title=raw["title"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        confidence=Confidence(raw["confidence"]),
        edition=raw["edition"],
        source=raw["source"],
        rule=raw["rule"],
        kinds=tuple(raw.get("kinds", ())),
        one_kind_only=raw.get("one_kind_only", False),
        usual_kind=raw.get("usual_kind", ""),
        details={kind: tuple(codes) for kind, codes in raw.get("details", {}).items()},
        implies=tuple(raw.get("implies", ())),
        only_groups=tuple(raw.get("only_groups", ())),
        needs_evidence=raw.get("needs_evidence", False),
        least_age=raw.get("least_age"),
    )


@cache
def _flags() -> tuple[Flag, ...]:
    return tuple(
        _flag(raw) for raw in with_years_before(read_list("lists/flags.toml")["flag"], edition="HOCR before 2026")
    )


REPORTED_INCIDENTS = DatedList(
    name="reported-incidents",
    title="Reported incidents under an N code",
    selected_by=SelectedBy.DECISION,
    source=LIST_2026,
    read=_reported_incidents,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)
FLAGS = DatedList(
    name="flags",
    title="Mandatory crime flags",
    selected_by=SelectedBy.DECISION,
    source=HOCR_2026,
    read=_flags,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)
