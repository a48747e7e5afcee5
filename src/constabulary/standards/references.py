"""What the references of records look like, so that one that someone types is recognised."""

import re
from datetime import date
from functools import cache

from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, read_list
from constabulary.standards.values import value


@value
class ReferencePattern:
    """The pattern of one kind of reference, with an example."""

    code: str
    title: str
    pattern: str
    example: str
    valid_from: date
    valid_to: date | None
    confidence: Confidence

    def matches(self, typed: str) -> bool:
        """Whether what someone typed is such a reference; case and outer white space do not matter."""
        return re.fullmatch(self.pattern, typed.strip().upper()) is not None


@cache
def _patterns() -> tuple[ReferencePattern, ...]:
    return tuple(
        ReferencePattern(
            code=raw["code"],
            title=raw["title"],
            pattern=raw["pattern"],
            example=raw["example"],
            valid_from=raw["valid_from"],
            valid_to=raw.get("valid_to"),
            confidence=Confidence(raw["confidence"]),
        )
        for raw in read_list("lists/references.toml")["reference"]
    )


REFERENCES = DatedList(
    name="references",
    title="References",
    selected_by=SelectedBy.DECISION,
    source="Our references; a crime's is written as forces that share a system write it",
    read=_patterns,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)


def kind_of_reference(typed: str) -> str | None:
    """The kind of reference that someone typed, such as 'crime'; None where it is none."""
    return next((one.code for one in REFERENCES.entries if one.matches(typed)), None)
