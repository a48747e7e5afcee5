"""Who may decide on a charge: the prosecutor, or the police in what the Director's Guidance leaves to them."""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.outcomes.charging import prosecutor_decides
from constabulary.policing.outcomes.facts import CrimeOfOutcome
from constabulary.standards.charging import PoliceMayCharge
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("charging")
DG6 = "Director's Guidance on Charging, sixth edition: police decisions to charge"
OURS = "Our safeguard"


class Plea(StrEnum):
    """The plea that is expected."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"guilty": "Guilty", "not_guilty": "Not guilty", "not_known": "Not known"}[self.value]


class ChargedBy(StrEnum):
    """Who decided."""

    POLICE = "police"
    PROSECUTOR = "cps"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"police": "The police", "cps": "The Crown Prosecution Service"}[self.value]


@value
class PoliceDecision:
    """A police decision on a charge: what is expected of the case, the decision, and why."""

    plea: Plea
    fit_for_magistrates: bool
    charge: bool
    words: str


def _reason(code: str, sentence: str, field: str = "", *, source: str = DG6) -> Reason:
    confidence = Confidence.READ if source == DG6 else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


PROSECUTOR_ONLY = _reason(
    "prosecutor-only",
    "The police may not charge this themselves. Send it to the prosecutor.",
)
PLEA_NOT_GUILTY = _reason(
    "plea-not-guilty",
    "The police may charge this only where a guilty plea is expected. Send it to the prosecutor.",
    "plea",
)
NOT_FOR_MAGISTRATES = _reason(
    "not-for-magistrates",
    "The police may charge this only where it is fit for a magistrates' court. Send it to the prosecutor.",
    "fit_for_magistrates",
)
TEST_NOT_MET = _reason(
    "test-not-met", "Apply the full code test first: a charge needs both its stages met.", source=OURS
)
OWN_CASE = _reason(
    "own-case", "Somebody other than the officer in charge and whoever applied the test decides.", source=OURS
)
DECISION_WORDS = _reason("decision-words", "Say why.", "words", source=OURS)
CHARGE_DECIDED = _reason("charge-decided", "A charge of this suspect has been decided already.", source=OURS)


def find_reasons_against_police_charging(
    crime: CrimeOfOutcome, *, allowed: PoliceMayCharge, plea: Plea, fit_for_magistrates: bool
) -> Reasons:
    """Why the police may not decide this themselves."""
    if prosecutor_decides(crime):
        return (PROSECUTOR_ONLY,)
    offence = crime.offence
    if offence.is_summary_only:
        return ()
    whatever_plea = offence.subgroup in allowed.whatever_plea
    against: list[tuple[bool, Reason]] = [
        (not whatever_plea and plea is not Plea.GUILTY, PLEA_NOT_GUILTY),
        (not fit_for_magistrates, NOT_FOR_MAGISTRATES),
    ]
    return tuple(reason for applies, reason in against if applies)


def why_prosecutor_decides(crime: CrimeOfOutcome) -> tuple[str, ...]:
    """What makes it the prosecutor's decision, in words; empty where the police may decide."""
    offence = crime.offence
    found = [
        (crime.domestic_abuse, "domestic abuse"),
        (crime.hate, "hate crime"),
        (crime.stalking, "stalking or harassment"),
        (offence.is_indictable_only, "an indictable-only offence"),
    ]
    words = tuple(one for applies, one in found if applies)
    if not words and prosecutor_decides(crime):
        return (offence.subgroup.lower(),)
    return words


def find_reasons_against_police_decision(
    decision: PoliceDecision, *, full_code_met: bool, is_own: bool, decided_already: bool
) -> Reasons:
    """Why a police decision on a charge cannot stand, whoever may take it."""
    against: list[tuple[bool, Reason]] = [
        (decided_already, CHARGE_DECIDED),
        (is_own, OWN_CASE),
        (decision.charge and not full_code_met, TEST_NOT_MET),
        (not decision.words.strip(), DECISION_WORDS),
    ]
    return tuple(reason for applies, reason in against if applies)
