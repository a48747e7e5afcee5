"""The distribution functions, held to another library's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from constabulary.simulation.distributions import (
    chi_square_tail,
    digamma,
    gamma_logs,
    gamma_quantile,
    normal_log_tail,
    normal_quantile,
    poisson_interval,
)


def test_tails_of_the_normal_are_those_of_another_library_also_far_out():
    z = np.array([-40.0, -8, -1, 0, 1, 5, 12, 29.9, 30.1, 60])
    np.testing.assert_allclose(normal_log_tail(z), stats.norm.logsf(z), rtol=1e-9, atol=1e-14)


@given(st.floats(0.02, 5000), st.floats(0.0, 8000))
def test_both_tails_of_the_gamma_are_those_of_another_library(shape, x):
    log_p, log_q = gamma_logs(shape, x)
    p, q = special.gammainc(shape, x), special.gammaincc(shape, x)
    assert math.exp(log_p) == pytest.approx(p, rel=1e-8, abs=1e-14)
    assert math.exp(log_q) == pytest.approx(q, rel=1e-8, abs=1e-14)


@given(st.floats(0.05, 20_000), st.floats(0.001, 0.999))
def test_a_quantile_of_the_gamma_leads_back_to_its_share(shape, share):
    assert special.gammainc(shape, gamma_quantile(shape, share)) == pytest.approx(share, rel=1e-6, abs=1e-9)


def test_quantiles_at_the_ends_are_nought_and_without_bound():
    assert gamma_quantile(3.0, 0.0) == 0
    assert gamma_quantile(3.0, 1.0) == math.inf
    assert float(gamma_logs(2.0, math.inf)[1]) == -math.inf


def test_chi_square_and_digamma_are_those_of_another_library():
    assert chi_square_tail(11.07, 5) == pytest.approx(stats.chi2.sf(11.07, 5), rel=1e-9)
    assert chi_square_tail(3.0, 0) == 1
    for x in (0.1, 1.0, 3.7, 250.0):
        assert digamma(x) == pytest.approx(special.digamma(x), rel=1e-10)


def test_the_interval_of_a_count_is_the_exact_one():
    assert poisson_interval(0)[0] == 0
    assert poisson_interval(0)[1] == pytest.approx(-math.log(0.025), rel=1e-9)
    low, high = poisson_interval(73)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 146) / 2, rel=1e-8)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 148) / 2, rel=1e-8)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="above nought"):
        gamma_logs(0.0, 1.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(1.0)
