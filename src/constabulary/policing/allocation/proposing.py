"""What a proposal for the whole pool weighs: how urgent a crime is, and how well an officer fits its kind.

Neither the victim's support nor anything about who they are comes in: neither may lower a crime's place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from statistics import median

from constabulary.policing.allocation.choice import (
    OVER_LIMIT,
    Candidate,
    assess_fit,
    find_reasons_to_stand_after,
    required_skill,
)
from constabulary.policing.allocation.workload import CarriedCrime, weigh
from constabulary.policing.decisions import ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value
from constabulary.standards.workload import Proposing

REASONS = ReasonsCatalogue("proposal")
OURS = "Our safeguard"

NOTHING_WAITS = REASONS.add(
    "nothing-waits",
    "No crime of that kind waits for an officer.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOBODY_TO_COVER_FOR = REASONS.add(
    "nobody-to-cover-for",
    "Nobody who is away today has a crime.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOTHING_TO_GIVE_AWAY = REASONS.add(
    "nothing-to-give-away",
    "Nobody in this team has a crime.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOTHING_CHOSEN = REASONS.add(
    "nothing-chosen",
    "Choose at least one proposal.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="proposals",
)
WHY_REJECTED = REASONS.add(
    "why-rejected",
    "Say why it is not right, so that the weights can be looked at.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="because",
)

#: Risk bands go from 0 to 3.
HIGHEST_RISK = 3


@value
class WaitingCrime:
    """What of a crime decides its urgency. `severity` is its weight as a share of the heaviest, on a logarithmic scale."""

    severity: float
    risk: int
    recorded_at: datetime


def urgency_of(crime: WaitingCrime, weights: Proposing, *, at: datetime) -> float:
    """From 0 to 1: the harm or the risk, whichever is greater, and how long it has waited."""
    waited = max(timedelta(), at - crime.recorded_at) / timedelta(hours=weights.hours_to_full)
    harm = max(crime.severity, crime.risk / HIGHEST_RISK)
    return min(1.0, (1 - weights.of_waiting) * harm + weights.of_waiting * min(1.0, waited))


def kind_of(crime: CarriedCrime, required_pip: int) -> str:
    """What decides who may have a crime and how well they fit, as one word: the kind of crime decides its specialism too."""
    return f"pip{required_pip}-{weigh(crime).value}"


def poorness_of(crime: CarriedCrime, required_pip: int, officer: Candidate, weights: Proposing) -> float | None:
    """How poorly an officer fits, from 0 to 1; None for whoever could have it only by an override, or not at all.

    Somebody with a higher accreditation than is asked for is kept for what asks for it, unless the crime asks for
    their specialism; somebody who supervises stands after the rest. The limit is not asked here: what a proposal adds to
    a load decides it.
    """
    fit = assess_fit(crime, required_pip, officer)
    if fit.refusals or any(one is not OVER_LIMIT for one in fit.overrides):
        return None
    if find_reasons_to_stand_after(officer):
        return weights.stands_after
    return weights.overqualified if officer.pip_level > required_pip and required_skill(crime) is None else 0.0


def given_at_full_hours(given: Mapping[int, float], worked: Mapping[int, float], *, least: float) -> dict[int, float]:
    """What each officer was given over some weeks, as if all had worked full hours: so that fair is fair by the hour.

    `given` are points, `worked` shares of full hours. Whoever worked less than `least` (sick, on a course) counts as the
    middle one of the others: neither owed what came meanwhile nor spared.
    """
    by_hour = {one: given.get(one, 0.0) / share for one, share in worked.items() if share >= least}
    usual = median(by_hour.values()) if by_hour else 0.0
    return {one: by_hour.get(one, usual) for one in worked}


EARTH_KM = 6_371.0


def kilometres_apart(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Between two spots (latitude, longitude in degrees), as the crow flies, in kilometres (haversine)."""
    (from_north, from_east), (to_north, to_east) = ((radians(one), radians(two)) for one, two in (here, there))
    half = sin((to_north - from_north) / 2) ** 2 + cos(from_north) * cos(to_north) * sin((to_east - from_east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def groups_of(people: Mapping[int, Iterable[int]], points: Mapping[int, float], *, most: float) -> Mapping[int, int]:
    """Which crimes stay together: those that share a victim or a suspect, as many as one officer can be given at once.

    `people` are the persons of each crime. Each crime that shares somebody gets the number of its group, the others
    none. A group ends where the next crime would take it above `most` points: a prolific offender's two hundred thefts
    are no one officer's.
    """
    group_of: dict[int, int] = {}
    weight: dict[int, float] = {}
    newest: dict[int, int] = {}
    for crime in sorted(people):
        joined = [newest[one] for one in sorted(set(people[crime])) if one in newest]
        group = next((one for one in joined if weight[one] + points[crime] <= most), crime)
        group_of[crime] = group
        weight[group] = weight.get(group, 0.0) + points[crime]
        for person in people[crime]:
            newest[person] = group
    sizes = Counter(group_of.values())
    return {crime: group for crime, group in group_of.items() if sizes[group] > 1}
