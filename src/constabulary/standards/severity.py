"""Crime Severity Score weights by offence code.

Source: Office for National Statistics, Crime Severity Score, weights of 2020 (Open Government Licence v3.0), read from
a public copy. The weights were revised later and codes have been split since: an offence without a weight of its own
has none here, and none is invented.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

EDITION = "ONS severity weights 2020"
SOURCE = "Office for National Statistics, Crime Severity Score, weights of 2020"
CONFIDENCE = Confidence.SECONDARY


@value
class SeverityWeight:
    """The weight of one offence code, as the Home Office writes the code in its open data."""

    code: str
    title: str
    severity_title: str
    group: str
    weight: float


@cache
def severity_weights() -> tuple[SeverityWeight, ...]:
    """Every weight, in order of code."""
    path = files("constabulary.standards") / "data" / "lists" / "ons-crime-severity-weights-2020.csv"
    return tuple(
        SeverityWeight(
            code=row["offence_code"],
            title=row["offence"],
            severity_title=row["severity_offence"],
            group=row["group"],
            weight=float(row["weight"]),
        )
        for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline=""))
    )


@cache
def _by_code() -> Mapping[str, float]:
    return {one.code: one.weight for one in severity_weights()}


def severity_weight(category: str) -> float | None:
    """The weight of an offence category such as 8N, 4/1 or 4.1; None where none is published for it."""
    return _by_code().get(category.replace("/", "."))
