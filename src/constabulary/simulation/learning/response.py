"""What deployments teach of response: how often incidents of each kind come in, how long the way and the scene take, and how
often one that waits is made more urgent.

A unit that is taken elsewhere says how long it took at least, as one that is still out does: such times are censored, not left
out. Nobody knows who else was free, so waits for a unit are told and not put into the scenario: there they come about.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from constabulary.simulation.learning.arrivals import ArrivalRates, learn_arrivals
from constabulary.simulation.learning.learning import FEW, Stage, measure_stage
from constabulary.simulation.learning.survival import Durations
from constabulary.simulation.learning.telling import fit_in_words, hours_in_words
from constabulary.standards.values import value

TRAVEL, SCENE, TOGETHER, WAIT = "travel", "on scene", "travel and scene together", "until a unit is sent"
PARTS = (WAIT, TRAVEL, SCENE, TOGETHER)
#: Fewer hours of waiting than this say little of how often something happens in one.
LEAST_HOURS = 100.0


@value
class Came:
    """An incident: its kind, when it came in (seconds since 1970, UTC), and for how many hours it waited for a unit, if one
    was sent (`is_sent`) or so far; `is_raised`: it was made more urgent before."""

    kind: str
    at: float
    waited: float
    is_sent: bool
    is_raised: bool = False


@value
class Trip:
    """A unit on an incident of a kind, in hours from when it was sent: until it arrived (None where it did not, or not yet), and
    until it was free or was seen last, with `is_free` for the former."""

    kind: str
    arrived: float | None
    until: float
    is_free: bool


@value
class Raised:
    """How often an incident that waits is made the most urgent kind: so often in so many hours of waiting."""

    times: int
    hours: float

    @property
    def in_an_hour(self) -> float | None:
        """The chance in one hour of waiting; None where too little waiting was seen."""
        return abs(math.expm1(-self.times / self.hours)) if self.hours >= LEAST_HOURS else None


@value
class Response:
    """What was learned, by kind: `arrivals` (None where nothing came in), `stages` by part and kind, and what is `raised`."""

    since: float
    until: float
    arrivals: Mapping[str, ArrivalRates | None]
    stages: Mapping[tuple[str, str], Stage]
    raised: Mapping[str, Raised]
    trips: int
    incidents: int
    attended: int

    def of(self, part: str, kind: str) -> Stage | None:
        """How long a part takes for a kind, where enough of it have ended to say so."""
        found = self.stages.get((part, kind))
        return found if found is not None and found.visits - found.still_open >= FEW else None


def learn_response(
    came: Sequence[Came], trips: Sequence[Trip], *, kinds: Sequence[str], since: float, until: float, attended: int,
    zone: ZoneInfo,
) -> Response:  # fmt: skip
    """What incidents and deployments between two moments teach."""
    arrivals = {
        kind: learn_arrivals(
            np.sort(np.array([one.at for one in came if one.kind == kind])), since=since, until=until, zone=zone
        )
        for kind in kinds
    }
    stages = {}
    for kind in kinds:
        of_kind = [one for one in trips if one.kind == kind]
        there = [one for one in of_kind if one.arrived is not None]
        measured = {
            WAIT: [(one.waited, one.is_sent) for one in came if one.kind == kind],
            # Whoever never arrived was on the way at least as long as they were seen.
            TRAVEL: [(one.until if one.arrived is None else one.arrived, one.arrived is not None) for one in of_kind],
            SCENE: [(one.until - (one.arrived or 0.0), one.is_free) for one in there],
            TOGETHER: [(one.until, one.is_free) for one in of_kind],
        }
        for part, pairs in measured.items():
            if pairs:
                stages[part, kind] = measure_stage(_durations(pairs), PARTS.index(part), 0)
    raised = {
        kind: Raised(
            times=sum(one.is_raised for one in came if one.kind == kind),
            hours=math.fsum(one.waited for one in came if one.kind == kind),
        )
        for kind in kinds[1:]
    }
    return Response(
        since=since, until=until, arrivals=arrivals, stages=stages, raised=raised, trips=len(trips), incidents=len(came),
        attended=attended,
    )  # fmt: skip


def _durations(pairs: Sequence[tuple[float, bool]]) -> Durations:
    length = np.array([one for one, _ in pairs])
    return Durations(length=length, ended=np.array([ended for _, ended in pairs]), entered=np.zeros(len(pairs)))


def tell_response(one: Response, *, zone: ZoneInfo) -> Iterator[str]:
    """The report."""
    if not one.incidents:
        yield "No incident to be attended was graded in that time, so there is nothing to learn of response."
        return
    since, until = (datetime.fromtimestamp(each, tz=UTC).astimezone(zone) for each in (one.since, one.until))
    yield f"Response: {one.incidents:,} incidents and {one.trips:,} units sent, {since:%d %B %Y} to {until:%d %B %Y}."
    shares = {kind: rates.seen for kind, rates in one.arrivals.items() if rates is not None}
    for kind, seen in shares.items():
        rates = one.arrivals[kind]
        assert rates is not None
        yield f"Graded {kind}: {rates.per_day:.1f} a day, {seen / one.incidents:.1%} of those to be attended ({seen:,})."
    for part in PARTS:
        for kind in one.arrivals:
            stage = one.stages.get((part, kind))
            if stage is not None:
                yield from _stage(part, kind, stage)
    for kind, raised in one.raised.items():
        if raised.in_an_hour is None:
            yield f"Made more urgent while {kind}: {raised.times} times in {raised.hours:.0f} hours of waiting, too few hours to say how often."
        elif not raised.times:
            # None in so much: with 95 % no more than three were to be expected.
            most = -math.expm1(-3 / raised.hours)
            yield (
                f"Made more urgent while {kind}: never in {raised.hours:,.0f} hours of waiting, so in an hour at most "
                f"{most:.2%} (95 %); none is played."
            )
        else:
            yield (
                f"Made more urgent while {kind}: {raised.times} times in {raised.hours:,.0f} hours of waiting, "
                f"{raised.in_an_hour:.2%} in an hour."
            )
    if one.attended:
        yield f"Units sent to an incident that was attended: {one.trips / one.attended:.2f} on average; a scenario sends one."


def _stage(part: str, kind: str, stage: Stage) -> Iterator[str]:
    half, nine = (
        f"{hours_in_words(each.hours)} ({hours_in_words(each.low)} to {hours_in_words(each.high)})"
        for each in (stage.half, stage.nine_in_ten)
    )
    yield (
        f"Time {part}, {kind}: half within {half}, nine in ten within {nine}; {stage.visits:,} seen, {stage.still_open:,} of "
        "them not to their end."
    )
    if stage.visits - stage.still_open < FEW:
        yield f"  Fewer than {FEW} were seen to their end: too few to be used."
    elif stage.fits:
        fit = stage.fits[0]
        chance = "" if fit.chance >= 0.01 else ", more than chance would have it"
        used = "" if stage.best else "; what was measured is used as it is"
        yield f"  Nearest shape: {fit_in_words(fit)}; off by at most {fit.distance:.1%}{chance}{used}."
    else:
        yield "  All are alike: perhaps they were entered by rule, not measured."


def keep_response(one: Response, *, zone: ZoneInfo) -> dict[str, Any]:
    """What was learned as plain data, to be kept beside the scenario made of it."""
    since, until = (datetime.fromtimestamp(each, tz=UTC).isoformat() for each in (one.since, one.until))
    return {
        "kind": "response",
        "since": since,
        "until": until,
        "parts": [
            {
                "part": part, "kind": kind, "seen": stage.visits, "open": stage.still_open,
                "half": [stage.half.hours, stage.half.low, stage.half.high],
                "nine_in_ten": [stage.nine_in_ten.hours, stage.nine_in_ten.low, stage.nine_in_ten.high],
                "shape": stage.best.shape.value if stage.best else None,
                "off_by": stage.fits[0].distance if stage.fits else None,
                "is_used": part == TOGETHER and one.of(part, kind) is not None,
            }
            for (part, kind), stage in sorted(one.stages.items(), key=lambda each: PARTS.index(each[0][0]))
        ],
        "report": list(tell_response(one, zone=zone)),
    }  # fmt: skip
