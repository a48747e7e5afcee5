"""The smallest rota for stated goals: formula, play, one more and one fewer; held to what can be reckoned by hand."""

from dataclasses import replace

import pytest

from constabulary.simulation.model.reading import read_model
from constabulary.simulation.scenarios.library import read_scenario
from constabulary.simulation.staffing.goals import About, Goal, goals_offered
from constabulary.simulation.staffing.places import counts_of, hours_a_week, places_of, staffed, with_counts
from constabulary.simulation.staffing.plain import plain_answer
from constabulary.simulation.staffing.smallest import Question, find_rota
from constabulary.simulation.staffing.starting import load_by_hour, start_from
from constabulary.simulation.stopping import Stopped
from tests.factories.scenarios import DESK

DESK_MODEL = read_model(DESK)
GONE = Goal(what=About.GONE, day=5)
#: A desk round the clock with nobody waiting at the start: Erlang's own case.
ALL_DAY = read_model(
    DESK.replace("per_day = 4", "per_day = 96")
    .replace('backlog = [{ stage = "answer", count = 60, age = "10 days" }]', "")
    .replace('shifts = [{ starts = "09:00", ends = "17:00", people = 1 }]', "always = 9")
)  # fmt: skip
QUICK = Goal(what=About.WAIT, stage="answer", of="letters", within=0.25, share=0.8)


def question(model=DESK_MODEL, goals=(GONE,), **changed) -> Question:
    given = {"model": model, "group": "clerks", "goals": goals, "surely": 0.8, "seed": 5, "replications": 48}
    return Question(**{**given, **changed})


def test_a_backlog_of_sixty_is_gone_in_five_days_with_two_clerks_and_not_with_one():
    """Gone at 28: one clerk does eight a day of which four come in, so 32 fewer take eight days; two do it in under three."""
    answer = find_rota(question())
    assert answer.needed is not None
    assert answer.needed.counts == (2,)
    # One clears 32 in eight days on average: within five only when less comes in.
    assert answer.today.share < 0.5
    assert answer.fewer.share < 0.5
    assert answer.more.share == 1
    assert answer.binding == GONE
    assert answer.needed.hours - answer.today.hours == 56
    plain = plain_answer(answer)
    assert plain["is_found"]
    assert plain["places"] == [{"name": "09:00 to 17:00, every day", "hours": 56.0, "now": 1}]


def test_a_desk_round_the_clock_needs_what_erlang_says():
    """Four are kept busy; with six all but a fifth are begun within a quarter of an hour (Erlang C), with five they are not."""
    answer = find_rota(question(ALL_DAY, (QUICK,), surely=0.5))
    assert answer.start.formula == "Erlang, hour by hour"
    assert answer.start.load == pytest.approx(4.0, rel=1e-6)
    assert answer.start.counts == (6,)
    assert answer.needed is not None
    assert answer.needed.counts == (6,)
    assert answer.fewer.share < 0.5


def test_what_cannot_be_met_has_no_answer_and_says_what_binds():
    never = Goal(what=About.DUTY, name="answered in 5 days", share=0.95)
    answer = find_rota(question(goals=(never,), replications=24))
    assert answer.needed is None
    assert not answer.is_surer
    assert answer.binding == never
    assert not plain_answer(answer)["is_found"]


def test_the_same_seed_gives_the_same_answer_on_any_number_of_workers():
    assert find_rota(question()) == find_rota(question(), workers=2)


def test_a_search_stops_when_it_is_not_wanted_any_more():
    with pytest.raises(Stopped):
        find_rota(question(), told=lambda tried: tried < 2)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"group": "wizards"}, "no staff group wizards"),
        ({"goals": ()}, "one thing at least"),
        ({"surely": 1.0}, "above nought and below one"),
        ({"goals": (Goal(what=About.GONE, day=41),)}, "within the 40 days"),
        ({"goals": (Goal(what=About.DUTY, name="x", share=0.9),)}, "no duty x"),
        ({"goals": (Goal(what=About.DUTY, name="answered in 5 days", share=1.0),)}, "people without number"),
        ({"goals": (replace(QUICK, of="parcels"),)}, "no parcels at answer"),
        ({"goals": (replace(QUICK, within=-1.0),)}, "nought or more"),
        ({"model": ALL_DAY}, "no backlog that could be gone"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_a_sentence(changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        find_rota(question(**changed))


def test_the_places_of_a_rota_are_filled_as_evenly_as_can_be_and_cost_its_hours():
    group = read_scenario("response").staff[0]
    (place,) = places_of(group)
    assert counts_of(group) == (150,)
    assert with_counts(group, (150,)) == group
    assert with_counts(group, (152,)).rotas[0].teams == (31, 31, 30, 30, 30)
    assert hours_a_week((place,), (10,)) == pytest.approx(10 * place.hours)
    assert sum(place.covers) == pytest.approx(place.hours)
    with pytest.raises(ValueError, match="for each place"):
        with_counts(group, (1, 2))
    assert staffed(group, (0,)).rotas == ()


def test_a_shift_over_midnight_covers_the_hours_of_two_days():
    group = read_scenario("control-room").staff[0]
    night = places_of(group)[3]
    assert night.name == "23:00 to 07:00, every day"
    assert night.hours == 56
    assert [night.covers[hour] for hour in (22, 23, 24, 30, 31)] == [0, 1, 1, 1, 0]


def test_the_formula_of_days_counts_what_comes_in_and_the_backlog():
    start = start_from(DESK_MODEL, DESK_MODEL.staff[0], (GONE,))
    assert start.formula == "hours of work"
    assert float(load_by_hour(DESK_MODEL, DESK_MODEL.staff[0]).sum()) == pytest.approx(28)
    # 28 hours a week with a twentieth of slack, and 60 hours within five days.
    assert start.load * 168 == pytest.approx(28 * 1.05 + 60 / 5 * 7)
    assert start.counts == (3,)
    nobody = replace(DESK_MODEL.staff[0], shifts=(replace(DESK_MODEL.staff[0].shifts[0], people=0),))
    assert start_from(DESK_MODEL, nobody, (GONE,)).counts == (3,)


def test_every_target_duty_and_backlog_of_a_model_is_offered():
    found = [one.label for one in goals_offered(read_scenario("control-room"))]
    assert found == [
        "999 at answer within 10 s", "101 at answer within 5.0 min", "online at answer within 4.0 h",
        "999 answered in 10 seconds",
    ]  # fmt: skip
    assert [one.what for one in goals_offered(DESK_MODEL)] == [About.DUTY, About.GONE]
