"""What has changed since the last fit: arrivals and durations of a later stretch against what was learned before.

Many things are compared at once, so the chance of each is corrected for all of them (Holm 1979): with nothing changed,
at least 95 of 100 looks find nothing.
"""

from dataclasses import replace
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.distributions import Floats, chi_square_tail
from constabulary.simulation.learning.arrivals import ArrivalRates, cut_in_hours, learn_arrivals
from constabulary.simulation.learning.history import HOUR, History, Integers
from constabulary.simulation.learning.learning import durations_of, first_moments
from constabulary.simulation.learning.routing import HAND_OVER_SEEN
from constabulary.simulation.learning.survival import compare_curves, draw_curve
from constabulary.standards.calendar import LONDON
from constabulary.standards.values import value

WRONG_ONCE_IN = 20
#: The share that is within what is told beside the half: where a few are held up, it shows there.
LATE = 0.9


class Drifted(StrEnum):
    """What may drift."""

    ARRIVALS = "arrivals"
    DURATION = "duration"
    REWORK = "rework"


@value
class Drift:
    """One comparison: what, of which class or stage, the figure then and now (arrivals a day, the median in hours, a
    share), how often chance alone gives as much, and whether it counts as a change with all comparisons in view.

    Of a stage's length `late_then` and `late_now` are what nine in ten stay within, and `still_open` of `seen` that began since
    are not over: where a part of the work is held up, half of it takes as long as before.
    """

    what: Drifted
    about: str
    then: float | None
    now: float | None
    chance: float
    has_changed: bool
    late_then: float | None = None
    late_now: float | None = None
    still_open: int = 0
    seen: int = 0


def find_drift(whole: History, *, cut: float, zone: ZoneInfo = LONDON) -> tuple[Drift, ...]:
    """Every comparison of a history from the moment `cut` on with the same up to then, in one list.

    A piece of work comes in once: at the first of its visits in the whole history, not at the first after the cut.
    """
    found = [*_arrivals(whole, cut, zone), *_durations(whole, cut), *_rework(whole, cut)]
    ranked = sorted(range(len(found)), key=lambda place: found[place].chance)
    changed, still = set(), True
    for step, place in enumerate(ranked):
        still = still and found[place].chance * (len(found) - step) < 1 / WRONG_ONCE_IN
        if still:
            changed.add(place)
    return tuple(replace(one, has_changed=place in changed) for place, one in enumerate(found))


def _arrivals(whole: History, cut: float, zone: ZoneInfo) -> list[Drift]:
    slots = cut_in_hours(cut, whole.until, zone=zone)
    days = (whole.until - cut) / HOUR / 24
    found = []
    for work, name in enumerate(whole.class_names):
        moments = first_moments(whole, work)
        rates = learn_arrivals(moments, since=whole.since, until=cut, zone=zone)
        if rates is None or days <= 0:
            continue
        seen = int((moments >= cut).sum())
        usual = float(rates.expected(slots).sum())
        found.append(
            Drift(
                what=Drifted.ARRIVALS,
                about=name,
                then=usual / days,
                now=seen / days,
                chance=_chance_of_count(seen, usual, rates, days),
                has_changed=False,
            )
        )
    return found


def _chance_of_count(seen: int, usual: float, rates: ArrivalRates, days: float) -> float:
    """The earlier level is a sample as well as the later one; days and weeks vary by their factors in both."""
    variance = usual**2 * (rates.level_variance(days) + rates.level_variance(rates.days))
    return chi_square_tail((seen - usual) ** 2 / variance, 1) if variance > 0 else 1.0


def _durations(whole: History, cut: float) -> list[Drift]:
    found = []
    earlier, later = whole.up_to(cut), whole.where(whole.began >= cut)
    for stage, name in enumerate(earlier.stage_names):
        then, now = durations_of(earlier.of_stage(stage)), durations_of(later.of_stage(stage))
        if not (then.count and now.count):
            continue
        before, since = draw_curve(then), draw_curve(now)
        found.append(
            Drift(
                what=Drifted.DURATION,
                about=name,
                then=before.quantile(0.5).hours,
                now=since.quantile(0.5).hours,
                chance=compare_curves(then, now),
                has_changed=False,
                late_then=before.quantile(LATE).hours,
                late_now=since.quantile(LATE).hours,
                still_open=now.still_open,
                seen=now.count,
            )
        )
    return found


@value
class _Returns:
    """Of `visits` that ended in a stretch, how many were followed by another to the same stage within the horizon, and
    how far their sum strays beyond chance because pieces of work differ (`squares`, given the share)."""

    visits: int
    returned: int
    by_item: tuple[Floats, Floats]

    @property
    def share(self) -> float:
        """Of the visits that ended, those that came back: 0 to 1."""
        return self.returned / self.visits

    def variance(self, share: float) -> float:
        """Of the share: that of chance alone or, if it is more, the one seen between pieces of work."""
        visits, returned = self.by_item
        seen = float(np.square(returned - share * visits).sum()) / self.visits**2
        return max(share * (1 - share) / self.visits, seen)


def _rework(whole: History, cut: float) -> list[Drift]:
    """A visit late in a stretch has had less time to be followed by a return; so in both stretches only visits count that
    ended at least the same horizon before the stretch did, and only returns within it."""
    found = []
    for stage, name in enumerate(whole.stage_names):
        items, ended, gap = _gaps(whole.of_stage(stage))
        horizon = _horizon(gap[(ended >= whole.since) & (ended + gap < cut)], whole, cut)
        then = _returns(items, ended, gap <= horizon, whole.since, cut - horizon)
        now = _returns(items, ended, gap <= horizon, cut, whole.until - horizon)
        if then.visits and now.visits:
            found.append(
                Drift(
                    what=Drifted.REWORK,
                    about=name,
                    then=then.share,
                    now=now.share,
                    chance=_chance_of_shares(then, now),
                    has_changed=False,
                )
            )
    return found


def _gaps(visits: History) -> tuple[Integers, Floats, Floats]:
    """Of each visit to a stage that has ended: the piece of work, when it ended, and how long until the same work was back
    (endless where it was not)."""
    order = np.lexsort((visits.began, visits.items))
    items, began, ended = visits.items[order], visits.began[order], visits.ended[order]
    gap = np.full(len(order), np.inf)
    again = items[1:] == items[:-1]
    gap[:-1][again] = np.maximum(0.0, began[1:] - ended[:-1])[again]
    closed = np.isfinite(ended)
    return items[closed], ended[closed], gap[closed]


def _horizon(gaps: Floats, whole: History, cut: float) -> float:
    """What nearly every return took before, but no more than half of the shorter stretch, so that some visits are left."""
    most = min(cut - whole.since, whole.until - cut) / 2
    return min(most, float(np.quantile(gaps, HAND_OVER_SEEN))) if len(gaps) else most


def _returns(items: Integers, ended: Floats, back: NDArray[np.bool_], since: float, until: float) -> _Returns:
    inside = (ended >= since) & (ended < until)
    _, places = np.unique(items[inside], return_inverse=True)
    visits = np.bincount(places).astype(np.float64)
    returned = np.bincount(places, back[inside]).astype(np.float64)
    return _Returns(visits=int(visits.sum()), returned=int(returned.sum()), by_item=(visits, returned))


def _chance_of_shares(one: _Returns, other: _Returns) -> float:
    pooled = (one.returned + other.returned) / (one.visits + other.visits)
    variance = one.variance(pooled) + other.variance(pooled)
    if not variance:
        return 1.0
    # Counts are whole: half of one is taken off the difference (Yates 1934), or few visits would be wrong too often.
    apart = max(0.0, abs(one.share - other.share) - (1 / one.visits + 1 / other.visits) / 2)
    return chi_square_tail(apart**2 / variance, 1)
