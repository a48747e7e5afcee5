"""A fan over days: what half and nine in ten of the futures keep within, and the line that half of them stay below."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from constabulary.drawing.marks import (
    BAND,
    CHOSEN,
    DOT,
    GRID,
    INK,
    MUTED,
    NARROW_LETTERS,
    OUTER_BAND,
    WIDE_LETTERS,
    Drawing,
    Scale,
)

HEIGHT = 300
#: So much more where what is counted stands above, and what the days are below.
OVER, UNDER = 38, 16
NARROW = 500


def draw_fan(
    days: Sequence[float],
    rows: Sequence[Sequence[float]],
    *,
    name: str,
    upwards: str = "",
    width: int = 960,
    start: date | None = None,
    gone_at: int | None = None,
    seen: Sequence[tuple[float, int]] = (),
    promised: float | None = None,
) -> Markup:
    """A drawing of `rows[day]`: the quantiles 5, 25, 50, 75 and 95 % of what there is on each of `days`.

    `name` says what is shown. `upwards` what is counted: it stands above a drawing that has no page around it. With a
    `start` the days are dates, otherwise they are counted. `gone_at` draws the line from which on nothing is left to do,
    `seen` a dot for what was counted on a day, `promised` a line at the day by which it is to be gone. ValueError where there is no day, or a row is not of five.
    """
    if not rows or len(rows) != len(days) or any(len(row) != 5 for row in rows):
        raise ValueError("a fan takes a row of five figures for each day")
    narrow = width < NARROW
    top, below = (16 + OVER if upwards else 16), (0 if start else UNDER)
    height = HEIGHT + top - 16 + below
    left, bottom, right = 52, height - 40 - below, width - 14
    last = rows[-1]
    d = Drawing(
        width, height, name=name, letters=NARROW_LETTERS if narrow else WIDE_LETTERS,
        describes=f"On day {days[-1]:g} half of the futures have up to {last[2]:,.0f}, nineteen in twenty up to {last[4]:,.0f}.",
    )  # fmt: skip
    x = Scale(min(0.0, days[0]), days[-1], left, right)
    y = Scale(
        0.0, max(1.0, *(max(row) for row in rows), gone_at or 0, *(count for _, count in seen)) * 1.05, bottom, top
    )
    for ground, low, high in ((OUTER_BAND, 0, 4), (BAND, 1, 3)):
        upper = [(x(day), y(row[high])) for day, row in zip(days, rows, strict=True)]
        lower = [(x(day), y(row[low])) for day, row in zip(days, rows, strict=True)]
        d.area([*upper, *reversed(lower)], colour=ground)
    for tick in y.ticks(5):
        d.line(left, y(tick), right, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:,g}", anchor="end", colour=MUTED)
    if gone_at is not None:
        d.line(left, y(gone_at), right, y(gone_at), colour=CHOSEN, width=1.5, dash="5 4")
        d.words(right - 2, y(gone_at) - 9, f"gone at {gone_at:,}", anchor="end", colour=CHOSEN)
    d.curve([(x(day), y(row[2])) for day, row in zip(days, rows, strict=True)], colour=DOT, width=2)
    if promised is not None:
        is_early = promised < days[-1] / 2
        d.line(x(promised), top, x(promised), bottom, colour=CHOSEN, width=1.5, dash="2 3")
        d.words(
            x(promised) + (4 if is_early else -4),
            top + 6,
            "promised",
            anchor="start" if is_early else "end",
            colour=CHOSEN,
        )
    for day, count in seen:
        d.dot(x(day), y(count), radius=4.5)
    d.line(left, bottom, right, bottom, colour=INK)
    for tick in x.ticks((3 if start else 4) if narrow else 8):
        d.line(x(tick), bottom, x(tick), bottom + 5, colour=MUTED)
        anchor = "start" if start and tick == 0 else "end" if start and x(tick) > right - 32 else "middle"
        d.words(x(tick), bottom + 16, _told(tick, start), anchor=anchor, colour=MUTED)
    if not start:
        d.words((left + right) / 2, bottom + 32, "Days from the start", anchor="middle", colour=MUTED)
    if upwards:
        d.words(8, 14, upwards if narrow else name, bold=True)
    if upwards and not narrow:
        told = f"{upwards}; the line is the middle of the futures, the bands hold half and nine in ten of them"
        d.words(8, 34, told, colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")


def _told(day: float, start: date | None) -> str:
    if start is None:
        return f"{day:,g}"
    when = start + timedelta(days=day)
    return f"{when.day} {when:%b %y}"
