"""What a queue will hold over the next days, told from its own ledger, and how far earlier forecasts were off.

A plain rule, so that it can be worked by hand: each day adds what usually comes in on its weekday and takes what usually
goes out on it; where the ledger shows beyond doubt that a queue returns to its usual length, it is drawn back towards
it. How far the same rule would have been off at each number of days ahead, had it been used on every day of the ledger,
gives the interval. Nothing is assumed about how counts fall, and nothing is known of what has never happened before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, sqrt

from constabulary.standards.queues import ForecastSettings
from constabulary.standards.values import value

DAY = timedelta(days=1)
WEEKDAYS = 7
#: A queue is only said to return to its usual length where that is certain by so many standard errors: one that only
#: wanders looks a little as if it did.
CERTAIN_BY = 3.0
#: Against rounding: 3.0000000001 is three.
HAIR = 1e-9


@value
class LedgerDay:
    """What came into a queue on a finished day, what went out, and what waited at its end."""

    day: date
    came_in: int
    went_out: int
    waiting: int


@value
class ForecastDay:
    """What will wait at the end of a day: the middle, and the interval it should fall within."""

    day: date
    low: int
    middle: int
    high: int


@value
class CheckedDay:
    """A day that has come: what was forecast of it, and what waited at its end."""

    forecast: ForecastDay
    measured: int

    @property
    def error(self) -> int:
        """How many more waited than the middle of the forecast; negative for fewer."""
        return self.measured - self.forecast.middle

    @property
    def is_inside(self) -> bool:
        """Whether what waited fell within the interval."""
        return self.forecast.low <= self.measured <= self.forecast.high


@value
class Weekly:
    """A queue's week: what it usually gains on each weekday (Monday first, in less out), how many usually wait at the
    day's end, and which share of a day's distance from that it makes good on the next."""

    gains: tuple[float, ...]
    waits: tuple[float, ...]
    pull: float

    def next(self, waiting: float, day: date) -> float:
        """What will wait at the end of `day`, from what waited at the end of the day before; never less than nothing."""
        away = waiting - self.waits[(day.weekday() - 1) % WEEKDAYS]
        return max(0.0, waiting + self.gains[day.weekday()] - self.pull * away)


def fill_days(found: Iterable[LedgerDay], *, until_on: date) -> tuple[LedgerDay, ...]:
    """A day for every day from the first one found: the ledger leaves out days on which nothing waited or moved."""
    by_day = {one.day: one for one in found if one.day <= until_on}
    if not by_day:
        return ()
    first = min(by_day)
    every = (first + DAY * number for number in range((until_on - first).days + 1))
    return tuple(by_day.get(day) or LedgerDay(day=day, came_in=0, went_out=0, waiting=0) for day in every)


def tell_too_little(days: Sequence[LedgerDay], *, settings: ForecastSettings) -> str:
    """Why these days are too few to forecast from, in a sentence; empty where they are enough."""
    if len(days) < WEEKDAYS * settings.least_weeks:
        had = "1 day" if len(days) == 1 else f"{len(days)} days"
        return (
            f"No forecast: this queue has been in the ledger for {had}, and {settings.least_weeks} weeks are needed."
            if days
            else f"No forecast: nothing of this queue is in the ledger, and {settings.least_weeks} weeks are needed."
        )
    moved = sum(one.came_in + one.went_out for one in days)
    if moved < settings.least_moves:
        return (
            f"No forecast: in {len(days) // WEEKDAYS} weeks {moved} came in or went out, and {settings.least_moves} are "
            "needed to tell how this queue moves."
        )
    return ""


def learn_weekly(days: Sequence[LedgerDay]) -> Weekly:
    """The queue's week, as the mean of these days; at least one of each weekday.

    The pull is least squares through the origin, less three standard errors, between none and all.
    """
    of: list[list[LedgerDay]] = [[one for one in days if one.day.weekday() == place] for place in range(WEEKDAYS)]
    gains = tuple(sum(one.came_in - one.went_out for one in some) / len(some) for some in of)
    waits = tuple(sum(one.waiting for one in some) / len(some) for some in of)
    pairs = [
        (before.waiting - waits[before.day.weekday()], after.waiting - before.waiting - gains[after.day.weekday()])
        for before, after in pairwise(days)
    ]
    squares = sum(away * away for away, _ in pairs)
    if squares <= HAIR:
        return Weekly(gains=gains, waits=waits, pull=0.0)
    pull = -sum(away * gain for away, gain in pairs) / squares
    left = sum((gain + pull * away) ** 2 for away, gain in pairs)
    error = sqrt(left / max(1, len(pairs) - 1) / squares)
    return Weekly(gains=gains, waits=waits, pull=min(1.0, max(0.0, pull - CERTAIN_BY * error)))


def forecast_queue(days: Sequence[LedgerDay], *, settings: ForecastSettings) -> tuple[ForecastDay, ...]:
    """The next `settings.days` days after the last of these, which follow each other; empty where they are too few.

    The interval is rounded outwards to whole numbers and never below nothing; the middle lies within it.
    """
    if tell_too_little(days, settings=settings):
        return ()
    weekly = learn_weekly(days)
    made, told, day = [], float(days[-1].waiting), days[-1].day
    for misses in _misses_ahead(days, weekly, settings.days):
        day += DAY
        told = weekly.next(told, day)
        below, above = miss_bounds(misses, settings.inside)
        low, high = max(0, floor(told + below + HAIR)), max(0, ceil(told + above - HAIR))
        made.append(ForecastDay(day=day, low=low, middle=min(high, max(low, round(told))), high=high))
    return tuple(made)


def _misses_ahead(days: Sequence[LedgerDay], weekly: Weekly, most: int) -> Iterator[list[float]]:
    """By how many days ahead, from one to `most`: how far the rule would have been off, begun on each day of the ledger.

    All days go one step on together, with what does not change between steps worked out once.
    """
    keep = 1.0 - weekly.pull
    steps = [
        weekly.gains[one.day.weekday()] + weekly.pull * weekly.waits[(one.day.weekday() - 1) % WEEKDAYS] for one in days
    ]
    waited = [float(one.waiting) for one in days]
    told = waited
    for ahead in range(1, most + 1):
        told = [max(0.0, before * keep + step) for before, step in zip(told, steps[ahead:], strict=False)]
        yield [came - said for came, said in zip(waited[ahead:], told, strict=True)]


def miss_bounds(misses: Sequence[float], inside: float) -> tuple[float, float]:
    """The misses between which a share `inside` of them lies, with one more miss to come reckoned in."""
    ranked, tail = sorted(misses), (1 - inside) / 2
    cut = max(0, floor((len(ranked) + 1) * tail + HAIR) - 1)
    return ranked[cut], ranked[len(ranked) - 1 - cut]


def check_forecast(
    forecasts: Iterable[ForecastDay], *, measured: Mapping[date, int], reached: date | None
) -> tuple[CheckedDay, ...]:
    """The forecasts of days that the ledger has reached, oldest first, each beside what waited at the day's end.

    A day that the ledger leaves out is one on which nothing waited.
    """
    come = (one for one in forecasts if reached is not None and one.day <= reached)
    ordered = sorted(come, key=lambda one: one.day)
    return tuple(CheckedDay(forecast=one, measured=measured.get(one.day, 0)) for one in ordered)


def is_doubtful(checked: Sequence[CheckedDay], *, settings: ForecastSettings) -> bool:
    """Whether so few of these days fell within what was forecast of them that the forecast is not to be relied on."""
    inside = sum(one.is_inside for one in checked)
    return len(checked) >= settings.doubt_after and inside < settings.doubt_below * len(checked)
