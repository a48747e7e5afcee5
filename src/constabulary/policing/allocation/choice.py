"""Who may be given a crime: what refuses them outright, and what needs a reason."""

from collections.abc import Mapping

from constabulary.policing.allocation.training import FULL_IN_TRAINING, NOT_IN_TRAINING
from constabulary.policing.allocation.workload import Band, CarriedCrime, Load, Weight, weigh
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.workforce.skills import Skill
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("allocation")
OURS = "Our safeguard"
AUTHORITY = "The authority is our default: allocation.over_limit"

REASON_NEEDED = REASONS.add(
    "reason-needed",
    "Say why this officer.",
    source="An allocation decision stores its reason",
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
NOT_AN_INVESTIGATOR = REASONS.add(
    "not-an-investigator",
    "This person does not investigate crimes, or has left.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
CONNECTED = REASONS.add(
    "connected",
    "This officer cannot be given this crime: a conflict of interest is recorded.",
    source="Conflict of interest: connected with a person in the crime",
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
MAY_NOT_SEE = REASONS.add(
    "may-not-see",
    "The record is restricted and this officer is not among those who may see it. Grant access first.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
SAME_OFFICER = REASONS.add(
    "same-officer", "This officer has the crime already.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="officer",
)  # fmt: skip
TAKEN_MEANWHILE = REASONS.add(
    "taken-meanwhile",
    "Somebody else has allocated this crime since you opened it. Look again before you decide.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
OVER_LIMIT = REASONS.add(
    "over-limit",
    "This would take the officer over their limit. Give a reason, or choose another officer.",
    source="HMICFRS 2025: workloads too high; the limit is our default",
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
NEAR_LIMIT = REASONS.add(
    "near-limit",
    "The officer is near their limit.",
    source="Our default for amber",
    confidence=Confidence.ASSUMPTION,
)
NO_CAPACITY = REASONS.add(
    "no-capacity",
    "The officer is away all day and can carry nothing. Give a reason, or choose another officer.",
    source="Our safeguard: a crime given to somebody who is away is nobody's",
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
MORE_THAN_THEY_CARRY = REASONS.add(
    "more-than-they-carry",
    "This would take the officer over their limit, and you may not decide that. Choose another officer, or ask whoever may decide that.",
    source=AUTHORITY,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
AWAY_ALL_DAY = REASONS.add(
    "away-all-day",
    "The officer is away all day and can carry nothing, and you may not decide to give it to them all the same. Choose another officer, or ask whoever may decide that.",
    source=AUTHORITY,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
KIND_NOT_IN_TRAINING = REASONS.add(
    "kind-not-in-training",
    "The officer is in training, crimes of this kind are not among those they may hold, and you may not decide otherwise. Choose another officer, or ask whoever may decide that.",
    source=AUTHORITY,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
NUMBER_IN_TRAINING = REASONS.add(
    "number-in-training",
    "The officer is in training, holds as many crimes of this kind as they may, and you may not decide otherwise. Choose another officer, or ask whoever may decide that.",
    source=AUTHORITY,
    confidence=Confidence.ASSUMPTION,
    field="officer",
)
PIP_TOO_LOW = REASONS.add(
    "pip-too-low",
    "The officer's accreditation is lower than this crime asks for. Give a reason, or choose another officer.",
    source="Professionalising investigation: levels of accreditation; forces differ",
    confidence=Confidence.UNCONFIRMED,
    field="override_reason",
)
SKILL_MISSING = REASONS.add(
    "skill-missing",
    "The officer lacks the specialism this crime asks for. Give a reason, or choose another officer.",
    source="Our default for specialisms",
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
SERIES_ELSEWHERE = REASONS.add(
    "series-elsewhere",
    "Another officer has a crime of this series. Keep it together, or give a reason.",
    source="Continuity in a linked series; our default",
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
SAME_SERIES = REASONS.add(
    "same-series",
    "Has another crime of this series: it stays together.",
    source="Continuity in a linked series; our default",
    confidence=Confidence.ASSUMPTION,
)
KNOWS_THEM = REASONS.add(
    "knows-them",
    "Has or had another crime with the same people: they need not tell it all again.",
    source="Continuity for the victim; our default",
    confidence=Confidence.ASSUMPTION,
)
SAME_DISTRICT = REASONS.add(
    "same-district", "Works the district where it happened.", source="Our default", confidence=Confidence.ASSUMPTION
)
HAS_SPECIALISM = REASONS.add(
    "has-specialism",
    "Has the specialism this crime asks for.",
    source="Our default for specialisms",
    confidence=Confidence.ASSUMPTION,
)
HAS_ROOM = REASONS.add(
    "has-room", "Stays clear of their limit.", source="Our default for amber", confidence=Confidence.ASSUMPTION
)
ABOVE_CONSTABLE = REASONS.add(
    "above-constable",
    "Holds a rank above constable, and so supervises: stands after those who carry crimes.",
    source="Our default: supervising ranks do not carry volume crime",
    confidence=Confidence.ASSUMPTION,
)
OUT_OF_REMIT = REASONS.add(
    "out-of-remit",
    "The officer's team does not take crimes of this kind. Give a reason, or choose another officer.",
    source="The remits are our default: allocation.remits",
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
REASONS_FOR_OVERRIDE = (
    OVER_LIMIT, NO_CAPACITY, PIP_TOO_LOW, SKILL_MISSING, OUT_OF_REMIT, NOT_IN_TRAINING, FULL_IN_TRAINING, SERIES_ELSEWHERE,
)  # fmt: skip
#: What takes not only a reason but the authority that the standard names, and what whoever lacks that is told.
BY_AUTHORITY: Mapping[Reason, Reason] = {
    OVER_LIMIT: MORE_THAN_THEY_CARRY,
    NO_CAPACITY: AWAY_ALL_DAY,
    NOT_IN_TRAINING: KIND_NOT_IN_TRAINING,
    FULL_IN_TRAINING: NUMBER_IN_TRAINING,
}

SKILL_OF_WEIGHT = {
    Weight.SERIOUS_SEXUAL: Skill.SERIOUS_SEXUAL,
    Weight.CHILD_ABUSE: Skill.CHILD_ABUSE,
    Weight.HIGH_RISK_ABUSE: Skill.DOMESTIC_ABUSE,
}


#: By kind of team, the weights of crime that it takes; a kind of team that is not named takes all.
Remits = Mapping[str, frozenset[str]]


@value
class Candidate:
    """An officer who may be given a crime, as the rule sees them; loads with and without it.

    `remit` are the weights of crime that their team takes, None where it takes all. `training` is what stands against it
    because they are in training. `has_series` is whether they have another crime of
    its series, `series_elsewhere` whether somebody else does.
    """

    investigates: bool
    pip_level: int
    skills: frozenset[str]
    connected: bool
    may_see: bool
    holds_it: bool
    before: Load
    after: Load
    above_constable: bool = False
    remit: frozenset[str] | None = None
    training: Reasons = ()
    has_series: bool = False
    series_elsewhere: bool = False


@value
class Fit:
    """How an officer fits a crime: what refuses them outright, and what needs a reason."""

    refusals: Reasons
    overrides: Reasons
    notes: Reasons

    @property
    def may_be_chosen(self) -> bool:
        """Whether nothing refuses this officer outright."""
        return not self.refusals


def required_skill(crime: CarriedCrime) -> Skill | None:
    """The specialism a crime asks of its officer, if any."""
    return SKILL_OF_WEIGHT.get(weigh(crime))


def assess_fit(crime: CarriedCrime, required_pip: int, officer: Candidate) -> Fit:
    """How an officer fits a crime. A conflict of interest refuses, and does not say with whom."""
    skill = required_skill(crime)
    refusals: list[tuple[bool, Reason]] = [
        (not officer.investigates, NOT_AN_INVESTIGATOR),
        (officer.connected, CONNECTED),
        (not officer.may_see, MAY_NOT_SEE),
        (officer.holds_it, SAME_OFFICER),
    ]
    overrides: list[tuple[bool, Reason]] = [
        (not officer.after.has_capacity, NO_CAPACITY),
        (officer.after.has_capacity and officer.after.is_over, OVER_LIMIT),
        (officer.pip_level < required_pip, PIP_TOO_LOW),
        (skill is not None and skill not in officer.skills, SKILL_MISSING),
        (is_out_of_remit(crime, officer), OUT_OF_REMIT),
        *((True, reason) for reason in officer.training),
        (officer.series_elsewhere and not officer.has_series, SERIES_ELSEWHERE),
    ]
    return Fit(
        refusals=tuple(reason for applies, reason in refusals if applies),
        overrides=tuple(reason for applies, reason in overrides if applies),
        notes=(
            *((NEAR_LIMIT,) if officer.after.band is Band.AMBER else ()),
            *find_reasons_to_stand_after(officer),
        ),
    )


def is_out_of_remit(crime: CarriedCrime, officer: Candidate) -> bool:
    """Whether the officer's team takes only crimes of other kinds."""
    return officer.remit is not None and weigh(crime).value not in officer.remit


def find_reasons_to_stand_after(officer: Candidate) -> Reasons:
    """Why an officer stands after the investigators who can have a crime; they can be chosen all the same."""
    return (ABOVE_CONSTABLE,) if officer.above_constable else ()


def place_in_order(
    fit: Fit, officer: Candidate, *, knows_them: bool, same_district: bool
) -> tuple[bool, bool, int, bool, bool, float]:
    """Where an officer stands among those who could have a crime, smallest first.

    Whoever can have it; investigators before supervising ranks and teams for other crimes; without an override; who knows the
    people; who works the district; who has most room.
    """
    stands_after = ABOVE_CONSTABLE in fit.notes or OUT_OF_REMIT in fit.overrides
    return (
        not fit.may_be_chosen, stands_after, len(fit.overrides), not knows_them, not same_district, officer.after.share,
    )  # fmt: skip


def find_reasons_against_allocation(fit: Fit, *, reason: str, override_reason: str, may_exceed: bool) -> Reasons:
    """Why the choice cannot stand: refused outright, beyond what they can carry, or a reason is missing.

    `may_exceed` is whether whoever chooses holds the authority to give an officer more than they can carry.
    """
    if fit.refusals:
        return fit.refusals
    beyond = tuple(BY_AUTHORITY[one] for one in fit.overrides if one in BY_AUTHORITY)
    if beyond and not may_exceed:
        return beyond
    missing: Reasons = () if reason.strip() else (REASON_NEEDED,)
    if fit.overrides and not override_reason.strip():
        missing += fit.overrides
    return missing


def find_reasons_for(crime: CarriedCrime, officer: Candidate, *, knows_them: bool, same_district: bool) -> Reasons:
    """What speaks for an officer; the person who allocates weighs it against the rest."""
    skill = required_skill(crime)
    found: list[tuple[bool, Reason]] = [
        (officer.has_series, SAME_SERIES),
        (knows_them, KNOWS_THEM),
        (same_district, SAME_DISTRICT),
        (skill is not None and skill in officer.skills, HAS_SPECIALISM),
        (officer.after.band is Band.GREEN, HAS_ROOM),
    ]
    return tuple(reason for applies, reason in found if applies)
