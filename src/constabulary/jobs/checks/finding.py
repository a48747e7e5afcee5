"""What a check says."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from constabulary.jobs.telling import result
from constabulary.standards.values import value


class Level(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@value
class Finding:
    """One thing looked at: a plain sentence, and when it is wrong what to do."""

    level: Level
    sentence: str
    advice: str = ""


Check = Callable[[], Iterable[Finding]]


def ok(sentence: str) -> Finding:
    """As it should be."""
    return Finding(level=Level.OK, sentence=sentence)


def note(sentence: str, advice: str = "") -> Finding:
    """Not wrong, but worth knowing."""
    return Finding(level=Level.NOTE, sentence=sentence, advice=advice)


def wrong(sentence: str, advice: str) -> Finding:
    """Wrong, and what to do about it."""
    return Finding(level=Level.WRONG, sentence=sentence, advice=advice)


def tell(findings: Iterable[Finding]) -> int:
    """Print findings as they come; how many were wrong."""
    count = 0
    for one in findings:
        result(f"  {one.level.value:<6}  {one.sentence}" + (f"\n          {one.advice}" if one.advice else ""))
        count += one.level is Level.WRONG
    return count
