"""When a queue that has stopped or slowed is worth a supervisor's look."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from constabulary.standards.dated import Key, Standard
from constabulary.standards.intervals import interval
from constabulary.standards.reading import packaged_standards
from constabulary.standards.rulebook import typed
from constabulary.standards.values import value

#: The simulator's first look at how well a figure is known, and the one that confirms it: mathematics, which nobody sets.
LEAST_TO_JUDGE = 40


@value
class FlowSettings:
    """How the rhythm of a queue is learned and judged.

    `weeks` of history; at least `least_outs` outflows in it; one false alarm in about `false_alarm_weeks` for a queue;
    slowed: a day's outflow at most `slow_share` of the usual and more than `slow_spreads` spreads below it.
    """

    weeks: int
    least_outs: int
    false_alarm_weeks: int
    slow_share: float
    slow_spreads: float


@value
class FeedSettings:
    """How the silence of a feed between two desks is judged.

    By the same hours of `weeks` weeks before; at least `least_in` hand-overs in them; one false alarm in about
    `false_alarm_weeks` for a feed.
    """

    weeks: int
    least_in: int
    false_alarm_weeks: int


@value
class ThinningSettings:
    """How a feed that still comes, but thinly, is judged: by the last day beside the same hours of `weeks` weeks before.

    At least `least_weeks` of these are known, with at least `least_in` hand-overs; an alarm only for `most_share` of what was
    to be expected or less, and one false alarm in about `false_alarm_weeks` for a feed. A day is looked at again and again as
    it passes, which finds by chance what `looks_a_day` of days that do not overlap would.
    """

    weeks: int
    least_weeks: int
    least_in: int
    most_share: float
    false_alarm_weeks: int
    looks_a_day: int


@value
class RecoverySettings:
    """With what chance a day is promised and with which others it is told as well, below what chance a running plan is an
    alarm, and after how many weeks in a row above its own fan it is one as well.

    A backlog is gone when no more waits than comes in within `gone_within_days`, where a plan says nothing else.
    `plan_weighs`: how many weeks of what was seen the plan's own rates are worth. A plan is looked at anew after
    `lasts_days`, or when what comes in or is done has moved by more than the share `may_move`. A week is asked for once it
    ended more than `entered_within` ago; no count of it is larger than `most_a_week`. Where nothing else is said, more
    people or hours are asked about for `usual_days`.
    """

    promised_with: float
    also_told_with: tuple[float, ...]
    gone_within_days: int
    alarm_below: float
    weeks_outside: int
    plan_weighs: int
    lasts_days: int
    may_move: float
    entered_within: timedelta
    most_a_week: int
    usual_days: int

    @property
    def told_with(self) -> tuple[float, ...]:
        """The chances that a day is told with, rising: as likely as not, as it is promised, and the others."""
        return tuple(sorted({0.5, self.promised_with, *self.also_told_with}))


@value
class RunLimits:
    """What a run of a scenario may take of a server that has pages to show meanwhile: it is played at most `most_times`, has at
    most so many pieces of work in all and needs at most so many bytes of memory; no more than `most_waiting` wait."""

    most_times: int
    most_pieces: int
    most_bytes: int
    most_waiting: int


@value
class ForecastSettings:
    """How a queue is forecast: `days` ahead from the last `weeks` of its ledger, of which at least `least_weeks` with at
    least `least_moves` that came in or went out; a share `inside` of the days should fall within the interval, and the
    last `checked_days` are held against it: where of at least `doubt_after` of them fewer than a share `doubt_below` did,
    it is said not to be relied on. `late_after_days` without a new one it is said to be out of date.
    """

    days: int
    weeks: int
    least_weeks: int
    least_moves: int
    inside: float
    checked_days: int
    doubt_after: int
    doubt_below: float
    late_after_days: int


def _thinning(raw: Mapping[str, Any]) -> ThinningSettings:
    made = ThinningSettings(**raw)
    if not 2 <= made.least_weeks <= made.weeks or min(made.false_alarm_weeks, made.looks_a_day) < 1:
        raise ValueError("two weeks or more, of all of them, and one look or more")
    if not 0 < made.most_share < 1:
        raise ValueError("a share between nought and one")
    return made


def _recovery(raw: Mapping[str, Any]) -> RecoverySettings:
    plain = {name: one for name, one in raw.items() if name != "entered_within_days"}
    made = RecoverySettings(
        **{**plain, "also_told_with": tuple(raw["also_told_with"])},
        entered_within=timedelta(days=raw["entered_within_days"]),
    )
    if min(made.entered_within.days, made.most_a_week, made.usual_days) < 1:
        raise ValueError("a week is entered within a day or more, and a day and a piece of work at least are counted")
    if not all(0 < one < 1 for one in made.told_with):
        raise ValueError("a day is told with chances between nought and one")
    return made


def recovery_from(day: date) -> Standard[RecoverySettings]:
    """Our own edition for a plan that begins on a day; the first one for a plan that begins before any was in force."""
    editions = packaged_standards()[RECOVERY.name]
    return typed(RECOVERY, next((one for one in editions if one.holds_on(day)), editions[0]))


def _runs(raw: Mapping[str, Any]) -> RunLimits:
    made = RunLimits(**raw)
    if made.most_times < LEAST_TO_JUDGE or min(made.most_pieces, made.most_bytes, made.most_waiting) < 1:
        raise ValueError(f"a scenario is played {LEAST_TO_JUDGE} times or more, and one at least may wait")
    return made


def _forecast(raw: Mapping[str, Any]) -> ForecastSettings:
    made = ForecastSettings(**raw)
    if not 1 <= made.least_weeks <= made.weeks or not 1 <= made.days < 7 * made.least_weeks or not 0 < made.inside < 1:
        raise ValueError("fewer days ahead than there are in the fewest weeks, and a share between nought and one")
    return made


FEED = Key("queues.feed", lambda raw: FeedSettings(**raw))
THINNING = Key("queues.thinning", _thinning)
FLOW = Key("queues.flow", lambda raw: FlowSettings(**raw))
ANSWER_ALARM_WITHIN = Key("queues.answer_alarm_within", interval)
ALARM_AGAIN_AFTER = Key("queues.alarm_again_after", interval)
LOOK_AT_RECOVERY_WITHIN = Key("queues.look_at_recovery_within", interval)
RUNS = Key("queues.runs", _runs)
RECOVERY = Key("queues.recovery", _recovery)
FORECAST = Key("queues.forecast", _forecast)
