"""What a crime weighs and what an officer carries: weight by kind, less while it waits for others, over available hours."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

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


@value
class CarriedCrime:
    """What of a crime decides its weight."""

    group: str
    subgroup: str
    domestic_abuse: bool = False
    high_risk_abuse: bool = False
    child_abuse: bool = False
    complex: bool = False
    stage: Stage = Stage.ACTIVE


@value
class Capacity:
    """What of an officer decides how much they carry. `hours_share` is 1 for full hours."""

    pip_level: int
    hours_share: float
    skills: frozenset[str] = frozenset()


@value
class Load:
    """What an officer carries, their limit, and the edition it was worked out under."""

    points: float
    crimes: int
    limit: float
    amber_from: float
    edition: str

    @property
    def band(self) -> Band:
        """Green, amber from the amber share of the limit, red above the limit."""
        if self.points > self.limit:
            return Band.RED
        return Band.AMBER if self.points >= self.amber_from else Band.GREEN

    @property
    def share(self) -> float:
        """The load as a share of the limit."""
        return self.points / self.limit


def weigh(crime: CarriedCrime) -> Weight:
    """The heaviest kind that the crime is of."""
    kinds = (
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
    """What a crime adds to a load of full hours."""
    return weights[weigh(crime).value] * stages[crime.stage.value]


def limit_of(officer: Capacity, limits: LoadLimits) -> float:
    """The weighted load an officer carries at most, before hours are counted."""
    limit = limits.pip2 if officer.pip_level > 1 else limits.pip1
    if Skill.PROBATIONER in officer.skills:
        limit *= limits.probationer_share
    elif Skill.NEWLY_ACCREDITED in officer.skills:
        limit *= limits.newly_accredited_share
    return limit


def load_of(
    crimes: Iterable[CarriedCrime],
    officer: Capacity,
    *,
    weights: Mapping[str, float],
    stages: Mapping[str, float],
    limits: LoadLimits,
    edition: str,
) -> Load:
    """An officer's weighted load over the hours they have; whole hours weigh one."""
    carried = list(crimes)
    points = sum(points_of(crime, weights, stages) for crime in carried) / officer.hours_share
    limit = limit_of(officer, limits)
    return Load(
        points=round(points, 2),
        crimes=len(carried),
        limit=round(limit, 2),
        amber_from=round(limit * limits.amber_share, 2),
        edition=edition,
    )
