"""The severity score of every force: ours as a filled dot, the published one as a ring."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import DOT, GRID, INK, MUTED, WHITE, Drawing, Scale
from constabulary.inspection.severity_scores import ForceSeverity
from constabulary.web.charts.forces import SHORT

HEAD = 44
FOOT = 24


def draw_severity(forces: Sequence[ForceSeverity], *, name: str) -> list[Markup]:
    """The chart, wide and narrow."""
    return [_draw(forces, width=width, name=name) for width in (960, 368)] if forces else []


def _draw(forces: Sequence[ForceSeverity], *, width: int, name: str) -> Markup:
    narrow = width < 500
    row, names = (17, 106) if narrow else (19, 176)
    height = HEAD + row * len(forces) + FOOT
    d = Drawing(width, height, name=name, letters=11 if narrow else 13, describes="The scores are in the table below.")
    top = max(max(one.ours.score, one.published or 0.0) for one in forces)
    x = Scale(0.0, top * 1.05, names + 4, width - 10)
    d.dot(names + 10, 10, colour=DOT)
    d.words(names + 20, 10, "Recomputed")
    d.dot(names + 110, 10, colour=WHITE, edge=INK)
    d.words(names + 120, 10, "Published")
    for tick in x.ticks(5 if narrow else 9):
        d.line(x(tick), HEAD - 8, x(tick), height - FOOT, colour=GRID)
        d.words(x(tick), HEAD - 17, f"{tick:g}", anchor="middle", colour=MUTED)
        d.words(x(tick), height - FOOT + 12, f"{tick:g}", anchor="middle", colour=MUTED)
    for place, one in enumerate(forces):
        y = HEAD + row * (place + 0.5)
        d.words(names - 6, y, SHORT.get(one.force, one.force) if narrow else one.force, anchor="end")
        if one.published is not None:
            d.line(x(one.ours.score), y, x(one.published), y, colour=MUTED)
            d.dot(x(one.published), y, colour=WHITE, edge=INK)
        d.dot(x(one.ours.score), y, colour=DOT)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")
