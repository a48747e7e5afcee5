"""Staging folders as another system writes them: a small one by hand, each row in order unless a test breaks it."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

from constabulary.policing.takeover.layout import BY_NAME, CONTROL_FIGURES, CONTROL_REFERENCES
from constabulary.standards.offences import offences

CONTROL = {"control_references": CONTROL_REFERENCES, "control_figures": CONTROL_FIGURES}
Rows = list[dict[str, object]]


def a_burglary() -> str:
    """The key of an offence with a victim, on the current list."""
    return next(one.key for one in offences() if one.current and "burglary" in one.title.lower() and one.basis == "V")


def small_folder(at: datetime) -> dict[str, Rows]:
    """One of each kind of row, of a system called by its old references."""

    def ago(days: float) -> str:
        return (at - timedelta(days=days)).isoformat()

    crime = {
        "offence": a_burglary(), "summary": "A window forced at night.", "occurred_from": ago(21),
        "reported_at": ago(20), "recorded_at": ago(20),
    }  # fmt: skip
    return {
        "officers": [
            {"reference": "O1", "collar_number": "OLD1", "name": "Ada Moss", "rank": "constable", "roles": "investigator",
             "team": "Old CID", "pip_level": "2"},
            {"reference": "O2", "collar_number": "OLD2", "name": "Ben Frost", "rank": "sergeant", "roles": "supervisor",
             "team": "Old CID"},
        ],
        "people": [
            {"reference": "P1", "given": "Ruth", "family": "Marlow", "born_on": "1980-02-03", "sex": "female",
             "telephone": "07700 900111", "address_line": "1 Low Street", "address_locality": "Tolling",
             "address_postcode": "ZZ1 1AA"},
            {"reference": "P2", "given": "Carl", "family": "Dace", "born_on": "1978-07-09"},
        ],
        "incidents": [
            {"reference": "I1", "status": "open", "desk": "imu", "grade": "G3", "reported_at": ago(1),
             "category": "concern-for-safety", "summary": "Not seen for days.", "person": "P1",
             "address_line": "2 Low Street", "address_postcode": "ZZ1 1AB"},
            {"reference": "I2", "status": "closed", "reported_at": ago(20), "category": "crime-reported",
             "summary": "Burglary reported.", "closed_at": ago(20), "closing_words": "Crime recorded."},
        ],
        "crimes": [
            {**crime, "reference": "C1", "incident": "I2", "status": "allocated", "victim": "P1", "officer": "O1",
             "allocated_at": ago(19)},
            {**crime, "reference": "C2", "status": "finalised", "victim": "P1", "officer": "O1", "outcome": "18",
             "finalised_at": ago(3), "finalised_by": "O2", "allocated_at": ago(19)},
            {**crime, "reference": "C3", "status": "unallocated"},
            {**crime, "reference": "C4", "status": "cancelled", "cancellation": "C1", "cancelled_at": ago(2)},
            {**crime, "reference": "C5", "status": "investigating", "officer": "O1", "allocated_at": ago(19),
             "plan": "Footage, then house to house."},
        ],
        "suspects": [
            {"reference": "S1", "crime": "C1", "person": "P2", "status": "wanted_circulated", "since": ago(10),
             "until": ago(10)},
            {"reference": "S2", "crime": "C5", "person": "P2", "status": "bailed_pre_charge", "since": ago(5),
             "until": ago(-9), "interviewed_at": ago(5)},
        ],
        "bail": [
            {"reference": "B1", "suspect": "S2", "arrested_at": ago(5.5), "released_at": ago(5), "ends_at": ago(-9)},
        ],
        "orders": [
            {"reference": "X1", "kind": "non-molestation order", "protects": "P1", "against": "P2",
             "made_on": "2026-01-05"},
        ],
        "warnings": [
            {"reference": "W1", "person": "P2", "kind": "officer_safety", "grounds": "Struck an officer when arrested.",
             "made_at": ago(300), "review_on": (at - timedelta(days=30)).date().isoformat()},
        ],
        "tasks": [
            {"reference": "T1", "kind": "update_victim", "crime": "C1", "officer": "O1", "opened_at": ago(15),
             "due_at": ago(1)},
            {"reference": "T2", "kind": "follow_line", "crime": "C5", "officer": "O1", "opened_at": ago(15),
             "due_at": ago(-3), "words": "Collect the footage of the corner shop."},
            {"reference": "T3", "kind": "decide_bail", "crime": "C5", "suspect": "S2", "officer": "O1",
             "opened_at": ago(5), "due_at": ago(-9)},
        ],
    }  # fmt: skip


def write_folder(folder: Path, tables: dict[str, Rows]) -> Path:
    """Write each table with every column of the layout."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = CONTROL[name] if name in CONTROL else BY_NAME[name].columns
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [one.name for one in columns], restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder
