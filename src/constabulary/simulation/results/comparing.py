"""Scenarios against a base, played with the same luck, and how many differences chance alone would make."""

import math
from collections.abc import Mapping, Sequence

from constabulary.simulation.results.estimating import Estimate
from constabulary.simulation.results.figures import Figure
from constabulary.simulation.results.paired import compare_pairs
from constabulary.simulation.results.simulating import Result
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
    found = compare_pairs([values for _, _, values in rows], confidence)
    return tuple(
        Difference(scenario=name, figure=figure, interval=one.interval, by_chance=one.by_chance)
        for (name, figure, _), one in zip(rows, found, strict=True)
    )


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
