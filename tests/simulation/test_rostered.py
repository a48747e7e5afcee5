"""The people that fill a rota which was found, by the rules of working time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest

from constabulary.simulation.model.staffing import Rota, Shift, StaffGroup
from constabulary.simulation.staffing.rostered import DAYS, MOST_PEOPLE, roster_of

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
EARLY = Shift(starts=time(7), ends=time(15), people=1, weekdays=(0, 1, 2, 3, 4))
NIGHT = Shift(starts=time(22), ends=time(6), people=1)
GROUP = StaffGroup(name="clerks", skills=("writing",), shifts=(EARLY, NIGHT))


def test_each_shift_has_its_people_and_no_rule_of_working_time_is_broken():
    made = roster_of(GROUP, (2, 1), (1, 1), start=MONDAY)
    assert (made["first"], made["open_shifts"], made["left_out"]) == ("2026-11-02", 0, [])
    assert [one["hours"] for one in made["shifts"]] == [8, 8]
    for day in range(DAYS):
        there = [row[day] for row in made["rows"]]
        assert there.count(1) >= 1
        assert there.count(0) >= (2 if day % 7 < 5 else 0)
    for row in made["rows"]:
        assert all(None in row[first : first + 7] for first in range(DAYS - 6)), "a rest day in seven"
        assert not any(one == 1 and after == 0 for one, after in pairwise(row)), "eleven hours of rest"
        assert sum(8 for one in row if one is not None) <= 2 * 48
    assert made["people"] > made["people_today"]


def test_it_begins_on_the_monday_and_is_the_same_each_time():
    wednesday = datetime(2026, 11, 4, tzinfo=UTC)
    made = roster_of(GROUP, (1, 1), (1, 1), start=wednesday)
    assert date.fromisoformat(made["first"]) == date(2026, 11, 9)
    assert roster_of(GROUP, (1, 1), (1, 1), start=wednesday) == made


def test_short_shifts_need_as_many_as_are_there_on_a_day():
    short = replace(GROUP, shifts=(Shift(starts=time(7), ends=time(9), people=6),))
    made = roster_of(short, (6,), (6,), start=MONDAY)
    assert made["people"] >= 9, "six on each of seven days, of people who work five"
    assert made["open_shifts"] == 0


@pytest.mark.parametrize(
    ("group", "counts"),
    [
        (GROUP, (0, 0)),
        (GROUP, (MOST_PEOPLE, 1)),
        (StaffGroup(name="all day", skills=("writing",), always=4), (4,)),
    ],
    ids=["nobody", "too many for one roster", "no shift"],
)
def test_where_there_is_nothing_to_roster_there_is_none(group, counts):
    assert roster_of(group, counts, counts, start=MONDAY) is None


def test_a_rota_that_goes_round_is_left_out():
    rota = Rota(
        pattern="EE--", shifts=(Shift(name="E", starts=time(7), ends=time(15)),), teams=(2, 2), begins_on=date(2026, 11, 2)
    )  # fmt: skip
    made = roster_of(replace(GROUP, rotas=(rota,)), (1, 1, 4), (1, 1, 4), start=MONDAY)
    assert made["left_out"] == ["rota EE--, 2 teams"]
