"""The Crime Severity Score: crimes weighted by how heavily courts sentence them, for each person who lives in the area.

Office for National Statistics: the sum over offences of (crimes x weight), divided by the population.
"""

from collections.abc import Mapping
from datetime import date

from constabulary.standards.values import value


@value
class Severity:
    """A score as recomputed. `without_weight` crimes have no published weight and count for nothing in it."""

    weighted: float
    population: float
    crimes: int
    without_weight: int

    @property
    def score(self) -> float:
        """The score."""
        return self.weighted / self.population


def score_severity(crimes: Mapping[str, int], weights: Mapping[str, float], population: float) -> Severity:
    """Weigh crimes, given by offence code. Raises ValueError without a population."""
    if population <= 0:
        raise ValueError("a score is for each person: there must be some")
    return Severity(
        weighted=sum(count * weights.get(offence, 0.0) for offence, count in crimes.items()),
        population=population,
        crimes=sum(crimes.values()),
        without_weight=sum(count for offence, count in crimes.items() if offence not in weights),
    )


def population_between(first: tuple[date, int], last: tuple[date, int], day: date) -> float:
    """The population on a day, on the straight line through two counts, also beyond them."""
    (from_day, from_count), (to_day, to_count) = first, last
    return from_count + (to_count - from_count) * ((day - from_day).days / (to_day - from_day).days)
