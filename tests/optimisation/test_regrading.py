"""Whose crimes are graded again."""

from constabulary.optimisation.regrading import NearLimit, draw_for_regrading

LOADS = [NearLimit(officer=f"O{at:02}", load=10.0 + at * 0.5, limit=20.0) for at in range(25)]


def draw(loads=LOADS, *, share=0.25, seed="2026-11"):
    return draw_for_regrading(loads, from_share=0.9, share=share, seed=seed)


def test_only_officers_at_or_just_under_their_limit_are_drawn():
    everyone = draw(share=1.0)
    assert everyone.officers == ("O16", "O17", "O18", "O19", "O20")
    assert everyone.out_of == 5


def test_a_share_is_rounded_up_and_said_with_the_seed():
    some = draw()
    assert len(some.officers) == 2
    assert (some.out_of, some.from_share, some.share, some.seed) == (5, 0.9, 0.25, "2026-11")


def test_the_same_seed_draws_the_same_in_any_order_and_another_seed_draws_others():
    assert draw(LOADS[::-1]) == draw()
    assert len({draw(seed=f"2026-{month:02}").officers for month in range(1, 13)}) > 3


def test_over_a_year_of_draws_everyone_near_the_limit_is_drawn():
    drawn = {name for week in range(52) for name in draw(seed=f"week {week}").officers}
    assert drawn == set(draw(share=1.0).officers)


def test_nobody_near_the_limit_gives_an_empty_sample():
    assert (
        draw([NearLimit(officer="A", load=5.0, limit=20.0), NearLimit(officer="B", load=0.0, limit=0.0)]).officers == ()
    )
