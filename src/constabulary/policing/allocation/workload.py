"""What a crime weighs, what an officer carries, and what they can carry: the one place that says who is over.

Weight by kind, less while a crime waits for others; against the limit for their accreditation, as far as their hours of
that day go. Nothing here is remembered from one question to the next.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import inf

from constabulary.policing.workforce.abstractions import Abstraction, hours_on
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.values import value
from constabulary.standards.workload import LoadLimits


class Weight(StrEnum):
    """The kinds of crime that weigh differently; the names of the standard's weights."""

    DESK = "desk"
    VOLUME = "volume"
    ABUSE = "abuse"
    HIGH_RISK_ABUSE = "high_risk_abuse"
    ROBBERY = "robbery"
    CHILD_ABUSE = "child_abuse"
    SERIOUS_SEXUAL = "serious_sexual"
    COMPLEX = "complex"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What people call it."""
        return WEIGHT_TITLES[self]


WEIGHT_TITLES = {
    Weight.DESK: "Worked at the desk",
    Weight.VOLUME: "Volume crime",
    Weight.ABUSE: "Domestic abuse",
    Weight.HIGH_RISK_ABUSE: "Domestic abuse at high risk",
    Weight.ROBBERY: "Robbery",
    Weight.CHILD_ABUSE: "Abuse of a child",
    Weight.SERIOUS_SEXUAL: "Rape or serious sexual offence",
    Weight.COMPLEX: "Complex or homicide",
    Weight.UNKNOWN: "Type not known",
}


class Stage(StrEnum):
    """What an investigation waits for; active when for nobody."""

    ACTIVE = "active"
    CHARGING_DECISION = "charging_decision"
    FORENSIC = "forensic"
    COURT = "court"
    WANTED = "wanted"

    @property
    def label(self) -> str:
        """What people call it."""
        return STAGE_TITLES[self]


STAGE_TITLES = {
    Stage.ACTIVE: "Active",
    Stage.CHARGING_DECISION: "Waiting for a charging decision",
    Stage.FORENSIC: "Waiting for forensic or digital results",
    Stage.COURT: "Waiting for court",
    Stage.WANTED: "Suspect circulated as wanted",
}


class Band(StrEnum):
    """How full an officer is."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


@value
class CarriedCrime:
    """What of a crime decides its weight. Without a group and a subgroup its type is unknown."""

    group: str
    subgroup: str
    domestic_abuse: bool = False
    high_risk_abuse: bool = False
    child_abuse: bool = False
    complex: bool = False
    stage: Stage = Stage.ACTIVE


@value
class Capacity:
    """What of an officer decides how much they can carry. `hours_share` is 1 for full hours, 0 for none on that day."""

    pip_level: int
    hours_share: float
    skills: frozenset[str] = frozenset()
    above_constable: bool = False


@value
class Load:
    """What an officer carries, the most they can carry that day, and the edition it was worked out under.

    `unknown` is how many of the crimes are of a type that no weight is given for: they weigh as the heaviest.
    """

    points: float
    crimes: int
    limit: float
    amber_from: float
    edition: str
    unknown: int = 0

    @property
    def has_capacity(self) -> bool:
        """Whether they can carry anything at all that day."""
        return self.limit > 0

    @property
    def is_over(self) -> bool:
        """Whether they carry more than they can. Nothing else says so anywhere."""
        return self.points > self.limit

    @property
    def band(self) -> Band:
        """None where nothing can be carried; else green, amber from the amber share of the limit, red when over."""
        if not self.has_capacity:
            return Band.NONE
        if self.is_over:
            return Band.RED
        return Band.AMBER if self.points >= self.amber_from else Band.GREEN

    @property
    def share(self) -> float:
        """The load as a share of the limit; of somebody who can carry nothing, beyond every other."""
        return self.points / self.limit if self.has_capacity else inf


def weigh(crime: CarriedCrime) -> Weight:
    """The heaviest kind that the crime is of; unknown where its type is."""
    kinds = (
        (not (crime.group or crime.subgroup), Weight.UNKNOWN),
        (crime.complex or crime.subgroup == "Homicide", Weight.COMPLEX),
        (crime.subgroup == "Rape", Weight.SERIOUS_SEXUAL),
        (crime.child_abuse, Weight.CHILD_ABUSE),
        (crime.group == "Sexual offences", Weight.SERIOUS_SEXUAL),
        (crime.high_risk_abuse, Weight.HIGH_RISK_ABUSE),
        (crime.group == "Robbery", Weight.ROBBERY),
        (crime.domestic_abuse, Weight.ABUSE),
    )
    return next((kind for applies, kind in kinds if applies), Weight.VOLUME)


def points_of(crime: CarriedCrime, weights: Mapping[str, float], stages: Mapping[str, float]) -> float:
    """What a crime adds to a load. What no weight is given for weighs as the heaviest, until somebody says what it is."""
    return _points_of(weigh(crime), crime.stage, weights, stages)


def _points_of(kind: Weight, stage: Stage, weights: Mapping[str, float], stages: Mapping[str, float]) -> float:
    weight = weights.get(kind)
    if weight is None:
        weight = max(weights.values(), default=1.0)
    return weight * stages.get(stage, 1.0)


def limit_of(officer: Capacity, limits: LoadLimits) -> float:
    """The weighted load an officer carries at most with full hours."""
    limit = limits.pip2 if officer.pip_level > 1 else limits.pip1
    if Skill.PROBATIONER in officer.skills:
        limit *= limits.probationer_share
    elif Skill.NEWLY_ACCREDITED in officer.skills:
        limit *= limits.newly_accredited_share
    return limit * limits.above_constable_share if officer.above_constable else limit


def capacity_points(officer: Capacity, limits: LoadLimits) -> float:
    """What an officer can carry on a day: their limit, as far as their hours of that day go."""
    return round(limit_of(officer, limits) * officer.hours_share, 2)


def capacity_on(
    day: date,
    *,
    pip_level: int,
    skills: frozenset[str],
    above_constable: bool,
    contracted: float,
    abstractions: Iterable[Abstraction],
) -> Capacity:
    """What of an officer decides how much they can carry on a day, net of whatever takes them away."""
    return Capacity(
        pip_level=pip_level,
        hours_share=hours_on(day, contracted=contracted, abstractions=abstractions),
        skills=skills,
        above_constable=above_constable,
    )


def load_of(
    crimes: Iterable[CarriedCrime],
    officer: Capacity,
    *,
    weights: Mapping[str, float],
    stages: Mapping[str, float],
    limits: LoadLimits,
    edition: str,
) -> Load:
    """An officer's weighted load beside what they can carry."""
    carried = [(weigh(crime), crime.stage) for crime in crimes]
    points = sum(_points_of(kind, stage, weights, stages) for kind, stage in carried)
    limit = capacity_points(officer, limits)
    return Load(
        points=round(points, 2),
        crimes=len(carried),
        limit=limit,
        amber_from=round(limit * limits.amber_share, 2),
        edition=edition,
        unknown=sum(1 for kind, _ in carried if kind not in weights),
    )
