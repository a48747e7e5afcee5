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


#: A reference as people type it: spaces anywhere, a long dash, no dash after the year, any of three signs in a crime's.
_YEARLY = re.compile(r"([IJ])(\d{2})[-–—/]?(\d+)")
_CRIME = re.compile(r"([0-9A-Z]{1,4})\s*[ /–—-]\s*(\d{3,})\s*[ /–—-]\s*(\d{2})")
#: A year and a number without the letter before them; the number is longer than a day of a month.
_BARE = re.compile(r"(\d{2})\s*[ /–—-]\s*(\d{3,9})")
_CALLED = re.compile(r"^(?:(?:INCIDENT|CRIME|JOURNEY|PERSON|PLACE|LOG|REFERENCE|REF|NUMBER|NO)\b[.:]?|#)\s*")


def read_reference(typed: str) -> tuple[str, str] | None:
    """(kind, reference as it is written) of what someone typed, in whatever case and with whatever spaces; None if it is none."""
    raw = _plain(typed)
    closed = raw.replace(" ", "")
    yearly, crime = _YEARLY.fullmatch(closed), _CRIME.fullmatch(raw)
    if yearly:
        closed = f"{yearly[1]}{yearly[2]}-{yearly[3]}"
    elif crime:
        closed = "/".join(crime.groups())
    kind = kind_of_reference(closed)
    return (kind, closed) if kind else None


def read_references(typed: str) -> tuple[tuple[str, str], ...]:
    """What someone typed as each reference that it may be, the likeliest first: one, or without its letter an incident's or a journey's."""
    named, bare = read_reference(typed), _BARE.fullmatch(_plain(typed))
    if named:
        return (named,)
    return (("incident", f"I{bare[1]}-{bare[2]}"), ("journey", f"J{bare[1]}-{bare[2]}")) if bare else ()


def _plain(typed: str) -> str:
    """In capitals, single spaces, without the word that says of what it is the reference."""
    return _CALLED.sub("", " ".join(typed.upper().split()))
