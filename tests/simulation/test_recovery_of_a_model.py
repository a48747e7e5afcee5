"""A scenario's backlog as a queue: what waits, what comes in, what is done; and the ways to clear it side by side."""

from datetime import date

import pytest

from constabulary.simulation.model.durations import Empirical, Exponential, Fixed, Gamma, Lognormal, Triangular
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.recovery.asked import Asked, options_of, question_of
from constabulary.simulation.recovery.from_model import NO_STANDARD, NoQueue, ages_of, reckon
from constabulary.simulation.recovery.queue import Kind
from constabulary.simulation.recovery.ways import AS_IT_IS, TOGETHER, play_ways
from constabulary.simulation.results.gone import stages_of_backlog
from constabulary.simulation.results.simulating import simulate
from constabulary.simulation.scenarios.library import NAMES, read_scenario
from constabulary.simulation.stopping import Stopped
from tests.factories.scenarios import DESK

DESK_MODEL = read_model(DESK)
FIRST = date(2026, 11, 2)


def asked(**changed):
    return question_of(
        reckon(DESK_MODEL), Asked(first=FIRST, days=91, **changed), times=200, seed=1, promised_with=0.8
    )  # fmt: skip


def test_a_desk_of_one_clerk_does_eight_a_day():
    found = reckon(DESK_MODEL)
    (letters,) = found.queue.classes
    assert (letters.waiting, letters.arrivals_a_day, letters.standard_days) == (60, 4.0, 5.0)
    assert set(letters.ages) == {10.0}
    assert (found.queue.done_a_day, found.queue.cleared_at) == (8.0, 28)
    assert (found.hours_each, found.hours_left) == (1.0, 1.0)
    # One more works eight hours on five days of seven.
    assert found.one_more == pytest.approx(40 / 7)


def test_polits_queue_is_cleared_about_as_fast_as_the_stages_clear_it():
    """Two ways to reckon one thing: daily counts beside the play of single referrals. Within a third, or one of them is wrong."""
    model = read_scenario("online-investigation")
    found = reckon(model)
    assert found.left_aside == ("devices", "file")
    assert [one.name for one in found.queue.classes] == ["very high", "high", "ungraded", "medium", "low"]
    assert sum(one.arrivals_a_day for one in found.queue.classes) == pytest.approx(2.4)
    days = play_ways(
        question_of(found, Asked(first=model.start.date()), times=400, seed=1, promised_with=0.8)
    )["ways"][0]["cleared"]  # fmt: skip
    result = simulate(model, seed=1, replications=48)
    waits = [number for number, one in enumerate(model.stages) if one.name in stages_of_backlog(model)]
    lines = [one.waiting[:, waits].sum(axis=(1, 2)) for one in result.replications]
    gone = sorted(next((day + 1 for day, count in enumerate(line) if count <= 17), 366) for line in lines)
    assert days[0] == pytest.approx(gone[len(gone) // 2], rel=1 / 3)


WITH_BACKLOG = [name for name in NAMES if stages_of_backlog(read_scenario(name))]


@pytest.mark.parametrize("name", WITH_BACKLOG)
def test_every_shipped_scenario_in_which_something_waits_has_a_queue(name):
    found = reckon(read_scenario(name))
    assert found.queue.find_faults() == []
    assert found.queue.waiting > 0
    assert found.one_more > 0


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(WITH_BACKLOG)))
def test_where_nothing_waits_there_is_no_queue(name):
    with pytest.raises(NoQueue, match="no backlog to clear"):
        reckon(read_scenario(name))


def test_work_that_goes_round_for_ever_has_no_rate():
    round_and_round = DESK.replace(
        'mark = "assumption" }\n', 'mark = "assumption" }\nroutes = [{ to = "answer", share = 1.0 }]\n', 1
    )
    with pytest.raises(NoQueue, match="goes round and never leaves"):
        reckon(read_model(round_and_round))


def test_a_backlog_into_which_nothing_comes_cannot_be_reckoned():
    with pytest.raises(NoQueue, match="No work comes to answer"):
        reckon(read_model(DESK.replace("per_day = 4", "per_day = 0")))


def test_with_fewer_hours_than_work_as_much_is_done_as_the_hours_allow():
    found = reckon(read_model(DESK.replace("per_day = 4", "per_day = 12")))
    assert found.queue.done_a_day == 8.0


def test_without_a_duty_the_standard_is_what_it_is_due_within_or_its_target_or_none():
    bare = DESK[: DESK.index("[[duties]]")]
    due = bare.replace('name = "letters"', 'name = "letters"\ndue_within = "3 days"')
    target = bare.replace('skill = "writing"\nservice', 'skill = "writing"\ntarget = { letters = "2 days" }\nservice')
    found = [reckon(read_model(one)).queue.classes[0].standard_days for one in (bare, due, target)]
    assert found == [NO_STANDARD, 3.0, 2.0]


@pytest.mark.parametrize(
    "age",
    [
        Fixed(hours=5.0), Exponential(mean=5.0), Lognormal(median=5.0, sigma=0.5), Gamma(mean=5.0, form=2.0),
        Triangular(least=1.0, usual=4.0, most=10.0), Triangular(least=5.0, usual=5.0, most=5.0),
        Empirical(hours=(1.0, 9.0)),
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_ages_are_spread_over_their_distribution(age):
    found = ages_of(age, 2000)
    assert found == sorted(found)
    assert sum(found) / len(found) == pytest.approx(age.mean, rel=0.01)


def test_each_option_is_played_by_itself_and_all_together_with_the_same_luck():
    found = play_ways(
        asked(
            surge_people=1, surge_days=28, aid_people=2, aid_days=28, overtime_hours=10, overtime_days=28, triage=0.1,
            telephone=0.2, partner=0.1,
        )
    )  # fmt: skip
    names = [way["name"] for way in found["ways"]]
    assert names[0] == AS_IT_IS
    assert names[-1] == TOGETHER
    assert len(names) == 8
    days = {way["name"]: way["cleared"][1] for way in found["ways"]}
    assert all(days[TOGETHER] <= days[name] <= days[AS_IT_IS] for name in names)
    assert found["said"] == []
    assert found["shrinks_a_day"] == pytest.approx(4.0)


def test_what_was_counted_otherwise_stands_in_place_of_what_was_reckoned():
    found = play_ways(asked(done_a_day=3.0))
    assert "is never cleared" in found["said"][0]
    assert found["ways"][0]["promised_on"] is None


def test_options_say_what_they_are():
    reckoned = reckon(DESK_MODEL)
    found = list(
        options_of(reckoned, Asked(first=FIRST, surge_people=1, surge_days=14, overtime_hours=7.0, overtime_days=28))
    )
    assert [(one.name, one.kind) for one in found] == [
        ("Surge: 1 person for 14 days", Kind.SURGE), ("Overtime: 7 hours a week for 28 days", Kind.OVERTIME),
    ]  # fmt: skip
    assert found[0].extra_a_day == pytest.approx(40 / 7)
    assert found[1].extra_a_day == pytest.approx(1.0)


def test_a_play_of_ways_stops_when_it_is_not_wanted_and_refuses_what_makes_no_sense():
    with pytest.raises(Stopped):
        play_ways(asked(), told=lambda *_: False)
    with pytest.raises(ValueError, match="one day to ten years"):
        play_ways(
            question_of(reckon(DESK_MODEL), Asked(first=FIRST, days=5000), times=200, seed=1, promised_with=0.8)
        )  # fmt: skip
