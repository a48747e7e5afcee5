"""The labels of data.police.uk: crime types and outcomes, those of before 2014 brought to what they are called now.

Which Home Office numbers an outcome label stands for is on the list of outcome types in `standards`; several numbers
share one label, so a label alone never tells the number.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads((files("constabulary.open_data") / "data" / "police-uk-labels.toml").read_text("utf-8"))


@cache
def known_crime_types() -> Mapping[str, str]:
    """Every crime type ever published, with what it is called now."""
    return _known("crime_type")


@cache
def known_outcome_labels() -> Mapping[str, str]:
    """Every outcome label ever published, with what it is called now."""
    return _known("outcome")


def _known(kind: str) -> Mapping[str, str]:
    known = {}
    for one in _raw()[kind]:
        known[one["label"]] = one["label"]
        known.update(dict.fromkeys(one.get("before", ()), one["label"]))
    return known


def current_label(label: str) -> str:
    """An outcome label as it is called now; a label that is not on the list stays itself."""
    return known_outcome_labels().get(label, label)


def same_outcome(one: str, other: str) -> bool:
    """Whether two labels mean the same outcome, whatever they were called when they were published."""
    return current_label(one) == current_label(other)
