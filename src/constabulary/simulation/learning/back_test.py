"""Would it have been right? Fitted on the first part of a history, asked about the rest.

Coverage is the share of what came that lay within the interval given before; bias the forecast's mean over what came,
less one. A forecast is worth its trouble only where it beats the plainest one: the same again as last week.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np

from constabulary.simulation.distributions import Floats
from constabulary.simulation.learning.arrivals import (
    Slots,
    count_in,
    cut_in_hours,
    draw_counts,
    learn_arrivals,
)
from constabulary.simulation.learning.fitting import fit_all
from constabulary.simulation.learning.history import DAY, History, Integers
from constabulary.simulation.learning.learning import FARTHEST, durations_of, first_moments
from constabulary.simulation.learning.survival import draw_curve
from constabulary.simulation.learning.telling import hours_in_words
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

LEVELS = (0.5, 0.8, 0.95)
TIMES = 2000
WEEK_HOURS = 168
NOTHING_TO_TRY = "there is too little of it to part it in two."
#: The shares of the distribution of durations at which forecast and outcome are compared.
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


@value
class Covered:
    """Of `count` figures, the share that lay within the interval of each level."""

    count: int
    levels: tuple[float, ...]
    shares: tuple[float, ...]


@value
class ArrivalsTest:
    """How a forecast of arrivals did: over `fitted_days` and `tested_days`; what came in all and the forecast's mean and
    95 % interval of it; coverage by hour and by day; the mean miss of an hour, and that of last week again."""

    fitted_days: float
    tested_days: float
    came: int
    forecast: float
    low: float
    high: float
    by_hour: Covered
    by_day: Covered
    miss: float
    miss_of_last_week: float | None

    @property
    def bias(self) -> float:
        """The forecast over what came, less one."""
        return self.forecast / self.came - 1 if self.came else 0.0


@value
class DurationsTest:
    """How the durations of a stage came out: at each share, the forecast in hours and the share of the later visits that
    stayed below it (what is still open counted), with the number of visits behind it. `measured` says that no shape was
    near enough, so that the forecast was what had been measured."""

    stage: int
    shares: tuple[float, ...]
    forecast: tuple[float | None, ...]
    below: tuple[float | None, ...]
    visits: int
    measured: bool


def try_arrivals(
    moments: Floats, *, since: float, until: float, share: float = 0.7, seed: int = 1, zone: ZoneInfo = LONDON
) -> ArrivalsTest | None:
    """Fit on the first `share` of the time, cut at a full day; None where either part holds nothing."""
    cut = since + max(1.0, np.floor((until - since) * share / DAY)) * DAY
    if cut >= until:
        return None
    rates = learn_arrivals(moments, since=since, until=cut, zone=zone)
    slots = cut_in_hours(cut, until, zone=zone)
    # The first and last hour may lie in the time asked about in part: what came in their rest is not asked about.
    came = count_in(slots, moments[(moments >= cut) & (moments < until)])
    if rates is None or not came.sum():
        return None
    hours = draw_counts(rates, slots, times=TIMES, seed=seed)
    days = _whole_days(slots)
    summed = draw_counts(rates, slots, times=TIMES, seed=seed + 1, by=slots.day)
    totals = summed.sum(axis=1)
    low, high = np.quantile(totals, [0.025, 0.975])
    by_day = np.bincount(slots.day, came).astype(np.float64)
    expected = rates.expected(slots)
    return ArrivalsTest(
        fitted_days=(cut - since) / DAY, tested_days=(until - cut) / DAY, came=int(came.sum()),
        forecast=float(totals.mean()), low=float(low), high=float(high),
        by_hour=_covered(hours, came), by_day=_covered(summed[:, days], by_day[days]),
        miss=float(np.abs(came - expected).mean()), miss_of_last_week=_last_week(moments, slots, came, since),
    )  # fmt: skip


def _whole_days(slots: Slots) -> Integers:
    whole = np.bincount(slots.day, slots.exposure) > 22.5
    return np.flatnonzero(whole).astype(np.int64)


def _covered(drawn: Floats, came: Floats) -> Covered:
    shares = []
    for level in LEVELS:
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
        shares.append(float(((came >= low) & (came <= high)).mean()) if len(came) else 0.0)
    return Covered(count=len(came), levels=LEVELS, shares=tuple(shares))


def _last_week(moments: Floats, slots: Slots, came: Floats, since: float) -> float | None:
    """The mean miss of an hour when it is said to be as it was in the last week that was known."""
    start = slots.first - WEEK_HOURS * 3600
    if start < since:
        return None
    before = cut_in_hours(start, slots.first)
    known = count_in(before, moments)
    again = known[np.arange(slots.count) % WEEK_HOURS] * slots.exposure
    return float(np.abs(came - again).mean())


def try_durations(history: History, *, share: float = 0.7) -> tuple[DurationsTest, ...]:
    """Fit each stage on what was known at a moment, ask about the visits that began after it."""
    cut = history.since + (history.until - history.since) * share
    earlier, later = history.up_to(cut), history.where(history.began >= cut)
    found = []
    for stage in range(len(history.stage_names)):
        known, after = durations_of(earlier.of_stage(stage)), durations_of(later.of_stage(stage))
        if not (known.ended.any() and after.ended.any()):
            continue
        curve, outcome = draw_curve(known), draw_curve(after)
        fits = fit_all(known, curve)
        near = bool(fits) and fits[0].distance <= FARTHEST
        forecast = tuple(fits[0].quantile(one) if near else curve.quantile(one).hours for one in SHARES)
        last = float(after.length.max())
        below = tuple(
            None if one is None or one > last else 1 - float(outcome.at(np.array([one]))[0]) for one in forecast
        )
        found.append(
            DurationsTest(
                stage=stage, shares=SHARES, forecast=forecast, below=below, visits=after.count, measured=not near
            )
        )
    return tuple(found)


def tell_back_test(history: History, *, share: float = 0.7, zone: ZoneInfo = LONDON) -> Iterator[str]:
    """What a fit on the first `share` of a history would have said of the rest, in lines."""
    for work, name in enumerate(history.class_names):
        about = f" of {name}" if name else ""
        tried = try_arrivals(
            first_moments(history, work), since=history.since, until=history.until, share=share, zone=zone
        )
        yield f"Back-test of arrivals{about}: {tell_arrivals(tried) if tried else NOTHING_TO_TRY}"
    for test in try_durations(history, share=share):
        pairs = ", ".join(
            f"{one:.0%} forecast to be done within {hours_in_words(hours)}: {'not known yet' if seen is None else f'{seen:.0%} were'}"
            for one, hours, seen in zip(test.shares, test.forecast, test.below, strict=True)
        )
        yield f"Back-test of time in {history.stage_names[test.stage] or 'the work'} ({test.visits:,} later visits): {pairs}."


def tell_arrivals(test: ArrivalsTest) -> str:
    """The outcome in a sentence."""
    covered = ", ".join(
        f"{level:.0%} covered {hour:.0%} of hours and {day:.0%} of days"
        for level, hour, day in zip(LEVELS, test.by_hour.shares, test.by_day.shares, strict=True)
    )
    against = ""
    if test.miss_of_last_week is not None:
        against = f" An hour was missed by {test.miss:.2f} on average; last week again would have missed by {test.miss_of_last_week:.2f}."
    return (
        f"fitted on {test.fitted_days:.0f} days, asked about {test.tested_days:.1f}: {test.came:,} came, {test.forecast:,.0f} "
        f"forecast ({test.low:,.0f} to {test.high:,.0f}), bias {test.bias:+.1%}; intervals of {covered}.{against}"
    )
