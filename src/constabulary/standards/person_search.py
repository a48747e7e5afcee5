"""How people are searched for: the weights of an answer, and the forms of names that stand for one another."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from constabulary.standards.dated import Confidence, Key, SelectedBy
from constabulary.standards.lists import DatedList, read_list
from constabulary.standards.values import value

ENGLISH_NICKNAMES = "english-nicknames.csv"
SOURCE_OF_NICKNAMES = "The data set nicknames 1.0.1 of its contributors, Apache licence 2.0; grouped by us by name"


@value
class SearchWeights:
    """What each part of an answer weighs, and from what score on it is shown."""

    name: float
    born: float
    address: float
    telephone: float
    least: float
    strong: float
    most: int
    crowd: int


PERSON_SEARCH = Key("people.search", lambda raw: SearchWeights(**raw))


@value
class NameForms:
    """Forms of one name: whoever is known by one may be asked for by another."""

    code: str
    group: str
    forms: tuple[str, ...]
    source: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None = None


def _of_groups() -> Iterator[NameForms]:
    for raw in read_list("lists/name-forms.toml")["group"]:
        for line in raw["forms"]:
            forms = tuple(line.replace("_", "").split())
            yield NameForms(
                code=f"{raw['code']}-{forms[0]}", group=raw["code"], forms=forms, source=raw["source"],
                confidence=Confidence(raw["confidence"]), valid_from=raw["valid_from"],
            )  # fmt: skip


def _of_nicknames() -> Iterator[NameForms]:
    text = (files("constabulary.standards") / "data" / "lists" / ENGLISH_NICKNAMES).read_text("utf-8")
    for name, nicknames in list(csv.reader(text.splitlines()))[1:]:
        yield NameForms(
            code=f"english-{name}", group="english", forms=(name, *nicknames.split()), source=SOURCE_OF_NICKNAMES,
            confidence=Confidence.SECONDARY, valid_from=date(2026, 1, 1),
        )  # fmt: skip


@cache
def _forms() -> tuple[NameForms, ...]:
    return (*_of_groups(), *_of_nicknames())


NAME_FORMS = DatedList(
    name="name-forms",
    title="Forms of names",
    selected_by=SelectedBy.DECISION,
    source="Settled knowledge of ten naming traditions; English nicknames from a published data set",
    read=_forms,
    code_of=lambda one: one.code,
    title_of=lambda one: ", ".join(one.forms),
)


@cache
def other_forms() -> Mapping[str, frozenset[str]]:
    """For each form, the others it is met with."""
    found: dict[str, set[str]] = {}
    for one in NAME_FORMS.entries:
        head, *rest = one.forms
        # In the English set a nickname may belong to several names, which are not each other's.
        pairs = [(head, other) for other in rest] if one.group == "english" else _all_pairs(one.forms)
        for first, second in pairs:
            found.setdefault(first, set()).add(second)
            found.setdefault(second, set()).add(first)
    return {form: frozenset(others) for form, others in found.items()}


def _all_pairs(forms: tuple[str, ...]) -> list[tuple[Any, Any]]:
    return [(one, other) for place, one in enumerate(forms) for other in forms[place + 1 :]]
