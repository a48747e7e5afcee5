"""What a proposal is made from, as plain values: the crimes that wait, the officers, and what a choice costs.

The caller has decided who may have which crime: whatever refuses a pair outright (connected, may not see, no
accreditation) is left out of `fits` or named in `refused`, and is never proposed. Everything else is a cost.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from constabulary.standards.values import value
from constabulary.standards.workload import ProposalCosts


class Part(StrEnum):
    """The named parts of what a choice costs."""

    URGENCY = "urgency"
    SKILL = "skill"
    BALANCE = "balance"
    DISTANCE = "distance"
    CONTINUITY = "continuity"
    FAIRNESS = "fairness"
    MOVE = "move"


@value
class Crime:
    """A crime to give. Points are of full hours; in the case-count form every crime is one point.

    `urgency` is from 0 to 1 and carries the harm already. `kind` decides who may have it and how well they fit, `place`
    how far they have to go. Crimes with the same word in `together` (same victim, same suspect, one series) go to one
    officer or wait together. `held_by` is whoever has it now, when that officer is at work and it may be moved.
    """

    key: str
    points: float
    urgency: float
    kind: str
    place: str
    together: str = ""
    held_by: str = ""


@value
class Officer:
    """An officer who may be given crimes.

    `carried` are points of full hours without the crimes of the pool; the load is `carried / hours_share`, and `limit`
    is the most the load may be. `starts_in` are days that a crime of theirs would lie, until they are next on duty or
    because they go away soon; `given_lately` the load they were given over the past weeks, as the caller counts it.
    """

    key: str
    carried: float
    limit: float
    base: str
    hours_share: float = 1.0
    starts_in: float = 0.0
    given_lately: float = 0.0


@value
class Costs:
    """What each part of a choice costs: one dated edition. All are at least 0.

    | name | cost of |
    | --- | --- |
    | `urgency` | each day on which the officer is not on duty, for a crime of urgency 1 |
    | `skill` | the poorest fit; a perfect fit costs nothing |
    | `balance` | (share of the limit, cost of each point of full hours beyond it), added up over the bands |
    | `distance` | each kilometre |
    | `elsewhere_km` | the kilometres counted where none are given and the districts differ |
    | `continuity` | an officer who does not know the people in the crime |
    | `fairness` | each point of the crime, for each point given lately above whoever was given least |
    | `move` | taking a crime from whoever has it |
    | `waiting` | each point left unallocated |
    | `waiting_urgent` | what urgency 1 adds to that, as a multiple |
    """

    edition: str
    urgency: float
    skill: float
    balance: tuple[tuple[float, float], ...]
    distance: float
    elsewhere_km: float
    continuity: float
    fairness: float
    move: float
    waiting: float
    waiting_urgent: float


def costs_of(standard: ProposalCosts, edition: str) -> Costs:
    """The costs as one edition of the standard gives them."""
    return Costs(
        edition=edition,
        urgency=standard.urgency,
        skill=standard.skill,
        balance=standard.balance,
        distance=standard.distance,
        elsewhere_km=standard.elsewhere_km,
        continuity=standard.continuity,
        fairness=standard.fairness,
        move=standard.move,
        waiting=standard.waiting,
        waiting_urgent=standard.waiting_urgent,
    )


@value
class CountLimit:
    """Of these crimes an officer is given at most so many."""

    officer: str
    crimes: frozenset[str]
    most: int


@value
class Pool:
    """Everything a proposal is made from.

    `fits[kind][officer]` is how poorly an officer fits a kind, from 0 (perfectly) to 1; who is missing may not have it.
    `refused` are pairs (crime, officer) that may not be either; `knows` pairs that spare people telling it all again.
    `kilometres[place, base]` may be left out: the same word is then no distance, any other `elsewhere_km`. `counts` are
    limits beside the one on the load.
    """

    crimes: tuple[Crime, ...]
    officers: tuple[Officer, ...]
    fits: Mapping[str, Mapping[str, float]]
    costs: Costs
    refused: Collection[tuple[str, str]] = ()
    knows: Collection[tuple[str, str]] = ()
    kilometres: Mapping[tuple[str, str], float] | None = None
    counts: tuple[CountLimit, ...] = ()


class WhyWaiting(StrEnum):
    """Why a crime stays unallocated."""

    NOBODY_MAY = "nobody-may"
    NOBODY_MAY_ALL = "nobody-may-all"
    FULL_BEFORE = "full-before"
    FULL = "full"


WHY_WAITING = {
    WhyWaiting.NOBODY_MAY: "No officer may be given this crime.",
    WhyWaiting.NOBODY_MAY_ALL: "No one officer may be given all the crimes that belong together.",
    WhyWaiting.FULL_BEFORE: "No officer who may be given it had room for it, before anything was proposed.",
    WhyWaiting.FULL: "Every officer who may be given it is full with what is proposed.",
}


class NotAPool(ValueError):
    """What was handed in cannot be proposed from: a key used twice, a number out of its range, an unknown officer."""
