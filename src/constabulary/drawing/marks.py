"""Marks on a drawing: escaped, rounded to a tenth of a pixel, with a role and a name for those who do not see it."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

from markupsafe import Markup, escape

INK = "#0b0c0c"
MUTED = "#505a5f"
GRID = "#d6d9db"
DOT = "#1d5c96"
CHOSEN = "#b3420a"
CHOSEN_GROUND = "#fdeee4"
BAND = "#c3d3e6"
OUTER_BAND = "#e6edf5"
WHITE = "#ffffff"
#: The height of letters on a wide page, and on a narrow one, where a drawing is shown in its own size.
WIDE_LETTERS, NARROW_LETTERS = 13, 14


class Scale:
    """From figures to pixels; logarithmic when asked for."""

    def __init__(self, low: float, high: float, start: float, end: float, *, logarithmic: bool = False) -> None:
        self._log = logarithmic
        self.low, self.high = low, high
        self.start, self.end = start, end

    def __call__(self, figure: float) -> float:
        """Where a figure lies."""
        low, high, at = self.low, self.high, figure
        if self._log:
            low, high, at = log10(low), log10(high), log10(max(figure, self.low))
        return self.start + (at - low) / ((high - low) or 1.0) * (self.end - self.start)

    def ticks(self, most: int) -> list[float]:
        """Round figures along the scale, at most so many."""
        if self._log:
            powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
            return [10.0**power for power in powers if self.low <= 10.0**power <= self.high]
        span = (self.high - self.low) or 1.0
        step = 10.0 ** floor(log10(span / most))
        step = next((step * times for times in (1, 2, 2.5, 5, 10) if span / (step * times) <= most), step * 10)
        first = ceil(self.low / step - 1e-9)
        return [round(count * step, 10) for count in range(first, floor(self.high / step + 1e-9) + 1)]


class Drawing:
    """A drawing being made."""

    def __init__(self, width: int, height: int, *, name: str, describes: str = "", letters: int = 13) -> None:
        self.width, self.height = width, height
        self._name, self._describes = name, describes
        self._letters = letters
        self._marks: list[str] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = GRID, width: float = 1, dash: str = ""
    ) -> None:
        """A line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._marks.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        )

    def box(self, x: float, y: float, width: float, height: float, *, colour: str) -> None:
        """A filled box."""
        self._marks.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{height:.1f}" fill="{colour}"/>'
        )

    def dot(self, x: float, y: float, *, radius: float = 4, colour: str = DOT, edge: str = WHITE) -> None:
        """A dot."""
        self._marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" stroke="{edge}"/>')

    def diamond(self, x: float, y: float, *, radius: float = 5.5, colour: str = DOT, edge: str = WHITE) -> None:
        """A diamond: a dot that is told from the others without colour."""
        points = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        self._marks.append(f'<polygon points="{_points(points)}" fill="{colour}" stroke="{edge}"/>')

    def curve(self, points: Iterable[tuple[float, float]], *, colour: str, width: float = 1.5, dash: str = "") -> None:
        """A line through points."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._marks.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        )

    def area(self, points: Sequence[tuple[float, float]], *, colour: str) -> None:
        """A filled shape."""
        self._marks.append(f'<polygon points="{_points(points)}" fill="{colour}"/>')

    def words(
        self, x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, colour: str = INK
    ) -> None:
        """Words; `y` is their middle."""
        weight = ' font-weight="700"' if bold else ""
        self._marks.append(
            f'<text x="{x:.1f}" y="{y + self._letters * 0.35:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>'
            f"{escape(text)}</text>"
        )

    def made(self, *, classes: str = "con-chart") -> Markup:
        """The drawing."""
        described = f"<desc>{escape(self._describes)}</desc>" if self._describes else ""
        return Markup(
            f'<svg class="{escape(classes)}" role="img" aria-label="{escape(self._name)}" '
            f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}" '
            f'font-family="Segoe UI, Noto Sans, Liberation Sans, Helvetica Neue, Arial, sans-serif" '
            f'font-size="{self._letters}" xmlns="http://www.w3.org/2000/svg"><title>{escape(self._name)}</title>'
            f"{described}{''.join(self._marks)}</svg>"
        )


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
