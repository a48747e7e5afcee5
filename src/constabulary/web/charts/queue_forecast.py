"""A queue's last weeks as they were measured, what had been forecast of them, and what is forecast of the next."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from constabulary.drawing.marks import (
    BAND,
    CHOSEN,
    GRID,
    INK,
    MUTED,
    NARROW_LETTERS,
    OUTER_BAND,
    WIDE_LETTERS,
    Drawing,
    Scale,
)
from constabulary.policing.duties.forecast import CheckedDay, ForecastDay

HEIGHT = 260


def draw_forecast(
    measured: Sequence[tuple[date, int]], checked: Sequence[CheckedDay], ahead: Sequence[ForecastDay], *, name: str
) -> list[Markup]:
    """The picture, wide and narrow: `measured` is (day, waiting at its end), `checked` and `ahead` are in order of days."""
    return [_draw(measured, checked, ahead, width=width, name=name) for width in (960, 368)]


def _draw(
    measured: Sequence[tuple[date, int]],
    checked: Sequence[CheckedDay],
    ahead: Sequence[ForecastDay],
    *,
    width: int,
    name: str,
) -> Markup:
    narrow = width < 500
    left, right, bottom = 48, width - 14, HEIGHT - 40
    past = [one.forecast for one in checked]
    d = Drawing(
        width,
        HEIGHT,
        name=name,
        letters=NARROW_LETTERS if narrow else WIDE_LETTERS,
        describes="The figures are in the tables below.",
    )
    days = [*(day for day, _ in measured), *(one.day for one in (*past, *ahead))]
    first, last = min(days), max(days)
    x = Scale(-0.5, (last - first).days + 0.5, left, right)
    top = max(1, *(count for _, count in measured), *(one.high for one in (*past, *ahead)))
    y = Scale(0.0, top * 1.05, bottom, 16)

    def across(day: date) -> float:
        return x((day - first).days)

    for one, colour in (*((one, OUTER_BAND) for one in past), *((one, BAND) for one in ahead)):
        wide = x(1.0) - x(0.0)
        # A count that is known to the one has a band too, as high as a line.
        high = max(y(one.low) - y(one.high), 3.0)
        d.box(across(one.day) - wide / 2, y(one.low) - high, wide, high, colour=colour)
    for tick in y.ticks(4):
        if tick == round(tick):
            d.line(left, y(tick), right, y(tick), colour=GRID)
            d.words(left - 6, y(tick), f"{tick:,.0f}", anchor="end", colour=MUTED)
    d.curve([(across(day), y(count)) for day, count in measured], colour=INK, width=2)
    d.curve([(across(one.day), y(one.middle)) for one in ahead], colour=CHOSEN, width=2, dash="6 3")
    count = (last - first).days + 1
    every = max(1, -(-count // (4 if narrow else 8)))
    for place in range(0, count, every):
        day = first + timedelta(days=place)
        anchor = "end" if x(place) > right - 24 else "middle"
        d.words(x(place), bottom + 16, f"{day:%-d %b}", anchor=anchor, colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
