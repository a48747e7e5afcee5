"""A fan over days: what half and nine in ten of the futures keep within, and the line that half of them stay below."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import BAND, DOT, GRID, INK, MUTED, OUTER_BAND, Drawing, Scale

HEIGHT = 380
NARROW = 500


def draw_fan(
    days: Sequence[float], rows: Sequence[Sequence[float]], *, name: str, upwards: str, width: int = 960
) -> Markup:
    """A drawing of `rows[day]`: the quantiles 5, 25, 50, 75 and 95 % of what there is on each of `days`.

    `name` says what is shown, `upwards` what is counted. Raises ValueError where there is no day, or a row is not of five.
    """
    if not rows or len(rows) != len(days) or any(len(row) != 5 for row in rows):
        raise ValueError("a fan takes a row of five figures for each day")
    narrow = width < NARROW
    left, bottom, right = 52, HEIGHT - 44, width - 14
    last = rows[-1]
    d = Drawing(
        width, HEIGHT, name=name, letters=11 if narrow else 13,
        describes=f"On day {days[-1]:g} half of the futures have up to {last[2]:,.0f}, nineteen in twenty up to {last[4]:,.0f}.",
    )  # fmt: skip
    x = Scale(min(0.0, days[0]), days[-1], left, right)
    y = Scale(0, max(1.0, max(max(row) for row in rows) * 1.05), bottom, 54)
    for ground, low, high in ((OUTER_BAND, 0, 4), (BAND, 1, 3)):
        upper = [(x(day), y(row[high])) for day, row in zip(days, rows, strict=True)]
        lower = [(x(day), y(row[low])) for day, row in zip(days, rows, strict=True)]
        d.area([*upper, *reversed(lower)], colour=ground)
    for tick in y.ticks(5):
        d.line(left, y(tick), right, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:,g}", anchor="end", colour=MUTED)
    d.curve([(x(day), y(row[2])) for day, row in zip(days, rows, strict=True)], colour=DOT, width=2)
    d.line(left, bottom, right, bottom, colour=INK)
    for tick in x.ticks(4 if narrow else 8):
        d.words(x(tick), bottom + 14, f"{tick:,g}", anchor="middle", colour=MUTED)
    d.words((left + right) / 2, bottom + 32, "Days from the start", anchor="middle", colour=MUTED)
    d.words(8, 14, upwards if narrow else name, bold=True)
    if not narrow:
        told = f"{upwards}; the line is the middle of the futures, the bands hold half and nine in ten of them"
        d.words(8, 34, told, colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
