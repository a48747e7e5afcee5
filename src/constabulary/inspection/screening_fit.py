"""How often each screening factor went with a crime being solved, fitted from a force's own crimes, with its error.

Logistic regression with a ridge, on the screening factors and nothing else: whoever hands in anything about the victim,
or whether they support, is refused. Fitted on filed crimes that were drawn by chance and investigated all the same,
because of what was filed and left nobody knows whether it could have been solved; of crimes investigated outright it
says nothing. Every figure of error is out of sample: predictions of each fold come from the others, calibrated (Platt)
on the others, and intervals are from resampling whole crimes.

    minimise  sum log(1 + exp(-s (b + x w))) + ridge / 2 |w|^2,   s = 1 where solved, -1 where not; b is not shrunk

Platt, Probabilistic outputs for support vector machines, 1999; Cox, Two further applications of a model for binary
regression, Biometrika 45 (1958) 562-565, for the calibration slope; Hanley and McNeil, Radiology 143 (1982) 29-36.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from constabulary.policing.allocation.screening import FACTORS
from constabulary.standards.values import value
from constabulary.standards.workload import FitSettings

Floats = NDArray[np.float64]
CODES = tuple(one.code for one in FACTORS)
#: Newton steps; each at least halves the error near the end, so that this many are far more than are needed.
STEPS, ENOUGH = 60, 1e-10
#: What shrinks the two numbers of a calibration, so that perfectly parted crimes leave them finite.
CALIBRATION_RIDGE = 1e-3


class NotAFactor(ValueError):
    """What was handed in is no screening factor: nothing else may be fitted on."""


@value
class SolvedCrime:
    """A filed crime that was drawn and has ended: its factors, whether it was solved, and the groups its error is told by.

    The groups are by what (sex, age band, ...) and are never fitted on.
    """

    factors: Mapping[str, bool]
    solved: bool
    groups: Mapping[str, str]


@value
class Estimate:
    """A figure with its 95 % interval; none where it cannot be given."""

    estimate: float | None
    low: float | None
    high: float | None


@value
class GroupError:
    """Of one group: how many crimes, how many were solved and would have been expected to be, and the Brier score."""

    by: str
    name: str
    crimes: int
    solved: int
    expected: float
    brier: float
    too_few: bool


@value
class Fit:
    """The fitted factors and their error. `odds` is how many times as great the odds of being solved are with a factor.

    `rare` are the factors that too few crimes had, or too few did not, for anything to be said of their odds.
    """

    crimes: int
    solved: int
    intercept: float
    weights: Mapping[str, float]
    odds: Mapping[str, Estimate]
    rare: frozenset[str]
    brier: Estimate
    brier_of_usual: float
    slope: Estimate
    auc: Estimate
    groups: tuple[GroupError, ...]

    @property
    def usual(self) -> float:
        """The share that was solved."""
        return self.solved / self.crimes


def check_factors(names: Iterable[str]) -> None:
    """Raise NotAFactor unless every name is a screening factor."""
    if others := sorted(set(names) - set(CODES)):
        raise NotAFactor(f"only screening factors are fitted on, and never {', '.join(others)}")


def fit_factors(crimes: Sequence[SolvedCrime], settings: FitSettings, *, seed: int) -> Fit:
    """The factors fitted and calibrated, with their error. Raises NotAFactor, or ValueError where there is too little."""
    for one in crimes:
        check_factors(one.factors)
    solved = np.array([one.solved for one in crimes], dtype=np.float64)
    if len(crimes) < settings.least_crimes or min(solved.sum(), len(crimes) - solved.sum()) < settings.least_solved:
        raise ValueError("too few crimes, or too few of them solved or not solved")
    factors = np.array([[one.factors.get(code, False) for code in CODES] for one in crimes], dtype=np.float64)
    chance = np.random.default_rng(seed)
    fold = chance.permutation(len(crimes)) % settings.folds
    score = _out_of_fold(factors, solved, fold, settings.ridge)
    said = _calibrated_out_of_fold(score, solved, fold)
    everything = fit_ridge(factors, solved, settings.ridge)
    scale, shift = _calibration(score, solved)
    final = np.concatenate([[scale * everything[0] + shift], scale * everything[1:]])
    draws = [chance.integers(0, len(crimes), len(crimes)) for _ in range(settings.resamples)]
    refitted = np.array([fit_ridge(factors[one], solved[one], settings.ridge) for one in draws])
    return Fit(
        crimes=len(crimes),
        solved=int(solved.sum()),
        intercept=float(final[0]),
        weights={code: float(final[at + 1]) for at, code in enumerate(CODES)},
        odds={
            code: _between(float(np.exp(everything[at + 1])), np.exp(refitted[:, at + 1]))
            for at, code in enumerate(CODES)
        },
        rare=frozenset(
            code
            for code, had in zip(CODES, factors.sum(axis=0), strict=True)
            if min(had, len(crimes) - had) < settings.least_of_group
        ),
        brier=_resampled(brier_of, said, solved, draws),
        brier_of_usual=brier_of(np.full(len(crimes), solved.mean()), solved),
        slope=_resampled(slope_of, said, solved, draws),
        auc=_resampled(auc_of, said, solved, draws),
        groups=_by_group(crimes, said, solved, least=settings.least_of_group),
    )


def fit_ridge(factors: Floats, solved: Floats, ridge: float) -> Floats:
    """(intercept, weight of each column) by Newton's method."""
    columns = np.column_stack([np.ones(len(factors)), factors])
    shrunk = np.full(columns.shape[1], ridge)
    shrunk[0] = 0.0
    found = np.zeros(columns.shape[1])
    share = min(max(float(solved.mean()), 1e-6), 1 - 1e-6)
    found[0] = np.log(share / (1 - share))
    for _ in range(STEPS):
        said = _chance(columns @ found)
        slope = columns.T @ (said - solved) + shrunk * found
        bend = (columns * (said * (1 - said))[:, None]).T @ columns + np.diag(shrunk + 1e-12)
        step = np.linalg.solve(bend, slope)
        found = found - step
        if float(np.abs(step).max()) < ENOUGH:
            break
    return found


def _chance(score: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -30.0, 30.0))), dtype=np.float64)


def _out_of_fold(factors: Floats, solved: Floats, fold: NDArray[np.int64], ridge: float) -> Floats:
    score = np.zeros(len(solved))
    for one in range(int(fold.max()) + 1):
        inside = fold == one
        found = fit_ridge(factors[~inside], solved[~inside], ridge)
        score[inside] = found[0] + factors[inside] @ found[1:]
    return score


def _calibration(score: Floats, solved: Floats) -> tuple[float, float]:
    shift, scale = fit_ridge(score[:, None], solved, CALIBRATION_RIDGE)
    return float(scale), float(shift)


def _calibrated_out_of_fold(score: Floats, solved: Floats, fold: NDArray[np.int64]) -> Floats:
    said = np.zeros(len(solved))
    for one in range(int(fold.max()) + 1):
        inside = fold == one
        scale, shift = _calibration(score[~inside], solved[~inside])
        said[inside] = _chance(scale * score[inside] + shift)
    return said


def brier_of(said: Floats, solved: Floats) -> float:
    """The mean squared difference of what was said and what came; 0 is best."""
    return float(np.mean((said - solved) ** 2))


def slope_of(said: Floats, solved: Floats) -> float:
    """How steeply what came follows what was said, in log odds: 1 is calibrated, less is overconfident."""
    held = np.clip(said, 1e-9, 1 - 1e-9)
    return float(fit_ridge(np.log(held / (1 - held))[:, None], solved, CALIBRATION_RIDGE)[1])


def auc_of(said: Floats, solved: Floats) -> float:
    """How often a solved crime was given the greater chance than an unsolved one, ties counting half."""
    order = np.argsort(said, kind="stable")
    ranks = np.empty(len(said))
    ranks[order] = np.arange(1, len(said) + 1)
    values, place = np.unique(said, return_inverse=True)
    means = np.bincount(place, weights=ranks) / np.bincount(place, minlength=len(values))
    many = float(solved.sum())
    others = len(solved) - many
    if not many or not others:
        return float("nan")
    return float((means[place][solved == 1].sum() - many * (many + 1) / 2) / (many * others))


def _resampled(
    figure: Callable[[Floats, Floats], float], said: Floats, solved: Floats, draws: Sequence[NDArray[np.int64]]
) -> Estimate:
    drawn = np.array([figure(said[one], solved[one]) for one in draws])
    return _between(figure(said, solved), drawn[np.isfinite(drawn)])


def _between(estimate: float, drawn: Floats) -> Estimate:
    if not len(drawn):
        return Estimate(estimate=estimate, low=None, high=None)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(estimate=estimate, low=float(low), high=float(high))


def _by_group(crimes: Sequence[SolvedCrime], said: Floats, solved: Floats, *, least: int) -> tuple[GroupError, ...]:
    places: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(crimes):
        for by, name in one.groups.items():
            places.setdefault((by, name), []).append(at)
    return tuple(
        GroupError(
            by=by, name=name, crimes=len(found), solved=int(solved[found].sum()), expected=float(said[found].sum()),
            brier=brier_of(said[found], solved[found]), too_few=len(found) < least,
        )
        for (by, name), found in sorted(places.items())
    )  # fmt: skip
