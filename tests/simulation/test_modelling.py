"""What was learned, made a model and played: the same comes out as went in."""

from datetime import UTC, datetime

import numpy as np
import pytest

from constabulary.simulation.learning.history import make_history
from constabulary.simulation.learning.learning import learn
from constabulary.simulation.learning.modelling import COMES_IN, CannotModel, Worked, duration_of, make_model
from constabulary.simulation.model.checking import find_problems
from constabulary.simulation.model.durations import Empirical, Fixed, Gamma, Lognormal, Mark
from constabulary.simulation.model.staffing import StaffGroup
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.results.figures import Figure
from constabulary.simulation.results.named import What
from constabulary.simulation.results.simulating import simulate
from tests.simulation.test_learning import DAY, START, force

LATER = datetime(2026, 6, 1, tzinfo=UTC)


def test_a_learned_model_played_again_takes_as_long_and_lets_as_many_come_in_as_the_records():
    history, faults = force(seed=2)
    learned = learn(history, faults)
    model = make_model(history, learned, name="desk", start=LATER, days=60)
    assert not find_problems(model)
    assert {one.name for one in model.classes} == {"high", "other"}
    assert isinstance(model.stage("review").service[""], Lognormal)
    assert isinstance(model.stage("recording").service[""], Gamma)
    assert model.stage("review").service[""].mark is Mark.MEASURED
    assert "learned from" in model.stage("review").service[""].source
    played = simulate(model, seed=1, replications=8)
    stay = played.estimate(Figure(what=What.MEAN_STAY))
    first = dict(zip(history.items[::-1].tolist(), history.began[::-1].tolist(), strict=True))
    last = dict(zip(history.items.tolist(), history.ended.tolist(), strict=True))
    real = np.nanmean([(last[item] - first[item]) / 3600 for item in first])
    assert stay.mean == pytest.approx(real, rel=0.1)
    came = np.mean([one.arrived.sum() for one in played.replications]) / 60
    assert came == pytest.approx(20, rel=0.1)


def test_what_is_open_is_the_backlog_and_as_old_as_it_is():
    history, faults = make_history(
        items=["a", "a", "b", "c", *range(40)],
        stages=["x", "y", "x", "x", *["x"] * 40],
        began=[START, START + 3600, START + 7200, START + 9000, *(START + 60 * np.arange(40))],
        ended=[START + 3600, np.nan, np.nan, np.nan, *(START + 120 * np.arange(1, 41))],
        until=START + 10800,
    )
    learned = learn(history, faults)
    with pytest.raises(CannotModel, match="None of the visits"):
        make_model(history, learned, name="m", start=LATER, days=5)
    by = Worked(service=Fixed(hours=1), staff=StaffGroup(name="team", skills=("y",), always=2))
    with pytest.raises(CannotModel, match="z, which is no stage"):
        make_model(history, learned, name="m", start=LATER, days=5, worked={"z": by})
    model = make_model(history, learned, name="m", start=LATER, days=5, worked={"y": by})
    backlog = {one.stage: one for one in model.classes[0].backlog}
    assert backlog["y"].age.hours == (3.0,)
    assert backlog["x"].age.hours == (0.5, 1.0)
    assert model.stage("y").kind is Kind.DESK
    assert model.stage("x").kind is Kind.DELAY
    assert model.classes[0].arrivals.to == "x"
    assert not find_problems(model)


def test_work_that_begins_at_several_stages_comes_in_before_them():
    rows = 60
    history, faults = make_history(
        items=range(rows), stages=["x", "y"] * (rows // 2), began=START + DAY * np.arange(rows) / 2,
        ended=START + DAY * np.arange(rows) / 2 + 3600 * (1 + np.arange(rows) % 9),
    )  # fmt: skip
    model = make_model(history, learn(history, faults), name="m", start=LATER, days=5)
    assert model.classes[0].arrivals.to == COMES_IN
    assert sorted((one.to, one.share) for one in model.stage(COMES_IN).routes) == [("x", 0.5), ("y", 0.5)]
    assert not find_problems(model)


def test_a_shape_the_simulator_does_not_draw_and_one_that_fits_nothing_are_drawn_as_measured():
    chance = np.random.default_rng(3)
    for lengths, mean in (
        (chance.weibull(3.0, 3000) * 10, None),
        (np.concatenate([chance.normal(2, 0.1, 900), chance.normal(90, 2, 900)]), None),
    ):
        began = START + np.arange(len(lengths)) * 600.0
        learned = learn(
            *make_history(
                items=range(len(lengths)), stages=["s"] * len(lengths), began=began, ended=began + lengths * 3600
            )
        )
        drawn = duration_of(learned.stage(0))
        assert isinstance(drawn, Empirical)
        assert drawn.mean == pytest.approx(mean or lengths.mean(), rel=0.02)


def test_no_model_is_made_of_nothing():
    history, faults = make_history(items=[], stages=[], began=[], ended=[])
    with pytest.raises(CannotModel, match="Nothing came in"):
        make_model(history, learn(history, faults), name="m", start=LATER, days=5)
