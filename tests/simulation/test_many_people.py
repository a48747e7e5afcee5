"""Rosters of many people: made team by team, never dearer than what was known, and never said to be better than they are."""

from collections import Counter
from dataclasses import replace

import pytest

from constabulary.simulation.staffing.bounding import least_cost
from constabulary.simulation.staffing.comparing import find_breaches
from constabulary.simulation.staffing.making import make_roster
from constabulary.simulation.staffing.roster import OFF, Need, Person, Rule, ShiftKind, assess_rota
from constabulary.simulation.staffing.teams import deal, left_for
from tests.simulation.test_roster import question

EIGHT = tuple(
    ShiftKind(name=name, starts=starts, hours=8) for name, starts in (("early", 7), ("late", 15), ("night", 23))
)
NO_RULES: frozenset[Rule] = frozenset()


def many(people=70, each=(18, 15, 10), days=7, part=0, holders=0, needed=0):
    """So many people of whom some have half the hours and some a skill that every early shift needs."""
    asked = question(people=people, days=days, shifts=EIGHT)
    crowd = tuple(
        Person(
            name=one.name, weekly_hours=20.0 if place >= people - part else 40.0,
            skills=frozenset({"driver"}) if place < holders else frozenset(),
        )
        for place, one in enumerate(asked.people)
    )  # fmt: skip
    needs = [
        Need(day=day, shift=one.name, people=count)
        for day in range(days)
        for one, count in zip(EIGHT, each, strict=True)
    ]
    needs += [Need(day=day, shift="early", people=needed, skill="driver") for day in range(days) if needed]
    return replace(asked, people=crowd, needs=tuple(needs))


def test_seventy_people_of_several_kinds_are_rostered_and_no_rule_is_broken():
    asked = many(part=10, holders=10, needed=3, each=(16, 13, 9))
    made = make_roster(asked, effort=2, thoroughly=True)
    assert find_breaches(asked, made.days) == ()
    assert made.open_needs == ()
    assert made.cost == assess_rota(asked, made.days).cost, "it costs what it is said to"
    assert made.at_least <= made.cost.total
    assert make_roster(asked, effort=2, thoroughly=True).days == made.days


def test_too_few_hours_are_proved_to_cost_what_they_do_at_least():
    asked = many(people=62, each=(30, 25, 20), days=7)
    made = make_roster(asked, effort=1)
    # So much more than all of them may work in a week of 48 hours stays open whoever works when.
    short = 75 * 7 - 62 * 6
    assert made.at_least >= short * 8 * asked.prices.missing_hour
    assert made.cost.total >= made.at_least
    assert made.cost.missing_hours >= short * 8


def test_a_known_roster_of_many_is_never_made_dearer():
    asked = many()
    good = make_roster(asked, effort=1)
    assert make_roster(asked, effort=1e-6, known=good.days).cost.total <= good.cost.total


CASES = [
    pytest.param({}, id="as it is"),
    pytest.param({"people": 3}, id="fewer people"),
    pytest.param({"shifts": EIGHT}, id="shifts of one length"),
    pytest.param({"shifts": EIGHT, "people": 3}, id="fewer people on shifts of one length"),
    pytest.param({"shifts": EIGHT[:1], "people": 1, "days": 14}, id="one person for two weeks"),
    pytest.param({"needs": (Need(day=0, shift="late", people=1), Need(day=1, shift="early", people=1)), "people": 1, "days": 2}, id="too little rest"),
]  # fmt: skip


@pytest.mark.parametrize("without", [NO_RULES, *(frozenset({rule}) for rule in Rule)], ids=str)
@pytest.mark.parametrize("changed", CASES)
def test_what_no_roster_costs_less_than_is_no_more_than_the_cheapest_costs(changed, without):
    asked = question(**changed)
    tight = replace(asked, people=tuple(replace(one, away=frozenset({0}), free_from=-5.0) for one in asked.people))
    for each in (asked, tight):
        made = make_roster(each, without=without, effort=0.2, thoroughly=True)
        assert least_cost(each, without, is_wanted=lambda: True) <= made.cost.total + 0.011


def test_the_rules_that_hold_for_everybody_are_in_what_it_costs_at_least():
    tight = question(
        people=1, days=2, needs=(Need(day=0, shift="late", people=1), Need(day=1, shift="early", people=1))
    )
    assert least_cost(tight, NO_RULES, is_wanted=lambda: True) > 0
    assert least_cost(tight, frozenset({Rule.REST}), is_wanted=lambda: True) == 0
    away = replace(tight, people=(Person(name="A", weekly_hours=40.0, away=frozenset({0})),), needs=tight.needs[:1])
    assert least_cost(away, NO_RULES, is_wanted=lambda: True) > 0
    assert least_cost(away, frozenset({Rule.AWAY}), is_wanted=lambda: True) == 0
    skilled = replace(tight, needs=(Need(day=0, shift="late", people=1, skill="driver"),))
    assert least_cost(skilled, NO_RULES, is_wanted=lambda: True) > 0
    assert least_cost(skilled, frozenset({Rule.SKILLS}), is_wanted=lambda: True) == 0
    week = question(people=1, days=7, shifts=EIGHT[:1])
    assert least_cost(week, frozenset({Rule.WEEKLY_HOURS}), is_wanted=lambda: True) > least_cost(
        week, frozenset({Rule.WEEKLY_HOURS, Rule.REST_DAYS}), is_wanted=lambda: True
    )


def test_everybody_is_in_one_team_and_every_team_has_its_share_of_every_kind():
    asked = many(people=70, part=20, holders=12)
    for turn in range(3):
        teams = deal(asked, turn, size=24)
        assert sorted(place for team in teams for place in team) == list(range(70))
        shares = [Counter(asked.people[place].skills for place in team)[frozenset({"driver"})] for team in teams]
        assert max(shares) - min(shares) <= 2
    assert deal(asked, 0, size=24) != deal(asked, 1, size=24), "other people come together"


def test_a_team_is_left_what_nobody_else_covers_and_the_teams_to_come_their_share():
    asked = many(people=70, days=1, each=(10, 0, 0), holders=2, needed=2)
    teams = deal(asked, 0, size=24)
    nobody = [(OFF,)] * 70
    shares = [left_for(asked, team, nobody, teams[number + 1 :]).needs[0].people for number, team in enumerate(teams)]
    assert shares[-1] == 10, "the last has all that is left"
    assert 3 <= shares[0] <= 4
    drivers = [("early",) if place < 2 else (OFF,) for place in range(70)]
    team = [place for place in range(70) if place >= 46]
    left = left_for(asked, team, drivers, ())
    assert [need.people for need in left.needs] == [8, 0, 0, 0]
    strangers = [("early",) if 2 <= place < 4 else (OFF,) for place in range(70)]
    assert [need.people for need in left_for(asked, team, strangers, ()).needs] == [8, 0, 0, 2]
    assert left_for(asked, team, strangers, (), frozenset({Rule.SKILLS})).needs[-1].people == 0
    assert [one.name for one in left.people] == [asked.people[place].name for place in team]


def test_weekends_are_shared_among_those_of_the_same_hours():
    asked = replace(
        question(people=3, days=14, shifts=EIGHT[:1], needs=(Need(day=5, shift="early", people=1),)),
        people=(
            Person(name="A", weekly_hours=40.0),
            Person(name="B", weekly_hours=40.0),
            Person(name="C", weekly_hours=20.0),
        ),
    )
    row = ("",) * 5 + ("early",) + ("",) * 8
    idle = ("",) * 14
    assert assess_rota(asked, (idle, idle, row)).cost.uneven_weekends == 0, "nobody else has her hours"
    assert assess_rota(asked, (row, idle, idle)).cost.uneven_weekends == 1
    made = make_roster(asked)
    assert made.is_best
    assert made.cost.total == 0
    of_weekends = [any(day for day in (*one[5:7], *one[12:14])) for one in made.days]
    assert of_weekends[0] == of_weekends[1]


def test_weekends_that_cannot_be_shared_evenly_are_in_what_it_costs_at_least():
    saturdays = tuple(Need(day=day, shift="early", people=1) for day in (5, 12))
    asked = question(people=3, days=14, shifts=EIGHT[:1], needs=saturdays)
    assert least_cost(asked, NO_RULES, is_wanted=lambda: True) == 0, "a third one may be there too, at no cost"
    away = tuple(replace(one, away=frozenset({5, 6, 12, 13})) if one.name == "P2" else one for one in asked.people)
    uneven = replace(asked, people=away)
    assert least_cost(uneven, NO_RULES, is_wanted=lambda: True) == asked.prices.uneven_weekend, (
        "a weekend each, and none"
    )
    assert make_roster(uneven).cost.total == asked.prices.uneven_weekend
    assert least_cost(uneven, frozenset({Rule.WEEKENDS}), is_wanted=lambda: True) == 0
    other_hours = tuple(replace(one, weekly_hours=20.0) if one.away else one for one in away)
    assert least_cost(replace(asked, people=other_hours), NO_RULES, is_wanted=lambda: True) == 0
