"""Random numbers: the judge's and the core's are the same, and they are as random as they should be."""

import math

import numpy as np
import pytest
from scipy import stats

from constabulary.simulation.engine import drawing
from constabulary.simulation.engine.preparing import prepare
from constabulary.simulation.engine.running import play
from constabulary.simulation.judge import luck
from constabulary.simulation.model.durations import (
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
    for_all,
)
from tests.simulation.models import queue

NUMBERS = 4000


@pytest.mark.parametrize("number", [0, 1, -7, 2**39 + 5, 2**62])
def test_the_judge_draws_the_numbers_of_the_core(number):
    key = luck.folded(luck.mix(12345), number)
    assert int(drawing.folded(drawing.mix(np.uint64(12345)), np.int64(number))) == key
    for count in (0, 1, 64 * 4096 * 3 + 17):
        assert float(drawing.uniform(np.uint64(key), number, count)) == luck.uniform(key, number, count)


def test_uniform_numbers_are_even_and_do_not_follow_one_another():
    drawn = np.array([luck.uniform(99, entity, count) for entity in range(NUMBERS // 4) for count in range(4)])
    assert 0 < drawn.min() <= drawn.max() < 1
    assert stats.kstest(drawn, "uniform").pvalue > 1e-3
    for lag in (1, 4):
        # The correlation of independent numbers has a standard error of one over the root of their number.
        assert abs(np.corrcoef(drawn[:-lag], drawn[lag:])[0, 1]) < 4 / math.sqrt(NUMBERS)


@pytest.mark.parametrize("u", [1e-15, 1e-6, 0.01, 0.074, 0.076, 0.3, 0.5, 0.9, 0.9251, 0.999999])
def test_the_normal_quantile_is_scipys(u):
    assert luck.normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("duration", "law"),
    [
        (Exponential(mean=2.0), stats.expon(scale=2.0)),
        (Lognormal(median=2.0, sigma=0.7), stats.lognorm(0.7, scale=2.0)),
        (Gamma(mean=2.0, form=0.4), stats.gamma(0.4, scale=5.0)),
        (Gamma(mean=2.0, form=3.0), stats.gamma(3.0, scale=2 / 3)),
        (Triangular(least=1.0, usual=1.5, most=4.0), stats.triang(0.5 / 3, loc=1.0, scale=3.0)),
    ],
    ids=["exponential", "lognormal", "gamma below one", "gamma above one", "triangular"],
)
def test_durations_follow_their_law(duration, law):
    drawn = [luck.draw(duration, 7, entity, 2) for entity in range(NUMBERS)]
    assert stats.kstest(drawn, law.cdf).pvalue > 1e-3
    assert duration.mean == pytest.approx(law.mean())


def test_fixed_measured_and_pointed_durations():
    assert luck.draw(Fixed(hours=3.0), 1, 1, 1) == 3.0
    drawn = [luck.draw(Empirical(hours=(1.0, 2.0, 5.0)), 1, entity, 0) for entity in range(NUMBERS)]
    assert set(drawn) == {1.0, 2.0, 5.0}
    assert np.mean(drawn) == pytest.approx(Empirical(hours=(1.0, 2.0, 5.0)).mean, rel=0.1)
    assert luck.draw(Triangular(least=2.0, usual=2.0, most=2.0), 1, 1, 0) == 2.0
    made = Lognormal.of_mean(3.0, 0.5)
    assert made.mean == pytest.approx(3.0)


def test_the_same_piece_of_work_meets_the_same_luck_in_another_scenario():
    """More people change when work is begun, not how much there is or how long it takes."""
    few, many = (
        play(
            prepare(queue(rate=4, service=Gamma(mean=1.0, form=2.0), servers=n, days=20)),
            seed=8,
            replication=1,
            records=True,
        )
        for n in (5, 9)
    )
    one, other = (
        {r["id"]: (r["joined"], r["left"] - r["started"]) for r in floor.records if r["how"] == 1}
        for floor in (few, many)
    )
    both = one.keys() & other.keys()
    assert len(both) > 1500
    assert all(one[k][0] == other[k][0] and one[k][1] == pytest.approx(other[k][1], abs=1e-9) for k in both)


def test_another_seed_or_replication_is_another_run():
    prepared = prepare(queue(rate=4, service=Exponential(mean=1.0), servers=5, days=5))
    seen = {
        play(prepared, seed=seed, replication=number).classes["stay_sum"][0] for seed in (1, 2) for number in (0, 1)
    }
    assert len(seen) == 4


def test_one_duration_serves_for_all():
    assert for_all(Fixed(hours=1.0)) == {"": Fixed(hours=1.0)}
