"""Cancelling a crime, C1 to C5: exactly who may, and everything that must be shown first (OUT-26 pages 26 to 30).

A cancellation takes a crime off the books, so each code has preconditions of its own, whoever decides must be
independent of the investigation, and a victim who withdrew out of fear never makes a cancellation.
"""

from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Offence
from constabulary.standards.outcomes import CancellationCode
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("cancellation")
#: Somebody is held to the crime or sought for it.
HELD_OR_SOUGHT = frozenset(
    {
        SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.BAILED_PRE_CHARGE, SuspectStatus.UNDER_INVESTIGATION,
        SuspectStatus.WANTED_CIRCULATED,
    }
)  # fmt: skip
OUTCOMES = "Outcomes for Recorded Crimes, April 2026"


class Need(StrEnum):
    """What the national list asks to be shown before a code is used; its words for it."""

    RECEIVING_REFERENCE = "receiving_reference"
    VICTIM_TOLD_FIRST = "victim_told_first"
    VERIFIABLE_INFORMATION = "verifiable_information"
    SURVIVING_CRIME = "surviving_crime"
    GENUINE_MISTAKE = "genuine_mistake"
    INDEPENDENT = "independent"
    TRAINED = "trained"


@value
class VerifiableInformation:
    """Additional verifiable information, in its four parts: when it came, from where, how checked, what it changes."""

    came: str = ""
    source: str = ""
    checked: str = ""
    changes: str = ""


@value
class CancellationFacts:
    """What a cancellation rests on.

    `victim_withdrew` and `pressure_found` come from the victim's recorded position; `survivor_is_live` is whether
    the surviving crime exists, is another one, and is itself not cancelled; `suspect_held` is whether somebody is in custody,
    on bail, released under investigation or wanted for this crime; `review_waits` whether the victim's request for a review
    of the decision on it is not decided, or they have not been told.
    """

    code: str
    offence: Offence
    has_victim: bool
    information: VerifiableInformation = VerifiableInformation()
    outside_force: bool = False
    receiving_force: str = ""
    receiving_reference: str = ""
    survivor_is_live: bool = False
    mistake: str = ""
    victim_told_at: datetime | None = None
    victim_withdrew: bool = False
    pressure_considered: str = ""
    pressure_found: bool = False
    registrar_advice: str = ""
    suspect_held: bool = False
    review_waits: bool = False


@value
class Maker:
    """Whoever decides, as the rule sees them: their part in the investigation and their training."""

    in_investigation: bool
    trained: bool
    registered: bool
    chief_officer: bool


def _reason(
    code: str, sentence: str, page: str, field: str = "", *, confidence: Confidence = Confidence.READ
) -> Reason:
    return REASONS.add(code, sentence, source=f"{OUTCOMES}, {page}", confidence=confidence, field=field)


UNKNOWN_CODE = _reason("unknown-code", "Choose a code from C1 to C5. There is no other.", "page 26", "code")
INFORMATION_PARTS = {
    "came": _reason("when-missing", "Say when the new information came.", "page 28", "information_came"),
    "source": _reason("source-missing", "Say where it came from.", "page 28", "information_source"),
    "checked": _reason("check-missing", "Say how it was checked.", "page 28", "information_checked"),
    "changes": _reason("change-missing", "Say what it changes.", "page 28", "information_changes"),
}
OUTSIDE_MISSING = _reason("inside-force", "The crime happened in this force: it cannot be transferred.", "page 26",
                          "outside_force")  # fmt: skip
REFERENCE_MISSING = _reason(
    "reference-missing", "Enter the receiving force and its reference first.", "page 26", "receiving_reference"
)
SURVIVOR_MISSING = _reason(
    "survivor-missing", "Name the live crime that this one duplicates or is part of.", "page 27", "survivor"
)
MISTAKE_MISSING = _reason("mistake-missing", "Say how it was recorded in error.", "page 27", "mistake")
VICTIM_NOT_TOLD = _reason(
    "victim-not-told", "The victim must be told before the crime is removed.", "pages 26 to 27", "victim_told_at"
)
PRESSURE_NOT_CONSIDERED = _reason(
    "pressure-not-considered",
    "The victim withdrew. Say what was found when fear, coercion and pressure were considered.",
    "page 29",
    "pressure_considered",
)
PRESSURE_FOUND = _reason(
    "pressure-found",
    "The victim withdrew and there is a clear concern of fear, coercion or pressure: the crime cannot be cancelled.",
    "page 29",
    "pressure_found",
)
TOLD_IN_FUTURE = REASONS.add(
    "told-in-future", "That lies ahead: enter when the victim was told once they have been.", source="Our safeguard",
    confidence=Confidence.ASSUMPTION, field="victim_told_at",
)  # fmt: skip
ASKED_ALREADY = REASONS.add(
    "asked-already", "A cancellation of this crime is asked for already and waits for its decision.",
    source="Our safeguard: one is decided at a time", confidence=Confidence.ASSUMPTION,
)  # fmt: skip
SURVIVOR_UNKNOWN = REASONS.add(
    "survivor-unknown", "There is no crime with this reference.", source="Our safeguard",
    confidence=Confidence.ASSUMPTION, field="survivor",
)  # fmt: skip
REVIEW_WAITS = REASONS.add(
    "review-waits",
    "The victim has asked for the decision on it to be reviewed and has not been told the answer: tell them first.",
    source="Our safeguard: a request for a review is never overtaken in silence",
    confidence=Confidence.ASSUMPTION,
)
SUSPECT_HELD = REASONS.add(
    "suspect-held",
    "Somebody is in custody, on bail, released under investigation or wanted for it: decide what happens with them first.",
    source="Our safeguard: nobody is held to or sought for a crime that is no longer on record",
    confidence=Confidence.ASSUMPTION,
)
OUT_OF_SCOPE = _reason(
    "out-of-scope",
    "Self-defence cancels only actual bodily harm under section 47 and offences of category 104 and 105A.",
    "page 27",
    "code",
)
NOT_INDEPENDENT = _reason("not-independent", "Whoever decides must be independent of the investigation.", "page 29")
NOT_TRAINED = _reason("not-trained", "Whoever decides must be trained to decide cancellations.", "page 29")
REGISTERED_ALONE = _reason(
    "registered-alone",
    "For rape and homicide only a registrar on the College register decides, else a chief officer on the "
    "registrar's advice.",
    "page 29",
)
ADVICE_MISSING = _reason("advice-missing", "Enter the registrar's advice.", "page 29", "registrar_advice")

ACTUAL_BODILY_HARM = "008/06"
WOUNDING_CATEGORY = "8N"


def is_grave(offence: Offence) -> bool:
    """Whether it is rape or homicide, which only a registered registrar, or a chief officer, cancels under C2."""
    return offence.subgroup in {"Rape", "Homicide"}


#: Codes under which the crime goes on elsewhere: with another force, or as the crime that survives.
GOES_ON = frozenset({"C1", "C3"})


def was_none(code: str) -> bool:
    """Whether a crime cancelled under this code was none: what other reports added to it has nowhere else to be."""
    return code not in GOES_ON


def authorities_for(code: CancellationCode, offence: Offence) -> tuple[Authority, ...]:
    """Whose authority decides under this code; any one of them.

    A transfer (C1) follows the force's own process: by our default a designated decision maker or the registrar.
    """
    if code.code == "C2" and is_grave(offence):
        return (Authority.CRIME_REGISTRAR, Authority.CHIEF_OFFICER)
    return (Authority.DESIGNATED_DECISION_MAKER, Authority.CRIME_REGISTRAR)


def find_reasons_against_cancellation(
    facts: CancellationFacts, listed: CancellationCode | None, *, at: datetime
) -> Reasons:
    """Why a crime cannot be cancelled as things stand, whoever decides."""
    if listed is None:
        return (UNKNOWN_CODE,)
    needs = {Need(one) for one in listed.needs}
    reasons = [*_find_missing(facts, needs, at=at)]
    if facts.code == "C1" and not facts.outside_force:
        reasons.append(OUTSIDE_MISSING)
    if listed.only_categories and not _is_in_scope(facts.offence, listed):
        reasons.append(OUT_OF_SCOPE)
    if facts.victim_withdrew and facts.pressure_found:
        reasons.append(PRESSURE_FOUND)
    elif facts.victim_withdrew and not facts.pressure_considered.strip():
        reasons.append(PRESSURE_NOT_CONSIDERED)
    if facts.suspect_held:
        reasons.append(SUSPECT_HELD)
    if facts.review_waits:
        reasons.append(REVIEW_WAITS)
    return tuple(reasons)


def find_reasons_against_asking(
    *,
    victim_told_at: datetime | None,
    survivor_is_named: bool,
    survivor_is_known: bool,
    at: datetime,
    one_waits: bool = False,
) -> Reasons:
    """Why a cancellation cannot be asked for like this: one waits already, what was typed would be lost, or cannot be so."""
    against: list[tuple[bool, Reason]] = [
        (one_waits, ASKED_ALREADY),
        (victim_told_at is not None and victim_told_at > at, TOLD_IN_FUTURE),
        (survivor_is_named and not survivor_is_known, SURVIVOR_UNKNOWN),
    ]
    return tuple(reason for applies, reason in against if applies)


def _find_missing(facts: CancellationFacts, needs: set[Need], *, at: datetime) -> Reasons:
    told = not facts.has_victim or (facts.victim_told_at is not None and facts.victim_told_at <= at)
    named = facts.receiving_force.strip() and facts.receiving_reference.strip()
    checks: list[tuple[bool, Reason]] = [
        (Need.RECEIVING_REFERENCE in needs and not named, REFERENCE_MISSING),
        (Need.SURVIVING_CRIME in needs and not facts.survivor_is_live, SURVIVOR_MISSING),
        (Need.GENUINE_MISTAKE in needs and not facts.mistake.strip(), MISTAKE_MISSING),
        (Need.VICTIM_TOLD_FIRST in needs and not told, VICTIM_NOT_TOLD),
    ]
    missing = [reason for applies, reason in checks if applies]
    if Need.VERIFIABLE_INFORMATION in needs:
        parts = facts.information
        missing += [reason for part, reason in INFORMATION_PARTS.items() if not getattr(parts, part).strip()]
    return tuple(missing)


def _is_in_scope(offence: Offence, listed: CancellationCode) -> bool:
    if offence.category not in listed.only_categories:
        return False
    return offence.category != WOUNDING_CATEGORY or offence.code == ACTUAL_BODILY_HARM


def find_reasons_against_maker(facts: CancellationFacts, listed: CancellationCode, maker: Maker) -> Reasons:
    """Why this person may not decide it although they hold the authority: independence, training, the register."""
    needs = {Need(one) for one in listed.needs}
    reasons = []
    if Need.INDEPENDENT in needs and maker.in_investigation:
        reasons.append(NOT_INDEPENDENT)
    if facts.code == "C2" and is_grave(facts.offence):
        if maker.chief_officer:
            return (*reasons, *((ADVICE_MISSING,) if not facts.registrar_advice.strip() else ()))
        return (*reasons, *(() if maker.registered else (REGISTERED_ALONE,)))
    if Need.TRAINED in needs and not (maker.trained or maker.registered):
        reasons.append(NOT_TRAINED)
    return tuple(reasons)
