"""Every way out watched side by side: against a slow and obvious judge, record by record."""

from math import exp, log, sqrt
from random import Random

import pytest

from constabulary.policing.inspection.displacement import (
    CANCELLED,
    FAMILY_TITLES,
    OTHER,
    WATCHED,
    WAY_OF,
    WAYS,
    Family,
    Nature,
    Share,
    find_change,
    way_of_end,
)


def test_every_way_that_the_guard_covers_is_watched_once():
    codes = [one.code for one in WAYS]
    assert len(codes) == len(set(codes)) == len(WAY_OF)
    assert {"8", "10", "14", "15", "16", "17", "18", "20", "21", "22"} == set(WATCHED)
    assert {one.lower() for one in CANCELLED} | set(WATCHED) | {
        "n100", "not-recorded", "reclassified", "open-long", OTHER,
    } == set(codes)  # fmt: skip
    assert set(FAMILY_TITLES) == set(Family) == {one.family for one in WAYS}


@pytest.mark.parametrize(("code", "way"), [("16", "16"), ("C3", "c3"), ("1", OTHER), ("1A", OTHER), ("24", OTHER)])
def test_an_end_that_is_not_watched_is_one_of_the_others(code, way):
    assert way_of_end(code) == way


def judge(earlier: list[tuple[str, bool]], later: list[tuple[str, bool]]) -> tuple[float, int, int]:
    """(expected, found and compared, left out), one record after the other: (kind of offence, went this way)."""
    expected, compared, left_out = 0.0, 0, 0
    for kind, went in later:
        alike = [one for one in earlier if one[0] == kind]
        if not alike:
            left_out += went
            continue
        expected += sum(one[1] for one in alike) / len(alike)
        compared += went
    return expected, compared, left_out


def shares(records: list[tuple[str, bool]]) -> dict[str, Share]:
    return {
        kind: Share(found=sum(one[1] for one in records if one[0] == kind), of=sum(one[0] == kind for one in records))
        for kind in {one[0] for one in records}
    }


@pytest.mark.parametrize("seed", range(20))
def test_what_is_expected_is_what_the_judge_counts_record_by_record(seed):
    chance = Random(seed)
    earlier, later = (
        [(chance.choice(kinds), chance.random() < rate) for _ in range(chance.randint(1, 300))]
        for kinds, rate in (("AABC", 0.3), ("ABBCD", 0.5))
    )
    expected, compared, left_out = judge(earlier, later)
    found = find_change(shares(earlier), shares(later), least=10)
    assert found.expected == pytest.approx(expected)
    assert found.left_out == left_out
    assert found.ratio == (pytest.approx(compared / expected) if expected else None)
    assert (found.now.found, found.now.of) == (sum(one[1] for one in later), len(later))


def test_the_interval_allows_for_chance_in_both_windows():
    found = find_change({"A": Share(found=40, of=200)}, {"A": Share(found=90, of=300)}, least=10)
    assert found.ratio == pytest.approx(90 / 60)
    spread = 1.959963984540054 * sqrt(1 / 90 + (300**2 * 0.2 * 0.8 / 200) / 60**2)
    assert (found.low, found.high) == (pytest.approx(1.5 * exp(-spread)), pytest.approx(1.5 * exp(spread)))
    assert log(found.high) - log(found.ratio) == pytest.approx(log(found.ratio) - log(found.low))


def test_where_nothing_changes_about_one_in_twenty_changes_is_called_one():
    chance, called = Random(7), 0
    for _ in range(400):
        windows = [
            {kind: Share(found=sum(chance.random() < rate for _ in range(120)), of=120) for kind, rate in rates}
            for rates in [(("A", 0.2), ("B", 0.4))] * 2
        ]
        called += find_change(*windows, least=10).nature in {Nature.ROSE, Nature.FELL}
    assert 4 <= called <= 36


@pytest.mark.parametrize(
    ("before", "now", "nature"),
    [
        pytest.param(Share(found=50, of=100), Share(found=90, of=100), Nature.ROSE, id="rose"),
        pytest.param(Share(found=90, of=100), Share(found=50, of=100), Nature.FELL, id="fell"),
        pytest.param(Share(found=50, of=100), Share(found=52, of=100), Nature.UNCLEAR, id="about the same"),
        pytest.param(Share(found=4, of=100), Share(found=5, of=100), Nature.TOO_FEW, id="few"),
        pytest.param(Share(found=0, of=100), Share(found=30, of=100), Nature.TOO_FEW, id="nothing to expect it of"),
        pytest.param(Share(found=30, of=100), Share(found=0, of=100), Nature.TOO_FEW, id="none found"),
        pytest.param(Share(found=0, of=0), Share(found=30, of=100), Nature.TOO_FEW, id="none of that kind before"),
    ],
)
def test_what_is_said_of_a_change(before, now, nature):
    assert find_change({"A": before}, {"A": now}, least=10).nature is nature


def test_a_changed_mix_is_no_change_of_how_each_offence_ends():
    before = {"theft": Share(found=10, of=900), "abuse": Share(found=50, of=100)}
    now = {"theft": Share(found=1, of=100), "abuse": Share(found=450, of=900)}
    found = find_change(before, now, least=10)
    assert found.now.found / found.now.of > 7 * found.before.found / found.before.of
    assert found.nature is Nature.UNCLEAR
