"""Staff on duty against demand by hour of the day: a bar for who is there, a line for how many the work would keep busy."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import BAND, CHOSEN, GRID, MUTED, NARROW_LETTERS, WIDE_LETTERS, Drawing, Scale
from constabulary.simulation.model.hours import HourOfDay

HEIGHT = 240


def draw_on_duty(hours: Sequence[HourOfDay], *, name: str) -> list[Markup]:
    """The picture, wide and narrow."""
    return [_draw(hours, width=width, name=name) for width in (960, 368)]


def _draw(hours: Sequence[HourOfDay], *, width: int, name: str) -> Markup:
    narrow = width < 500
    left, bottom = 48, HEIGHT - 40
    d = Drawing(
        width,
        HEIGHT,
        name=name,
        letters=NARROW_LETTERS if narrow else WIDE_LETTERS,
        describes="The figures are in the table below.",
    )
    top = max(1.0, *(one.on_duty for one in hours), *(one.needed or 0.0 for one in hours))
    y = Scale(0.0, top * 1.08, bottom, 16)
    step = (width - left - 14) / len(hours)
    for tick in y.ticks(4):
        d.line(left, y(tick), width - 14, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:g}", anchor="end", colour=MUTED)
    for one in hours:
        at = left + step * one.hour
        d.box(at + 1, y(one.on_duty), step - 2, bottom - y(one.on_duty), colour=BAND)
        if one.hour % (6 if narrow else 2) == 0:
            d.words(at, bottom + 16, f"{one.hour:02d}:00", colour=MUTED)
    if all(one.needed is not None for one in hours):
        points = [(left + step * (one.hour + side), y(one.needed or 0.0)) for one in hours for side in (0, 1)]
        d.curve(points, colour=CHOSEN, width=2)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
