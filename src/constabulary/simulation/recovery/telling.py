"""A recovery plan in sentences: when it is gone, how sure, what it costs those who wait, and what cannot be cleared."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from constabulary.simulation.recovery.burn_down import Futures
from constabulary.simulation.recovery.fluid import drift_of
from constabulary.simulation.recovery.queue import Queue
from constabulary.simulation.recovery.surge_check import SurgeCheck
from constabulary.simulation.recovery.tracking import Standing, Trouble

UNCLEARABLE = (
    "At {arrivals:.1f} a day in and {done:.1f} a day out the backlog of {waiting:,} is never cleared: it shrinks only when more "
    "than {arrivals:.1f} a day are done."
)
GONE_ALREADY = "No more wait than count as work in hand: there is no backlog."
CLEARED = "The backlog is gone by {likely:%-d %B %Y} with a chance of {chance:.0%}; half of the futures reach that by {middle:%-d %B %Y}."
NOT_LIKELY = "Within {days} days the backlog is gone in {chance:.0%} of the futures only: no day can be promised."
LATE = "Until then victims wait {days:,.0f} days beyond their standard, added up over all of them{most}."
TROUBLES: Mapping[Trouble, str] = {
    Trouble.UNLIKELY: "The promised day will probably be missed: the chance to keep it is {chance:.0%}; when the plan began it was {then:.0%}.",
    Trouble.OUTSIDE: "More has waited than the plan allowed for, in each of the last weeks.",
}
ON_COURSE = "The plan is on course: the chance to keep the promised day is {chance:.0%}."
SURGE = (
    "Arithmetic check, not validation: {resolved} resolved in {days} days were published; the stages of the scenario resolve "
    "{played:.0f} (95 % interval {played_low:.0f} to {played_high:.0f}) while {arrivals:.0f} come in ({low:.0f} to {high:.0f}). "
    "{resolved} halve a backlog of {before:.0f} ({before_low:.0f} to {before_high:.0f}); the scenario's of {start} is then at "
    "{ratio:.0%} of what it was ({ratio_low:.0%} to {ratio_high:.0%})."
)


def tell_queue(queue: Queue) -> Iterator[str]:
    """How a queue moves if nothing is done about it."""
    drift = drift_of(queue)
    if drift.backlog <= 0:
        yield GONE_ALREADY
    elif not drift.is_clearable:
        yield UNCLEARABLE.format(arrivals=queue.arrivals_a_day, done=queue.done_a_day, waiting=queue.waiting)


def tell_futures(futures: Futures, *, first: date, promised_with: float) -> Iterator[str]:
    """When the backlog is gone under a plan, and what it costs those who wait. Day 0 is `first`; a day is promised with the
    chance `promised_with` (`standards.queues.RECOVERY`)."""
    middle, likely = futures.cleared_with(0.5), futures.cleared_with(promised_with)
    if middle is None or likely is None:
        yield NOT_LIKELY.format(days=futures.plan.days, chance=futures.chance_cleared_by(futures.plan.days))
        drift = drift_of(futures.plan.queue, extra_a_day=_lasting_extra(futures))
        if not drift.is_clearable and not _eases(futures):
            queue = futures.plan.queue
            done = queue.done_a_day + _lasting_extra(futures)
            yield UNCLEARABLE.format(arrivals=queue.arrivals_a_day, done=done, waiting=queue.waiting)
    else:
        yield CLEARED.format(
            likely=first + timedelta(days=likely), chance=promised_with, middle=first + timedelta(days=middle)
        )
    worst = max(range(len(futures.late_by_class)), key=futures.late_by_class.__getitem__)
    name = futures.plan.queue.classes[worst].name
    most = f", most of it in {name}" if futures.late_by_class[worst] and len(futures.late_by_class) > 1 else ""
    yield LATE.format(days=futures.days_beyond_standard, most=most)


def _lasting_extra(futures: Futures) -> float:
    return sum(one.extra_a_day for one in futures.plan.options if one.days is None)


def _eases(futures: Futures) -> bool:
    """Whether an option takes work away or makes it lighter, so that bare rates do not say all."""
    return any(one.diverted or one.saves or one.closed_at_once for one in futures.plan.options)


def tell_standing(standing: Standing) -> Iterator[str]:
    """How a running plan stands."""
    for week in standing.weeks:
        yield f"Week {week.number}: {week.waiting:,} wait; the plan said {week.middle:,.0f} ({week.low:,.0f} to {week.high:,.0f})."
    if not standing.is_alarm:
        yield ON_COURSE.format(chance=standing.chance)
    for trouble in standing.troubles:
        yield TROUBLES[trouble].format(chance=standing.chance, then=standing.chance_then)


def tell_surge(check: SurgeCheck) -> str:
    """The arithmetic of the published surge, labelled as what it is."""
    return SURGE.format(
        resolved=check.resolved, days=check.days, played=check.played, played_low=check.played_interval[0],
        played_high=check.played_interval[1], arrivals=check.arrivals, low=check.arrivals_interval[0],
        high=check.arrivals_interval[1], before=check.before, before_low=check.before_interval[0],
        before_high=check.before_interval[1], start=check.start, ratio=check.ratio, ratio_low=check.ratio_interval[0],
        ratio_high=check.ratio_interval[1],
    )  # fmt: skip
