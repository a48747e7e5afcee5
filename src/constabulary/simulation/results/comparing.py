"""Scenarios against a base, played with the same luck, and how many differences chance alone would make."""

import math
from collections.abc import Mapping, Sequence

from constabulary.simulation.results.figures import Estimate, Figure, estimate
from constabulary.simulation.results.simulating import Result
from constabulary.simulation.results.student import probability_within
from constabulary.standards.values import value


@value
class Difference:
    """A scenario's figure less the base's, replication by replication.

    `interval` holds every difference of the comparison together with the stated confidence (Bonferroni). `by_chance` is
    the probability of so large a difference where there is none, after Holm for all that were compared.
    """

    scenario: str
    figure: Figure
    interval: Estimate
    by_chance: float


def compare(
    base: Result, scenarios: Mapping[str, Result], figures: Sequence[Figure], confidence: float = 0.95
) -> tuple[Difference, ...]:
    """Every figure of every scenario against the base. Raises ValueError where seeds or numbers of replications differ."""
    rows: list[tuple[str, Figure, list[float]]] = []
    for name, result in scenarios.items():
        if result.seed != base.seed or len(result.replications) != len(base.replications):
            raise ValueError(f"{name} was not played with the seed and the number of replications of the base")
        for figure in figures:
            pairs = zip(base.replications, result.replications, strict=True)
            rows.append(
                (name, figure, [figure.read(result.model, new) - figure.read(base.model, old) for old, new in pairs])
            )
    each = 1.0 - (1.0 - confidence) / max(1, len(rows))
    intervals = [estimate(values, each) for _, _, values in rows]
    chances = holm([_by_chance(values) for _, _, values in rows])
    return tuple(
        Difference(scenario=name, figure=figure, interval=interval, by_chance=chance)
        for (name, figure, _), interval, chance in zip(rows, intervals, chances, strict=True)
    )


def _by_chance(values: Sequence[float]) -> float:
    known = [one for one in values if not math.isnan(one)]
    if len(known) < 2:
        return 1.0
    mean = math.fsum(known) / len(known)
    error = math.sqrt(math.fsum((one - mean) ** 2 for one in known) / (len(known) - 1) / len(known))
    if error == 0.0:
        return 1.0 if mean == 0.0 else 0.0
    return 1.0 - probability_within(mean / error, len(known) - 1)


def holm(chances: Sequence[float]) -> list[float]:
    """Probabilities adjusted for how many there are (Holm 1979): the smallest counts for all, the next for one fewer."""
    adjusted = [1.0] * len(chances)
    highest = 0.0
    for place, number in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[number]))
        adjusted[number] = highest
    return adjusted


def suggest_warm_up(series: Sequence[float], size: int = 5) -> int:
    """How many of the first observations to leave out (MSER-5, White 1997): what makes the rest's mean most certain.

    `series` is the mean over replications, in order of time. Never more than half is left out; if it would be, the run
    is too short to say and half is given.
    """
    batches = [math.fsum(series[at : at + size]) / size for at in range(0, len(series) - size + 1, size)]
    best, best_error = 0, math.inf
    for cut in range(len(batches) // 2 + 1):
        rest = batches[cut:]
        if len(rest) < 2:
            break
        mean = math.fsum(rest) / len(rest)
        error = math.fsum((one - mean) ** 2 for one in rest) / len(rest) ** 2
        if error < best_error:
            best, best_error = cut, error
    return best * size
