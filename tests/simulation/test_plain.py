"""What is kept of a result: shares in target, time in all, ages, and how much of people's time exposes them."""

from dataclasses import replace

import pytest

from constabulary.simulation.model.durations import Exponential, Fixed
from constabulary.simulation.results.plain import plain_result
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import read_scenario
from tests.simulation.models import everything, queue

BASE = queue(rate=4.0, service=Exponential(mean=1.0), servers=5, days=40)


def played(model, replications=6):
    return plain_result(simulate(model, seed=3, replications=replications))


def test_the_share_within_its_target_is_told_with_its_interval_and_compared():
    kept = played(BASE.with_stage(replace(BASE.stages[0], target={"": 0.25})))
    (wait,) = kept["waits"]
    # M/M/5 at a load of four: Erlang C is 0.554, and 1 - C exp(-(c - a) t) begin within a quarter of an hour.
    assert wait["in_target_low"] < 0.569 < wait["in_target_high"]
    assert wait["target"] == 0.25
    assert kept["figures"]["share in target: desk, all"][0] == pytest.approx(wait["in_target"], abs=0.1)
    assert dict(kept["units"])["share in target: desk, all"] == "share"


def test_what_has_no_target_and_no_patience_has_neither_share():
    (wait,) = played(BASE)["waits"]
    assert (wait["target"], wait["in_target"], wait["gave_up"]) == (None, None, None)
    impatient = queue(rate=6.0, service=Exponential(mean=1.0), servers=5, days=40, patience=Exponential(mean=0.5))
    kept = played(impatient)
    assert 0 < kept["waits"][0]["gave_up"] < 1
    assert "share that gave up: desk" in kept["figures"]


def test_the_time_in_all_and_the_ages_of_what_is_open_are_kept_by_class():
    kept = played(everything(days=10))
    assert [one["class"] for one in kept["stays"]] == ["high", "medium", "low"]
    assert all(one["low"] <= one["mean"] <= one["high"] and one["median"] <= one["p95"] for one in kept["stays"])
    ages = kept["ages"]
    assert len(ages["days"]) == len(ages["open"]) == 5
    assert ages["days"][-1] == 10
    assert all(len(row) == len(ages["bands"]) + 1 for shot in ages["open"] for row in shot)
    short = played(replace(BASE, days=0.5))
    assert (short["ages"]["days"], short["ages"]["open"]) == ([], [])


def test_time_with_distressing_material_is_the_whole_of_work_where_all_of_it_exposes():
    calm = played(BASE)
    assert calm["staff"][0]["exposed"] is None
    exposed = played(BASE.with_stage(replace(BASE.stages[0], exposes=True)))
    (group,) = exposed["staff"]
    assert group["exposed"] == pytest.approx(group["busy"], rel=0.05)
    assert group["exposed_hours"] is None, "of people who are always there nobody knows how long a shift is"


def test_polits_investigators_are_told_how_many_hours_of_a_shift_expose():
    polit = replace(read_scenario("online-investigation"), days=60)
    (group,) = played(polit, replications=2)["staff"]
    assert 0 < group["exposed"] < group["busy"]
    assert group["exposed_hours"] == pytest.approx(10 * group["exposed"])


def test_a_group_that_does_none_of_it_is_not_exposed():
    model = BASE.with_stage(replace(BASE.stages[0], exposes=True, service={"": Fixed(hours=0.5)}))
    others = replace(model.staff[0], name="others", skills=("other",))
    spare = replace(model.stages[0], name="spare", skill="other", exposes=False)
    kept = played(replace(model, staff=(*model.staff, others), stages=(*model.stages, spare)))
    assert [one["exposed"] is None for one in kept["staff"]] == [False, True]
