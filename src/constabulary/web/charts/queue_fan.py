"""A queue over time with its fan: half of the replications within the dark band, nine in ten within the light one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from constabulary.drawing.marks import BAND, CHOSEN, GRID, INK, MUTED, OUTER_BAND, Drawing, Scale

HEIGHT = 300


def draw_queue(
    queue: Mapping[str, Any],
    *,
    start: datetime | date,
    at_most: int | None,
    name: str,
    seen: Sequence[tuple[float, int]] = (),
    promised: float | None = None,
) -> list[Markup]:
    """The picture, wide and narrow; `at_most` draws the line below which the backlog counts as gone, `seen` a dot for what
    waited on a day, `promised` a line at the day by which it is to be gone."""
    if len(queue["days"]) < 2:
        return []
    return [_draw(queue, start, at_most, seen, promised, width=width, name=name) for width in (960, 368)]


def _draw(
    queue: Mapping[str, Any],
    start: datetime | date,
    at_most: int | None,
    seen: Sequence[tuple[float, int]],
    promised: float | None,
    *,
    width: int,
    name: str,
) -> Markup:
    narrow = width < 500
    left, bottom, days, fan = 48, HEIGHT - 40, queue["days"], queue["fan"]
    d = Drawing(width, HEIGHT, name=name, letters=11 if narrow else 13, describes="The figures are in the table below.")
    x = Scale(0.0, days[-1], left, width - 14)
    y = Scale(0.0, max(1.0, *(row[-1] for row in fan), at_most or 0, *(count for _, count in seen)) * 1.05, bottom, 16)
    d.area(_band(days, fan, 0, 4, x, y), colour=OUTER_BAND)
    d.area(_band(days, fan, 1, 3, x, y), colour=BAND)
    for tick in y.ticks(5):
        d.line(left, y(tick), width - 14, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:,.0f}", anchor="end", colour=MUTED)
    if at_most is not None:
        d.line(left, y(at_most), width - 14, y(at_most), colour=CHOSEN, width=1.5, dash="5 4")
        d.words(width - 16, y(at_most) - 9, f"gone at {at_most:,}", anchor="end", colour=CHOSEN)
    d.curve([(x(day), y(row[2])) for day, row in zip(days, fan, strict=True)], colour=INK, width=2)
    if promised is not None:
        d.line(x(promised), 16, x(promised), bottom, colour=CHOSEN, width=1.5, dash="2 3")
        d.words(
            x(promised) + (4 if promised < days[-1] / 2 else -4),
            22,
            "promised",
            colour=CHOSEN,
            anchor="start" if promised < days[-1] / 2 else "end",
        )
    for day, count in seen:
        d.dot(x(day), y(count), radius=4.5)
    for tick in x.ticks(3 if narrow else 8):
        d.line(x(tick), bottom, x(tick), bottom + 5, colour=MUTED)
        when = start + timedelta(days=tick)
        anchor = "start" if tick == 0 else "middle" if x(tick) < width - 40 else "end"
        d.words(x(tick), bottom + 16, f"{when.day} {when:%b %y}", anchor=anchor, colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")


def _band(
    days: Sequence[float], fan: Sequence[Sequence[float]], low: int, high: int, x: Scale, y: Scale
) -> list[tuple[float, float]]:
    there = [(x(day), y(row[high])) for day, row in zip(days, fan, strict=True)]
    back = [(x(day), y(row[low])) for day, row in zip(days, fan, strict=True)]
    return there + back[::-1]
