"""What a victim needs, and whether they have enhanced rights (Victims' Code: gravest crimes, targeted, vulnerable)."""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.recording.crimes import CrimeFacts
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value
from constabulary.standards.victims import GravestCrimes

REASONS = ReasonsCatalogue("needs")
CODE = "Code of Practice for Victims of Crime, November 2020"


class Need(StrEnum):
    """One kind of need."""

    LANGUAGE = "language"
    HEARING_OR_SIGHT = "hearing_or_sight"
    COMMUNICATION = "communication"
    MOBILITY = "mobility"
    MENTAL_HEALTH = "mental_health"
    CHILDREN = "children"
    SAFETY = "safety"
    REPAIRS = "repairs"
    MONEY = "money"

    @property
    def label(self) -> str:
        """What people call it."""
        return NEED_TITLES[self]


NEED_TITLES = {
    Need.LANGUAGE: "An interpreter or another language",
    Need.HEARING_OR_SIGHT: "Hearing or sight",
    Need.COMMUNICATION: "Help to understand or be understood",
    Need.MOBILITY: "Getting about",
    Need.MENTAL_HEALTH: "Mental health",
    Need.CHILDREN: "Children or others they care for",
    Need.SAFETY: "Feeling or being safe",
    Need.REPAIRS: "Locks, doors, windows",
    Need.MONEY: "Money or housing",
}


class Enhanced(StrEnum):
    """A ground for enhanced rights."""

    GRAVE_CRIME = "grave_crime"
    TARGETED = "targeted"
    UNDER_18 = "under_18"
    VULNERABLE = "vulnerable"
    INTIMIDATED = "intimidated"

    @property
    def label(self) -> str:
        """What people call it."""
        return ENHANCED_TITLES[self]


ENHANCED_TITLES = {
    Enhanced.GRAVE_CRIME: "Victim of one of the most serious crimes",
    Enhanced.TARGETED: "Persistently targeted",
    Enhanced.UNDER_18: "Under 18",
    Enhanced.VULNERABLE: "Vulnerable: mental health, learning, communication or a physical difficulty",
    Enhanced.INTIMIDATED: "Intimidated: fear or distress about giving evidence",
}


class SupportReferral(StrEnum):
    """What was done about a support service."""

    REFERRED = "referred"
    DECLINED = "declined"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"referred": "Referred", "declined": "Offered and declined", "not_yet": "Not yet"}[self.value]


@value
class NeedsDetails:
    """A needs assessment."""

    needs: tuple[Need, ...] = ()
    enhanced_because: tuple[Enhanced, ...] = ()
    special_measures: str = ""
    support: SupportReferral = SupportReferral.NOT_YET
    words: str = ""


WORDS_MISSING = REASONS.add(
    "words-missing", "Say what the victim told you about what they need.", source=CODE, confidence=Confidence.READ,
    field="words",
)  # fmt: skip


NOT_REFERRED = REASONS.add(
    "not-referred",
    "Nobody has been referred yet: a tick refers nobody. Make the referral, with their consent; this is then noted.",
    source="Our safeguard: a referral that nobody has taken protects nobody", confidence=Confidence.ASSUMPTION,
    field="support",
)  # fmt: skip


def find_reasons_against_needs(needs: NeedsDetails, *, has_referral: bool = False) -> Reasons:
    """What a needs assessment lacks. `has_referral` says whether a referral to a support service was made."""
    against: list[tuple[bool, Reason]] = [
        (not needs.words.strip(), WORDS_MISSING),
        (needs.support is SupportReferral.REFERRED and not has_referral, NOT_REFERRED),
    ]
    return tuple(reason for applies, reason in against if applies)


def has_enhanced_rights(facts: CrimeFacts, gravest: GravestCrimes) -> bool:
    """Whether a crime gives its victim enhanced rights from the start; the needs assessment may add more."""
    return (
        facts.domestic_abuse
        or facts.stalking
        or facts.hate
        or facts.vulnerable_victim
        or facts.offence.group == "Sexual offences"
        or gravest.holds(facts.offence)
    )
