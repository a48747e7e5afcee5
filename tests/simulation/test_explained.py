"""A roster explained: what binds it is what it would be cheaper without, and no more is said than was proved."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from constabulary.simulation.model.staffing import Shift, StaffGroup
from constabulary.simulation.model.whole import Model
from constabulary.simulation.staffing.comparing import compare
from constabulary.simulation.staffing.explained import explain
from constabulary.simulation.staffing.filling import Away, RosterAsked, Skill, find_faults, usual_people
from constabulary.simulation.staffing.roster import Rule, make_roster
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
    found = explained(people=4, skill=Skill(name="supervisor", holders=1, needed=1), away=(gone,))
    assert [found["roster"]["rows"][1][day] for day in (1, 2, 3)] == [None, None, None]
    assert found["away"] == [[2, "2026-11-03", "2026-11-05"]]
    assert {one["skill"] for one in found["open"]} == {"supervisor"}, "one person cannot be on every shift"
    assert found["binding"][0]["rule"] == "skills"
    assert (found["more"]["has_skill"], found["fewer"]["has_skill"]) == (True, False)


def test_where_a_skill_makes_no_difference_nobody_is_asked_to_have_it():
    found = explained(people=6, skill=Skill(name="supervisor", holders=6, needed=1))
    assert (found["more"]["has_skill"], found["fewer"]["has_skill"]) == (True, True), "all have it"
    found = explained(people=9, skill=Skill(name="supervisor", holders=8, needed=1))
    assert (found["more"]["has_skill"], found["fewer"]["has_skill"]) == (False, False)


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
        ({"people": 0}, "people", "1 to 60 people"),
        ({"people": 61}, "people", "1 to 60 people"),
        ({"skill": Skill(name=" ", holders=1, needed=1)}, "skill", "what the skill is called"),
        ({"skill": Skill(name="x", holders=5, needed=1)}, "holders", "no more than there are"),
        ({"skill": Skill(name="x", holders=1, needed=0)}, "needed", "one or more"),
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
