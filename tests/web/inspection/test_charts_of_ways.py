"""The pictures of the ways out and of early closure: named, with what they show, and nothing where there is too little."""

from dataclasses import replace

from constabulary.inspection.ways_out import WatchedWay, early_closure
from constabulary.policing.inspection.displacement import WAYS, Share, find_change
from constabulary.web.charts.early import draw_early
from constabulary.web.charts.ways_out import draw_ways
from tests.inspection.test_ways_out import FUNNEL_VALUE, cell


def watched(before: int, now: int, place: int = 0) -> WatchedWay:
    change = find_change({"A": Share(found=before, of=200)}, {"A": Share(found=now, of=200)}, least=10)
    return WatchedWay(way=WAYS[place], change=change)


def test_a_way_that_rose_is_a_diamond_and_one_that_did_not_a_dot():
    drawings = draw_ways([watched(40, 90), watched(50, 52, 10), watched(90, 30, -1)], name="Every way out")
    assert len(drawings) == 2
    for one in drawings:
        assert 'role="img"' in one
        assert 'aria-label="Every way out"' in one
        assert one.count("<polygon") == 2
        assert one.count("<circle") == 1
    assert WAYS[0].title in drawings[0]


def test_of_few_nothing_is_drawn():
    assert draw_ways([watched(2, 3)], name="Every way out") == []


def test_units_are_drawn_on_their_limits_without_names_and_one_alone_is_not():
    shares = {"8N": 0.3}
    cells = [one for unit in (1, 2, 3) for one in (cell("16", 20 * unit, unit=unit), cell("1", 40, unit=unit))]
    found = early_closure(cells, shares, later=True, least=10, funnel=FUNNEL_VALUE)
    drawings = draw_early(found.by_unit, found.funnel, name="By team")
    assert len(drawings) == 2
    assert "Team 1" not in drawings[0]
    assert draw_early(found.by_unit[:1], found.funnel, name="By team") == []
    assert draw_early(found.by_unit, None, name="By team") == []


def test_a_unit_beyond_the_outer_limits_is_a_diamond():
    shares = {"8N": 0.3}
    even = [one for unit in range(2, 12) for one in (cell("16", 30, unit=unit), cell("1", 70, unit=unit))]
    found = early_closure(
        [*even, cell("16", 95), cell("1", 5)], shares, later=True, least=10, funnel=replace(FUNNEL_VALUE)
    )
    beyond = [one.beyond for one in found.by_unit]
    assert beyond.count("outer") == 1
    (wide, _) = draw_early(found.by_unit, found.funnel, name="By team")
    assert wide.count("<circle") == 10
