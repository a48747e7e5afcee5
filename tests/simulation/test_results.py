"""Replications, intervals, when to stop, comparisons, and the same to the bit on any number of workers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from constabulary.simulation.engine.counting import bin_of
from constabulary.simulation.model.durations import Exponential
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.results.comparing import compare, suggest_warm_up
from constabulary.simulation.results.estimating import Estimate, estimate
from constabulary.simulation.results.figures import Figure, figure_called
from constabulary.simulation.results.gone import GONE
from constabulary.simulation.results.named import What
from constabulary.simulation.results.paired import holm
from constabulary.simulation.results.simulating import LEAST, STEP, Precision, edges, quantile_of, simulate
from constabulary.simulation.results.student import probability_within, quantile
from constabulary.simulation.results.until import precision_of, told_precision
from constabulary.simulation.stopping import Stopped
from constabulary.standards.queues import LEAST_TO_JUDGE
from tests.simulation.models import everything, queue

WAIT = Figure(what=What.MEAN_WAIT)
BASE = queue(rate=4.0, service=Exponential(mean=1.0), servers=5, days=40)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 30, 101])
def test_students_t_is_scipys(freedom):
    assert quantile(0.95, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-9)
    assert probability_within(-1.3, freedom) == pytest.approx(1 - 2 * stats.t.sf(1.3, freedom), rel=1e-9)


def test_no_degrees_of_freedom_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        probability_within(1.0, 0)


def test_an_interval_is_students():
    found = estimate([1.0, 2.0, 4.0, float("nan")])
    low, high = stats.t.interval(0.95, 2, loc=7 / 3, scale=stats.sem([1.0, 2.0, 4.0]))
    assert (found.low, found.high, found.replications) == (pytest.approx(low), pytest.approx(high), 3)
    assert math.isnan(estimate([1.0]).low)
    assert math.isnan(estimate([]).mean)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """200 intervals of 90 % from eight short runs each, against a long run: binomial, so within five errors."""
    model = queue(rate=1.0, service=Exponential(mean=0.5), servers=1, days=20)
    truth = simulate(model, seed=77, replications=2400).estimate(WAIT).mean
    result = simulate(model, seed=78, replications=1600)
    values = [WAIT.read(model, one) for one in result.replications]
    held = sum((found := estimate(values[at : at + 8], 0.9)).low <= truth <= found.high for at in range(0, 1600, 8))
    assert held / 200 == pytest.approx(0.9, abs=5 * math.sqrt(0.09 / 200))


def same(one, other):
    """Whether two results are the same to the bit."""
    return all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for a, b in zip(one.replications, other.replications, strict=True)
        for name in a.__slots__
    )


def test_any_number_of_workers_gives_the_same_to_the_bit():
    results = [simulate(everything(days=6), seed=4, replications=11, workers=workers) for workers in (1, 2, 5)]
    assert same(results[0], results[1])
    assert same(results[0], results[2])
    assert [one.number for one in results[2].replications] == list(range(11))


def test_it_is_played_until_it_is_as_sure_as_was_asked_and_no_longer():
    precision = Precision(figures=(WAIT,), relative=0.05, most=500)
    found = simulate(BASE, seed=1, precision=precision)
    assert found.reached
    assert 40 <= len(found.replications) < 500
    assert found.estimate(WAIT).half_width <= 0.05 * found.estimate(WAIT).mean
    assert not precision.is_enough(BASE, found.replications[:-8])
    again = simulate(BASE, seed=1, precision=precision, workers=3)
    assert same(found, again)


class Drawn:
    """A figure that is the replication itself, so that stopping can be tried thousands of times."""

    @staticmethod
    def read(model, one):
        return one


def test_an_interval_at_which_play_stopped_holds_the_truth_nearly_as_often_as_it_says():
    """Waits are skew: exponential draws, of which a narrow interval from few is likely to be too low."""
    precision = Precision(figures=(Drawn(),), relative=0.5)
    eager = replace(precision, least=0)
    held = {"now": 0, "eager": 0}
    for seed in range(600):
        drawn = np.random.default_rng(seed).exponential(1.0, 400).tolist()
        counts = range(STEP, 400, STEP)
        stops = {
            "now": next(n for n in counts if precision.is_enough(None, drawn[:n])),
            "eager": next(n for n in counts if eager.is_reached(None, drawn[:n])),
        }
        for rule, count in stops.items():
            found = estimate(drawn[:count])
            held[rule] += found.low <= 1.0 <= found.high
    # 95 % is meant; a rule that may stop after the first eight falls short of it.
    assert held["now"] >= 0.94 * 600
    assert held["eager"] < 0.925 * 600


def test_what_cannot_be_reached_is_said():
    found = simulate(BASE, seed=1, precision=Precision(figures=(WAIT,), relative=1e-6, most=16))
    assert not found.reached
    assert len(found.replications) == 16


def test_a_run_can_be_stopped():
    with pytest.raises(Stopped):
        simulate(replace(BASE, days=30_000), seed=1, replications=8, told=lambda played, most: False)


def test_memory_does_not_grow_with_the_work_that_passes():
    short, long = (simulate(replace(BASE, days=days), seed=1, replications=1).replications[0] for days in (40, 4000))
    grows = {"there", "waiting", "ages"}
    assert {
        name: getattr(short, name).nbytes
        for name in short.__slots__
        if hasattr(getattr(short, name), "nbytes") and name not in grows
    } == {
        name: getattr(long, name).nbytes
        for name in long.__slots__
        if hasattr(getattr(long, name), "nbytes") and name not in grows
    }
    assert len(long.there) == 4000
    assert long.arrived[0] > 90 * short.arrived[0]


def test_records_are_every_visit():
    (one,) = simulate(BASE, seed=1, replications=1, records=True).replications
    assert (one.records["how"] == 1).sum() == one.finished.sum()
    assert one.records["started"][one.records["how"] == 1].min() >= 0
    waits = (one.records["started"] - one.records["joined"])[~np.isnan(one.records["started"])]
    assert waits.sum() == pytest.approx(one.wait_sum.sum())
    for probability in (0.5, 0.9, 0.99):
        found = quantile_of(one.waits.sum(axis=(0, 1)), probability)
        assert found == pytest.approx(np.quantile(waits, probability), rel=0.05, abs=1e-3)


def test_what_still_waits_past_its_target_has_missed_it_and_waits_longer_than_those_that_were_begun():
    """A desk that falls behind: of all that came in, nobody but the first few was begun in time."""
    stage = replace(queue(rate=1.0, service=Exponential(mean=1.0), servers=1, days=1).stages[0], target={"": 2.0})
    model = queue(rate=4.0, service=Exponential(mean=1.0), servers=1, days=20).with_stage(stage)
    result = simulate(model, seed=5, replications=8, records=True)
    in_time = settled = 0
    for one in result.replications:
        records = one.records
        waited = np.where(np.isnan(records["started"]), 480.0, records["started"]) - records["joined"]
        good = np.isfinite(records["started"]) & (waited <= 2.0)
        in_time += good.sum()
        settled += (good | (waited > 2.0)).sum()
        assert (one.joined == one.begun + one.unbegun).all()
        assert Figure(what=What.LEAST_MEAN_WAIT).read(model, one) == pytest.approx(waited.mean())
    found = result.estimate(Figure(what=What.SHARE_IN_TARGET)).mean
    assert found == pytest.approx(in_time / settled, rel=0.05)
    # Without those that still wait it would be four times as much.
    assert found < 0.02
    assert result.estimate(Figure(what=What.STILL_WAITING)).mean == pytest.approx(0.75, abs=0.03)


def test_the_warm_up_is_played_and_not_counted():
    whole = simulate(BASE, seed=1, replications=1).replications[0]
    part = simulate(replace(BASE, warm_up_days=39), seed=1, replications=1).replications[0]
    assert part.events == whole.events
    assert part.arrived[0] < whole.arrived[0] / 20
    assert part.duty_hours[0] == pytest.approx(24 * 5)
    assert whole.duty_hours[0] == pytest.approx(40 * 24 * 5)


def test_quantiles_of_nothing_and_of_noughts():
    counts = np.zeros(len(edges()), dtype=np.int64)
    assert math.isnan(quantile_of(counts, 0.5))
    counts[0] = 3
    assert quantile_of(counts, 0.9) == 0.0
    counts[bin_of(5.0)] = 1
    assert quantile_of(counts, 0.99) == pytest.approx(5.0, rel=1 / 16)


def test_bins_are_where_their_edges_say():
    ends = edges()
    for hours in (1e-4, 0.5, 1.0, 7.3, 168.0, 1e5):
        place = int(bin_of(hours))
        assert ends[place] <= hours < ends[place + 1]
    assert bin_of(0.0) == 0
    assert bin_of(1e-12) == 1
    assert bin_of(1e12) == len(ends) - 1


def test_one_more_person_is_compared_with_the_same_luck():
    base = simulate(BASE, seed=2, replications=24)
    more = simulate(BASE.with_group(replace(BASE.staff[0], always=6)), seed=2, replications=24)
    figures = (WAIT, Figure(what=What.UTILISATION), Figure(what=What.MEAN_STAY))
    found = compare(base, {"one more": more, "the same": base}, figures)
    assert [one.interval.mean < 0 and one.by_chance < 1e-6 for one in found] == [True] * 3 + [False] * 3
    assert all(one.interval.mean == 0 and one.by_chance == 1.0 for one in found[3:])
    # Pairs differ far less than independent runs do: what common luck is for.
    spread = found[0].interval.half_width
    other = simulate(BASE.with_group(replace(BASE.staff[0], always=6)), seed=3, replications=24)
    apart = [
        WAIT.read(BASE, a) - WAIT.read(BASE, b) for a, b in zip(other.replications, base.replications, strict=True)
    ]
    assert spread < estimate(apart, found[0].interval.confidence).half_width
    with pytest.raises(ValueError, match="seed and the number of replications"):
        compare(base, {"other luck": other}, figures)


def test_holm_is_as_published():
    """Holm 1979: sorted, the smallest times how many there are, and never less than the one before."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_differences_that_are_the_same_every_time_are_not_chance():
    assert compare.__module__.endswith("comparing")
    base = simulate(BASE, seed=2, replications=8)
    longer = simulate(replace(BASE, staff=(replace(BASE.staff[0], always=5),)), seed=2, replications=8)
    assert {one.by_chance for one in compare(base, {"same": longer}, (WAIT,))} == {1.0}


def test_a_warm_up_is_suggested_where_there_is_one():
    luck = np.random.default_rng(1)
    rising = np.concatenate([np.linspace(0, 10, 60), np.full(340, 10.0)]) + luck.normal(0, 0.3, 400)
    assert 40 <= suggest_warm_up(rising.tolist()) <= 70
    assert suggest_warm_up((10 + luck.normal(0, 0.3, 400)).tolist()) <= 100
    assert suggest_warm_up([1.0, 2.0]) == 0


def test_figures_of_a_model_with_everything():
    model = everything(days=10)
    result = simulate(model, seed=6, replications=4)
    for what in What:
        found = result.estimate(Figure(what=what))
        assert isinstance(found, Estimate)
        assert not math.isnan(found.mean), what
    shares = [result.estimate(Figure(what=w)).mean for w in (What.SHARE_IN_TARGET, What.UTILISATION)]
    assert all(0 < share < 1 for share in shares)
    assert Figure(what=What.MEAN_WAIT, stage="answer", of="high").label == "mean wait: answer, high"
    assert result.wait_quantile(0.5, "answer") <= result.wait_quantile(0.95, "answer", "low")
    assert result.stay_quantile(0.5) < result.stay_quantile(0.9, "high")
    fan = result.fan("carry")
    assert fan.shape == (20, 5)
    assert (np.diff(fan, axis=1) >= 0).all()
    cleared = result.cleared("check", "high")
    assert (np.diff(cleared) >= 0).all()
    assert cleared[-1] == 1.0
    ages = result.mean_ages()
    there = np.mean([one.there.sum(axis=(1, 2)) for one in result.replications], axis=0)
    assert ages.sum(axis=(1, 2)) == pytest.approx(there)


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0.004, "14 s"), (0.5, "30.0 min"), (3.0, "3.0 h"), (100.0, "4.2 days"), (float("nan"), "–")],
)
def test_hours_are_told_as_people_say_them(hours, told):
    assert told_hours(hours) == told


def test_a_figure_is_found_by_its_name_and_what_is_not_offered_is_not():
    assert (
        figure_called(BASE, "mean wait at least: desk").read(
            BASE, simulate(BASE, seed=1, replications=8).replications[0]
        )
        > 0
    )
    assert figure_called(BASE, "luck") is None
    assert figure_called(BASE, GONE) is None, "nothing waits at the start"
    with pytest.raises(KeyError):
        precision_of(BASE, "luck", within=0.1, most=40)
    assert LEAST + STEP == LEAST_TO_JUDGE


def test_what_was_reached_is_told_as_a_share_of_the_figure_and_of_nought_as_nothing():
    found = simulate(BASE, seed=1, replications=16)
    label = "mean wait at least: desk"
    told = told_precision(found, label, within=0.1, most=16)
    estimated = found.estimate(Figure(what=What.LEAST_MEAN_WAIT, stage="desk"))
    assert told["half"] == pytest.approx(estimated.half_width / estimated.mean)
    assert told_precision(found, "hours of overtime: staff", within=0.1, most=16)["half"] is None
