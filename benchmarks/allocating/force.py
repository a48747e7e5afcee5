"""A made-up force and what befalls it: officers, crimes as they come in, long absences. All of it is an assumption, but
for the weights, limits, costs and deadlines, which are the standards' own.

Crimes and absences are drawn before anything is chosen, so that every way of allocating meets the same ones.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from constabulary.policing.allocation.choice import Candidate
from constabulary.policing.allocation.proposing import poorness_of
from constabulary.policing.allocation.workload import Capacity, CarriedCrime, Load, capacity_points, limit_of, points_of
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.recording import ALLOCATE_WITHIN
from constabulary.standards.rulebook import on
from constabulary.standards.values import value
from constabulary.standards.workload import LOAD_LIMITS, PROPOSING, STAGE_FACTORS, WEIGHTS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY_HOURS = 24.0


@value
class Kind:
    """A kind of crime: its share of what comes in, the PIP level asked for, its harm from 0 to 1, and its wording."""

    share: float
    pip: int
    harm: float
    crime: CarriedCrime
    high_harm: bool = False


KINDS = (
    Kind(share=0.62, pip=1, harm=0.2, crime=CarriedCrime(group="Theft", subgroup="Shoplifting")),
    Kind(share=0.20, pip=1, harm=0.5, crime=CarriedCrime(group="Violence against the person", subgroup="Violence with injury", domestic_abuse=True)),
    Kind(share=0.06, pip=2, harm=0.8, high_harm=True, crime=CarriedCrime(group="Violence against the person", subgroup="Violence with injury", domestic_abuse=True, high_risk_abuse=True)),
    Kind(share=0.04, pip=2, harm=0.6, crime=CarriedCrime(group="Robbery", subgroup="Robbery of personal property")),
    Kind(share=0.03, pip=2, harm=0.9, high_harm=True, crime=CarriedCrime(group="Violence against the person", subgroup="Violence with injury", child_abuse=True)),
    Kind(share=0.04, pip=2, harm=1.0, high_harm=True, crime=CarriedCrime(group="Sexual offences", subgroup="Rape")),
    Kind(share=0.01, pip=2, harm=1.0, high_harm=True, crime=CarriedCrime(group="Violence against the person", subgroup="Homicide")),
)  # fmt: skip
#: Hours an officer has for investigating on a day on duty, and hours of it that a point of a crime takes on average.
HOURS_ON_DUTY, HOURS_A_POINT = 5.0, 4.0
#: Days that pass at least, whoever works on it (median, sigma): witnesses, footage, other people's answers.
ELAPSED = (12.0, 0.7)
EFFORT_SIGMA = 0.8
#: Six days on duty, four off; an absence of four weeks once a year; a victim in seven has been one before.
ON, CYCLE = 6, 10
ABSENT_DAYS, ABSENCES_A_YEAR = 28, 1.0
KNOWN_VICTIM = 0.15


@value
class Size:
    """How large the force is, and how long it is looked at after a time to fill up."""

    officers: int = 40
    districts: int = 4
    fill_up: int = 60
    days: int = 180

    @property
    def whole(self) -> int:
        """Days in all."""
        return self.fill_up + self.days


@dataclass(frozen=True, slots=True, eq=False)
class Force:
    """Officers: arrays by officer but for `fits[kind, officer]`, how poorly they fit (infinite for whoever may not)."""

    size: Size
    district: Ints
    pip: Ints
    hours_share: Floats
    #: The most weighted points of full hours, the points that their hours let them carry, and crimes by mere count.
    limit: Floats
    room: Floats
    count_limit: Ints
    fits: Floats
    phase: Ints
    #: [day, officer]
    on_duty: Flags
    absent: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Crimes in order of arrival: arrays by crime. `arrived` in days from the start; `known` an earlier crime of the
    same victim, or -1; `effort` in hours; `elapsed` in days."""

    arrived: Floats
    kind: Ints
    district: Ints
    effort: Floats
    elapsed: Floats
    known: Ints


def make_force(size: Size, *, seed: int) -> Force:
    """Officers and their absences."""
    dice = np.random.default_rng([seed, 1])
    rules = on(START)
    limits, proposing = rules[LOAD_LIMITS].value, rules[PROPOSING].value
    count = size.officers
    pip = np.where(np.arange(count) % 5 < 2, 2, 1)
    hours = dice.choice([1.0, 1.0, 1.0, 0.8, 0.6], count)
    special = (Skill.SERIOUS_SEXUAL, Skill.CHILD_ABUSE, Skill.DOMESTIC_ABUSE)
    skills = [frozenset(one for one in special if level > 1 and dice.uniform() < 0.6) for level in pip]
    fits = np.full((len(KINDS), count), np.inf)
    limit, room = np.zeros(count), np.zeros(count)
    for one in range(count):
        capacity = Capacity(pip_level=int(pip[one]), hours_share=float(hours[one]), skills=skills[one])
        limit[one], room[one] = limit_of(capacity, limits), capacity_points(capacity, limits)
        load = Load(points=0.0, crimes=0, limit=room[one], amber_from=room[one], edition="")
        candidate = Candidate(
            investigates=True, pip_level=int(pip[one]), skills=skills[one], connected=False, may_see=True,
            holds_it=False, before=load, after=load,
        )  # fmt: skip
        for at, kind in enumerate(KINDS):
            poor = poorness_of(kind.crime, kind.pip, candidate, proposing)
            fits[at, one] = np.inf if poor is None else poor
    phase = dice.integers(0, CYCLE, count)
    days = np.arange(size.whole)[:, None]
    begins = dice.uniform(size=(size.whole, count)) < ABSENCES_A_YEAR / 365
    absent = np.zeros((size.whole, count), dtype=bool)
    for day, one in np.argwhere(begins):
        absent[day : day + ABSENT_DAYS, one] = True
    return Force(
        size=size, district=np.arange(count) % size.districts, pip=pip, hours_share=hours, limit=limit, room=room,
        count_limit=np.where(pip > 1, 15, 20), fits=fits, phase=phase,
        on_duty=((days + phase) % CYCLE < ON) & ~absent, absent=absent,
    )  # fmt: skip


def weights_of() -> Floats:
    """[kind] the points of each."""
    rules = on(START)
    return np.array([points_of(kind.crime, rules[WEIGHTS].value, rules[STAGE_FACTORS].value) for kind in KINDS])


def standards_of() -> Floats:
    """[kind] within how many days a crime is to have an officer."""
    within = on(START)[ALLOCATE_WITHIN].value
    hours = [(within.high_harm if kind.high_harm else within.other).total_seconds() / 3600 for kind in KINDS]
    return np.array(hours) / DAY_HOURS


def high_harm() -> Flags:
    """[kind] whether the short deadline is theirs."""
    return np.array([kind.high_harm for kind in KINDS])


def draw_luck(force: Force, *, busy: float, seed: int) -> Luck:
    """What comes in when it takes the share `busy` of the hours that officers have; districts differ by a third."""
    dice = np.random.default_rng([seed, 2])
    share = np.array([kind.share for kind in KINDS])
    hours = float((force.on_duty * force.hours_share).sum(axis=1).mean()) * HOURS_ON_DUTY
    each = float((share * weights_of()).sum()) * HOURS_A_POINT
    a_day = busy * hours / each
    weekday = np.array([1.05, 1.0, 1.0, 1.0, 1.05, 1.0, 0.9])
    came = dice.poisson(a_day * weekday[np.arange(force.size.whole) % 7] * dice.gamma(20, 1 / 20, force.size.whole))
    count = int(came.sum())
    arrived = np.sort(np.repeat(np.arange(force.size.whole), came) + dice.uniform(size=count))
    kind = dice.choice(len(KINDS), count, p=share / share.sum())
    uneven = 1 + (np.arange(force.size.districts) / max(1, force.size.districts - 1) - 0.5) * 2 / 3
    district = dice.choice(force.size.districts, count, p=uneven / uneven.sum())
    spread = np.exp(EFFORT_SIGMA * dice.standard_normal(count) - EFFORT_SIGMA**2 / 2)
    known = np.where(
        dice.uniform(size=count) < KNOWN_VICTIM, (np.arange(count) * dice.uniform(size=count)).astype(int), -1
    )
    return Luck(
        arrived=arrived, kind=kind, district=district, effort=weights_of()[kind] * HOURS_A_POINT * spread,
        elapsed=ELAPSED[0] * np.exp(ELAPSED[1] * dice.standard_normal(count)), known=known,
    )  # fmt: skip
