"""The Crime Severity Score of every force, recomputed from recorded crime, next to the published one."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO

from constabulary.open_data.forces import slug_of
from constabulary.policing.inspection.severity import Severity, population_between, score_severity
from constabulary.records.queries.open_data import recorded_by_force, severity_scores
from constabulary.standards.severity import severity_weights
from constabulary.standards.values import value

CENSUS_DAY = date(2011, 3, 27)
LATEST_DAY = date(2024, 6, 30)


@value
class ForcePopulation:
    """How many people live in a force area: at the census of 2011 and in the middle of 2024."""

    area_code: str
    force: str
    census_2011: int
    mid_2024: int

    def on(self, day: date) -> float:
        """On a day, on the straight line between the two."""
        return population_between((CENSUS_DAY, self.census_2011), (LATEST_DAY, self.mid_2024), day)


@cache
def populations() -> Mapping[str, ForcePopulation]:
    """The population of each force area by its short name."""
    text = (files("constabulary.open_data") / "data" / "population-by-force.csv").read_text("utf-8")
    return {
        slug_of(row["force"]): ForcePopulation(
            area_code=row["area_code"],
            force=row["force"],
            census_2011=int(row["census_2011"]),
            mid_2024=int(row["mid_2024"]),
        )
        for row in csv.DictReader(StringIO(text, newline=""))
    }


@value
class ForceSeverity:
    """A force's score: ours and the published one."""

    force: str
    ours: Severity
    published: float | None

    @property
    def of_published(self) -> float | None:
        """Ours as a share of the published one."""
        return self.ours.score / self.published if self.published else None


def middle_of(financial_year: str) -> date:
    """30 June of the year in which a financial year begins: the day that the ONS counts people on."""
    return date(int(financial_year[:4]), 6, 30)


def year_ending(financial_year: str) -> str:
    """The last day of a financial year, as the published scores name it."""
    return date(int(financial_year[:4]) + 1, 3, 31).isoformat()


@lru_cache(maxsize=32)
def severity_by_force(financial_year: str, recorded_batch: int, score_batch: int | None) -> tuple[ForceSeverity, ...]:
    """Every force with a population, the highest score first."""
    weights = {one.code: one.weight for one in severity_weights()}
    published = severity_scores(score_batch) if score_batch is not None else {}
    found = []
    for force, crimes in recorded_by_force(recorded_batch).items():
        people = populations().get(slug_of(force))
        if people is not None:
            ours = score_severity(crimes, weights, people.on(middle_of(financial_year)))
            found.append(ForceSeverity(force=force, ours=ours, published=published.get(people.area_code)))
    return tuple(sorted(found, key=lambda one: -one.ours.score))
