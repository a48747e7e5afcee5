"""How many crimes and which is principal: the look-up table, the ladder of conduct crime, and the numbers."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from constabulary.standards.dated import Confidence, Key
from constabulary.standards.lists import read_list
from constabulary.standards.offences import Offence
from constabulary.standards.values import value

SOURCE = "Crime Recording Rules for Front line Officers and Staff 2026/27"
CONFIDENCE = Confidence.READ


class Conduct(StrEnum):
    """A kind of conduct crime."""

    HARASSMENT = "harassment"
    STALKING = "stalking"
    COERCIVE_CONTROL = "coercive control"


@value
class CountingTables:
    """The look-up table and the ladder; `order` and `ladder` give the place of a class code, 0 the most serious."""

    titles: tuple[str, ...]
    order: Mapping[str, int]
    ladder: Mapping[str, int]
    conduct_categories: Mapping[str, Conduct]
    breach_codes: frozenset[str]
    slavery_categories: frozenset[str]

    def conduct_of(self, offence: Offence) -> Conduct | None:
        """The kind of conduct crime an offence is; None for any other, breaches of orders included."""
        if offence.code in self.breach_codes:
            return None
        return self.conduct_categories.get(offence.category)

    def is_conduct(self, offence: Offence) -> bool:
        """Whether an offence is conduct crime: of one of the kinds, or on the ladder, where some are of either kind."""
        return self.conduct_of(offence) is not None or offence.code in self.ladder

    def is_breach(self, offence: Offence) -> bool:
        """Whether an offence is the breach of an order or injunction."""
        return offence.code in self.breach_codes

    def is_slavery(self, offence: Offence) -> bool:
        """Whether an offence is modern slavery."""
        return offence.category in self.slavery_categories


@cache
def counting_tables() -> CountingTables:
    """The tables of the counting rules."""
    raw = read_list("lists/counting.toml")
    return CountingTables(
        titles=tuple(one["title"] for one in raw["order"]),
        order={code: place for place, one in enumerate(raw["order"]) for code in one["codes"]},
        ladder={code: place for place, one in enumerate(raw["ladder"]) for code in one["codes"]},
        conduct_categories={category: Conduct(kind) for category, kind in raw["conduct"]["categories"].items()},
        breach_codes=frozenset(raw["breach"]["codes"]),
        slavery_categories=frozenset(raw["slavery"]["categories"]),
    )


@value
class RelatedCrimeBars:
    """The outcomes that a principal crime cannot have when only a related crime is charged, by each text."""

    general: tuple[str, ...]
    conduct: tuple[str, ...]

    @property
    def union(self) -> tuple[str, ...]:
        """Barred by either text: our ruling until a registrar settles it."""
        return tuple(sorted({*self.general, *self.conduct}, key=int))


def _bars(raw: Mapping[str, Any]) -> RelatedCrimeBars:
    return RelatedCrimeBars(general=tuple(raw["general"]), conduct=tuple(raw["conduct"]))


CONTINUATION_MONTHS = Key("counting.continuation", lambda raw: int(raw["months"]))
FORMER_PARTNER_AGE = Key("counting.former_partner_age", lambda raw: int(raw["years"]))
RELATED_CRIME_BARS = Key("counting.related_crime_bars", _bars)
