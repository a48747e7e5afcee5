"""The funnel plot: each force's ratio over how many were expected, with the limits that allow for forces differing."""

from markupsafe import Markup

from constabulary.drawing.marks import (
    BAND,
    CHOSEN,
    DOT,
    GRID,
    INK,
    MUTED,
    OUTER_BAND,
    Drawing,
    Scale,
)
from constabulary.inspection.public_figures import Comparison, ForceFigure
from constabulary.policing.inspection.standardising import Standardised
from constabulary.web.charts.forces import SHORT

STEPS = 48
#: How far apart labels are kept.
LINE = 13
BESIDE = 110


def draw_funnel(comparison: Comparison, chosen: str, *, name: str) -> list[Markup]:
    """The plot, wide and narrow; nothing where forces cannot be compared."""
    found = [one for one in comparison.forces if one.limits is not None and one.figures.ratio is not None]
    if comparison.funnel is None or len(found) < 2:
        return []
    return [_draw(comparison, found, chosen, width=width, name=name) for width in (960, 368)]


def _draw(comparison: Comparison, found: list[ForceFigure], chosen: str, *, width: int, name: str) -> Markup:
    narrow = width < 500
    height, left, bottom = (330, 34, 290) if narrow else (430, 48, 384)
    d = Drawing(width, height, name=name, letters=11 if narrow else 13, describes="The figures are in the table below.")
    expected = [one.figures.expected for one in found]
    x = Scale(max(0.1, min(expected) * 0.7), max(expected) * 1.4, left, width - 10, logarithmic=True)
    ratios = [one.figures.ratio or 0.0 for one in found]
    y = Scale(min(0.5, min(ratios) * 0.95), max(1.5, max(ratios) * 1.04), bottom, 14)
    _grounds(d, comparison, found, x, y)
    for tick in y.ticks(6):
        d.line(left, y(tick), width - 10, y(tick), colour=GRID)
        d.words(left - 6, y(tick), f"{tick:g}", anchor="end", colour=MUTED)
    for tick in x.ticks(6):
        d.line(x(tick), bottom, x(tick), bottom + 5, colour=MUTED)
        d.words(x(tick), bottom + 14, f"{tick:,.0f}", anchor="middle", colour=MUTED)
    d.line(left, y(1), width - 10, y(1), colour=INK)
    d.words(left + 6, 24, "Observed of expected", colour=MUTED)
    d.words(
        (left + width) / 2, bottom + 32, "Expected number (each step ten times the last)", anchor="middle", colour=MUTED
    )
    placed: list[tuple[float, float]] = []
    for one in sorted(found, key=lambda one: one.force == chosen):
        at = x(one.figures.expected), y(one.figures.ratio or 0.0)
        is_chosen = one.force == chosen
        mark = d.diamond if one.beyond == "outer" else d.dot
        mark(*at, colour=CHOSEN if is_chosen else DOT, radius=6 if is_chosen else 5 if one.beyond == "outer" else 4)
    for one in sorted(found, key=lambda one: one.force != chosen):
        if one.force == chosen or one.beyond == "outer":
            at = x(one.figures.expected), y(one.figures.ratio or 0.0)
            _label(
                d,
                one.force if not narrow else SHORT.get(one.force, one.force),
                at,
                placed,
                is_chosen=one.force == chosen,
                width=width,
            )
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")


def _grounds(d: Drawing, comparison: Comparison, found: list[ForceFigure], x: Scale, y: Scale) -> None:
    """The limits along the plot, at the usual variance of one expected."""
    funnel = comparison.funnel
    if funnel is None:
        return
    each = sum(one.figures.variance for one in found) / sum(one.figures.expected for one in found)
    points = []
    for step in range(STEPS + 1):
        expected = x.low * (x.high / x.low) ** (step / STEPS)
        points.append(
            (
                expected,
                funnel.limits(
                    Standardised(crimes=0, observed=0, unassigned=0, expected=expected, variance=each * expected)
                ),
            )
        )
    for ground, low, high in ((OUTER_BAND, "outer_low", "outer_high"), (BAND, "inner_low", "inner_high")):
        upper = [(x(at), y(min(y.high, getattr(limits, high)))) for at, limits in points]
        lower = [(x(at), y(max(y.low, getattr(limits, low)))) for at, limits in points]
        d.area([*upper, *reversed(lower)], colour=ground)


def _label(
    d: Drawing, name: str, at: tuple[float, float], placed: list[tuple[float, float]], *, is_chosen: bool, width: int
) -> None:
    x, y = at
    if is_chosen:
        d.words(min(max(x, 60), width - 60), y - 15, name, anchor="middle", bold=True, colour=CHOSEN)
        placed.append((x, y - 15))
        return
    while any(abs(other_y - y) < LINE and abs(other_x - x) < BESIDE for other_x, other_y in placed):
        y += LINE
    placed.append((x, y))
    to_left = x > width * 0.66
    d.words(x - 10 if to_left else x + 10, y, name, anchor="end" if to_left else "start")
