"""Outcomes brought to their crimes by Crime ID: most outcomes of a month are of crimes of earlier months."""

from collections.abc import Iterable, Mapping

from constabulary.open_data.labels import same_outcome
from constabulary.open_data.rows import StreetCrime, StreetOutcome
from constabulary.standards.values import value


@value
class Linked:
    """How many outcomes there are, how many have their crime among these crimes, and how those compare.

    `agreeing` outcomes are what the street file says too; `differing` are not: the street file tells the last outcome
    as at its publication, the outcomes file every outcome of its month.
    """

    outcomes: int
    with_crime: int
    agreeing: int
    differing: int

    @property
    def without_crime(self) -> int:
        """Outcomes whose crime is not among these: it is of another month, or has no published identifier."""
        return self.outcomes - self.with_crime


def link_outcomes(crimes: Iterable[StreetCrime], outcomes: Iterable[StreetOutcome]) -> Linked:
    """Bring outcomes to crimes."""
    last: Mapping[str | None, str] = {one.crime_id: one.last_outcome or "" for one in crimes if one.crime_id}
    total = found = agreeing = 0
    for outcome in outcomes:
        total += 1
        if outcome.crime_id in last:
            found += 1
            agreeing += same_outcome(last[outcome.crime_id], outcome.outcome)
    return Linked(outcomes=total, with_crime=found, agreeing=agreeing, differing=found - agreeing)
