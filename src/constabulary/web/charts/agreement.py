"""How far desks or teams agree: a dot with its interval each, against the mark to reach."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import CHOSEN, DOT, GRID, INK, MUTED, Drawing, Scale
from constabulary.inspection.breakdown import UnitFigure

LINE = 28


def draw_agreement(
    desks: Sequence[UnitFigure], teams: Sequence[UnitFigure], *, target: float, name: str
) -> list[Markup]:
    """The picture, wide and narrow; nothing where nothing can be said of any. A team may be called what its desk is."""
    named = [(f"{one.unit}, desk", one) for one in desks] + [(f"{one.unit}, team", one) for one in teams]
    found = [(words, one) for words, one in named if one.rate.estimate is not None]
    return [_draw(found, target, width=width, name=name) for width in (960, 368)] if found else []


def _draw(units: list[tuple[str, UnitFigure]], target: float, *, width: int, name: str) -> Markup:
    narrow = width < 500
    left, top = (12 if narrow else 250), 30
    step = LINE + (14 if narrow else 0)
    bottom = top + step * len(units)
    d = Drawing(
        width, bottom + 44, name=name, letters=11 if narrow else 13, describes="The figures are in the table below."
    )
    lowest = min(0.0, *(one.rate.low or 0.0 for _, one in units))
    x = Scale(-1.0 if lowest < -0.5 else -0.5 if lowest < 0 else 0.0, 1.0, left, width - 16)
    for tick in x.ticks(5):
        d.line(x(tick), top - 8, x(tick), bottom, colour=GRID)
        d.words(x(tick), bottom + 12, f"{tick:g}", anchor="middle", colour=MUTED)
    d.line(x(target), top - 8, x(target), bottom, colour=CHOSEN, width=1.5, dash="5 4")
    d.words(x(target), top - 18, f"mark to reach {target:g}", anchor="middle", colour=CHOSEN)
    for place, (words, one) in enumerate(units):
        y = top + step * place + step / 2 + (7 if narrow else 0)
        d.words(left if narrow else left - 12, y - (18 if narrow else 0), words, anchor="start" if narrow else "end")
        d.line(x(one.rate.low or 0.0), y, x(one.rate.high or 0.0), y, colour=INK, width=2)
        d.dot(x(one.rate.estimate or 0.0), y, radius=5, colour=DOT)
    d.words((left + width) / 2, bottom + 32, "Weighted kappa with its 95 % interval", anchor="middle", colour=MUTED)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
