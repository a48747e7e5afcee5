"""A worked example: what is given, in words and as facts, what must come out, and where the rule stands.

The tables of `tests/spec` are tests, and the same rows are the worked examples of the rule pages in `docs/rules`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Example:
    """One row of a table of the rule pages."""

    words: str
    given: Any
    expected: Any
    says: str
    source: str


def ids_of(examples: list[Example]) -> list[str]:
    """The rows' words, to name the tests by."""
    return [one.words for one in examples]
