"""Rosters: what is needed is covered, no rule is broken, and what binds is named."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from constabulary.simulation.staffing.comparing import compare, find_breaches, tell
from constabulary.simulation.staffing.making import make_roster
from constabulary.simulation.staffing.roster import OFF, Need, Person, Question, Rule, ShiftKind, assess_rota
from constabulary.standards.rulebook import on
from constabulary.standards.working_time import ROSTER_PRICES, working_time

RULES = on(datetime(2026, 11, 1, tzinfo=UTC))
EARLY, LATE, NIGHT = (
    ShiftKind(name="early", starts=7, hours=9), ShiftKind(name="late", starts=15, hours=9), ShiftKind(name="night", starts=22, hours=10),
)  # fmt: skip


def question(people=8, days=7, needs=None, shifts=(EARLY, LATE, NIGHT)):
    return Question(
        first=date(2026, 11, 2),
        days=days,
        shifts=shifts,
        people=tuple(Person(name=f"P{number}", weekly_hours=40.0) for number in range(people)),
        needs=tuple(Need(day=day, shift=one.name, people=1) for day in range(days) for one in shifts)
        if needs is None
        else needs,
        rules=working_time(RULES),
        prices=RULES[ROSTER_PRICES].value,
    )


def test_a_week_round_the_clock_is_covered_and_no_rule_is_broken():
    asked = question()
    made = make_roster(asked)
    assert made.open_needs == ()
    assert made.is_best
    assert made.cost.total == 0 or made.cost.uneven_weekends <= 1
    assert find_breaches(asked, made.days) == ()
    assert make_roster(asked).days == made.days


def test_the_cheapest_roster_is_found_against_trying_every_one():
    asked = replace(
        question(people=2, days=3, shifts=(LATE, ShiftKind(name="morning", starts=6, hours=8))),
        prices=replace(RULES[ROSTER_PRICES].value, overtime_hour=1.5),
        people=(Person(name="A", weekly_hours=30), Person(name="B", weekly_hours=20, away=frozenset({1}))),
    )
    rows = list(itertools.product((OFF, "late", "morning"), repeat=3))
    best = min(
        assess_rota(asked, (one, other)).cost.total
        for one in rows
        for other in rows
        if not find_breaches(asked, (one, other))
    )
    assert make_roster(asked).cost.total == pytest.approx(best)
    assert best > 0


def test_eleven_hours_lie_between_shifts_also_after_the_one_before_the_roster():
    tight = question(
        people=1, days=2, needs=(Need(day=0, shift="late", people=1), Need(day=1, shift="early", people=1))
    )
    made = make_roster(tight)
    assert len(made.open_needs) == 1
    both = (("late", "early"),)
    assert [one.rule for one in find_breaches(tight, both)] == [Rule.REST]
    tired = replace(
        tight,
        people=(Person(name="P0", weekly_hours=40.0, free_from=3.0),),
        needs=(Need(day=0, shift="late", people=1), Need(day=0, shift="early", people=1)),
    )
    assert make_roster(tired).open_needs[0][0].shift == "early"


def test_there_is_a_rest_day_in_every_seven_and_no_week_of_more_than_48_hours_on_average():
    alone = question(people=1, days=14, shifts=(EARLY,))
    made = make_roster(alone)
    worked = sum(one != OFF for one in made.days[0])
    assert worked == 10
    assert {one.rule for one in find_breaches(alone, (("early",) * 14,))} == {Rule.REST_DAYS, Rule.WEEKLY_HOURS}


def test_a_need_for_a_skill_is_met_by_those_who_have_it_only():
    asked = replace(
        question(people=3, days=1, needs=(Need(day=0, shift="early", people=2, skill="PIP 2"),)),
        people=(
            Person(name="A", weekly_hours=40.0, skills=frozenset({"PIP 2"})),
            Person(name="B", weekly_hours=40.0),
            Person(name="C", weekly_hours=40.0),
        ),
    )
    made = make_roster(asked)
    assert made.open_needs == ((asked.needs[0], 1),)
    assert made.days[0] == ("early",)
    nobody = replace(asked, needs=(Need(day=0, shift="early", people=1, skill="firearms"),))
    assert make_roster(nobody).open_needs
    assert nobody.find_faults() == ["Nobody has the skill firearms, so that need stays open."]


def test_weekends_are_shared():
    asked = question(people=4, days=28, shifts=(EARLY,))
    made = make_roster(asked, effort=5)
    weekends = [sum(any(row[day] != OFF for day in one) for one in asked.weekends()) for row in made.days]
    assert len(asked.weekends()) == 4
    assert max(weekends) - min(weekends) <= 1
    assert find_breaches(asked, made.days) == ()


def test_the_comparison_says_what_binds_and_what_one_person_does():
    asked = question(people=4, days=7)
    today = (("early",) * 7, ("late",) * 7, ("night",) * 7, (OFF,) * 7)
    found = compare(asked, today=today, effort=0.005)
    assert found.today.cost.missing_hours == 0
    assert {one.rule for one in found.breaches} == {Rule.REST_DAYS, Rule.WEEKLY_HOURS}
    assert found.proposed.cost.missing_hours > 0
    assert found.with_one_more.cost.total < found.proposed.cost.total < found.with_one_fewer.cost.total
    assert found.binding[0].rule is Rule.WEEKLY_HOURS
    text = "\n".join(tell(found))
    assert "no rest day in a week: 3 times." in text
    assert "Binds: the most hours of a week; without it" in text
    assert "One more like P0" in text
    assert "One fewer like P0" in text


def test_where_nobody_is_left_there_is_no_one_fewer_and_nothing_need_bind():
    alone = question(people=1, days=1, needs=(Need(day=0, shift="early", people=3),))
    found = compare(alone)
    assert found.with_one_fewer is None
    assert [(one.rule, one.shift) for one in found.binding] == [(None, "early")], "no rule, but the cover of the shift"
    assert any(line.startswith("No rule binds") for line in tell(found))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": ()}, "There is nobody"),
        ({"days": 0}, "one day or more"),
        ({"shifts": (EARLY, EARLY)}, "each its own"),
        ({"people": (Person(name="A", weekly_hours=40.0), Person(name="A", weekly_hours=40.0))}, "the same name"),
        ({"shifts": (replace(EARLY, hours=-1),), "needs": ()}, "does not"),
        ({"needs": (Need(day=0, shift="dusk", people=2),)}, "which there is not"),
        ({"needs": (Need(day=9, shift="early", people=2),)}, "outside the roster"),
    ],
    ids=["nobody", "no day", "same shift twice", "same name", "negative shift", "unknown shift", "day outside"],
)
def test_a_faulty_question_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        make_roster(replace(question(), **changes))


def test_without_effort_an_empty_roster_keeps_every_rule():
    made = make_roster(question(people=30, days=28), effort=1e-9)
    assert not find_breaches(question(people=30, days=28), made.days)
    assert made.at_least == 0
