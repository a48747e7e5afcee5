"""Teams' outcomes 14 and 16 over how many were to be expected: the funnel plot, named in order of name in its table."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import BAND, DOT, GRID, INK, MUTED, OUTER_BAND, Drawing, Scale
from constabulary.inspection.ways_out import EarlyFigure
from constabulary.policing.inspection.funnel import Funnel
from constabulary.policing.inspection.standardising import Standardised

STEPS = 40
HEIGHT = 340


def draw_early(units: Sequence[EarlyFigure], funnel: Funnel | None, *, name: str) -> list[Markup]:
    """The plot, wide and narrow; nothing where units cannot be compared. It names none: the table does, by name."""
    found = [one for one in units if one.limits is not None and one.figures.ratio is not None]
    if funnel is None or len(found) < 2:
        return []
    return [_draw(found, funnel, width=width, name=name) for width in (960, 368)]


def _draw(found: Sequence[EarlyFigure], funnel: Funnel, *, width: int, name: str) -> Markup:
    narrow = width < 500
    left, bottom = 40, HEIGHT - 44
    d = Drawing(width, HEIGHT, name=name, letters=11 if narrow else 13, describes="The figures are in the table below.")
    expected = [one.figures.expected for one in found]
    ratios = [one.figures.ratio or 0.0 for one in found]
    x = Scale(0, max(expected) * 1.1, left, width - 12)
    y = Scale(0, max(2.0, max(ratios) * 1.1), bottom, 14)
    each = sum(one.figures.variance for one in found) / sum(expected)
    points = []
    for step in range(1, STEPS + 1):
        at = x.high * step / STEPS
        points.append(
            (at, funnel.limits(Standardised(crimes=0, observed=0, unassigned=0, expected=at, variance=each * at)))
        )
    for ground, low, high in ((OUTER_BAND, "outer_low", "outer_high"), (BAND, "inner_low", "inner_high")):
        upper = [(x(at), y(min(y.high, getattr(limits, high)))) for at, limits in points]
        lower = [(x(at), y(max(y.low, getattr(limits, low)))) for at, limits in points]
        d.area([*upper, *reversed(lower)], colour=ground)
    for tick in y.ticks(5):
        d.line(left, y(tick), width - 12, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:g}", anchor="end", colour=MUTED)
    d.line(left, y(1), width - 12, y(1), colour=INK)
    for tick in x.ticks(4 if narrow else 8):
        d.words(x(tick), bottom + 14, f"{tick:g}", anchor="middle", colour=MUTED)
    d.words((left + width) / 2, bottom + 32, "Expected number", anchor="middle", colour=MUTED)
    for one in found:
        mark = d.diamond if one.beyond == "outer" else d.dot
        mark(x(one.figures.expected), y(one.figures.ratio or 0.0), colour=DOT)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
