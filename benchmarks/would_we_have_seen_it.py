"""Would we have seen it? Failures planted in a simulated force: hours until the rules raise them, to whom, false alarms.

The rules are the product's own (`policing`), handed what a simulated force would have recorded; nothing of them is copied.
Each is looked at every hour, or once a day where it looks at days. A failure that is seen within 24 hours is a claim for the
sizes given here and fails the run where it does not hold; smaller desks take longer, which is printed beside it.
"""

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from constabulary.policing.desks import Desk
from constabulary.policing.duties.alarms import find_duty_of_alarm
from constabulary.policing.duties.feeds import assess_feed
from constabulary.policing.duties.flow import FlowHistory, Move, Rhythm, assess_flow, learn_rhythm
from constabulary.policing.duties.thinning import assess_thinning
from constabulary.policing.inspection.moved import ASKED_OF, find_moved
from constabulary.policing.investigation.bail import BailFacts, find_bail_alerts, find_bail_periods
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.supervision.likeness import Written, find_copies, read_copies_due
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.queues import FEED, FLOW, THINNING
from constabulary.standards.rulebook import Moments, on
from constabulary.standards.rulebook import at as rules_at
from constabulary.standards.self_inspection import MOVED
from constabulary.standards.supervision import LIKENESS
from constabulary.standards.values import value

NAME = "would-we-have-seen-it"
BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
#: Weeks of ordinary days for false alarms, trials of each failure, and for how long a failure is looked for.
WEEKS, TRIALS, LOOKED_FOR = 8, 10, timedelta(days=7)
LEARNED = WEEK * 5
RULES = on(BEGAN)
#: How much comes by hour of the day, as a share of a day.
BY_HOUR = [2, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 11, 10, 10, 11, 11, 11, 10, 9, 8, 7, 6, 4, 3]


@value
class Found:
    """A failure: hours until it was raised in each trial (None where not within a week), to whom, false alarms a week."""

    failure: str
    hours: tuple[float | None, ...]
    to_whom: str
    #: None where a rule reads a date and cannot be wrong by chance.
    false_a_week: float | None

    @property
    def within_a_day(self) -> int:
        """In how many trials it was raised within 24 hours."""
        return sum(one is not None and one <= 24 for one in self.hours)


def come(a_day: float, *, dice: Random, from_at: datetime, until: datetime) -> list[datetime]:
    """Moments by chance, with the day's and the week's rhythm."""
    made, moment, most = [], from_at, max(BY_HOUR)
    while True:
        moment += timedelta(hours=dice.expovariate(a_day * most / sum(BY_HOUR)))
        if moment >= until:
            return made
        weekend = 0.8 if moment.weekday() >= 5 else 1.0
        if dice.random() * most < BY_HOUR[moment.hour] * weekend:
            made.append(moment)


def hours_until(is_raised: Callable[[datetime], bool], since: datetime, *, every: timedelta = HOUR) -> float | None:
    """How long until it is raised, looking every so often from the failure on; None where not within a week."""
    for step in range(1, int(LOOKED_FOR / every) + 1):
        if is_raised(since + every * step):
            return step * every / HOUR
    return None


def count_alarms(is_raised: Callable[[datetime], bool], *, weeks: int, every: timedelta = HOUR) -> int:
    """How often it is raised in ordinary weeks; one alarm lasts until the rule no longer says so."""
    raised, standing = 0, False
    for step in range(int(WEEK * weeks / every)):
        now = is_raised(BEGAN + LEARNED + every * step)
        raised += now and not standing
        standing = now
    return raised


def recent(arrivals: Sequence[datetime], at: datetime) -> list[datetime]:
    """What the watch of feeds reads: five weeks."""
    return list(arrivals[bisect_right(arrivals, at - LEARNED) : bisect_right(arrivals, at)])


def is_silent(arrivals: Sequence[datetime]) -> Callable[[datetime], bool]:
    """Whether the watch of feeds raises this feed at a moment."""
    settings = RULES[FEED].value
    return lambda at: assess_feed(recent(arrivals, at), from_at=at - LEARNED, at=at, settings=settings).state.is_alarm


def is_thin(arrivals: Sequence[datetime]) -> Callable[[datetime], bool]:
    """Whether far less comes than usual."""
    settings = RULES[THINNING].value
    return lambda at: assess_thinning(recent(arrivals, at), from_at=at - LEARNED, at=at, settings=settings).is_thin


def feed_stopped(a_day: float, *, weeks: int = WEEKS, trials: int = TRIALS) -> Found:
    """Nothing comes any more from the IMU to allocation."""
    return _of_feed(f"a feed of {a_day:g} a day stopped", is_silent, a_day, keep=0.0, weeks=weeks, trials=trials)


def referrals_halved(a_day: float, *, weeks: int = WEEKS, trials: int = TRIALS) -> Found:
    """Every other referral to the vulnerability desk is lost."""
    return _of_feed(f"referrals of {a_day:g} a day halved", is_thin, a_day, keep=0.5, weeks=weeks, trials=trials)


def _of_feed(
    failure: str,
    rule: Callable[[Sequence[datetime]], Callable[[datetime], bool]],
    a_day: float,
    *,
    keep: float,
    weeks: int,
    trials: int,
) -> Found:
    hours = []
    for seed in range(trials):
        dice = Random(f"{failure} {seed}")
        fails = BEGAN + LEARNED + DAY + HOUR * dice.randrange(24)
        known = come(a_day, dice=dice, from_at=BEGAN, until=fails + LOOKED_FOR)
        hours.append(hours_until(rule([one for one in known if one < fails or dice.random() < keep]), fails))
    usual = come(a_day, dice=Random(f"usual {failure}"), from_at=BEGAN, until=BEGAN + LEARNED + WEEK * weeks)
    duty = find_duty_of_alarm(RULES, desk=Desk.VULNERABILITY, at=BEGAN)
    return Found(
        failure=failure,
        hours=tuple(hours),
        to_whom=f"supervisors ({duty.desk.label.lower()} desk)",
        false_a_week=count_alarms(rule(usual), weeks=weeks) / weeks,
    )


def queue_moves(*, dice: Random, until: datetime, no_nights_from: datetime | None) -> FlowHistory:
    """A queue worked day and night; from a moment on nobody works it from ten at night to six, and the day catches up."""
    moves, waiting, at, step = [], 0, BEGAN, timedelta(minutes=10)
    while at < until:
        for _ in range(_poisson(dice, 6.0 / 6)):
            moves.append(Move(at=at, change=1))
            waiting += 1
        night = at.hour >= 22 or at.hour < 6
        pace = 0.0 if night and no_nights_from is not None and at >= no_nights_from else 8.0 / 6 if night else 14.0 / 6
        for _ in range(min(waiting, _poisson(dice, pace))):
            moves.append(Move(at=at + step / 2, change=-1))
            waiting -= 1
        at += step
    return FlowHistory(from_at=BEGAN, waiting_then=0, moves=tuple(moves))


def _poisson(dice: Random, mean: float) -> int:
    count, time = 0, dice.expovariate(1.0)
    while time < mean:
        count, time = count + 1, time + dice.expovariate(1.0)
    return count


def does_not_flow(history: FlowHistory) -> Callable[[datetime], bool]:
    """Whether the flow alarm raises this queue; its rhythm is learned anew once a day."""
    settings = RULES[FLOW].value
    rhythms: dict[datetime, tuple[FlowHistory, Rhythm | None]] = {}

    def is_raised(at: datetime) -> bool:
        day = at.replace(hour=0)
        if day not in rhythms:
            since = day - timedelta(weeks=settings.weeks)
            before = sum(one.change for one in history.moves if one.at <= since)
            part = FlowHistory(
                from_at=since,
                waiting_then=history.waiting_then + before,
                moves=tuple(one for one in history.moves if since < one.at <= day + DAY),
            )
            rhythms.clear()
            rhythms[day] = part, learn_rhythm(part, until=day, settings=settings)
        part, rhythm = rhythms[day]
        return assess_flow(part, at=at, settings=settings, rhythm=rhythm).state.is_alarm

    return is_raised


def grows_at_night(*, weeks: int = WEEKS, trials: int = TRIALS) -> Found:
    """Nobody works a queue at night any more; by noon its count is as it always was."""
    hours = []
    for seed in range(trials):
        dice = Random(f"night {seed}")
        fails = BEGAN + LEARNED + DAY + HOUR * dice.randrange(24)
        history = queue_moves(dice=dice, until=fails + LOOKED_FOR, no_nights_from=fails)
        hours.append(hours_until(does_not_flow(history), fails))
    usual = queue_moves(dice=Random("usual night"), until=BEGAN + LEARNED + WEEK * weeks, no_nights_from=None)
    duty = find_duty_of_alarm(RULES, desk=Desk.CONTROL_ROOM, at=BEGAN)
    return Found(
        failure="a queue that grows only at night",
        hours=tuple(hours),
        to_whom=f"supervisors ({duty.desk.label.lower()} desk)",
        false_a_week=count_alarms(does_not_flow(usual), weeks=weeks) / weeks,
    )


WORDS = [
    "caller",
    "neighbour",
    "shop",
    "garden",
    "window",
    "bottle",
    "shouting",
    "partner",
    "child",
    "brother",
    "knife",
    "door",
    "kitchen",
    "flat",
    "lift",
    "stairs",
    "bus",
    "phone",
    "message",
    "money",
    "bank",
    "card",
    "van",
    "plate",
    "street",
    "corner",
    "park",
    "school",
    "work",
    "boss",
    "landlord",
    "rent",
    "dog",
    "fence",
    "noise",
    "party",
    "drunk",
    "cut",
    "bruise",
    "ambulance",
    "hospital",
    "afraid",
    "calm",
    "left",
    "home",
    "gone",
    "back",
    "tonight",
    "yesterday",
    "twice",
    "before",
    "never",
    "again",
]
PASTED = (
    "No immediate threat is seen, no harm is known, the risk is low, lines to follow are few, nobody is vulnerable and "
    "the caller is content to wait for a call back in the usual time"
)


def thrive_pasted(a_day: int, *, weeks: int = WEEKS, trials: int = TRIALS) -> Found:
    """One phrase is pasted into one THRIVE assessment in five; the day's texts are compared with the month's."""
    rule = RULES[LIKENESS].value

    def texts(dice: Random, first: int, count: int, pasted: float) -> list[Written]:
        return [
            Written(
                id=first + one,
                crime=first + one,
                words=PASTED if dice.random() < pasted else " ".join(dice.choices(WORDS, k=dice.randrange(15, 40))),
            )
            for one in range(count)
        ]

    hours: list[float | None] = []
    for seed in range(trials):
        dice = Random(f"pasted {seed}")
        earlier = texts(dice, 1, a_day * 7, 0.0)
        found = None
        for day in range(7):
            fresh = texts(dice, 1_000_000 + day * a_day, a_day, 0.2)
            if find_copies(fresh, earlier, rule, seed=str(seed)):
                found = 24.0 * (day + 1)
                break
            earlier += fresh
        hours.append(found)
    dice, false = Random("usual thrive"), 0
    earlier = texts(dice, 1, a_day * 7, 0.0)
    for day in range(7 * weeks):
        fresh = texts(dice, 1_000_000 + day * a_day, a_day, 0.0)
        false += bool(find_copies(fresh, earlier, rule, seed=str(day)))
        earlier = [*earlier[a_day:], *fresh]
    desk = read_copies_due(ReviewLevel.SUPERVISOR, RULES, at=BEGAN).desk
    return Found(
        failure=f"THRIVE pasted, one in five of {a_day} a day",
        hours=tuple(hours),
        to_whom=f"a colleague ({desk.label.lower()} desk)",
        false_a_week=false / weeks,
    )


WAYS_BEFORE = {
    "theft": {"18": 0.80, "16": 0.05, "1": 0.10, "15": 0.05},
    "abuse": {"16": 0.50, "15": 0.30, "1": 0.15, "18": 0.05},
    "violence": {"16": 0.25, "15": 0.30, "1": 0.20, "18": 0.25},
}


def outcomes_moved(a_day: int, *, moved: float, weeks: int = WEEKS, trials: int = TRIALS) -> Found:
    """So much of what would have ended with outcome 16 ends with 18; each day is looked at when it is over."""
    settings = RULES[MOVED].value

    def ended(dice: Random, count: int, moved: float) -> dict[str, Counter[str]]:
        made: dict[str, Counter[str]] = {kind: Counter() for kind in WAYS_BEFORE}
        for _ in range(count):
            kind = dice.choice(list(WAYS_BEFORE))
            way = dice.choices(list(WAYS_BEFORE[kind]), weights=list(WAYS_BEFORE[kind].values()))[0]
            made[kind]["18" if way == "16" and dice.random() < moved else way] += 1
        return made

    hours: list[float | None] = []
    for seed in range(trials):
        dice = Random(f"moved {seed}")
        before = ended(dice, a_day * settings.days, 0.0)
        days = (day for day in range(7) if find_moved(before, ended(dice, a_day, moved), settings))
        day = next(days, None)
        hours.append(None if day is None else 24.0 * (day + 1))
    dice = Random("usual outcomes")
    before = ended(dice, a_day * settings.days, 0.0)
    false = sum(bool(find_moved(before, ended(dice, a_day, 0.0), settings)) for _ in range(7 * weeks))
    return Found(
        failure=f"outcome 16 moved to 18, {moved:.0%} of it, {a_day} ended a day",
        hours=tuple(hours),
        to_whom=f"{ASKED_OF.label.lower()}",
        false_a_week=false / weeks,
    )


def bail_expired(*, trials: int = TRIALS) -> Found:
    """Nobody decides on bail before it ends: the looks that fall due before, and how long after its end it says so."""
    hours: list[float | None] = []
    first = set()
    for seed in range(trials):
        arrested = BEGAN + timedelta(hours=Random(f"bail {seed}").randrange(24 * 90))
        rules = rules_at(Moments(report=arrested, decision=arrested, arrest=arrested.date()))
        facts = BailFacts(arrested_at=arrested, released_on=arrested.date())
        period = find_bail_periods(facts, rules)[0]
        if period.ends_at is None:
            raise ValueError("the first period of bail has an end")
        first |= {one.authority for one in find_bail_alerts(period.ends_at, facts, rules)}
        hours.append(hours_until(period.is_over_at, period.ends_at))
    told = ", ".join(sorted(AUTHORITY_TITLES[one] for one in first))
    return Found(failure="bail expired", hours=tuple(hours), to_whom=f"before it ends: {told}", false_a_week=None)


def study(*, weeks: int = WEEKS, trials: int = TRIALS) -> Iterator[tuple[Found, bool]]:
    """Each failure, and whether it is claimed to be seen within a day."""
    size = {"weeks": weeks, "trials": trials}
    yield feed_stopped(120, **size), True
    yield feed_stopped(12, **size), False
    yield referrals_halved(120, **size), True
    yield referrals_halved(24, **size), False
    yield thrive_pasted(60, **size), True
    yield outcomes_moved(150, moved=1.0, **size), True
    yield outcomes_moved(150, moved=0.5, **size), False
    yield bail_expired(trials=trials), True
    yield grows_at_night(**size), True


def tell(found: Iterable[tuple[Found, bool]]) -> Iterator[str]:
    """The table."""
    yield "failure | trials seen within 24 hours | median hours | longest | to whom | false alarms a desk and week"
    for one, claimed in found:
        seen = [hour for hour in one.hours if hour is not None]
        longest = f"{max(seen):.0f}" if len(seen) == len(one.hours) else "more than a week"
        middle = f"{median(seen):.0f}" if seen else "–"
        false = "none by chance" if one.false_a_week is None else f"{one.false_a_week:.2f}"
        yield (
            f"{one.failure} | {one.within_a_day} of {len(one.hours)}{'' if claimed else ' (not claimed)'} | {middle} | "
            f"{longest} | {one.to_whom} | {false}"
        )


def run(data: Path | None) -> tuple[bool, list[str]]:
    """(whether every claim held, the table)."""
    del data
    found = list(study())
    return all(one.within_a_day == len(one.hours) for one, claimed in found if claimed), list(tell(found))


if __name__ == "__main__":
    good, lines = run(None)
    print("\n".join(lines))
    sys.exit(0 if good else 1)
