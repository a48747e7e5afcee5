"""A measure month by month: a dot with its interval for each result that was kept, against the target."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from constabulary.drawing.marks import CHOSEN, DOT, GRID, INK, MUTED, Drawing, Scale
from constabulary.inspection.measures.definition import Measure
from constabulary.inspection.measures.definition import Scale as Figure

HEIGHT = 260


def draw_months(measure: Measure, results: Sequence[Mapping[str, Any]], *, name: str) -> list[Markup]:
    """The picture, wide and narrow, the oldest on the left; nothing for fewer than two results."""
    found = sorted((one for one in results if one["estimate"] is not None), key=lambda one: one["until_on"])
    return [_draw(measure, found, width=width, name=name) for width in (960, 368)] if len(found) > 1 else []


def _draw(measure: Measure, results: list[Mapping[str, Any]], *, width: int, name: str) -> Markup:
    narrow = width < 500
    left, bottom = 48, HEIGHT - 40
    d = Drawing(width, HEIGHT, name=name, letters=11 if narrow else 13, describes="The figures are in the table below.")
    lows = [one["low"] for one in results]
    y = Scale(0.0 if min(lows) >= 0 else -1.0, 1.0, bottom, 16)
    step = (width - left - 16) / len(results)
    for tick in y.ticks(5):
        d.line(left, y(tick), width - 10, y(tick), colour=GRID)
        words = f"{tick:g}" if measure.scale is Figure.KAPPA else f"{100 * tick:.0f} %"
        d.words(left - 6, y(tick), words, anchor="end", colour=MUTED)
    if measure.target is not None:
        d.line(left, y(measure.target), width - 10, y(measure.target), colour=CHOSEN, width=1.5, dash="5 4")
    every = max(1, len(results) // (4 if narrow else 10))
    for place, one in enumerate(results):
        x = left + step * (place + 0.5)
        d.line(x, y(one["low"]), x, y(one["high"]), colour=INK, width=2)
        d.dot(x, y(one["estimate"]), radius=4, colour=DOT)
        if place % every == 0:
            d.words(x, bottom + 16, f"{one['until_on']:%b %y}", anchor="middle", colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
