"""Whether measures have held: in complete months running, to the last one that is over; and since when they have not fallen back.

A month is that of its last day's figure, taken as that day ended: a figure of the second of a month, or one taken again
as at an earlier day, says nothing of the month. A month of which no such figure was kept is a month that did not hold.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

from constabulary.policing.clocks import end_of
from constabulary.standards.calendar import months_after
from constabulary.standards.values import value

DAY = timedelta(days=1)


@value
class KeptFigure:
    """A figure of a measure as it was kept: up to which day, as at when, and whether it met its target with certainty.

    `met` is None where there was nothing to count, or too little to say anything.
    """

    until_on: date
    as_at: datetime
    met: bool | None


@value
class SignedReview:
    """When a review was written, and when it was signed; None where nobody has."""

    written_at: datetime
    signed_at: datetime | None


def _last_of_each_month(figures: Iterable[KeptFigure]) -> list[KeptFigure]:
    """The figure of each month that was taken as at the latest moment, the oldest month first; of two, the later kept."""
    of_month = {
        one.until_on.replace(day=1): one for one in sorted(figures, key=lambda one: (one.until_on, one.as_at))
    }  # fmt: skip
    return [of_month[month] for month in sorted(of_month)]


def _is_whole(figure: KeptFigure) -> bool:
    return (figure.until_on + DAY).day == 1 and figure.as_at >= end_of(figure.until_on)


def months_held(figures: Iterable[KeptFigure], *, on: date) -> int:
    """How many complete months running a measure met its target, back from the last month that is over on a day.

    None of them counts while the month that is still running falls short.
    """
    last = _last_of_each_month(figures)
    running = on.replace(day=1)
    if any(one.met is False for one in last if one.until_on >= running):
        return 0
    whole = {one.until_on for one in last if one.met and _is_whole(one)}
    held = 0
    while months_after(running, -held) - DAY in whole:
        held += 1
    return held


def fell_back_at(figures: Iterable[KeptFigure]) -> datetime | None:
    """As at when a measure that had been met in a month was last not met in the next one that tells; None if never."""
    told = [one for one in _last_of_each_month(figures) if one.met is not None]
    falls = [after.as_at for before, after in pairwise(told) if before.met and not after.met]
    return max(falls, default=None)


def reopened_at(steps: Iterable[tuple[datetime, str]]) -> datetime | None:
    """When what had been called complete was last taken up again, from its steps: when each was noted, and what it became."""
    told = sorted(steps, key=lambda one: one[0])
    again = [
        moment for (_, before), (moment, became) in pairwise(told) if before == "complete" and became != "complete"
    ]
    return max(again, default=None)


def is_reviewed(reviews: Iterable[SignedReview], *, since: datetime | None) -> bool:
    """Whether a review was written and signed; where its measures fell back or it was reopened, since then."""
    return any(one.signed_at is not None and (since is None or one.written_at > since) for one in reviews)
