"""Response learned from incidents and units sent: censored times count, too few are not used, and the scenario says what is measured."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from constabulary.simulation.learning.learning import FEW
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.learning.response import (
    SCENE,
    TOGETHER,
    TRAVEL,
    WAIT,
    Came,
    Trip,
    keep_response,
    learn_response,
    tell_response,
)
from constabulary.simulation.model.checking import find_problems
from constabulary.simulation.model.durations import Lognormal, Mark
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import read_scenario
from constabulary.simulation.scenarios.response_from_records import KINDS, response_model
from constabulary.standards.calendar import LONDON

SINCE = 1_780_272_000.0
WEEKS = 8
UNTIL = SINCE + WEEKS * 7 * 86400
MEAN_WAY, MEDIAN_SCENE = 0.25, 1.1


def records(each=400, *, diverted=0.0, raised=40, waits=2.0):
    """So many incidents of each kind; a unit is on the way a while and at the scene longer, or is taken elsewhere before."""
    dice = np.random.default_rng(7)
    came, trips = [], []
    for kind in KINDS:
        for number in range(each):
            at = SINCE + float(dice.uniform(0, UNTIL - SINCE))
            came.append(
                Came(
                    kind=kind,
                    at=at,
                    waited=waits,
                    is_sent=number >= raised,
                    is_raised=kind == KINDS[1] and number < raised,
                )
            )
            way = float(dice.gamma(4, MEAN_WAY / 4))
            scene = float(np.exp(dice.normal(np.log(MEDIAN_SCENE), 0.7)))
            if dice.uniform() < diverted:
                # Taken elsewhere at a moment that has nothing to do with how long it would have been.
                left = float(dice.uniform(0, 1.5))
                arrived = way if way < left else None
                trips.append(Trip(kind=kind, arrived=arrived, until=min(left, way + scene), is_free=left > way + scene))
            else:
                trips.append(Trip(kind=kind, arrived=way, until=way + scene, is_free=True))
    return came, trips


def learned(came, trips, attended=1):
    return learn_response(came, trips, kinds=KINDS, since=SINCE, until=UNTIL, attended=attended, zone=LONDON)


def test_the_way_and_the_scene_are_learned_as_they_were():
    found = learned(*records(each=2000))
    for kind in KINDS:
        assert (
            found.of(TRAVEL, kind).curve.quantile(0.5).low
            < MEAN_WAY
            < found.of(TRAVEL, kind).curve.quantile(0.75).hours
        )
        scene = found.of(SCENE, kind).half
        assert scene.low <= MEDIAN_SCENE <= scene.high
        assert found.of(TOGETHER, kind).still_open == 0
        assert found.of(SCENE, kind).best is not None
        assert found.arrivals[kind].per_day == pytest.approx(2000 / (WEEKS * 7), rel=1e-3)


def test_units_that_are_taken_elsewhere_do_not_make_it_seem_shorter():
    came, trips = records(each=3000, diverted=0.5)
    found = learned(came, trips).of(SCENE, KINDS[0])
    assert found.still_open > 100
    assert found.half.low <= MEDIAN_SCENE <= found.half.high
    finished = [one.until - one.arrived for one in trips if one.is_free and one.kind == KINDS[0]]
    assert np.median(finished) < found.half.low, "of those alone that were seen to their end it would be too short"


def test_how_often_one_that_waits_is_made_more_urgent_is_so_often_in_so_many_hours():
    found = learned(*records(each=400, raised=40, waits=2.0)).raised["priority"]
    assert (found.times, found.hours) == (40, 800)
    assert found.in_an_hour == pytest.approx(1 - np.exp(-40 / 800))
    assert learned(*records(each=20, waits=2.0)).raised["priority"].in_an_hour is None, "too few hours"


def test_the_scenario_has_what_was_measured_and_says_so():
    text = response_model(learned(*records()), on=date(2026, 7, 27))
    model = read_model(text)
    shipped = read_scenario("response")
    assert "measured in the records up to 27 July 2026" in model.label
    assert "assumed" in model.label
    attend = next(one for one in model.stages if one.name == "attend")
    for kind in KINDS:
        assert attend.service[kind].mark is Mark.MEASURED
        assert next(one for one in model.classes if one.name == kind).arrivals.per_day == pytest.approx(
            400 / 56, rel=1e-3
        )
    assert attend.reassessment["priority"].becomes == {"immediate": pytest.approx(1 - np.exp(-40 / 800))}
    assert [one.name for one in model.stages] == [one.name for one in shipped.stages]
    assert model.staff == shipped.staff
    assert attend.target == next(one for one in shipped.stages if one.name == "attend").target
    assert find_problems(model) == find_problems(shipped)
    assert simulate(model, seed=1, replications=2).replications


def test_too_few_are_not_used_and_the_label_names_what_is():
    came, trips = records()
    kept = Counter()
    few = []
    for one in trips:
        kept[one.kind] += 1
        if one.kind != "scheduled" or kept[one.kind] < FEW:
            few.append(one)
    found = learned([one for one in came if one.kind != "priority"], few)
    assert found.of(TOGETHER, "scheduled") is None
    model = read_model(response_model(found, on=date(2026, 7, 27)))
    attend = next(one for one in model.stages if one.name == "attend")
    assert attend.service["scheduled"] == Lognormal(median=1.0, sigma=0.6)
    assert "taken of immediate and priority incidents" in model.label
    assert next(one for one in model.classes if one.name == "priority").arrivals is None
    lines = "\n".join(tell_response(found, zone=LONDON))
    assert f"Fewer than {FEW} were seen to their end: too few to be used." in lines
    assert attend.reassessment["priority"].becomes == {"immediate": 0.02}, "no waiting was seen: the assumption stays"


def test_where_none_was_made_more_urgent_none_is():
    found = learned(*records(raised=0))
    told = "Made more urgent while priority: never in 800 hours of waiting, so in an hour at most 0.37% (95 %); none is played."
    assert told in list(tell_response(found, zone=LONDON))
    text = response_model(found, on=date(2026, 7, 27))
    attend = next(one for one in read_model(text).stages if one.name == "attend")
    assert not attend.reassessment


def test_the_report_has_shares_times_fit_and_what_was_not_seen_to_its_end():
    came, trips = records(each=500, diverted=0.3, waits=0.1)
    found = learned(came, trips, attended=1200)
    lines = list(tell_response(found, zone=LONDON))
    assert lines[0].startswith("Response: 1,500 incidents and 1,500 units sent, 01 June 2026")
    assert any(line.startswith("Graded priority: 8.9 a day, 33.3% of those to be attended (500).") for line in lines)
    scenes = [line for line in lines if line.startswith("Time on scene, immediate")]
    assert len(scenes) == 1
    assert "of them not to their end" in scenes[0]
    assert any("Nearest shape:" in line and "off by at most" in line for line in lines)
    assert lines[-1] == "Units sent to an incident that was attended: 1.25 on average; a scenario sends one."
    assert any("40 times in 50 hours of waiting, too few hours" in line for line in lines)
    kept = keep_response(found, zone=LONDON)
    assert kept["report"] == lines
    parts = {(one["part"], one["kind"]): one for one in kept["parts"]}
    assert parts[TOGETHER, "immediate"]["is_used"]
    assert not parts[WAIT, "immediate"]["is_used"]
    assert parts[SCENE, "immediate"]["open"] == found.stages[SCENE, "immediate"].still_open


def test_times_that_are_all_alike_are_said_to_be_so():
    trips = [Trip(kind="immediate", arrived=0.2, until=1.0, is_free=True)] * 50
    came = [Came(kind="immediate", at=SINCE + 3600.0 * number, waited=0.1, is_sent=True) for number in range(50)]
    lines = "\n".join(tell_response(learned(came, trips), zone=LONDON))
    assert "All are alike: perhaps they were entered by rule, not measured." in lines


def test_of_nothing_it_is_said_that_there_is_nothing():
    found = learned([], [], attended=0)
    assert list(tell_response(found, zone=LONDON)) == [
        "No incident to be attended was graded in that time, so there is nothing to learn of response."
    ]
    with pytest.raises(CannotModel, match="nothing to play"):
        response_model(found, on=date(2026, 7, 27))
