"""Whether two people who judge the same call come to the same grade: Cohen's weighted kappa with its interval.

Grades are ordered, so a judgment one grade off is less of a difference than one three off: the weights say how much
less. Linear weights take each step alike; quadratic ones forgive a single step nearly wholly.

    po = sum w_ij p_ij        pe = sum w_ij p_i. p_.j        kappa = (po - pe) / (1 - pe)

The interval is the large-sample one of Fleiss, Cohen and Everitt, Large sample standard errors of kappa and weighted
kappa, Psychological Bulletin 72 (1969) 323-327:

    var = (sum p_ij (w_ij (1 - pe) - (w_i. + w_.j) (1 - po))^2 - (po pe - 2 pe + po)^2) / (n (1 - pe)^4)

Where no pair differs that variance is nought, which says too much: then the lower bound comes from the Wilson bound on
the share that agrees, the margins held. With few pairs, or few people, nothing is said: one person's habit is not a
team's agreement, and no figure is ever made of one person.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from math import sqrt

from constabulary.policing.inspection.intervals import Z95, wilson
from constabulary.standards.values import value

Pair = tuple[int, int]
"""What the first and the second person chose, each as a place on the scale, from 0."""


class Weighting(StrEnum):
    """How much a difference of some steps still counts as agreement."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"
    #: Categories without an order: only the same counts as agreement. Cohen's kappa as he first gave it.
    NONE = "none"


_POWER: Mapping[Weighting, int] = {Weighting.LINEAR: 1, Weighting.QUADRATIC: 2}


@value
class Agreement:
    """Kappa with its 95 % interval: `numerator` of `denominator` pairs are the same; no estimate where none can be given."""

    numerator: int
    denominator: int
    estimate: float | None
    low: float | None
    high: float | None
    too_few: bool = False


def _weight(steps: int, categories: int, weighting: Weighting) -> float:
    if weighting is Weighting.NONE:
        return float(steps == 0)
    return 1 - (abs(steps) / (categories - 1)) ** _POWER[weighting]


def weighted_kappa(pairs: Iterable[Pair], *, categories: int, weighting: Weighting = Weighting.LINEAR) -> Agreement:
    """Cohen's weighted kappa of pairs over so many ordered categories, with its interval.

    No estimate where there is no pair, or where chance alone would always agree (everybody chose the same).
    Raises ValueError for a choice off the scale.
    """
    found = list(pairs)
    if categories < 2 or any(not 0 <= one < categories for pair in found for one in pair):
        raise ValueError(f"a pair lies outside a scale of {categories}")
    same, n = sum(first == second for first, second in found), len(found)
    nothing = Agreement(numerator=same, denominator=n, estimate=None, low=None, high=None)
    if not found:
        return nothing
    rows = [sum(first == one for first, _ in found) / n for one in range(categories)]
    columns = [sum(second == one for _, second in found) / n for one in range(categories)]

    def w(first: int, second: int) -> float:
        return _weight(first - second, categories, weighting)

    by_chance = sum(w(i, j) * row * column for i, row in enumerate(rows) for j, column in enumerate(columns))
    if 1 - by_chance < 1e-12:
        return nothing
    observed = sum(w(*pair) for pair in found) / n
    kappa = (observed - by_chance) / (1 - by_chance)
    spread = _standard_error(found, w, rows, columns, observed=observed, by_chance=by_chance)
    low = kappa - Z95 * spread
    if same == n:
        low = min(low, ((wilson(n, n).low or 0.0) - by_chance) / (1 - by_chance))
    return Agreement(
        numerator=same, denominator=n, estimate=kappa, low=max(-1.0, low), high=min(1.0, kappa + Z95 * spread)
    )


def _standard_error(
    pairs: list[Pair],
    w: Callable[[int, int], float],
    rows: list[float],
    columns: list[float],
    *,
    observed: float,
    by_chance: float,
) -> float:
    n = len(pairs)
    of_row = [sum(column * w(i, j) for j, column in enumerate(columns)) for i in range(len(rows))]
    of_column = [sum(row * w(i, j) for i, row in enumerate(rows)) for j in range(len(columns))]
    squares = sum((w(i, j) * (1 - by_chance) - (of_row[i] + of_column[j]) * (1 - observed)) ** 2 for i, j in pairs) / n
    variance = squares - (observed * by_chance - 2 * by_chance + observed) ** 2
    return sqrt(max(0.0, variance) / n) / (1 - by_chance) ** 2


def agreement_of(
    pairs: Iterable[Pair],
    *,
    people: int,
    categories: int,
    least_pairs: int,
    least_people: int,
    weighting: Weighting = Weighting.LINEAR,
) -> Agreement:
    """Kappa of a desk or team, or that there are too few: pairs of calls, or people whose calls they are."""
    found = list(pairs)
    if len(found) < least_pairs or people < least_people:
        same = sum(first == second for first, second in found)
        return Agreement(numerator=same, denominator=len(found), estimate=None, low=None, high=None, too_few=True)
    return weighted_kappa(found, categories=categories, weighting=weighting)
