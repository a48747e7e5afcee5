"""Durations of which some are still open: the curve, its intervals, and shapes fitted to it."""

import math

import numpy as np
import pytest
from scipy import optimize, stats

from constabulary.simulation.learning.fitting import Shape, fit_all
from constabulary.simulation.learning.survival import Durations, compare_curves, draw_curve


def durations(length, ended=None, entered=None):
    hours = np.asarray(length, dtype=float)
    return Durations(
        length=hours,
        ended=np.ones(len(hours), bool) if ended is None else np.asarray(ended, bool),
        entered=np.zeros(len(hours)) if entered is None else np.asarray(entered, float),
    )


def test_the_curve_of_the_published_example_is_the_published_one():
    # Remission of leukaemia under 6-mercaptopurine in weeks (Freireich and others 1963), as the textbooks have it.
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    curve = draw_curve(durations(ended + still, [True] * 9 + [False] * 12))
    assert curve.hours.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.share.round(3).tolist() == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    # Greenwood's standard error at 10 weeks is published as 0.0963.
    greenwood = 0.753 * math.sqrt(3 / (21 * 18) + 1 / (17 * 16) + 1 / (15 * 14))
    assert greenwood == pytest.approx(0.0963, abs=5e-4)
    width = (curve.high[2] - curve.low[2]) / 2
    assert width == pytest.approx(1.96 * greenwood, rel=0.06)
    assert curve.quantile(0.5).hours == 23
    assert curve.quantile(0.5).low == 13
    assert curve.quantile(0.5).high is None


def test_the_curve_is_that_of_another_library_with_what_is_open():
    chance = np.random.default_rng(5)
    true, cut = chance.lognormal(1, 1, 300), chance.exponential(4, 300)
    curve = draw_curve(durations(np.minimum(true, cut), true <= cut))
    other = stats.ecdf(stats.CensoredData.right_censored(np.minimum(true, cut), true > cut)).sf
    np.testing.assert_allclose(curve.at(np.array([0.5, 2.0, 7.0])), other.evaluate(np.array([0.5, 2.0, 7.0])))
    with pytest.warns(RuntimeWarning, match="undefined at some"):
        bounds = other.confidence_interval(method="log-log")
    np.testing.assert_allclose(
        curve.low[10:40], bounds.low.probabilities[np.searchsorted(bounds.low.quantiles, curve.hours[10:40])]
    )


def test_what_came_in_late_does_not_count_before_it_came():
    # All last 10 hours; half were seen only from 5 hours on. One short one must be weighed against those there then.
    curve = draw_curve(durations([1, 10, 10, 10, 10], entered=[0, 0, 5, 5, 5]))
    assert curve.at(np.array([1.0])) == pytest.approx([0.5])


def test_leaving_out_what_is_open_would_make_durations_look_short():
    chance = np.random.default_rng(1)
    true = chance.lognormal(3, 1, 2000)
    seen, ended = np.minimum(true, 15), true <= 15
    right = fit_all(durations(seen, ended), draw_curve(durations(seen, ended)))
    wrong = fit_all(durations(seen[ended]), draw_curve(durations(seen[ended])))
    median = next(one.scale for one in right if one.shape is Shape.LOGNORMAL)
    assert median == pytest.approx(math.exp(3), rel=0.1)
    assert next(one.scale for one in wrong if one.shape is Shape.LOGNORMAL) < 0.6 * median


@pytest.mark.parametrize(
    ("shape", "law"),
    [
        (Shape.LOGNORMAL, stats.lognorm(0.8, scale=5)),
        (Shape.GAMMA, stats.gamma(2.5, scale=3)),
        (Shape.WEIBULL, stats.weibull_min(1.6, scale=7)),
    ],
    ids=["lognormal", "gamma", "weibull"],
)
def test_the_shape_that_made_the_durations_is_found_with_its_parameters(shape, law):
    chance = np.random.default_rng(11)
    true, cut = law.rvs(3000, random_state=chance), chance.exponential(25, 3000)
    made = durations(np.minimum(true, cut), true <= cut)
    fits = fit_all(made, draw_curve(made))
    assert fits[0].shape is shape
    assert fits[0].mean == pytest.approx(law.mean(), rel=0.06)
    assert fits[0].quantile(0.9) == pytest.approx(law.ppf(0.9), rel=0.06)
    assert fits[0].longer(np.array([8.0])) == pytest.approx([law.sf(8.0)], abs=0.02)
    assert fits[0].distance < 0.05
    assert fits[0].chance > 0.01
    assert 0 < fits[0].form_error < 0.1
    assert fits[-1].criterion >= fits[0].criterion


def test_a_fit_is_the_likeliest_there_is():
    chance = np.random.default_rng(3)
    true = chance.gamma(2.0, 3.0, 250)
    made = durations(np.minimum(true, 8), true <= 8)
    found = next(one for one in fit_all(made, draw_curve(made)) if one.shape is Shape.GAMMA)
    censored = stats.CensoredData.right_censored(made.length, ~made.ended)

    def cost(at):
        law = stats.gamma(math.exp(at[0]), scale=math.exp(at[1]))
        return -(law.logpdf(made.length[made.ended]).sum() + law.logsf(made.length[~made.ended]).sum())

    other = optimize.minimize(cost, [0.5, 1.0], method="BFGS")
    assert found.log_likelihood == pytest.approx(-other.fun, abs=1e-4)
    shape, _, scale = stats.gamma.fit(censored, floc=0)
    assert found.form == pytest.approx(shape, rel=2e-3)
    assert found.scale == pytest.approx(scale, rel=2e-3)


def test_a_mixture_that_no_shape_fits_is_said_to_fit_poorly():
    chance = np.random.default_rng(2)
    made = durations(np.concatenate([chance.normal(2, 0.1, 800), chance.normal(100, 2, 800)]))
    best = fit_all(made, draw_curve(made))[0]
    assert best.distance > 0.1
    assert best.chance < 0.001


def test_two_few_or_all_alike_are_not_fitted():
    assert fit_all(durations([1, 2, 3]), draw_curve(durations([1, 2, 3]))) == ()
    assert fit_all(durations([4.0] * 50), draw_curve(durations([4.0] * 50))) == ()
    nothing = draw_curve(durations([3.0, 4.0], [False, False]))
    assert nothing.quantile(0.5).hours is None
    assert nothing.at(np.array([2.0])).tolist() == [1.0]


def test_a_change_of_durations_is_told_from_chance():
    chance = np.random.default_rng(4)
    one, same, longer = (durations(chance.exponential(mean, 300)) for mean in (5, 5, 8))
    assert compare_curves(one, longer) < 0.001
    assert compare_curves(one, same) > 0.01
    assert compare_curves(durations([1.0], [False]), durations([2.0], [False])) == 1
    other = stats.logrank(one.length, longer.length)
    assert compare_curves(one, longer) == pytest.approx(other.pvalue, rel=1e-6)


def test_the_mean_up_to_an_age_comes_with_its_error():
    mean, error = draw_curve(durations([1.0, 2.0, 3.0, 10.0])).mean_up_to(5.0)
    assert mean == pytest.approx((1 + 2 + 3 + 5) / 4)
    assert 0 < error < 1.5
