"""Differences between runs of the same luck, pair by pair, and how many of them chance alone would make."""

import math
from collections.abc import Sequence

from constabulary.simulation.results.estimating import Estimate, estimate
from constabulary.simulation.results.student import probability_within
from constabulary.standards.values import value


@value
class Paired:
    """What one figure differs by: an interval that holds all compared together (Bonferroni), and the probability of so
    large a difference where there is none, after Holm for all that were compared."""

    interval: Estimate
    by_chance: float


def compare_pairs(rows: Sequence[Sequence[float]], confidence: float = 0.95) -> tuple[Paired, ...]:
    """Each row is the differences of one figure, one for each pair of replications; not a number where there is none."""
    each = 1.0 - (1.0 - confidence) / max(1, len(rows))
    intervals = [estimate(values, each) for values in rows]
    chances = holm([_by_chance(values) for values in rows])
    return tuple(
        Paired(interval=interval, by_chance=chance) for interval, chance in zip(intervals, chances, strict=True)
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
