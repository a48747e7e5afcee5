"""Indirect standardisation, funnel limits, places and severity: by hand, and against a slow obvious recount."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constabulary.policing.inspection.funnel import Limits, make_funnel, winsorised
from constabulary.policing.inspection.ranking import Place, median, places
from constabulary.policing.inspection.severity import population_between, score_severity
from constabulary.policing.inspection.standardising import (
    Cell,
    Standardised,
    pooled_share,
    pooled_shares,
    standardise,
)
from constabulary.standards.published_figures import FunnelSettings

SETTINGS = FunnelSettings(winsorise=0.1, inner=1.959963984540054, outer=3.090232306167813)


def cell(crimes: int, found: int, unassigned: int = 0) -> Cell:
    return Cell(crimes=crimes, with_outcome=found, unassigned=unassigned)


#: Two forces alike in what they do with each offence; the first records more of what is seldom cleared up.
BY_HAND = {
    "Shire": {"shoplifting": cell(100, 60), "burglary": cell(900, 90)},
    "Town": {"shoplifting": cell(900, 540), "burglary": cell(100, 10)},
}


def test_a_different_mix_alone_gives_different_crude_shares_and_equal_ratios():
    made = standardise(BY_HAND, pool=BY_HAND)
    assert (made["Shire"].share, made["Town"].share) == (0.15, 0.55)
    # 600 of 1,000 shoplifting and 100 of 1,000 burglaries in all: 100 x 0.6 + 900 x 0.1 = 150 expected.
    assert made["Shire"].expected == pytest.approx(150)
    assert made["Shire"].ratio == made["Town"].ratio == pytest.approx(1)
    assert made["Shire"].variance == pytest.approx(100 * 0.6 * 0.4 + 900 * 0.1 * 0.9)


def test_by_hand_with_a_force_that_does_half_as_much():
    counts = {**BY_HAND, "Moor": {"shoplifting": cell(1000, 300)}}
    shares = pooled_shares(counts, counts)
    assert shares == {"shoplifting": pytest.approx(900 / 2000), "burglary": pytest.approx(100 / 1000)}
    made = standardise(counts, pool=counts)
    assert made["Moor"].expected == pytest.approx(450)
    assert made["Moor"].ratio == pytest.approx(300 / 450)
    assert made["Shire"].ratio == pytest.approx(150 / (100 * 0.45 + 900 * 0.1))
    assert pooled_share(counts, counts) == pytest.approx(1000 / 3000)


def test_a_force_outside_the_pool_is_held_against_it_and_does_not_change_it():
    counts = {**BY_HAND, "Odd": {"shoplifting": cell(10, 0), "fraud": cell(5, 5)}}
    made = standardise(counts, pool=["Shire", "Town"])
    assert made["Shire"].expected == pytest.approx(150)
    assert made["Odd"].expected == pytest.approx(6)


def test_the_undecided_make_a_band_from_none_to_all():
    one = standardise({"A": {"x": cell(100, 20, 30)}}, pool=["A"])["A"]
    assert one.share_band == (0.2, 0.5)
    assert one.ratio_band == (1.0, 2.5)
    assert one.unassigned_share == 0.3
    full = standardise({"A": {"x": cell(10, 8, 9)}}, pool=["A"])["A"]
    assert full.share_band == (0.8, 1.0)


def test_counts_taken_back_and_empty_offences_do_no_harm():
    counts = {"A": {"x": cell(-2, -1), "y": cell(10, 5)}, "B": {"x": cell(2, 1), "y": cell(0, 0)}}
    made = standardise(counts, pool=counts)
    assert pooled_shares(counts, counts) == {"x": 0.0, "y": 0.5}
    assert (made["A"].expected, made["A"].variance) == (5.0, 2.5)
    nobody = standardise({"A": {"x": cell(0, 0)}}, pool=["A"])["A"]
    assert (nobody.share, nobody.ratio, nobody.share_band, nobody.ratio_band, nobody.unassigned_share) == (None,) * 5
    assert pooled_share({"A": {"x": cell(0, 0)}}, ["A"]) is None


CELLS = st.builds(
    lambda crimes, share, left: cell(crimes, int(crimes * share), int((crimes - int(crimes * share)) * left)),
    st.integers(0, 25), st.floats(0, 1), st.floats(0, 1),
)  # fmt: skip
COUNTS = st.dictionaries(
    st.sampled_from("ABCDEFG"), st.dictionaries(st.sampled_from("xyz"), CELLS, min_size=1), min_size=1
)


@given(COUNTS)
def test_against_a_slow_recount_one_crime_at_a_time(counts):
    crimes = [
        (force, offence, number < one.with_outcome)
        for force, cells in counts.items()
        for offence, one in cells.items()
        for number in range(one.crimes)
    ]
    for force, made in standardise(counts, pool=counts).items():
        expected = 0.0
        for offence in {offence for _, offence, _ in crimes}:
            alike = [found for _, other, found in crimes if other == offence]
            for own, other, _ in crimes:
                if (own, other) == (force, offence):
                    expected += sum(alike) / len(alike)
        assert made.expected == pytest.approx(expected)
        assert made.observed == sum(found for own, _, found in crimes if own == force)


@given(COUNTS)
def test_over_the_whole_pool_observed_equals_expected(counts):
    made = standardise(counts, pool=counts).values()
    assert sum(one.expected for one in made) == pytest.approx(sum(one.observed for one in made))


def force(observed: float, expected: float, variance: float) -> Standardised:
    return Standardised(crimes=1000, observed=observed, unassigned=0, expected=expected, variance=variance)


@pytest.mark.source("Spiegelhalter 2005")
def test_the_tenth_of_scores_at_either_end_is_drawn_in_to_the_next():
    assert winsorised([9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, -50.0], 0.1) == [
        8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1.0,
    ]  # fmt: skip
    assert winsorised([3.0, 1.0, 2.0], 0.1) == [3.0, 1.0, 2.0]


@pytest.mark.source("Spiegelhalter 2012")
def test_a_funnel_worked_by_hand():
    # Three forces, each with 100 expected and variance 100: s = 1 / (2 x 10) = 0.05 on the scale of the square root.
    # Observed 121, 100, 81: y = 1.1, 1.0, 0.9; z = 2, 0, -2; phi = 8 / 3.
    # Weights 400 each: tau squared = (8 - 2) / (1200 - 3 x 160000 / 1200) = 6 / 800 = 0.0075.
    forces = {name: force(observed, 100, 100) for name, observed in (("a", 121), ("b", 100), ("c", 81))}
    funnel = make_funnel(forces, SETTINGS)
    assert funnel.phi == pytest.approx(8 / 3)
    assert funnel.tau_squared == pytest.approx(0.0075)
    limits = funnel.limits(forces["a"])
    spread = sqrt(0.0025 + 0.0075)
    assert limits.inner_low == pytest.approx((1 - 1.959963984540054 * spread) ** 2)
    assert limits.outer_high == pytest.approx((1 + 3.090232306167813 * spread) ** 2)


def test_forces_that_differ_by_chance_only_get_no_more_than_chance():
    forces = {name: force(100, 100, 100) for name in "abcd"}
    funnel = make_funnel(forces, SETTINGS)
    assert (funnel.phi, funnel.tau_squared) == (0.0, 0.0)
    wide = funnel.limits(force(1, 1, 1))
    assert (wide.inner_low, wide.outer_low) == (pytest.approx((1 - 0.979981992270027) ** 2), 0.0)


def test_a_funnel_needs_at_least_two_forces_that_can_be_compared():
    assert make_funnel({"a": force(1, 1, 1), "b": force(0, 0, 0)}, SETTINGS) is None


@pytest.mark.parametrize(
    ("ratio", "where"), [(1.0, ""), (0.85, ""), (1.25, "inner"), (0.75, "inner"), (1.5, "outer"), (0.5, "outer")]
)
def test_a_ratio_is_within_between_or_beyond_the_limits(ratio, where):
    limits = Limits(inner_low=0.8, inner_high=1.2, outer_low=0.7, outer_high=1.3)
    assert limits.beyond(ratio) == where


def test_places_count_from_the_highest_and_equals_share_the_better():
    found = places({"a": 0.3, "b": 0.5, "c": 0.3, "d": 0.1})
    assert [(found[name].place, found[name].of) for name in "abcd"] == [(2, 4), (1, 4), (2, 4), (4, 4)]
    assert found["b"].is_highest
    assert found["d"].is_lowest
    assert Place(place=2, of=4) == found["a"]


@pytest.mark.parametrize(("figures", "middle"), [([3, 1, 2], 2), ([4, 1, 2, 3], 2.5), ([], None)])
def test_the_middle_figure(figures, middle):
    assert median({str(place): figure for place, figure in enumerate(figures)}) == middle


def test_severity_weighs_crimes_for_each_person_and_counts_what_has_no_weight():
    one = score_severity({"1": 2, "46": 100, "new": 7}, {"1": 8000.0, "46": 5.0}, 1000)
    assert one.score == pytest.approx((16000 + 500) / 1000)
    assert (one.crimes, one.without_weight) == (109, 7)
    with pytest.raises(ValueError, match="each person"):
        score_severity({}, {}, 0)


def test_a_population_lies_on_the_straight_line_between_two_counts():
    first, last = (date(2011, 1, 1), 1000), (date(2021, 1, 1), 2000)
    assert population_between(first, last, date(2011, 1, 1)) == 1000
    assert population_between(first, last, date(2016, 1, 1)) == pytest.approx(1500, abs=1)
