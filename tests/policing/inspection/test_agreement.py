"""Weighted kappa: worked by hand, against a plain recount, and its interval against a seeded bootstrap."""

from fractions import Fraction
from random import Random

import pytest

from constabulary.policing.inspection.agreement import Weighting, agreement_of, weighted_kappa

LINEAR, QUADRATIC = Weighting.LINEAR, Weighting.QUADRATIC
#: Twenty agree on yes, fifteen on no, fifteen differ: po = 0.7, pe = 0.5, kappa = 0.4.
TWO_BY_TWO = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15


def grades(seed: int, n: int, *, alike: float) -> list[tuple[int, int]]:
    """Pairs of grades: as often as `alike` the same, otherwise mostly a neighbour."""
    dice = Random(seed)
    made = []
    for _ in range(n):
        first = dice.choices(range(5), [2, 4, 6, 4, 3])[0]
        steps = 0 if dice.random() < alike else dice.choice([-2, -1, -1, 1, 1, 2])
        made.append((first, min(4, max(0, first + steps))))
    return made


#: How much two steps of so many apart disagree.
APART = {LINEAR: abs, QUADRATIC: lambda steps: steps**2, Weighting.NONE: lambda steps: int(steps != 0)}


def recounted(pairs: list[tuple[int, int]], weighting: Weighting) -> float:
    """Kappa as one less the share of disagreement observed over that expected by pairing everybody with everybody."""
    apart = APART[weighting]
    observed = Fraction(sum(apart(a - b) for a, b in pairs), len(pairs))
    by_chance = Fraction(sum(apart(a - b) for a, _ in pairs for _, b in pairs), len(pairs) ** 2)
    return float(1 - observed / by_chance)


def test_two_answers_worked_by_hand():
    found = weighted_kappa(TWO_BY_TWO, categories=2)
    assert found.estimate == pytest.approx(0.4)
    assert (found.numerator, found.denominator) == (35, 50)


@pytest.mark.parametrize("weighting", Weighting)
@pytest.mark.parametrize("seed", range(4))
def test_kappa_equals_a_plain_recount_of_disagreement(weighting, seed):
    pairs = grades(seed, 60, alike=0.6)
    expected = recounted(pairs, weighting)
    assert weighted_kappa(pairs, categories=5, weighting=weighting).estimate == pytest.approx(expected)


@pytest.mark.parametrize(
    ("n", "alike"), [(60, 0.5), (120, 0.7), (300, 0.85)], ids=["few and loose", "usual", "many and close"]
)
def test_the_interval_is_that_of_a_seeded_bootstrap(n, alike):
    pairs = grades(11, n, alike=alike)
    dice = Random(5)
    drawn = sorted(weighted_kappa(dice.choices(pairs, k=n), categories=5).estimate or 0.0 for _ in range(1500))
    found = weighted_kappa(pairs, categories=5)
    width = found.high - found.low
    assert found.low == pytest.approx(drawn[37], abs=0.15 * width)
    assert found.high == pytest.approx(drawn[1462], abs=0.15 * width)


def test_the_interval_holds_the_truth_about_ninety_five_times_in_a_hundred():
    truth = weighted_kappa(grades(0, 40_000, alike=0.7), categories=5).estimate
    held = [
        found.low <= truth <= found.high
        for seed in range(400)
        if (found := weighted_kappa(grades(seed + 1, 80, alike=0.7), categories=5))
    ]
    assert 0.91 <= sum(held) / len(held) <= 0.985


def test_one_grade_off_counts_less_against_than_three_and_quadratic_weights_forgive_it_more():
    base = [(one, one) for one in range(5)] * 8
    near, far = [*base, (1, 2), (2, 1)], [*base, (0, 3), (3, 0)]
    assert weighted_kappa(near, categories=5).estimate > weighted_kappa(far, categories=5).estimate
    assert (
        weighted_kappa(near, categories=5, weighting=QUADRATIC).estimate > weighted_kappa(near, categories=5).estimate
    )


def test_where_nobody_differs_the_interval_still_says_how_little_was_seen():
    few, many = (weighted_kappa([(one, one) for one in range(5)] * times, categories=5) for times in (4, 80))
    assert (few.estimate, few.high) == (1, 1)
    assert few.low < 0.85 < many.low < 1


def test_full_disagreement_is_below_what_chance_would_give_and_never_below_minus_one():
    found = weighted_kappa([(0, 1), (1, 0)] * 3, categories=2)
    assert (found.estimate, found.low) == (-1, -1)


@pytest.mark.parametrize("pairs", [[], [(2, 2)] * 30], ids=["no pair", "everybody always chose the same"])
def test_no_kappa_where_there_is_nothing_to_tell_from_chance(pairs):
    found = weighted_kappa(pairs, categories=5)
    assert (found.estimate, found.low, found.high, found.too_few) == (None, None, None, False)


@pytest.mark.parametrize(
    ("pairs", "categories"), [([(0, 5)], 5), ([(-1, 0)], 5), ([(0, 0)], 1)], ids=["too high", "below", "no scale"]
)
def test_a_choice_off_the_scale_is_refused(pairs, categories):
    with pytest.raises(ValueError, match="outside a scale"):
        weighted_kappa(pairs, categories=categories)


@pytest.mark.parametrize(
    ("n", "people", "said"),
    [(19, 9, False), (20, 3, False), (20, 4, True)],
    ids=["a pair too few", "a person too few: it would be a figure of them", "enough of both"],
)
def test_nothing_is_said_of_too_few_pairs_or_people(n, people, said):
    found = agreement_of(grades(3, n, alike=0.6), people=people, categories=5, least_pairs=20, least_people=4)
    assert (found.estimate is not None, found.too_few, found.denominator) == (said, not said, n)
