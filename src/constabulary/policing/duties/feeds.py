"""Does one desk still hand work on to the next? A feed that has stopped is told by its silence, within the hour when busy.

A queue that nothing comes into any more flows beautifully: it empties. So the hand-over itself is watched. What came in
the same hours of the weeks before is what was to be expected since the last hand-over; the silence is an alarm once it
would come by chance less often than once in the weeks that the standard names. The weeks before are a sample too: the
chance is that of a Poisson count whose rate was seen for so many weeks only, so that few weeks ask for a longer silence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.flow import FlowState
from constabulary.standards.calendar import LONDON
from constabulary.standards.queues import FeedSettings
from constabulary.standards.values import value

WEEK = timedelta(weeks=1)


@value
class Feed:
    """Work that one desk hands on to another, by the duty that a hand-over opens there."""

    from_desk: Desk
    to_desk: Desk
    kind: DutyKind


FEEDS: tuple[Feed, ...] = (
    Feed(from_desk=Desk.CONTROL_ROOM, to_desk=Desk.IMU, kind=DutyKind.ACKNOWLEDGE_HANDOFF),
    Feed(from_desk=Desk.CONTROL_ROOM, to_desk=Desk.IMU, kind=DutyKind.DECIDE_RECORDING),
    Feed(from_desk=Desk.CONTROL_ROOM, to_desk=Desk.VULNERABILITY, kind=DutyKind.ASSESS_DOMESTIC_ABUSE),
    Feed(from_desk=Desk.IMU, to_desk=Desk.CONTROL_ROOM, kind=DutyKind.ACKNOWLEDGE_HANDOFF),
    Feed(from_desk=Desk.IMU, to_desk=Desk.ALLOCATION, kind=DutyKind.ALLOCATE),
    Feed(from_desk=Desk.IMU, to_desk=Desk.VICTIMS, kind=DutyKind.REFER_TO_SUPPORT),
    Feed(from_desk=Desk.ALLOCATION, to_desk=Desk.INVESTIGATION, kind=DutyKind.SET_PLAN),
    Feed(from_desk=Desk.VULNERABILITY, to_desk=Desk.VULNERABILITY, kind=DutyKind.FOLLOW_REFERRAL),
)


@value
class Silence:
    """How a feed stands: since when nothing came, how much was to be expected, and from how much on it is no chance."""

    state: FlowState
    last_at: datetime | None
    expected: float
    limit: float


def assess_feed(arrivals: Sequence[datetime], *, from_at: datetime, at: datetime, settings: FeedSettings) -> Silence:
    """How a feed stands at a moment, from its hand-overs since `from_at` in order of time."""
    known = arrivals[: bisect_right(arrivals, at)]
    last = known[-1] if known else None
    weeks = min(settings.weeks, (at - from_at) // WEEK)
    if last is None or not weeks or len(known) < settings.least_in:
        return Silence(state=FlowState.NO_RHYTHM, last_at=last, expected=0.0, limit=0.0)
    # After a week of silence every hour of the week has been missed: it goes on being an alarm.
    # By the clock in London: the hours that people work move with it.
    since, until = max(last, at - WEEK).astimezone(LONDON), at.astimezone(LONDON)
    seen = sum(_between(known, since - WEEK * back, until - WEEK * back) for back in range(1, weeks + 1))
    limit = silence_limit(len(known) / ((at - from_at) / WEEK), weeks=weeks, settings=settings)
    expected = seen / weeks
    return Silence(
        state=FlowState.SILENT if expected > limit else FlowState.FLOWING, last_at=last, expected=expected, limit=limit
    )


def silence_limit(in_a_week: float, *, weeks: int, settings: FeedSettings) -> float:
    """How many hand-overs may have been expected in a silence that is still chance.

    None comes in a stretch in which `n` came over `weeks` weeks with the chance (weeks / (weeks + 1)) ** n; as many
    stretches end in a week as hand-overs come in it.
    """
    stretches = max(1.0, in_a_week * settings.false_alarm_weeks)
    return log(stretches) / log((weeks + 1) / weeks) / weeks


def _between(moments: Sequence[datetime], after: datetime, until: datetime) -> int:
    return bisect_right(moments, until) - bisect_right(moments, after)
