"""A roster explained: what binds it is what it would be cheaper without, and no more is said than was proved."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from constabulary.simulation.model.staffing import Shift, StaffGroup
from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.comparing import compare
from constabulary.simulation.staffing.explained import explain
from constabulary.simulation.staffing.filling import (
    Away,
    Contract,
    RosterAsked,
    Skill,
    find_faults,
    told_people,
    usual_people,
)
from constabulary.simulation.staffing.making import make_roster
from constabulary.simulation.staffing.roster import Rule
from constabulary.simulation.staffing.rostered import question_of
from constabulary.simulation.stopping import Stopped

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
EARLY = Shift(starts=time(7), ends=time(17), people=1)
LATE = Shift(starts=time(17), ends=time(3), people=1)
GROUP = StaffGroup(name="clerks", skills=("writing",), shifts=(EARLY, LATE))
MODEL = Model(name="desk", start=MONDAY, days=28, classes=(), stages=(), staff=(GROUP,), label="synthetic")
ASKED = RosterAsked(group="clerks", counts=(1, 1), people=4)


def explained(**changed):
    return explain(MODEL, replace(ASKED, **changed), effort=0.004, told=lambda made, most: True)


def test_one_more_costs_nothing_one_fewer_leaves_shifts_open_and_what_stands_in_the_way_is_named():
    found = explained()
    assert (found["roster"]["people"], found["cost"]["open_shifts"], found["label"]) == (4, 0, "synthetic")
    assert found["more"]["total"] <= found["cost"]["total"] < found["fewer"]["total"]
    assert found["fewer"]["open_shifts"] > 0
    binds = {one["rule"]: one for one in found["binding_fewer"]}
    assert binds["weekly_hours"]["surely"] > 0
    assert all(one["surely"] <= one["saves"] + 1e-9 <= one["at_most"] + 2e-9 for one in found["binding_fewer"])
    assert any(one["words"].startswith("one of those on 07:00 to 17:00") for one in found["binding_fewer"])


def test_what_is_said_to_be_saved_lies_between_what_is_proved():
    question = question_of([EARLY, LATE], (1, 1), MONDAY.date(), people=3)
    found = compare(question, effort=0.004)
    best = make_roster(question, effort=0.03, thoroughly=True)
    for one in found.binding:
        if one.rule is not None:
            other = make_roster(question, without=frozenset({one.rule}), effort=0.03, thoroughly=True)
            if best.is_best and other.is_best:
                assert one.surely - 0.02 <= best.cost.total - other.cost.total <= one.at_most + 0.02
    assert Rule.WEEKLY_HOURS in {one.rule for one in found.binding}


def test_a_skill_that_one_person_has_binds_and_an_absence_is_kept():
    gone = Away(person=2, first=date(2026, 11, 3), last=date(2026, 11, 5))
    found = explained(people=4, skills=(Skill(name="supervisor", people=(1,), needed=1),), away=(gone,))
    assert [found["roster"]["rows"][1][day] for day in (1, 2, 3)] == [None, None, None]
    assert found["away"] == [[2, "2026-11-03", "2026-11-05"]]
    assert {one["skill"] for one in found["open"]} == {"supervisor"}, "one person cannot be on every shift"
    assert found["binding"][0]["rule"] == "skills"
    assert (found["more"]["skills"], found["fewer"]["skills"]) == (["supervisor"], [])


def test_where_a_skill_makes_no_difference_nobody_is_asked_to_have_it():
    found = explained(people=6, skills=(Skill(name="supervisor", people=(1, 2, 3, 4, 5, 6), needed=1),))
    assert found["more"]["skills"] == found["fewer"]["skills"] == ["supervisor"], "all have it"
    found = explained(people=9, skills=(Skill(name="supervisor", people=tuple(range(1, 9)), needed=1),))
    assert found["more"]["skills"] == found["fewer"]["skills"] == []


def test_one_person_alone_has_no_one_fewer():
    found = explained(people=1, counts=(0, 1))
    assert found["fewer"] is None
    assert found["binding_fewer"] == []


def test_it_is_the_same_each_time_and_stops_when_nobody_wants_it_any_more():
    assert explained() == explained()
    heard = []
    with pytest.raises(Stopped):
        explain(MODEL, ASKED, effort=0.004, told=lambda made, most: heard.append((made, most)) or made < 1)
    assert list(dict.fromkeys(made for made, _ in heard)) == [0, 1]


def test_a_known_roster_is_never_made_dearer():
    question = question_of([EARLY, LATE], (2, 2), MONDAY.date(), people=6)
    good = make_roster(question, effort=1)
    assert make_roster(question, effort=1e-6, known=good.days).cost.total <= good.cost.total


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"counts": (0, 0)}, "people", "nothing to roster"),
        ({"people": 0}, "people", "1 to 400 people"),
        ({"people": 401}, "people", "1 to 400 people"),
        ({"skills": (Skill(name=" ", people=(1,), needed=1),)}, "skills", "a name of its own"),
        ({"skills": (Skill(name="x", people=(1,), needed=1),) * 2}, "skills", "a name of its own"),
        ({"skills": (Skill(name="x", people=(5,), needed=1),)}, "skills", "counted from 1 to 4, have the skill x"),
        ({"skills": (Skill(name="x", people=(), needed=1),)}, "skills", "counted from 1 to 4, have the skill x"),
        ({"skills": (Skill(name="x", people=(1,), needed=0),)}, "skills", "need the skill x: one or more"),
        ({"contracts": (Contract(people=(1,), hours=20.0), Contract(people=(1,), hours=30.0))}, "contracts", "has two here"),
        ({"contracts": (Contract(people=(0,), hours=20.0),)}, "contracts", "counted from 1 to 4"),
        ({"contracts": (Contract(people=(), hours=20.0),)}, "contracts", "counted from 1 to 4"),
        ({"contracts": (Contract(people=(1,), hours=0.0),)}, "contracts", "up to 48 hours a week"),
        ({"contracts": (Contract(people=(1,), hours=48.5),)}, "contracts", "up to 48 hours a week"),
        (
            {"people": 9, "contracts": tuple(Contract(people=(one,), hours=20.0 + one) for one in range(1, 9))}, "skills",
            "These are 9 kinds of people",
        ),
        ({"away": (Away(person=5, first=MONDAY.date(), last=MONDAY.date()),)}, "away", "counted from 1 to 4"),
        ({"away": (Away(person=1, first=date(2026, 11, 1), last=MONDAY.date()),)}, "away", "from 2 November 2026"),
        ({"away": (Away(person=1, first=MONDAY.date(), last=date(2026, 11, 16)),)}, "away", "from 2 November 2026"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_by_its_field(changed, field, sentence):
    assert sentence in find_faults(replace(ASKED, **changed), MODEL)[field]


def test_a_roster_that_makes_sense_has_no_faults_and_as_many_people_as_have_the_hours():
    assert find_faults(ASKED, MODEL) == {}
    assert usual_people(MODEL, "clerks", (1, 1)) == 4


def test_whoever_has_half_the_hours_counts_as_half():
    halves = (Contract(people=(1, 2, 3, 4), hours=20.0),)
    assert usual_people(MODEL, "clerks", (1, 1), halves) == 6
    assert usual_people(MODEL, "clerks", (1, 1), (Contract(people=(1, 2), hours=20.0),)) == 5


def test_contracts_of_fewer_hours_are_kept_to_and_one_of_each_kind_is_tried():
    halves = Contract(people=(3, 4, 5, 6), hours=20.0)
    found = explained(people=6, contracts=(halves,))
    worked = [10 * sum(day is not None for day in row) for row in found["roster"]["rows"]]
    assert found["cost"]["overtime_hours"] == sum(max(0, one - 40) for one in worked[2:]) + sum(
        max(0, one - 80) for one in worked[:2]
    )
    assert found["contracts"] == [{"people": [3, 4, 5, 6], "hours": 20.0}]
    assert {found["more"]["hours"], found["fewer"]["hours"]} <= {20.0, 40.0}
    assert found["fewer"]["hours"] == 20.0, "whoever has fewer hours is missed less"


def test_a_person_may_have_several_skills_and_each_shift_may_need_several():
    both = (
        Skill(name="supervisor", people=(1, 2, 3, 4), needed=1), Skill(name="driver", people=(1, 2, 5, 6), needed=1)
    )  # fmt: skip
    asked = question_of([EARLY, LATE], (2, 2), MONDAY.date(), people=8, skills=both)
    made = make_roster(asked, effort=1)
    assert made.open_needs == ()
    for skill in both:
        for day in range(14):
            for shift in ("0", "1"):
                assert any(made.days[one - 1][day] == shift for one in skill.people)
    assert asked.people[0].skills == {"supervisor", "driver"}


def test_no_more_rosters_are_made_than_was_said_beforehand():
    heard = []
    explain(MODEL, replace(ASKED, people=2), effort=0.004, told=lambda made, most: heard.append((made, most)) or True)
    assert {most for _, most in heard} == {15}, (
        "this one, six without a rule or a person on a shift, one more, one fewer, six"
    )
    assert max(made for made, _ in heard) == 14, "the last is being made"


@pytest.mark.parametrize(
    ("people", "told"), [((1, 2, 3, 9), "1 to 3, 9"), ((4,), "4"), ((7, 5, 6), "5 to 7"), ((), "")]
)
def test_people_are_told_as_they_are_typed(people, told):
    assert told_people(people) == told
