"""How soon a crime is to be recorded, and allocated."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval
from constabulary.standards.values import value


@value
class AllocateWithin:
    """How soon after recording a crime is to have an officer."""

    high_harm: timedelta
    other: timedelta


def _allocate(raw: Mapping[str, Any]) -> AllocateWithin:
    return AllocateWithin(high_harm=timedelta(hours=raw["high_harm_hours"]), other=timedelta(hours=raw["other_hours"]))


def _words(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(raw["words"])


RECORD_WITHIN = Key("recording.deadline", interval)
ALLOCATE_WITHIN = Key("allocation.within", _allocate)
ANOTHER_OFFICER_WITHIN = Key("allocation.conflict", interval)
SAYS_RAPE_WORDS = Key("recording.says-rape", _words)
