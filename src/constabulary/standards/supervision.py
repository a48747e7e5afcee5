"""When an investigation comes onto one of the lists that supervision works through."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval
from constabulary.standards.values import value


@value
class Backstops:
    """After how long each comes onto its list, and how far back its trend is told.

    Hours until a crime is allocated; days until contact is agreed with the victim, a plan is set, a suspect is arrested or
    interviewed; months that a crime is open; days between the count now and the count before.
    """

    unallocated_hours: int
    contact_agreed_days: int
    plan_days: int
    suspect_days: int
    open_months: int
    trend_days: int


@value
class Shift:
    """What a supervisor's page of a shift goes by.

    The hours of a shift, how many actions come first, how many days ahead is looked; over how many days the quality of
    work is told and from how many on; and how many hours at most are protected at once.
    """

    hours: int
    first_actions: int
    ahead_days: int
    quality_days: int
    least_to_tell: int
    most_protected_hours: int


@value
class Likeness:
    """When a review is a near copy of another: of how many words on, from which share of runs of words that both have.

    How many days back is compared, and how many are read at a time. They are looked for `every` so often; after a
    standstill what was written in the `standstill` before is.
    """

    least_words: int
    share: float
    days: int
    most: int
    every: timedelta
    standstill: timedelta


def _likeness(raw: Mapping[str, Any]) -> Likeness:
    plain = {name: one for name, one in raw.items() if name not in {"every_days", "standstill_days"}}
    made = Likeness(**plain, every=timedelta(days=raw["every_days"]), standstill=timedelta(days=raw["standstill_days"]))
    if made.least_words < 3 or not 0 < made.share <= 1:
        raise ValueError("a copy is a share of runs of three words")
    if not timedelta() < made.every <= made.standstill:
        raise ValueError("they are looked for every day or less often, and a standstill is no shorter")
    return made


LIKENESS = Key("supervision.likeness", _likeness)
THRIVE_LIKENESS = Key("supervision.thrive_likeness", _likeness)
READ_COPIES_WITHIN = Key("supervision.read_copies_within", interval)
SHIFT = Key("supervision.shift", lambda raw: Shift(**raw))
BACKSTOPS = Key("supervision.backstops", lambda raw: Backstops(**raw))
