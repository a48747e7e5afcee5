"""A queue's days as a picture: bars for what came in and went out, a line for what waited. Geometry only."""

from collections.abc import Sequence
from datetime import date, timedelta

from constabulary.records.queries.queues import QueueFigures
from constabulary.standards.values import value

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 12, 30


@value
class Bar:
    """A bar, in the picture's units."""

    x: float
    y: float
    width: float
    height: float


@value
class QueueChart:
    """A picture of a queue over some days. `marks` are (x, words) along the days, `steps` (y, count) up the side."""

    width: int
    height: int
    base: float
    came_in: tuple[Bar, ...]
    went_out: tuple[Bar, ...]
    waiting: str
    marks: tuple[tuple[float, str], ...]
    steps: tuple[tuple[float, int], ...]


def round_up(count: int) -> int:
    """The next number that reads well at the top of a scale."""
    for size in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000):
        if count <= size:
            return size
    return count


def queue_chart(days: Sequence[QueueFigures], *, from_on: date, until_on: date) -> QueueChart:
    """The picture of these days; a day without a row is one on which nothing waited or moved."""
    count = (until_on - from_on).days + 1
    by_day = {one.day: one for one in days}
    top = round_up(max((max(one.waiting, one.came_in, one.went_out) for one in days), default=1))
    step = (WIDTH - LEFT - RIGHT) / count
    base = HEIGHT - BOTTOM

    def height(number: int) -> float:
        return round((base - TOP) * number / top, 1)

    came_in, went_out, points = [], [], []
    for place in range(count):
        one = by_day.get(from_on + timedelta(days=place))
        x, wide = LEFT + step * place, step * 0.38
        arrived, left, waited = (one.came_in, one.went_out, one.waiting) if one else (0, 0, 0)
        came_in.append(
            Bar(x=round(x + step * 0.1, 1), y=base - height(arrived), width=round(wide, 1), height=height(arrived))
        )
        went_out.append(
            Bar(x=round(x + step * 0.5, 1), y=base - height(left), width=round(wide, 1), height=height(left))
        )
        points.append(f"{x + step / 2:.1f},{base - height(waited):.1f}")
    every = max(1, count // 8)
    return QueueChart(
        width=WIDTH,
        height=HEIGHT,
        base=base,
        came_in=tuple(came_in),
        went_out=tuple(went_out),
        waiting=" ".join(points),
        marks=tuple(
            (round(LEFT + step * (place + 0.5), 1), f"{from_on + timedelta(days=place):%-d %b}")
            for place in range(0, count, every)
        ),
        steps=tuple((base - height(number), number) for number in (0, top // 2, top)),
    )
