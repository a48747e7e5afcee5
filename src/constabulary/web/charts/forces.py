"""Every force in one row: the crude share on the left, never without the ratio to what its mix would lead one to
expect on the right, with the limits that forces keep within."""

from markupsafe import Markup

from constabulary.drawing.marks import (
    BAND,
    CHOSEN,
    CHOSEN_GROUND,
    DOT,
    GRID,
    INK,
    MUTED,
    OUTER_BAND,
    Drawing,
    Scale,
)
from constabulary.inspection.public_figures import Comparison, ForceFigure

HEAD = 58
FOOT = 24


class _Rows:
    """The rows of the chart at one width."""

    def __init__(self, comparison: Comparison, chosen: str, *, width: int, name: str) -> None:
        narrow = width < 500
        self.comparison, self.chosen = comparison, chosen
        self.letters = 11 if narrow else 13
        self.row = 17 if narrow else 19
        names, gap = (106, 10) if narrow else (176, 26)
        self.figures = [one for one in comparison.forces if one.figures.ratio is not None]
        height = HEAD + self.row * len(self.figures) + FOOT
        self.drawing = Drawing(
            width, height, name=name, letters=self.letters, describes=_description(comparison, chosen)
        )
        room = width - names - gap - 14
        split = names + room * (0.42 if narrow else 0.4)
        bands = [one.figures.share_band or (0.0, 0.0) for one in self.figures]
        ratios = [one.figures.ratio or 0.0 for one in self.figures]
        self.shares = Scale(0.0, max([0.01, *(high for _, high in bands)]), names + 4, split)
        self.ratios = Scale(0.0, max([1.5, *(ratio * 1.04 for ratio in ratios)]), split + gap, width - 8)
        self.names, self.bottom, self.narrow = names, height - FOOT, narrow

    def draw(self) -> Markup:
        """All of it."""
        self._panels()
        for place, figure in enumerate(self.figures):
            self._row(figure, HEAD + self.row * (place + 0.5))
        return self.drawing.made(classes=f"con-chart con-chart--{'narrow' if self.narrow else 'wide'}")

    def _panels(self) -> None:
        d = self.drawing
        left, right = (
            ("Crude share", "Of expected")
            if self.narrow
            else ("Crude share", "Observed, of what its mix leads one to expect")
        )
        d.words(self.shares.start, 10, left, bold=True)
        d.words(self.ratios.start, 10, right, bold=True)
        for scale, most, label in (
            (self.shares, 3 if self.narrow else 5, _percent),
            (self.ratios, 4 if self.narrow else 7, _plain),
        ):
            for tick in scale.ticks(most):
                d.line(scale(tick), HEAD - 8, scale(tick), self.bottom, colour=GRID)
                d.words(scale(tick), HEAD - 18, label(tick), anchor="middle", colour=MUTED)
                d.words(scale(tick), self.bottom + 12, label(tick), anchor="middle", colour=MUTED)
        if self.comparison.pooled is not None:
            at = self.shares(self.comparison.pooled)
            d.line(at, HEAD - 8, at, self.bottom, colour=INK, dash="4 3")
        d.line(self.ratios(1), HEAD - 8, self.ratios(1), self.bottom, colour=INK)

    def _row(self, one: ForceFigure, y: float) -> None:
        d, is_chosen = self.drawing, one.force == self.chosen
        if is_chosen:
            d.box(0, y - self.row / 2, d.width, self.row, colour=CHOSEN_GROUND)
        name = SHORT.get(one.force, one.force) if self.narrow else one.force
        d.words(self.names - 6, y, name, anchor="end", bold=is_chosen, colour=CHOSEN if is_chosen else INK)
        colour = CHOSEN if is_chosen else DOT
        band, ratio, limits = one.figures.share_band, one.figures.ratio, one.limits
        if band is not None:
            d.line(self.shares(band[0]), y, self.shares(band[1]), y, colour=colour, width=2)
            d.dot(self.shares(band[0]), y, colour=colour)
        if limits is not None:
            top = self.ratios.high
            for low, high, ground, thick in (
                (limits.outer_low, limits.outer_high, OUTER_BAND, 12), (limits.inner_low, limits.inner_high, BAND, 6),
            ):  # fmt: skip
                start, end = self.ratios(min(low, top)), self.ratios(min(high, top))
                d.box(start, y - thick / 2, end - start, thick, colour=ground)
            d.line(self.ratios(1), y - self.row / 2, self.ratios(1), y + self.row / 2, colour=INK)
        if ratio is not None:
            mark = d.diamond if one.beyond == "outer" else d.dot
            mark(self.ratios(ratio), y, colour=colour)


#: Names that would not fit in a narrow drawing.
SHORT = {
    "British Transport Police": "Transport Police",
    "Metropolitan Police": "Metropolitan",
    "Avon and Somerset": "Avon, Somerset",
    "Devon and Cornwall": "Devon, Cornwall",
    "Greater Manchester": "Gr. Manchester",
    "Northamptonshire": "Northamptonsh.",
    "Cambridgeshire": "Cambridgesh.",
    "Gloucestershire": "Gloucestersh.",
    "Nottinghamshire": "Nottinghamsh.",
}


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _plain(figure: float) -> str:
    return f"{figure:g}"


def _description(comparison: Comparison, chosen: str) -> str:
    one = comparison.of(chosen)
    if one is None or one.figures.share is None or one.figures.ratio is None:
        return "The figures are in the table below."
    return (
        f"{chosen}: crude share {100 * one.figures.share:.2f} %, {one.figures.ratio:.3f} of expected. "
        "The figures of all forces are in the table below."
    )


def draw_forces(comparison: Comparison, chosen: str, *, name: str) -> list[Markup]:
    """The chart, wide and narrow."""
    return [_Rows(comparison, chosen, width=width, name=name).draw() for width in (960, 368)]
