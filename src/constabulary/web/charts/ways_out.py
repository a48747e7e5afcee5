"""Every way out beside the others: a dot for how often it was taken of what the earlier mix would lead one to expect."""

from collections.abc import Sequence

from markupsafe import Markup

from constabulary.drawing.marks import CHOSEN, DOT, GRID, INK, MUTED, Drawing, Scale
from constabulary.inspection.ways_out import WatchedWay
from constabulary.policing.inspection.displacement import Nature

ROW, TOP = 26, 34


def draw_ways(ways: Sequence[WatchedWay], *, name: str) -> list[Markup]:
    """The picture, wide and narrow; nothing where nothing can be said of any way."""
    found = [one for one in ways if one.change.nature is not Nature.TOO_FEW]
    return [_draw(found, width=width, name=name) for width in (960, 368)] if found else []


def _draw(ways: Sequence[WatchedWay], *, width: int, name: str) -> Markup:
    narrow = width < 500
    left, height = 96 if narrow else 420, TOP + ROW * len(ways) + 24
    d = Drawing(width, height, name=name, letters=11 if narrow else 13, describes="The figures are in the table below.")
    lows = [one.change.low or 1.0 for one in ways]
    highs = [one.change.high or 1.0 for one in ways]
    x = Scale(max(0.05, min(0.5, *lows)), min(20.0, max(2.0, *highs)), left, width - 14, logarithmic=True)
    for tick in (0.1, 0.2, 0.5, 1, 2, 5, 10):
        if x.low <= tick <= x.high:
            d.line(x(tick), TOP - 10, x(tick), height - 20, colour=INK if tick == 1 else GRID)
            d.words(x(tick), height - 9, f"{tick:g}", anchor="middle", colour=MUTED)
    d.words(left, 10, "Found, of what was to be expected", colour=MUTED)
    for place, one in enumerate(ways):
        y = TOP + ROW * (place + 0.5)
        d.words(left - 10, y, _called(one, narrow=narrow), anchor="end")
        d.line(
            x(min(max(one.change.low or 1, x.low), x.high)),
            y,
            x(min(one.change.high or 1, x.high)),
            y,
            colour=MUTED,
            width=2,
        )
        clear = one.change.nature in {Nature.ROSE, Nature.FELL}
        mark = d.diamond if clear else d.dot
        mark(x(min(max(one.change.ratio or 1, x.low), x.high)), y, colour=CHOSEN if clear else DOT)
    return d.made(classes=f"con-chart con-chart--{'narrow' if narrow else 'wide'}")


def _called(one: WatchedWay, *, narrow: bool) -> str:
    words = one.way.title.split(":")[0]
    if narrow:
        return words if len(words) < 13 else f"{words[:11]}..."
    return one.way.title if len(one.way.title) < 56 else f"{one.way.title[:54]}..."
