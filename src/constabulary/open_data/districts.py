"""Which force polices the district that an LSOA lies in, as its name tells: 'Barnsley 005C' is South Yorkshire's."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from constabulary.open_data.forces import slug_of


@cache
def _forces() -> Mapping[str, str]:
    text = (files("constabulary.open_data") / "data" / "district-to-force-2016-12.csv").read_text("utf-8")
    return {row["district"]: slug_of(row["force"]) for row in csv.DictReader(StringIO(text, newline=""))}


def force_of_lsoa(name: str) -> str:
    """The short name of the force; nothing for a district that is not on the list (districts merge and are renamed)."""
    return _forces().get(name.rpartition(" ")[0], "")
