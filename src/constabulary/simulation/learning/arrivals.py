"""How often work comes in: by hour of the week and season, how far it varies beyond chance, and what to expect next.

Hours are those of the clock on the wall, and each is counted for as long as it was: the hour that the clocks leave out
was not there, the hour that comes twice was there for two.
"""

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.distributions import Floats, chi_square_tail, poisson_interval
from constabulary.simulation.learning.history import DAY, HOUR, Integers
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

HOURS_OF_WEEK = 168
MONTHS = 12
#: Months are told apart from chance and trend only where each was seen, in a span of at least so many days.
SEASON_DAYS = 360
#: Cells pull towards the product of hour and weekday as if this many arrivals had been seen in it, where the data say
#: that the product is as good as the cells.
FIRMEST = 1e6
TURNS = 200
#: Our own assumption, for as long as little was seen: days vary by a factor of this variance (7 %), weeks by half of it,
#: and it counts as much as so many periods seen. Without it a week of records would promise that no day is unlike others.
ASSUMED_FACTOR = 0.005
ASSUMED_WEIGHT = 7


@value
class Slots:
    """Every full hour of a stretch of time, in order: its local hour of the week (Monday 00:00 is 0), month (January is
    0), day counted from the first, and how much of it lies in the stretch, in hours."""

    first: float
    hour_of_week: Integers
    month: Integers
    day: Integers
    exposure: Floats

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.exposure)


def cut_in_hours(since: float, until: float, *, zone: ZoneInfo = LONDON) -> Slots:
    """The full hours between two moments; those at both ends may be parts of one."""
    first = math.floor(since / HOUR) * HOUR
    count = max(0, math.ceil((until - first) / HOUR))
    local = [datetime.fromtimestamp(first + place * HOUR, tz=UTC).astimezone(zone) for place in range(count)]
    begins = first + HOUR * np.arange(count)
    days = np.array([one.toordinal() for one in local], dtype=np.int64)
    return Slots(
        first=first,
        hour_of_week=np.array([one.weekday() * 24 + one.hour for one in local], dtype=np.int64),
        month=np.array([one.month - 1 for one in local], dtype=np.int64),
        day=days - (days[0] if count else 0),
        exposure=(np.minimum(begins + HOUR, until) - np.maximum(begins, since)) / HOUR,
    )


def count_in(slots: Slots, moments: Floats) -> Floats:
    """How many of the moments fall into each slot."""
    places = np.floor((moments - slots.first) / HOUR).astype(np.int64)
    return np.bincount(places[(places >= 0) & (places < slots.count)], minlength=slots.count).astype(np.float64)


def _summed(by: Integers, amounts: Floats, length: int = 0) -> Floats:
    return np.bincount(by, amounts, minlength=length).astype(np.float64)


@value
class Dispersion:
    """How far counts vary beyond chance: `index` is their variance over the variance that chance alone gives, `chance`
    how often chance alone gives as much, `factor` the variance of a factor of mean one drawn for each period (the
    negative binomial's), over `periods` of them, of which `freedom` are left after the rates were fitted."""

    index: float
    chance: float
    factor: float
    periods: int
    freedom: int

    def factor_with(self, assumed: float) -> float:
        """The factor to reckon with: the measured one, drawn towards what is assumed while little was seen."""
        return (self.freedom * self.factor + ASSUMED_WEIGHT * assumed) / (self.freedom + ASSUMED_WEIGHT)


@value
class ArrivalRates:
    """What was learned of arrivals. Rates are an hour: `by_hour_of_week[168]` with `low` and `high` (95 %), `months[12]`
    factors of mean one (all one where no season can be told); `seen` in `days`.

    `daily` and `weekly` say how far days and weeks vary beyond the rates; `day_to_day` is the correlation of one day's
    deviation with the next's.
    """

    seen: int
    days: float
    by_hour_of_week: Floats
    low: Floats
    high: Floats
    months: Floats
    has_season: bool
    hours_seen: Floats
    daily: Dispersion
    weekly: Dispersion
    day_to_day: float

    @property
    def per_day(self) -> float:
        """Arrivals a day in a plain week."""
        return float(self.by_hour_of_week.sum()) / 7

    @property
    def by_hour(self) -> Floats:
        """Arrivals an hour by hour of the day, the mean over the week."""
        return np.asarray(self.by_hour_of_week.reshape(7, 24).mean(axis=0))

    @property
    def by_weekday(self) -> Floats:
        """Arrivals a day by weekday, Monday first."""
        return np.asarray(self.by_hour_of_week.reshape(7, 24).sum(axis=1))

    @property
    def factors(self) -> tuple[float, float]:
        """(the variance of each day's own factor, that of each week's), as forecasts reckon with them.

        A week of days that vary each by itself varies by a seventh of what they do; what is beyond that is its own.
        """
        daily = self.daily.factor_with(ASSUMED_FACTOR)
        weekly = self.weekly.factor_with(ASSUMED_FACTOR / 2 + daily / 7)
        own = max(0.0, min(daily, (weekly - daily / 7) * 7 / 6))
        return daily - own, own

    def level_variance(self, days: float) -> float:
        """The relative variance of the level of a stretch of so many days: of chance, its days and its weeks."""
        daily, weekly = self.factors
        return 1 / max(1e-9, self.per_day * days) + daily / max(1.0, days) + weekly / max(1.0, days / 7)

    def expected(self, slots: Slots) -> Floats:
        """The arrivals to be expected in each slot."""
        found: Floats = self.by_hour_of_week[slots.hour_of_week] * self.months[slots.month] * slots.exposure
        return found


def learn_arrivals(moments: Floats, *, since: float, until: float, zone: ZoneInfo = LONDON) -> ArrivalRates | None:
    """The rates of arrivals seen between two moments; None where nothing came in, or no time passed.

    Each hour of the week is drawn towards the product of its hour and weekday, the further the less was seen of it.
    """
    inside = moments[(moments >= since) & (moments < until)]
    slots = cut_in_hours(since, until, zone=zone)
    if not len(inside) or not slots.count:
        return None
    counts = count_in(slots, inside)
    months, has_season = _months(slots, counts)
    weighted = slots.exposure * months[slots.month]
    seen = _summed(slots.hour_of_week, counts, HOURS_OF_WEEK)
    exposed = _summed(slots.hour_of_week, weighted, HOURS_OF_WEEK)
    shape = _product(seen, exposed)
    strength = _strength(seen, exposed * shape)
    with np.errstate(invalid="ignore"):
        rates = shape * (seen + strength) / (exposed * shape + strength)
    rates = np.where(np.isfinite(rates), rates, 0.0)
    expected = rates[slots.hour_of_week] * weighted
    daily = _dispersion(slots.day, counts, expected, cells=int((seen > 0).sum()))
    weekly = _dispersion(slots.day // 7, counts, expected, cells=1)
    low, high = _bounds(seen, exposed, shape, strength, index=max(1.0, daily.index))
    return ArrivalRates(
        seen=len(inside), days=(until - since) / DAY, by_hour_of_week=rates, low=low, high=high, months=months,
        has_season=has_season, hours_seen=_summed(slots.hour_of_week, slots.exposure, HOURS_OF_WEEK),
        daily=daily, weekly=weekly, day_to_day=_day_to_day(slots, counts, expected),
    )  # fmt: skip


def _months(slots: Slots, counts: Floats) -> tuple[Floats, bool]:
    exposed = _summed(slots.month, slots.exposure, MONTHS)
    if slots.exposure.sum() < SEASON_DAYS * 24 or (exposed == 0).any():
        return np.ones(MONTHS), False
    rates = _summed(slots.month, counts, MONTHS) / exposed
    return rates / rates.mean(), True


def _product(seen: Floats, exposed: Floats) -> Floats:
    """The product of hour and weekday that fits the counts best, by scaling in turns. Unseen cells take part in none."""
    grid, time = seen.reshape(7, 24), exposed.reshape(7, 24)
    days, hours = np.ones((7, 1)), np.ones((1, 24))
    for _ in range(TURNS):
        before = hours
        days = _ratio(grid.sum(axis=1, keepdims=True), (time * hours).sum(axis=1, keepdims=True))
        hours = _ratio(grid.sum(axis=0, keepdims=True), (time * days).sum(axis=0, keepdims=True))
        if np.allclose(before, hours, rtol=1e-10, atol=0):
            break
    return np.asarray(days * hours).ravel()


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros_like(over), where=under > 0)


def _strength(seen: Floats, expected: Floats) -> float:
    """How many arrivals the product is worth in each cell: the fewer, the more cells differ from it beyond chance.

    Two standard errors are added to that difference: leaning too little costs width, leaning too much is wrong.
    """
    known = expected > 0
    freedom = int(known.sum()) - 30
    if freedom <= 0:
        return FIRMEST
    # The product has taken 30 of the cells' freedom with it.
    squares = (seen[known] - expected[known]) ** 2 * (known.sum() / freedom)
    total = float((expected[known] ** 2).sum())
    spread = float((squares - expected[known]).sum()) / total
    error = math.sqrt(2 * known.sum() / freedom) * math.sqrt(total) / total
    return min(FIRMEST, 1 / max(1 / FIRMEST, spread + 2 * error))


def _bounds(seen: Floats, exposed: Floats, shape: Floats, strength: float, *, index: float) -> tuple[Floats, Floats]:
    """95 % bounds: those of a Poisson mean, widened for counts that vary beyond chance; an hour that leans on others
    leans on no more than the arrivals of its hour and its weekday."""
    grid = seen.reshape(7, 24)
    near = (grid.sum(axis=0, keepdims=True) + grid.sum(axis=1, keepdims=True)).ravel()
    lent = np.minimum(strength, near)
    low, high = np.zeros(len(seen)), np.zeros(len(seen))
    for cell in range(len(seen)):
        weight = exposed[cell] + (lent[cell] / shape[cell] if shape[cell] > 0 else 0.0)
        if weight > 0:
            bounds = poisson_interval((seen[cell] + (lent[cell] if shape[cell] > 0 else 0.0)) / index)
            low[cell], high[cell] = (bound * index / weight for bound in bounds)
    return low, high


def _dispersion(periods: Integers, counts: Floats, expected: Floats, *, cells: int) -> Dispersion:
    seen, usual = _summed(periods, counts), _summed(periods, expected)
    known = usual > 0
    number = int(known.sum())
    freedom = number - max(1, round(cells * number / max(1, len(counts))))
    if freedom <= 0:
        return Dispersion(index=1.0, chance=1.0, factor=0.0, periods=number, freedom=0)
    squares = (seen[known] - usual[known]) ** 2
    statistic = float((squares / usual[known]).sum())
    correction = number / freedom
    beyond = float((squares * correction - usual[known]).sum() / (usual[known] ** 2).sum())
    return Dispersion(
        index=statistic / freedom,
        chance=chi_square_tail(statistic, freedom),
        factor=max(0.0, beyond),
        periods=number,
        freedom=freedom,
    )


def _day_to_day(slots: Slots, counts: Floats, expected: Floats) -> float:
    seen, usual = _summed(slots.day, counts), _summed(slots.day, expected)
    known = usual > 0
    off = (seen[known] - usual[known]) / np.sqrt(usual[known])
    if len(off) < 8 or not float((off**2).sum()):
        return 0.0
    return float((off[1:] * off[:-1]).sum() / (off**2).sum())


def draw_counts(
    rates: ArrivalRates, slots: Slots, *, times: int, seed: int, by: NDArray[np.int64] | None = None
) -> Floats:
    """`times` futures of counts, one row each: over the slots, or added up by the periods that `by` gives each slot.

    Unsure are the level (what was seen is a sample), the days and the weeks (each has a factor) and the counts.
    """
    chance = np.random.Generator(np.random.Philox(key=seed))
    expected = rates.expected(slots)
    effective = 1 / rates.level_variance(rates.days)
    level = chance.gamma(effective, 1 / effective, size=(times, 1))
    daily, weekly = rates.factors
    factor = np.ones((times, slots.count))
    for periods, variance in ((slots.day // 7, weekly), (slots.day, daily)):
        if variance > 0 and slots.count:
            drawn = chance.gamma(1 / variance, variance, size=(times, int(periods[-1]) + 1))
            factor *= drawn[:, periods]
    means = expected * factor * level
    if by is not None:
        summed = np.zeros((times, int(by.max()) + 1 if len(by) else 0))
        for period in range(summed.shape[1]):
            summed[:, period] = means[:, by == period].sum(axis=1)
        means = summed
    return chance.poisson(means).astype(np.float64)
