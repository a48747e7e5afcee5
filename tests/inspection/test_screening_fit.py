"""Screening factors fitted from a force's own crimes: the right numbers, an honest error, and nothing of who the victim is."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import mannwhitneyu

from constabulary.inspection.screening_fit import (
    CODES,
    NotAFactor,
    SolvedCrime,
    auc_of,
    brier_of,
    check_factors,
    fit_factors,
    fit_ridge,
    slope_of,
)
from constabulary.standards.moments import Moments
from constabulary.standards.rulebook import at as rules_at
from constabulary.standards.workload import FITTING
from tests.conftest import AT

SETTINGS = replace(rules_at(Moments(decision=AT))[FITTING].value, resamples=60)
TRUE = np.array([-2.0, 2.0, 0.8, 0.0, 0.5, 1.2, 0.0])


def made(many: int, *, seed: int = 1, true=TRUE, of="victims") -> list[SolvedCrime]:
    """Crimes whose chance of being solved is known, half of each factor."""
    draw = np.random.default_rng(seed)
    factors = draw.random((many, len(CODES))) < 0.5
    solved = draw.random(many) < 1 / (1 + np.exp(-(true[0] + factors @ true[1:])))
    return [
        SolvedCrime(
            factors=dict(zip(CODES, map(bool, row), strict=True)), solved=bool(end),
            groups={"sex": "female" if at % 2 else "male", "district": "Small" if at < 10 else "Large"},
        )
        for at, (row, end) in enumerate(zip(factors, solved, strict=True))
    ]  # fmt: skip


def arrays(crimes):
    return (
        np.array([[one.factors[code] for code in CODES] for one in crimes], dtype=float),
        np.array([one.solved for one in crimes], dtype=float),
    )


@pytest.mark.parametrize("ridge", [0.1, 1.0, 25.0])
def test_another_minimiser_finds_the_same_weights(ridge):
    factors, solved = arrays(made(400))

    def loss(found):
        score = found[0] + factors @ found[1:]
        return np.logaddexp(0, score).sum() - solved @ score + ridge / 2 * (found[1:] ** 2).sum()

    judge = minimize(loss, np.zeros(len(CODES) + 1), method="BFGS", options={"gtol": 1e-8})
    assert fit_ridge(factors, solved, ridge) == pytest.approx(judge.x, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_the_area_under_the_curve_is_the_share_of_pairs_in_order(seed):
    draw = np.random.default_rng(seed)
    said = np.round(draw.random(200), 1)
    solved = (draw.random(200) < said).astype(float)
    judge = mannwhitneyu(said[solved == 1], said[solved == 0]).statistic
    assert auc_of(said, solved) == pytest.approx(judge / (solved.sum() * (1 - solved).sum()))


def test_of_one_kind_only_there_is_no_area():
    assert np.isnan(auc_of(np.array([0.1, 0.9]), np.array([1.0, 1.0])))


def test_the_known_factors_are_found_and_it_is_calibrated_out_of_sample():
    found = fit_factors(made(4_000), SETTINGS, seed=1)
    assert [found.weights[code] for code in CODES] == pytest.approx(TRUE[1:].tolist(), abs=0.25)
    assert found.intercept == pytest.approx(TRUE[0], abs=0.25)
    assert found.slope.low < 1 < found.slope.high
    assert found.brier.high < found.brier_of_usual
    assert found.auc.low > 0.7
    strong = found.odds["named_suspect"]
    assert strong.low < np.exp(2.0) < strong.high
    nothing = found.odds["cctv"]
    assert nothing.low < 1.0 < nothing.high


def test_what_says_nothing_is_found_to_say_nothing():
    found = fit_factors(made(600, true=np.array([-0.5, *[0.0] * len(CODES)])), SETTINGS, seed=1)
    assert found.auc.low < 0.5 + 0.05
    assert found.brier.estimate == pytest.approx(found.brier_of_usual, abs=0.01)


def test_the_same_seed_gives_the_same_fit_and_the_error_is_told_by_group_but_not_of_few():
    crimes = made(400)
    found = fit_factors(crimes, SETTINGS, seed=7)
    assert fit_factors(crimes, SETTINGS, seed=7) == found
    groups = {(one.by, one.name): one for one in found.groups}
    assert groups["district", "Small"].too_few
    assert not groups["sex", "female"].too_few
    whole = [groups["sex", one] for one in ("female", "male")]
    assert sum(one.solved for one in whole) == found.solved
    assert sum(one.expected for one in whole) == pytest.approx(found.solved, rel=0.05)


@pytest.mark.parametrize(
    "planted", ["victim_supports", "sex", "ethnicity", "age", "language", "disability", "repeat_victim", "postcode"]
)
def test_nothing_but_a_screening_factor_is_ever_fitted_on(planted):
    crimes = made(300)
    crimes[123] = replace(crimes[123], factors={**crimes[123].factors, planted: True})
    with pytest.raises(NotAFactor, match=planted):
        fit_factors(crimes, SETTINGS, seed=1)
    with pytest.raises(NotAFactor):
        check_factors([planted])
    check_factors(CODES)


def test_groups_change_the_error_that_is_told_and_never_the_fit():
    crimes = made(400)
    others = [replace(one, groups={"sex": "male" if one.solved else "female"}) for one in crimes]
    one, other = (fit_factors(each, SETTINGS, seed=3) for each in (crimes, others))
    assert (one.weights, one.intercept, one.brier) == (other.weights, other.intercept, other.brier)


@pytest.mark.parametrize(
    ("many", "true"),
    [
        pytest.param(199, TRUE, id="few crimes"),
        pytest.param(400, np.array([-9.0, *[0.0] * len(CODES)]), id="hardly any solved"),
        pytest.param(400, np.array([9.0, *[0.0] * len(CODES)]), id="hardly any not solved"),
    ],
)
def test_on_too_little_nothing_is_fitted(many, true):
    with pytest.raises(ValueError, match="too few"):
        fit_factors(made(many, true=true), SETTINGS, seed=1)


def test_perfectly_parted_crimes_leave_every_number_finite():
    crimes = [replace(one, solved=one.factors["cctv"]) for one in made(300)]
    found = fit_factors(crimes, SETTINGS, seed=1)
    assert all(np.isfinite(one) for one in (*found.weights.values(), found.intercept, found.slope.estimate))
    assert found.auc.estimate > 0.99


def test_the_figures_of_error_are_what_they_are_called():
    said, solved = np.array([0.25, 0.75, 0.5, 1.0]), np.array([0.0, 1.0, 1.0, 1.0])
    assert brier_of(said, solved) == pytest.approx((0.0625 + 0.0625 + 0.25) / 4)
    draw = np.random.default_rng(1)
    chance = draw.random(20_000)
    end = (draw.random(20_000) < chance).astype(float)
    assert slope_of(chance, end) == pytest.approx(1.0, abs=0.06)
    halved = 1 / (1 + np.exp(-2 * np.log(chance / (1 - chance))))
    assert slope_of(halved, end) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("raw", [{"ridge": 0}, {"folds": 1}, {"least_solved": 3}, {"resamples": 0}])
def test_settings_that_cannot_be_fitted_with_are_refused(raw):
    whole = {
        "looked_back_days": 1095, "least_crimes": 200, "least_solved": 20, "least_of_group": 30, "ridge": 1.0, "folds": 5, "resamples": 300,
    }  # fmt: skip
    with pytest.raises(ValueError, match="a ridge above nought"):
        FITTING.parse({**whole, **raw})
