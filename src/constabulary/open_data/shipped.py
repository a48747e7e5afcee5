"""The published tables that come with the product, so that the public-figures pages stand on real data at once."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from constabulary.open_data.kinds import Kind

#: Each table that is shipped, by kind; what each is and where it is from is in THIRD-PARTY-NOTICES.md.
SHIPPED: Mapping[Kind, str] = {
    Kind.OUTCOME_TABLE: "crime-outcomes-open-data-2018-19.csv.gz",
    Kind.RECORDED_CRIME: "recorded-crime-by-force-quarter-offence-2017-18_2021-22.csv.gz",
    Kind.SEVERITY_SCORE: "crime-severity-score-by-force-2018_2022.csv.gz",
}


def shipped_path(kind: Kind) -> Path:
    """Where a shipped table lies."""
    return Path(str(files("constabulary.open_data"))) / "data" / SHIPPED[kind]
