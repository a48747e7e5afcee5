"""The sample for second scoring: the same seed draws the same, every stratum in proportion, more of what goes wrong."""

from collections import Counter

import pytest

from constabulary.policing.inspection.sampling import Candidate, chance_of, draw
from constabulary.standards.self_inspection import Sampling

TENTH = Sampling(share=0.1, more_often=2.0)


def population(count: int) -> list[Candidate]:
    return [
        Candidate(
            id=number, grade=f"G{number % 5 + 1}", channel="999" if number % 3 else "101", team=f"Team {number % 4}",
            domestic_abuse=number % 10 == 0, overdue=number % 25 == 0,
        )
        for number in range(count)
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_whatever_order_they_come_in_and_another_draws_others():
    found = population(600)
    drawn = draw(found, seed=7, sampling=TENTH)
    assert draw(reversed(found), seed=7, sampling=TENTH) == drawn
    assert draw(found, seed=8, sampling=TENTH) != drawn
    assert len({one.id for one in drawn}) == len(drawn)


def test_each_stratum_is_drawn_from_in_proportion():
    found = [one for one in population(3000) if not one.has_more_chance]
    sizes = Counter(one.stratum for one in found)
    drawn = Counter(one.stratum for one in draw(found, seed=1, sampling=TENTH))
    assert set(drawn) == set(sizes)
    assert all(abs(drawn[stratum] - size * 0.1) <= 1 for stratum, size in sizes.items())


@pytest.mark.parametrize(
    ("flags", "chance"),
    [
        ({}, 0.1), ({"domestic_abuse": True}, 0.2), ({"overdue": True}, 0.2),
        ({"closed_without_deployment": True}, 0.2), ({"overdue": True, "domestic_abuse": True}, 0.2),
    ],
    ids=["nothing", "domestic abuse", "overdue", "closed without anybody sent", "two of them do not add up"],
)  # fmt: skip
def test_what_goes_wrong_more_has_twice_the_chance(flags, chance):
    assert chance_of(Candidate(id=1, grade="G1", channel="999", team="", **flags), TENTH) == pytest.approx(chance)


def test_over_many_seeds_each_is_drawn_as_often_as_its_chance_says():
    found = population(100)
    times = Counter(one.id for seed in range(2000) for one in draw(found, seed=seed, sampling=TENTH))
    for one in found:
        assert times[one.id] / 2000 == pytest.approx(chance_of(one, TENTH), abs=0.035)


def test_a_chance_is_one_at_most_and_then_everything_is_drawn_once():
    found = population(40)
    drawn = draw(found, seed=3, sampling=Sampling(share=0.9, more_often=5.0))
    assert {one.id for one in found if one.has_more_chance} <= {one.id for one in drawn}
    assert max(Counter(one.id for one in drawn).values()) == 1
    assert draw([], seed=3, sampling=TENTH) == ()
