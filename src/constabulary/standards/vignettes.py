"""Practice calls: fiction with an agreed grade, so that a room can see whether it judges alike and as it should."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from constabulary.standards.dated import Confidence
from constabulary.standards.lists import read_list
from constabulary.standards.values import value

ELEMENTS = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")


@value
class Vignette:
    """A practice call: what the caller said, and what the panel agreed of it and why.

    `floors` names the floor rules that are true of it; `elements` is what the panel wrote of each element.
    """

    code: str
    title: str
    channel: str
    covers: tuple[str, ...]
    account: str
    told: tuple[str, ...]
    grade: str
    severity: int
    likelihood: int
    floors: tuple[str, ...]
    elements: Mapping[str, str]
    reasons: tuple[str, ...]


@value
class Vignettes:
    """The practice calls of one edition."""

    edition: str
    source: str
    confidence: Confidence
    all: tuple[Vignette, ...]

    def named(self, code: str) -> Vignette | None:
        """The practice call of this code."""
        return next((one for one in self.all if one.code == code), None)


def _vignette(raw: Mapping[str, Any]) -> Vignette:
    return Vignette(
        code=raw["code"],
        title=raw["title"],
        channel=raw["channel"],
        covers=tuple(raw["covers"]),
        account=raw["account"],
        told=tuple(raw["told"]),
        grade=raw["grade"],
        severity=raw["severity"],
        likelihood=raw["likelihood"],
        floors=tuple(raw["floors"]),
        elements={name: raw[name] for name in ELEMENTS},
        reasons=tuple(raw["reasons"]),
    )


@cache
def vignettes() -> Vignettes:
    """The shipped practice calls."""
    raw = read_list("lists/vignettes.toml")
    return Vignettes(
        edition=raw["edition"],
        source=raw["source"],
        confidence=Confidence(raw["confidence"]),
        all=tuple(_vignette(one) for one in raw["vignette"]),
    )
