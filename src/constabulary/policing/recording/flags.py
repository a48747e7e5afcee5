"""The ten mandatory crime flags: what the incident and the offence propose, and what each asks for (HOCR 2026/27, pages 26 to 31)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Offence
from constabulary.standards.recorded_lists import Flag as ListedFlag
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("flag")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"


class Flag(StrEnum):
    """One flag as it is set: hate crime has one for each strand and metal theft one for each kind."""

    HATE_DISABILITY = "hate_disability"
    HATE_TRANSGENDER = "hate_transgender"
    HATE_RACE = "hate_race"
    HATE_RELIGION = "hate_religion"
    HATE_SEXUAL_ORIENTATION = "hate_sexual_orientation"
    METAL_INFRASTRUCTURE = "metal_theft_infrastructure"
    METAL_OTHER = "metal_theft_non_infrastructure"
    DOMESTIC_ABUSE = "domestic_abuse"
    ONLINE = "online"
    CHILD_SEXUAL_ABUSE = "child_sexual_abuse"
    CHILD_SEXUAL_EXPLOITATION = "child_sexual_exploitation"
    ALCOHOL = "alcohol"
    CORROSIVE = "corrosive"
    HONOUR_BASED = "honour_based"
    SPIKING = "spiking"

    @property
    def label(self) -> str:
        """What people call it."""
        return FLAG_TITLES[self]

    @property
    def listed_as(self) -> str:
        """Its code in the national list; strands and kinds share one."""
        return next((code for code in ("hate", "metal_theft") if self.value.startswith(code)), self.value)


FLAG_TITLES = {
    Flag.HATE_DISABILITY: "Hate: disability",
    Flag.HATE_TRANSGENDER: "Hate: transgender",
    Flag.HATE_RACE: "Hate: race",
    Flag.HATE_RELIGION: "Hate: religion or belief",
    Flag.HATE_SEXUAL_ORIENTATION: "Hate: sexual orientation",
    Flag.METAL_INFRASTRUCTURE: "Metal theft: infrastructure",
    Flag.METAL_OTHER: "Metal theft: not infrastructure",
    Flag.DOMESTIC_ABUSE: "Domestic abuse",
    Flag.ONLINE: "Online",
    Flag.CHILD_SEXUAL_ABUSE: "Child sexual abuse",
    Flag.CHILD_SEXUAL_EXPLOITATION: "Child sexual exploitation",
    Flag.ALCOHOL: "Alcohol",
    Flag.CORROSIVE: "Corrosive substance",
    Flag.HONOUR_BASED: "Honour-based abuse",
    Flag.SPIKING: "Spiking",
}

#: Qualifiers of the incident that carry over as a flag.
FLAG_OF_QUALIFIER = {
    "disability": Flag.HATE_DISABILITY,
    "transgender": Flag.HATE_TRANSGENDER,
    "racial": Flag.HATE_RACE,
    "religion-belief": Flag.HATE_RELIGION,
    "sexual-orientation": Flag.HATE_SEXUAL_ORIENTATION,
    "alcohol": Flag.ALCOHOL,
    "honour-based": Flag.HONOUR_BASED,
    "domestic-abuse": Flag.DOMESTIC_ABUSE,
}


@value
class FlagFacts:
    """What the flags of a crime depend on; ages are those on the day of the offence, None where not known."""

    offence: Offence | None
    flags: frozenset[Flag] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    domestic_abuse: bool = False
    faith: str = ""
    corrosive_evidence: str = ""
    victim_age: int | None = None
    suspect_age: int | None = None


def _reason(code: str, sentence: str, page: str, *, field: str = "flags") -> Reason:
    return REASONS.add(code, sentence, source=f"{HOCR}, {page}", confidence=Confidence.READ, field=field)


FROM_INCIDENT = _reason("from-incident", "The incident says so.", "page 26")
ALWAYS_HONOUR_BASED = _reason(
    "always-honour-based", "Forced marriage and female genital mutilation are always flagged honour-based.", "page 31"
)
EXPLOITATION_IS_ABUSE = _reason(
    "exploitation-is-abuse", "Child sexual exploitation is always flagged child sexual abuse as well.", "page 29"
)
NOT_OFFERED = _reason("not-offered", "One of these flags is not in the list on this day.", "page 26")
RELIGION_DETAIL = _reason(
    "religion-detail", "Say which religion or belief was the target, as it was perceived.", "page 27", field="faith"
)
FAITH_WITHOUT_FLAG = _reason(
    "faith-without-flag", "A religion is noted only with the flag for religious hate.", "page 27", field="faith"
)
ONE_KIND = _reason("one-kind", "Choose one kind of metal theft. When in doubt it is infrastructure.", "page 27")
CORROSIVE_OFFENCE = _reason("corrosive-offence", "The corrosive flag belongs to violence and robbery only.", "page 30")
CORROSIVE_EVIDENCE = _reason(
    "corrosive-evidence",
    "Say what evidence shows that the substance was corrosive.",
    "page 30",
    field="corrosive_evidence",
)
HONOUR_BASED_MISSING = _reason("honour-based-missing", "This offence must be flagged honour-based.", "page 31")
ABUSE_MISSING = _reason(
    "child-abuse-missing", "Child sexual exploitation needs the flag for child sexual abuse as well.", "page 29"
)
TOO_YOUNG = _reason(
    "too-young", "Domestic abuse is flagged when both are 16 or over and personally connected.", "page 28"
)
SPIKING_OFFENCE = _reason(
    "spiking-offence", "The spiking flag belongs to violence, robbery and sexual offences.", "page 31"
)


def is_always_honour_based(offence: Offence) -> bool:
    """Whether the offence is forced marriage or female genital mutilation."""
    words = f"{offence.title} {offence.act}".casefold()
    return "forced marriage" in words or "female genital mutilation" in words


def propose_flags(facts: FlagFacts, listed: Mapping[str, ListedFlag]) -> tuple[tuple[Flag, Reason], ...]:
    """The flags that the incident and the offence call for, each with why; a person decides.

    `listed` holds the national list as offered on the day of the decision, by code.
    """
    proposed = {flag: FROM_INCIDENT for code, flag in FLAG_OF_QUALIFIER.items() if code in facts.qualifiers}
    if facts.domestic_abuse:
        proposed[Flag.DOMESTIC_ABUSE] = FROM_INCIDENT
    if facts.offence is not None and is_always_honour_based(facts.offence):
        proposed[Flag.HONOUR_BASED] = ALWAYS_HONOUR_BASED
    if Flag.CHILD_SEXUAL_EXPLOITATION in facts.flags:
        proposed[Flag.CHILD_SEXUAL_ABUSE] = EXPLOITATION_IS_ABUSE
    return tuple(
        (flag, proposed[flag])
        for flag in Flag
        if flag in proposed and flag.listed_as in listed and not _is_too_young(flag, facts, listed)
    )


def find_reasons_against_flags(facts: FlagFacts, listed: Mapping[str, ListedFlag]) -> Reasons:
    """Why a crime cannot be recorded with these flags, each reason beside its field."""
    if any(flag.listed_as not in listed for flag in facts.flags):
        return (NOT_OFFERED,)
    flags = facts.flags
    faiths = listed["hate"].details["religion"]
    against: list[tuple[bool, Reason]] = [
        (Flag.HATE_RELIGION in flags and facts.faith not in faiths, RELIGION_DETAIL),
        (Flag.HATE_RELIGION not in flags and bool(facts.faith), FAITH_WITHOUT_FLAG),
        (flags >= {Flag.METAL_INFRASTRUCTURE, Flag.METAL_OTHER}, ONE_KIND),
        (Flag.CHILD_SEXUAL_EXPLOITATION in flags and Flag.CHILD_SEXUAL_ABUSE not in flags, ABUSE_MISSING),
        (any(_is_too_young(flag, facts, listed) for flag in flags), TOO_YOUNG),
        (_is_outside(Flag.CORROSIVE, facts, listed), CORROSIVE_OFFENCE),
        (Flag.CORROSIVE in flags and not facts.corrosive_evidence.strip(), CORROSIVE_EVIDENCE),
        (_is_outside(Flag.SPIKING, facts, listed), SPIKING_OFFENCE),
        (
            facts.offence is not None and is_always_honour_based(facts.offence) and Flag.HONOUR_BASED not in flags,
            HONOUR_BASED_MISSING,
        ),
    ]
    return tuple(reason for applies, reason in against if applies)


def _is_too_young(flag: Flag, facts: FlagFacts, listed: Mapping[str, ListedFlag]) -> bool:
    least = listed[flag.listed_as].least_age
    ages = (facts.victim_age, facts.suspect_age)
    return least is not None and any(age is not None and age < least for age in ages)


def _is_outside(flag: Flag, facts: FlagFacts, listed: Mapping[str, ListedFlag]) -> bool:
    if flag not in facts.flags:
        return False
    return facts.offence is None or facts.offence.group not in listed[flag.listed_as].only_groups


FLAG_OF: Mapping[str, Flag] = {flag.value: flag for flag in Flag}


def read_flags(codes: Iterable[str]) -> frozenset[Flag]:
    """Stored codes as flags; what is not a flag of ours is left out."""
    return frozenset(FLAG_OF[code] for code in codes if code in FLAG_OF)
